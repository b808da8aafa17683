import {type ParameterRead, readParameters} from '../parameter.ts';
import type {Answer} from './client.ts';

/**
 * What one request for all results or inputs brought, by name: ArcGIS Server has it since 11.1 ("GP Results"), older
 * ones answer an error.
 *
 * @returns `undefined` where the server does not have it; names that it left out are simply not there
 */
export function readAllAtOnce(answer: Answer<unknown>): ReadonlyMap<string, ParameterRead> | undefined {
	const reads = answer.ok ? readParameters(answer.value) : undefined;
	if (!reads) return undefined;
	return new Map(reads.flatMap(read => (read.ok ? [[read.parameter.name.safe, read] as const] : [])));
}
