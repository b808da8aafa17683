import type {ExitCode} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {shown, withParameters} from './parameters.ts';

/** `gpjobs results JOB [NAME]`: what a job has made. */
export async function results(invocation: Invocation): Promise<ExitCode> {
	return withParameters(invocation, 'results', shown);
}
