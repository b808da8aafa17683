import type {Message} from '../../gp/message.ts';
import {linkTo, parameterUrl} from '../../gp/parameter-link.ts';
import {hasEnded, type State} from '../../gp/status.ts';
import {mayAskAgain} from '../../monitor/cancel.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {tellingMessage} from '../../monitor/telling-message.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {canBeCancelled, openCancelMarked} from '../dialogs/cancel-marked.ts';
import {copyChoices} from '../dialogs/copy.ts';
import {labelFields} from '../dialogs/label.ts';
import {openSignIn} from '../dialogs/sign-in.ts';
import {emptyInput} from '../input/state.ts';
import {targetsOf} from '../panes/list/selection.ts';
import {selectedRow} from '../panes/parameters/state.ts';
import {openParameters, parametersNow} from '../screen/parameter-tabs.ts';
import type {ScreenPort} from '../screen/port.ts';
import {
	type Action,
	type ActionRun,
	inEach,
	noJobSelected,
	nothingChosen,
	nothingSelected,
	outsideHelp,
	type Situation,
} from './action.ts';

/**
 * Opens the dialog that asks for confirmation before a cancel. If a cancel waits for the job to start, withdraws that
 * cancel instead, because it has not been sent yet.
 */
function cancel(screen: ScreenPort): void {
	if (screen.situation.marks > 0) return cancelMarked(screen);
	const [job] = jobsMeant(screen);
	if (job === undefined) return;
	const {url} = job.address;
	if (job.cancel?.step === 'waiting') return withdraw(screen, [job]);
	screen.change({dialog: {kind: 'cancel', url, openedAt: screen.world.clock.now().mono}});
}

/**
 * Opens the dialog that asks for confirmation before the marked jobs are cancelled. If none of them can be cancelled,
 * withdraws the cancels that wait for their jobs to start.
 */
function cancelMarked(screen: ScreenPort): void {
	const jobs = jobsMeant(screen);
	if (jobs.some(canBeCancelled)) return openCancelMarked(screen, jobs);
	const planned = jobs.filter(({cancel}) => cancel?.step === 'waiting');
	if (planned.length > 0) return withdraw(screen, planned);
	screen.notify({ok: false, notice: noMarkedCancellable(jobs.length)});
}

/**
 * Withdraws cancels that have not been sent.
 *
 * @param planned the jobs that were to be cancelled when they start
 */
function withdraw(screen: ScreenPort, planned: readonly WatchedJob[]): void {
	for (const {address} of planned) screen.world.monitor.withdrawCancel(address.url);
	screen.notify({ok: true, notice: planned.length === 1 ? cancelWithdrawn : cancelsWithdrawn(planned.length)});
}

/**
 * Returns why the selected job cannot be cancelled at present. If jobs are marked, the code of the key checks them
 * instead.
 */
function notToBeCancelled({job, marks}: Situation): SafeText | undefined {
	if (marks > 0) return undefined;
	if (job === null) return noJobSelected;
	const {state, cancel} = job;
	if (hasEnded(state)) return alreadyEnded(state);
	if (state === 'gone') return unknownToServer;
	if (state === 'cancelling') return alreadyCancelling;
	// A cancel that waits for the job to start has not been sent, so `x` withdraws it.
	return cancel === null || mayAskAgain(cancel) || cancel.step === 'waiting' ? undefined : alreadyAskedFor;
}

/**
 * Opens the web page of the job, or of the selected or opened result or input. The same URL works for both, because
 * servers answer with HTML unless a request asks for JSON.
 */
function browse(screen: ScreenPort, {address: {url}}: WatchedJob): void {
	const {world, state} = screen;
	const open = openParameters(state.view);
	const row = open && (state.value?.row ?? selectedRow(parametersNow(state)));
	const page = row ? parameterUrl(url, linkTo(row.name.raw ?? row.name.safe, open.kind)) : url;
	void world.browse(page ?? url).then(outcome => screen.notify(outcome));
}

/**
 * Returns the jobs that an action for several jobs affects: the open job, otherwise the marked jobs, otherwise the
 * selected job.
 */
function jobsMeant({state, world}: ScreenPort): readonly WatchedJob[] {
	const urls = state.view.kind === 'job' ? [state.view.url] : targetsOf(state.selection);
	return urls.flatMap(url => world.monitor.jobs.get(url) ?? []);
}

function saveJob(screen: ScreenPort): void {
	const jobs = jobsMeant(screen);
	const name = jobs.length === 1 && jobs[0] ? jobName(jobs[0]) : counted(jobs.length, 'job');
	screen.change({dialog: {kind: 'save-job', urls: jobs.map(({address}) => address.url), name}});
}

/**
 * Returns the message to which the user jumped or, without a jump, the error that explains the failure of the job.
 * `null` if there is neither.
 */
function messageLookedAt({job, state: {messages, messagesUrl}}: ScreenPort): Message | null {
	if (job === null) return null;
	const {list, before, firstError} = job.messages;
	const isShown = messagesUrl === job.address.url;
	const jumpedTo = isShown && messages.focus ? messages.list.messages[messages.focus.message] : undefined;
	if (jumpedTo) return jumpedTo;
	const index = tellingMessage(job)?.index ?? null;
	const telling = index === null ? undefined : list?.[index - before];
	return telling?.level === 'error' ? telling : firstError;
}

function copy(screen: ScreenPort): void {
	const jobs = jobsMeant(screen);
	screen.change({
		dialog: {kind: 'copy', choices: copyChoices(jobs, screen.state.now, messageLookedAt(screen)), jobs: jobs.length},
	});
}

/** Opens the dialog for the label and tags of one job, or for the tags of the marked jobs. */
function relabel(screen: ScreenPort): void {
	const jobs = jobsMeant(screen);
	if (screen.situation.marks > 0) {
		const urls = jobs.map(({address}) => address.url);
		return screen.change({dialog: {kind: 'tag-marked', urls, field: emptyInput}});
	}
	for (const {address, label, tags} of jobs)
		screen.change({dialog: {kind: 'label', url: address.url, fields: labelFields(label, tags)}});
}

/** Makes the code of an action on the job that keys act on. */
function withJob(run: (screen: ScreenPort, job: WatchedJob) => void): ActionRun {
	return screen => {
		if (screen.job !== null) run(screen, screen.job);
	};
}

/** The notice that a cancel which waited for its job to start was withdrawn. */
export const cancelWithdrawn: SafeText = safe`Planned cancel withdrawn; the job will run.`;
/** The notice that several such cancels were withdrawn. */
export function cancelsWithdrawn(jobs: number): SafeText {
	return safe`${jobs} planned cancels withdrawn; the jobs will run.`;
}
/** The notice that none of the marked jobs can be cancelled. */
export function noMarkedCancellable(jobs: number): SafeText {
	return jobs === 1
		? safe`The marked job cannot be cancelled: it has ended, is gone, or has a cancel under way.`
		: safe`None of the ${jobs} marked jobs can be cancelled: they have ended, are gone, or have a cancel under way.`;
}
/** The reason why the key for signing in has no effect. */
export const notAskedToSignIn = safe`its server asks for no sign-in`;
/** The reason why a job that is gone cannot be cancelled. */
export const unknownToServer = safe`the server no longer knows it`;
/** The reason why a job with a cancel in progress cannot be cancelled again. */
export const alreadyAskedFor = safe`its cancel is under way`;
/** The reason why a job that the server is already cancelling cannot be cancelled. */
export const alreadyCancelling = safe`it is being cancelled`;
/** The reason why a job that has ended cannot be cancelled. */
export function alreadyEnded(state: State): SafeText {
	switch (state) {
		case 'succeeded':
			return safe`it has already succeeded`;
		case 'failed':
			return safe`it has already failed`;
		case 'timed-out':
			return safe`it has already timed out`;
		case 'cancelled':
			return safe`it has already been cancelled`;
		default:
			return safe`it has already ended`;
	}
}

/** The actions on one job or on the marked jobs. */
export const jobActions = {
	cancel: {
		keys: ['x'],
		label: safe`cancel: this job or marked`,
		group: 'Job',
		synonyms: ['kill', 'stop', 'abort', 'terminate', 'end'],
		use: 1,
		footer: {word: safe`cancel`, place: 2},
		isDangerous: true,
		disabledReason: notToBeCancelled,
		run: inEach(outsideHelp, cancel),
	},
	signIn: {
		keys: ['i'],
		label: safe`sign in to its server`,
		group: 'Job',
		synonyms: ['login', 'log in', 'password', 'token', 'user', 'authenticate'],
		use: 14,
		footer: {word: safe`sign in`, place: 0},
		disabledReason: ({asksForSignIn}) => (asksForSignIn ? undefined : notAskedToSignIn),
		run: inEach(
			outsideHelp,
			withJob((screen, {address}) => openSignIn(screen, address.url)),
		),
	},
	rerun: {
		keys: [],
		label: safe`rerun with the same inputs`,
		group: 'Job',
		synonyms: ['retry', 'restart', 'again', 'resubmit', 'submit', 'repeat'],
		use: 2,
		isDangerous: true,
		disabledReason: nothingSelected,
		run: inEach(
			outsideHelp,
			withJob((screen, {address}) =>
				screen.change({
					dialog: {kind: 'rerun', url: address.url, openedAt: screen.world.clock.now().mono},
				}),
			),
		),
	},
	browse: {
		keys: ['o'],
		label: safe`open its page in the browser`,
		group: 'Job',
		synonyms: ['web', 'url', 'html', 'rest'],
		use: 12,
		disabledReason: nothingSelected,
		run: inEach(outsideHelp, withJob(browse)),
	},
	saveJob: {
		keys: ['S'],
		label: safe`save messages or a report`,
		group: 'Job',
		synonyms: ['export', 'download', 'write', 'file', 'kmz', 'json'],
		use: 4,
		disabledReason: nothingChosen,
		run: inEach(['list', 'messages', 'about'], saveJob),
	},
	copy: {
		keys: ['y'],
		label: safe`copy: URL, id, error, line`,
		group: 'Job',
		synonyms: ['clipboard', 'yank', 'ticket'],
		use: 3,
		disabledReason: nothingChosen,
		run: inEach(outsideHelp, copy),
	},
	label: {
		keys: ['L'],
		label: safe`label; tags of marked jobs`,
		group: 'Job',
		synonyms: ['name', 'rename', 'title', 'note'],
		use: 5,
		disabledReason: nothingChosen,
		run: inEach(outsideHelp, relabel),
	},
	copyUrl: {
		keys: ['Y'],
		label: safe`copy its URL`,
		group: 'Job',
		synonyms: ['clipboard', 'link', 'yank'],
		use: 13,
		disabledReason: nothingSelected,
		run: inEach(
			outsideHelp,
			withJob((screen, {address}) => screen.notify(screen.world.copy(safeText(address.url)))),
		),
	},
} satisfies Record<string, Action>;
