import {linkTo, parameterUrl} from '../../gp/parameter-link.ts';
import {hasEnded, statusWord} from '../../gp/status.ts';
import {mayAskAgain} from '../../monitor/cancel.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {copyChoices} from '../dialogs/copy.ts';
import {labelFields} from '../dialogs/label.ts';
import {openSignIn} from '../dialogs/sign-in.ts';
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

/** Asks before it asks the server; takes a cancel back that waits for the job to execute, as it was not sent yet. */
function cancel(screen: ScreenPort, {address, cancel}: WatchedJob): void {
	const {monitor, clock} = screen.world;
	if (cancel?.step === 'waiting') {
		monitor.withdrawCancel(address.url);
		return screen.notify({ok: true, said: askedNoMore});
	}
	screen.change({dialog: {kind: 'cancel', url: address.url, openedAt: clock.now().mono}});
}

/** Why the selected job cannot be cancelled now. */
function notToBeCancelled({job}: Situation): SafeText | undefined {
	if (job === null) return noJobSelected;
	const {state, status, cancel} = job;
	const word = status === null ? safeText(state) : statusWord(status.safe);
	if (hasEnded(state)) return alreadyEnded(word);
	if (state === 'gone') return unknownToServer;
	if (state === 'cancelling') return alreadyEnded(safe`Cancelling`);
	// One that waits for the job to execute has not been sent: x takes it back.
	return cancel === null || mayAskAgain(cancel) || cancel.step === 'waiting' ? undefined : alreadyAskedFor;
}

/** The page of the job, or of the result or input that is selected or open: HTML is what a server answers unasked. */
function browse(screen: ScreenPort, {address: {url}}: WatchedJob): void {
	const {world, state} = screen;
	const open = openParameters(state.view);
	const row = open && (state.value?.row ?? selectedRow(parametersNow(state)));
	const page = row ? parameterUrl(url, linkTo(row.name.raw ?? row.name.safe, open.kind)) : url;
	void world.browse(page ?? url).then(outcome => screen.notify(outcome));
}

/** The jobs that a key for many means: the opened one, else the marked ones, else the selected one. */
function jobsMeant({state, world}: ScreenPort): readonly WatchedJob[] {
	const urls = state.view.kind === 'job' ? [state.view.url] : targetsOf(state.selection);
	return urls.flatMap(url => world.monitor.jobs.get(url) ?? []);
}

function saveJob(screen: ScreenPort): void {
	const jobs = jobsMeant(screen);
	const name = jobs.length === 1 && jobs[0] ? jobName(jobs[0]) : counted(jobs.length, 'job');
	screen.change({dialog: {kind: 'save-job', urls: jobs.map(({address}) => address.url), name}});
}

function copy(screen: ScreenPort): void {
	const jobs = jobsMeant(screen);
	screen.change({dialog: {kind: 'copy', choices: copyChoices(jobs, screen.state.now), jobs: jobs.length}});
}

/** With the job that keys act on. */
function withJob(run: (screen: ScreenPort, job: WatchedJob) => void): ActionRun {
	return screen => {
		if (screen.job !== null) run(screen, screen.job);
	};
}

/** The sentence about a cancel that waited for the job to execute and was taken back. */
export const askedNoMore: SafeText = safe`It will not be asked to cancel.`;
/** Why nobody need sign in. */
export const notAskedToSignIn = safe`its server does not ask`;
/** Why a job that is gone is not asked to cancel. */
export const unknownToServer = safe`the server no longer knows it`;
/** Why a job is not asked to cancel once more. */
export const alreadyAskedFor = safe`already asked for`;
/** Why a job is not asked to cancel that has ended, or is cancelling. @param status as the server calls it */
export function alreadyEnded(status: SafeText): SafeText {
	return safe`already ${status}`;
}

export const jobActions = {
	cancel: {
		keys: ['x'],
		label: safe`cancel the job`,
		group: 'Job',
		footer: {word: safe`cancel`, place: 1},
		isDangerous: true,
		disabledReason: notToBeCancelled,
		run: inEach(outsideHelp, withJob(cancel)),
	},
	signIn: {
		keys: ['i'],
		label: safe`sign in to its server`,
		group: 'Job',
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
		disabledReason: nothingSelected,
		run: inEach(outsideHelp, withJob(browse)),
	},
	saveJob: {
		keys: ['S'],
		label: safe`save messages or a report`,
		group: 'Job',
		disabledReason: nothingChosen,
		run: inEach(['list', 'messages', 'about'], saveJob),
	},
	copy: {
		keys: ['y'],
		label: safe`copy: URL, id, last message`,
		group: 'Job',
		disabledReason: nothingChosen,
		run: inEach(outsideHelp, copy),
	},
	label: {
		keys: ['L'],
		label: safe`label and tags`,
		group: 'Job',
		disabledReason: nothingSelected,
		run: inEach(
			outsideHelp,
			withJob((screen, {address, label, tags}) =>
				screen.change({dialog: {kind: 'label', url: address.url, fields: labelFields(label, tags)}}),
			),
		),
	},
	copyUrl: {
		keys: ['Y'],
		label: safe`copy its URL`,
		group: 'Job',
		disabledReason: nothingSelected,
		run: inEach(
			outsideHelp,
			withJob((screen, {address}) => screen.notify(screen.world.copy(safeText(address.url)))),
		),
	},
} satisfies Record<string, Action>;
