import {isCancellable, statusWord} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {ageOf, jobName, type WatchedJob} from '../../monitor/job.ts';
import {formatAgo} from '../../text/duration.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import type {DialogText} from './dialog-lines.ts';

/** The dialog that asks for confirmation before a job is cancelled. */
export type CancelDialog = {readonly kind: 'cancel'; readonly url: string; readonly openedAt: number};

/** The text and the keys of the dialog that asks for confirmation before a job is cancelled. */
export const cancelDialog: DialogDefinition<CancelDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text(dialog, {world, state}) {
		const job = world.monitor.jobs.get(dialog.url);
		return job && cancelDialogText(job, state.now);
	},
};

function press(screen: ScreenPort, {url}: CancelDialog, name: string | undefined): void {
	const job = screen.world.monitor.jobs.get(url);
	if (!job) return screen.change({dialog: null});
	const answer = cancelAnswer(job, name);
	if (answer === undefined) return;
	screen.change({dialog: null});
	if (answer === 'no') return;
	if (screen.isReadOnly) return screen.notify({ok: false, notice: notSentReadOnly});
	screen.world.monitor.cancel(url, answer === 'when-running');
}

/**
 * Returns the meaning of a key; `undefined` for a key without one. Only `y` and `w` confirm the cancel; Enter means no.
 */
function cancelAnswer(job: WatchedJob, name: string | undefined): 'now' | 'when-running' | 'no' | undefined {
	if (name === 'Enter' || name === 'Esc' || name === 'n' || name === 'N' || name === 'q') return 'no';
	if (!isCancellable(job.state)) return undefined;
	if (name === 'y') return 'now';
	return name === 'w' && isNotBegun(job) ? 'when-running' : undefined;
}

/**
 * Whether a job has not started yet. A server refuses to cancel such a job, and the job still runs later ("Cancel GP
 * Job").
 */
export function isNotBegun({status}: WatchedJob): boolean {
	return status?.safe === 'esriJobSubmitted' || status?.safe === 'esriJobNew';
}

/**
 * The notice that a confirmed cancel was not sent, because read-only mode was switched on after the dialog had opened.
 */
export const notSentReadOnly: SafeText = safe`gpjobs is read-only now. Nothing was sent.`;

/** The title of the dialog. */
export const cancelTitle: SafeText = safe`Cancel this job?`;

/** Makes the text of the dialog for cancelling a job: the facts that identify the job, and the meaning of each key. */
function cancelDialogText(job: WatchedJob, now: Moment): DialogText {
	const {address, status, state} = job;
	const word = status === null ? safe`unknown` : statusWord(status.safe);
	const facts: readonly (readonly [SafeText, SafeText])[] = [
		[safe`job`, jobName(job)],
		[safe`server`, address.serverName],
		[safe`task`, address.task],
		[safe`job id`, endOf(address.jobId)],
		[safe`status`, safe`${word}, ${answerAge(job, now)}`],
	];
	return {title: cancelTitle, isDangerous: true, facts, notes: notesOf(job), keys: keysOf(job, isCancellable(state))};
}

/** Says how old the last answer about a job is. */
export function answerAge(job: WatchedJob, now: Moment): SafeText {
	const {lastAnswer} = job;
	if (lastAnswer === null) return safe`never answered`;
	return safe`as of ${formatAgo(ageOf(job, now) ?? now.mono - lastAnswer.mono)}`;
}

function notesOf(job: WatchedJob): readonly SafeText[] {
	if (!isCancellable(job.state)) return [notToBeCancelled];
	const note = safe`gpjobs checks its state once more before it asks the server.`;
	return isNotBegun(job) ? [safe`ArcGIS Server cannot cancel a job that is still queued; it will run.`, note] : [note];
}

function keysOf(job: WatchedJob, canCancel: boolean): readonly (readonly [SafeText, SafeText])[] {
	const no = [safe`n Enter Esc`, noCancel] as const;
	if (!canCancel) return [no];
	if (!isNotBegun(job)) return [[safe`y`, safe`cancel it`], no];
	return [[safe`y`, askNow], [safe`w`, askLater], no];
}

/** Returns the end of a job id, which distinguishes jobs better than its beginning. */
function endOf(jobId: SafeText): SafeText {
	return jobId.length > 16 ? safe`…${safeText([...jobId].slice(-12).join(''))}` : jobId;
}

/** Says that the job ended while the dialog was open. */
export const notToBeCancelled: SafeText = safe`It can no longer be cancelled.`;

/** The label of the keys that decline. */
export const noCancel: SafeText = safe`no, do not cancel`;

/** The label of the key `y` for a job that has not started. */
export const askNow: SafeText = safe`ask now; the server will probably refuse`;

/** The label of the key `w` for a job that has not started. */
export const askLater: SafeText = safe`cancel as soon as it starts (only while gpjobs stays open)`;
