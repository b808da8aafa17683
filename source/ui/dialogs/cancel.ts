import {isCancellable, statusWord} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../../monitor/job.ts';
import {agoWords} from '../../text/duration.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import type {DialogText} from './dialog-lines.ts';

export type CancelDialog = {readonly kind: 'cancel'; readonly url: string; readonly openedAt: number};

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
	if (screen.isReadOnly) return screen.notify({ok: false, said: notSentReadOnly});
	screen.world.monitor.cancel(url, answer === 'when-running');
}

/** Everything that is not a clear yes is a no, Enter included; `undefined` for a key that means nothing here. */
function cancelAnswer(job: WatchedJob, name: string | undefined): 'now' | 'when-running' | 'no' | undefined {
	if (name === 'Enter' || name === 'Esc' || name === 'n' || name === 'N' || name === 'q') return 'no';
	if (!isCancellable(job.state)) return undefined;
	if (name === 'y') return 'now';
	return name === 'w' && isNotBegun(job) ? 'when-running' : undefined;
}

/** A server refuses to cancel a job that is Submitted, and the job runs on ("Cancel GP Job"). */
function isNotBegun({status}: WatchedJob): boolean {
	return status?.safe === 'esriJobSubmitted' || status?.safe === 'esriJobNew';
}

/** The sentence after a yes where readOnly was set since: the dialog was opened before. */
export const notSentReadOnly: SafeText = safe`gpjobs is read-only now: nothing was sent.`;

/** What the dialog asks. */
export const cancelTitle: SafeText = safe`Cancel this job?`;

/** What the dialog says: which job it is, beyond doubt, and what each key does. */
function cancelDialogText(job: WatchedJob, now: Moment): DialogText {
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

/** The sentence about a job that ended while the dialog was open. */
export const notToBeCancelled: SafeText = safe`It cannot be cancelled any more.`;

/** What the keys do that mean no. */
export const leaveAlone: SafeText = safe`leave it alone`;

/** What `y` does for a job that has not begun. */
export const askNow: SafeText = safe`ask now; the server will probably refuse`;

/** What `w` does for a job that has not begun. */
export const askLater: SafeText = safe`ask once, when it executes (while gpjobs runs)`;
