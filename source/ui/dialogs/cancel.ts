import {isCancellable, statusWord} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../../monitor/job.ts';
import {agoWords} from '../../text/duration.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {DialogText} from './dialog-lines.ts';

/** What a key means in the dialog: everything that is not a clear yes is a no, Enter included. */
export type CancelAnswer = 'now' | 'when-running' | 'no';

/**
 * @param input the character that was typed; empty for keys that are none
 * @param isClosing Enter or Esc
 * @returns `undefined` for a key that means nothing here
 */
export function cancelAnswer(job: WatchedJob, input: string, isClosing: boolean): CancelAnswer | undefined {
	if (isClosing || input === 'n' || input === 'N' || input === 'q') return 'no';
	if (!isCancellable(job.state)) return undefined;
	if (input === 'y') return 'now';
	return input === 'w' && isNotBegun(job) ? 'when-running' : undefined;
}

/** A server refuses to cancel a job that is Submitted, and the job runs on ("Cancel GP Job"). */
function isNotBegun({status}: WatchedJob): boolean {
	return status?.safe === 'esriJobSubmitted' || status?.safe === 'esriJobNew';
}

/** What the dialog asks. */
export const cancelTitle: SafeText = safe`Cancel this job?`;

/** What the dialog says: which job it is, beyond doubt, and what each key does. */
export function cancelDialogText(job: WatchedJob, now: Moment): DialogText {
	const {address, label, status, state} = job;
	const since = ageOf(job, now);
	const {lastAnswer} = job;
	const age = lastAnswer === null ? safe`never answered` : safe`as of ${agoWords(since ?? now.mono - lastAnswer.mono)}`;
	const word = status === null ? safe`unknown` : statusWord(status.safe);
	const facts: readonly (readonly [SafeText, SafeText])[] = [
		[safe`server`, address.serverName],
		[safe`task`, address.task],
		...(label === null ? [] : ([[safe`label`, label]] as const)),
		[safe`job id`, endOf(address.jobId)],
		[safe`status`, safe`${word}, ${age}`],
	];
	return {title: cancelTitle, facts, notes: notesOf(job), keys: keysOf(job, isCancellable(state))};
}

function notesOf(job: WatchedJob): readonly SafeText[] {
	if (!isCancellable(job.state)) return [notToBeCancelled];
	const note = safe`Its state is looked at once more before anything is sent.`;
	return isNotBegun(job)
		? [safe`The server refuses to cancel a job that has not begun, and then it runs on.`, note]
		: [note];
}

function keysOf(job: WatchedJob, canCancel: boolean): readonly (readonly [SafeText, SafeText])[] {
	const no = [safe`n Enter Esc`, leaveAlone] as const;
	if (!canCancel) return [no];
	if (!isNotBegun(job)) return [[safe`y`, safe`cancel it`], no];
	return [[safe`y`, askNow], [safe`w`, askLater], no];
}

/** The end of an id tells jobs apart; its beginning is alike for many. */
function endOf(jobId: SafeText): SafeText {
	return jobId.length > 16 ? safe`…${safeText([...jobId].slice(-12).join(''))}` : jobId;
}

/** Said of a job that ended while the dialog was open. */
export const notToBeCancelled: SafeText = safe`It cannot be cancelled any more.`;

/** What the keys do that mean no. */
export const leaveAlone: SafeText = safe`leave it alone`;

/** What `y` does for a job that has not begun. */
export const askNow: SafeText = safe`ask now; the server will probably refuse`;

/** What `w` does for a job that has not begun. */
export const askLater: SafeText = safe`ask once, when it executes (while gpjobs runs)`;
