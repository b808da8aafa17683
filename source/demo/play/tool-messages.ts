import type {DemoSubmission} from '../tasks/task.ts';
import {wallClockText} from '../wall-clock.ts';
import type {TimedMessage} from './script.ts';

/** A run of a tool in a job. Runs can be nested. Times are in milliseconds since the job began to execute. */
type ToolRun = {
	from: number;
	to: number;
	/** The tool's name and command line; absent for the outermost script, which ArcGIS does not announce. */
	tool?: {name: string; command: string};
	/** How the run ends; by default Succeeded. */
	ends?: 'Succeeded' | 'Failed';
	during?: readonly TimedMessage[];
};

/**
 * Makes the messages of a tool run in the wording of ArcGIS: `Executing (Buffer): …`, `Start Time: …`, `Succeeded at
 * …`.
 */
export function toolRun(submission: DemoSubmission, run: ToolRun): readonly TimedMessage[] {
	const {from, to, tool, ends = 'Succeeded', during = []} = run;
	const elapsed = ((to - from) / 1_000).toFixed(2);
	return [
		...(tool === undefined ? [] : [{at: from, text: `Executing (${tool.name}): ${tool.command}`}]),
		{at: from, text: `Start Time: ${wallClockText(submission.startedAt + from)}`},
		...during,
		{at: to, text: `${ends} at ${wallClockText(submission.startedAt + to)} (Elapsed Time: ${elapsed} seconds)`},
	];
}

/** Makes a message of the type warning. */
export function warning(at: number, text: string): TimedMessage {
	return {at, text, type: 'esriJobMessageTypeWarning'};
}

/** Makes a message of the type error. */
export function error(at: number, text: string): TimedMessage {
	return {at, text, type: 'esriJobMessageTypeError'};
}
