import {safe} from '../text/safe-text.ts';

/**
 * What the server calls the status of a job, and what gpjobs makes of it.
 *
 * Facts: "GP Job", `jobStatus`; `expectedFailure` only on the Notebook Server's page of the same name.
 */

/** The state of a job (design §3). `gone` never follows from a status: the monitor determines it. */
export type State =
	| 'queued'
	| 'running'
	| 'cancelling'
	| 'succeeded'
	| 'failed'
	| 'timed-out'
	| 'cancelled'
	| 'deleted'
	| 'gone'
	| 'unknown';

const states: ReadonlyMap<string, State> = new Map([
	['esriJobNew', 'queued'],
	['esriJobSubmitted', 'queued'],
	['esriJobWaiting', 'queued'],
	['esriJobExecuting', 'running'],
	['esriJobCancelling', 'cancelling'],
	['esriJobSucceeded', 'succeeded'],
	['esriJobFailed', 'failed'],
	['expectedFailure', 'failed'],
	['esriJobTimedOut', 'timed-out'],
	['esriJobCancelled', 'cancelled'],
	['esriJobDeleting', 'deleted'],
	['esriJobDeleted', 'deleted'],
]);

/**
 * The state that follows from a status.
 *
 * @param status `jobStatus` as sent; `null` where the server sent null
 * @returns `unknown` for every undocumented status; the job does not count as ended
 */
export function stateOf(status: string | null): State {
	return (status === null ? undefined : states.get(status)) ?? 'unknown';
}

/** Whether nothing more is to be expected of a job in this state: it is not polled any more. */
export function hasEnded(state: State): boolean {
	switch (state) {
		case 'succeeded':
		case 'failed':
		case 'timed-out':
		case 'cancelled':
		case 'deleted':
			return true;
		case 'queued':
		case 'running':
		case 'cancelling':
		case 'gone':
		case 'unknown':
			return false;
	}
}

/**
 * Whether asking the server to cancel makes sense: while a job is queued (a Submitted one will probably be refused,
 * "Cancel GP Job"), while it runs, and while nobody can say what it does.
 */
export function isCancellable(state: State): boolean {
	return state === 'queued' || state === 'running' || state === 'unknown';
}

/**
 * A status as a person reads it: `esriJobExecuting` → `Executing`. What is not the server's usual form stays whole.
 */
export function statusWord<T extends string>(status: T): T {
	return status.replace(/^esriJob(?=[A-Z])/, '') as T;
}

/** Added to an undocumented status where somebody may be waiting for the job to end. */
export const unknownStatusWords = safe`gpjobs does not know this status and does not take it for an end`;

/** The short form, for the row of the job. */
export const unknownStatusBriefly = safe`unknown status, not taken for an end`;
