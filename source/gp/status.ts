import {safe} from '../text/safe-text.ts';

/**
 * The statuses that servers send for a job, and the states that gpjobs derives from them.
 *
 * Source: "GP Job", `jobStatus`; `expectedFailure` occurs only on the page of the same name for Notebook Server.
 */

/** The state of a job (design §3). `gone` is not derived from a status; the monitor determines it. */
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
 * Returns the state for a status.
 *
 * @param status `jobStatus` as sent; `null` if the server sent null
 * @returns `unknown` for every undocumented status, which does not count as ended
 */
export function stateOf(status: string | null): State {
	return (status === null ? undefined : states.get(status)) ?? 'unknown';
}

/** Whether a job in this state will not change any more. Such a job is not polled. */
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
 * Whether it makes sense to ask the server to cancel a job: while it is queued (although a Submitted one will probably
 * be refused, "Cancel GP Job"), while it runs, and while its state is not known.
 */
export function isCancellable(state: State): boolean {
	return state === 'queued' || state === 'running' || state === 'unknown';
}

/** Formats a status for display: `esriJobExecuting` → `Executing`. A status without this prefix is not changed. */
export function statusWord<T extends string>(status: T): T {
	return status.replace(/^esriJob(?=[A-Z])/, '') as T;
}

/** The note for an undocumented status, shown where the user may be waiting for the job to end. */
export const unknownStatusNote = safe`gpjobs does not know this status and does not take it for an end`;

/** A short form of {@link unknownStatusNote} for the row of the job. */
export const unknownStatusShort = safe`unknown status, not taken for an end`;
