import {type DemoAnswer, resource, unableToComplete} from '../http/answer.ts';
import {demoReference} from '../tasks/spatial-reference.ts';
import type {DemoTask, InputParameter} from '../tasks/task.ts';
import {jobPath, type World} from '../world.ts';

/** Performs the operation `submitJob`: creates a job, and redirects a browser to its page ("Submit GP job"). */
export function submitAnswer(world: World, task: DemoTask, parameters: URLSearchParams): DemoAnswer {
	const given: [name: string, value: unknown][] = [];
	for (const input of task.inputs) {
		const text = parameters.get(input.name);
		if (text !== null && text !== '') {
			const value = valueFrom(text, input);
			if (value === undefined) return unableToComplete(`Invalid value for parameter ${input.name}`);
			given.push([input.name, value]);
		} else if (input.required && input.defaultValue === undefined) {
			return unableToComplete(`Missing required parameter ${input.name}`);
		}
	}
	const outSR = outSRof(parameters);
	if (outSR !== undefined && demoReference(outSR) === undefined) return unableToComplete(`Invalid outSR: ${outSR}`);
	const job = world.submit(task, Object.fromEntries(given), outSR);
	const format = parameters.get('f') ?? '';
	if (format === '' || format === 'html') return {kind: 'redirect', location: `${world.origin}${jobPath(job)}`};
	return resource(`Job: ${job.id}`, {jobId: job.id, jobStatus: 'esriJobSubmitted'});
}

/**
 * Parses the value of a form field.
 *
 * @returns `undefined` if it does not fit the parameter
 */
function valueFrom(text: string, {dataType, choiceList}: InputParameter): unknown {
	if (choiceList !== undefined && !choiceList.includes(text)) return undefined;
	switch (dataType) {
		case 'GPString':
			return text;
		case 'GPLong':
			return Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
		case 'GPDouble':
			return Number.isFinite(Number(text)) ? Number(text) : undefined;
		case 'GPBoolean':
			return text === 'true' || text === 'false' ? text === 'true' : undefined;
		case 'GPDate':
			return dateFrom(text);
		case 'GPLinearUnit':
			return linearUnitFrom(jsonFrom(text));
		case 'GPFeatureRecordSetLayer':
		case 'GPRasterDataLayer': {
			const json = jsonFrom(text);
			return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : undefined;
		}
		default: {
			const json = jsonFrom(text);
			return dataType.startsWith('GPMultiValue:') && !Array.isArray(json) ? undefined : (json ?? text);
		}
	}
}

/** Returns a linear unit; metres if it has no unit ("GP data types", GPLinearUnit). */
function linearUnitFrom(json: unknown): object | undefined {
	if (typeof json !== 'object' || json === null || !('distance' in json)) return undefined;
	const {distance, units = 'esriMeters'} = json as {distance: unknown; units?: unknown};
	return typeof distance === 'number' && typeof units === 'string' ? {distance, units} : undefined;
}

/** Parses epoch milliseconds, or the ISO form without a zone, which is UTC ("GP data types", GPDate). */
function dateFrom(text: string): number | undefined {
	const isIso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d{1,3})?)?$/.test(text);
	const epoch = isIso ? Date.parse(text.includes('T') ? `${text}Z` : text) : Number(text || Number.NaN);
	return Number.isFinite(epoch) ? epoch : undefined;
}

/** The spatial reference for the results: `outSR` in `context`, or `env:outSR` for older clients ("Submit GP job"). */
function outSRof(parameters: URLSearchParams): string | undefined {
	const context = jsonFrom(parameters.get('context') ?? '');
	const outSR = typeof context === 'object' && context !== null && 'outSR' in context ? context.outSR : undefined;
	return (outSR === undefined ? undefined : JSON.stringify(outSR)) ?? (parameters.get('env:outSR') || undefined);
}

function jsonFrom(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
