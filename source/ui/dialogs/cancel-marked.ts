import {isCancellable, statusWord} from '../../gp/status.ts';
import {mayAskAgain} from '../../monitor/cancel.ts';
import type {Moment} from '../../monitor/clock.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {shortJobNames} from '../../monitor/job-names.ts';
import {distinctServerNames} from '../../monitor/server-names.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {counted} from '../../text/number-words.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import {emptyInput, type InputState, inputText} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import {drawingOf} from '../symbols.ts';
import {answerAge, isNotBegun, noCancel, notSentReadOnly, notToBeCancelled} from './cancel.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import type {DialogText} from './dialog-lines.ts';
import {namedField, pressInField} from './field-keys.ts';
import {leaving, lineStep, within} from './menu.ts';

/** The dialog that asks for confirmation before the marked jobs are cancelled. */
export type CancelMarkedDialog = {
	readonly kind: 'cancel-marked';
	/**
	 * The URLs of the marked jobs that could be cancelled when the dialog opened. None is added while the dialog is
	 * open.
	 */
	readonly urls: readonly string[];
	/**
	 * How many marked jobs are not affected, because they have ended, are gone, or already have a cancel in progress.
	 */
	readonly leftAlone: number;
	/** The index of the line under the cursor. */
	readonly selected: number;
	/** The text field for the number of jobs, which the operator has to type as confirmation. */
	readonly field: InputState;
	/**
	 * Whether jobs that have not started are cancelled as soon as they start. Otherwise the cancel is sent at once, and
	 * the server will probably refuse it.
	 */
	readonly waitsForStart: boolean;
	/** What is wrong with the number that was entered. */
	readonly problem?: SafeText;
	readonly openedAt: number;
};

/** The text, the field and the keys of the dialog that asks for confirmation before the marked jobs are cancelled. */
export const cancelMarkedDialog: DialogDefinition<CancelMarkedDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text: (dialog, screen) => cancelMarkedText(dialog, jobsOf(screen, dialog), screen),
	fields: ({field}) => [namedField(safe`number of jobs`, safe`Number of jobs`, field, true)],
};

/** Whether a job can be cancelled, either at once or when it starts. */
export function canBeCancelled({state, cancel}: WatchedJob): boolean {
	return isCancellable(state) && (cancel === null || mayAskAgain(cancel));
}

/**
 * Opens the dialog for the marked jobs.
 *
 * @param marked the marked jobs, of which at least one can be cancelled ({@link canBeCancelled})
 */
export function openCancelMarked(screen: ScreenPort, marked: readonly WatchedJob[]): void {
	const urls = marked.filter(canBeCancelled).map(({address}) => address.url);
	screen.change({
		dialog: {
			kind: 'cancel-marked',
			urls,
			leftAlone: marked.length - urls.length,
			selected: 0,
			field: emptyInput,
			waitsForStart: true,
			openedAt: screen.world.clock.now().mono,
		},
	});
}

/** Returns the jobs that the dialog was opened for and that can still be cancelled. */
function jobsOf({world}: ScreenPort, {urls}: CancelMarkedDialog): readonly WatchedJob[] {
	return urls.flatMap(url => world.monitor.jobs.get(url) ?? []).filter(canBeCancelled);
}

/** Handles a key. Only typing the number of jobs and then Enter confirms the cancel; a pasted number does not. */
function press(screen: ScreenPort, dialog: CancelMarkedDialog, name: string | undefined, typed: string): void {
	const jobs = jobsOf(screen, dialog);
	if (leaving.has(name)) return screen.change({dialog: null});
	if (name === 'Enter') return enter(screen, dialog, jobs);
	if (name === 'Tab') return screen.change({dialog: {...dialog, waitsForStart: !dialog.waitsForStart}});
	const step = lineStep(name);
	if (step !== 0) return screen.change({dialog: {...dialog, selected: within(dialog.selected + step, jobs.length)}});
	if (name === undefined || (typed !== '' && !/^[0-9]$/.test(typed))) return;
	const {problem: _, ...rest} = dialog;
	screen.change({dialog: {...rest, field: pressInField(dialog.field, name, typed)}});
}

function enter(screen: ScreenPort, dialog: CancelMarkedDialog, jobs: readonly WatchedJob[]): void {
	const number = inputText(dialog.field).trim();
	if (number === '' || jobs.length === 0) return screen.change({dialog: null});
	if (Number(number) !== jobs.length) {
		return screen.change({dialog: {...dialog, field: emptyInput, problem: notTheNumber(number, jobs.length)}});
	}
	screen.change({dialog: null});
	if (screen.isReadOnly) return screen.notify({ok: false, notice: notSentReadOnly});
	for (const job of jobs) screen.world.monitor.cancel(job.address.url, isNotBegun(job) && dialog.waitsForStart);
}

/**
 * The title of the dialog.
 *
 * @param jobs how many jobs can be cancelled
 */
export function cancelMarkedTitle(jobs: number): SafeText {
	return safe`Cancel ${counted(jobs, 'job')}?`;
}

/** Says how many marked jobs are not affected. */
export function leftAloneWords(jobs: number): SafeText {
	return safe`${counted(jobs, 'marked job')} left alone: ended, gone, or with a cancel under way.`;
}

/**
 * Says that a wrong number was typed.
 *
 * @param typed the digits that were typed
 */
export function notTheNumber(typed: string, jobs: number): SafeText {
	return safe`${Number(typed)} is not the number of these jobs. It is ${jobs} now. Nothing was sent.`;
}

/** Says how many of the jobs are still queued, and what happens to them. */
export function notBegunWords(jobs: number, waitsForStart: boolean): SafeText {
	return waitsForStart
		? safe`${counted(jobs, 'job')} not started yet: cancelled on start, only while gpjobs stays open.`
		: safe`${counted(jobs, 'job')} not started yet: asked now, and ArcGIS Server will probably refuse.`;
}

function cancelMarkedText(
	{leftAlone, selected, waitsForStart, problem}: CancelMarkedDialog,
	jobs: readonly WatchedJob[],
	{state}: ScreenPort,
): DialogText {
	const notBegun = jobs.filter(isNotBegun).length;
	const left = leftAlone === 0 ? [] : [leftAloneWords(leftAlone)];
	if (jobs.length === 0) {
		return {
			title: cancelMarkedTitle(0),
			facts: [],
			notes: [notToBeCancelled, ...left],
			keys: [[safe`n Enter Esc`, safe`close`]],
		};
	}
	return {
		title: cancelMarkedTitle(jobs.length),
		isDangerous: true,
		facts: [],
		notes: [
			...(problem === undefined ? [] : [problem]),
			...left,
			...(notBegun === 0 ? [] : [notBegunWords(notBegun, waitsForStart)]),
		],
		list: {isReadOut: true, lines: linesOf(jobs, state.now, state.isAscii), selected: within(selected, jobs.length)},
		keys: [
			[
				safe`${jobs.length} Enter`,
				safe`cancel ${jobs.length === 1 ? safe`this job` : safe`these ${jobs.length} jobs`}; each is checked again first`,
			],
			...(notBegun === 0
				? []
				: [
						[
							safe`Tab`,
							waitsForStart ? safe`ask for those not started now` : safe`cancel those not started when they start`,
						] as const,
					]),
			[safe`n Esc`, noCancel],
		],
	};
}

const widestName = 32;

/** Makes the lines of the dialog, one for each job: its status and the age of the status, its name, server and task. */
function linesOf(jobs: readonly WatchedJob[], now: Moment, isAscii: boolean): readonly SafeText[] {
	const {ellipsis} = drawingOf(isAscii);
	const names = shortJobNames(jobs, widestName, ellipsis);
	const servers = distinctServerNames(jobs);
	const rows = jobs.map(job => ({
		status: safe`${job.status === null ? safe`unknown` : statusWord(job.status.safe)}, ${answerAge(job, now)}`,
		name: names.get(job.address.url) ?? jobName(job),
		server: servers.get(job.address.server) ?? job.address.serverName,
		task: job.address.task,
	}));
	const widthOf = (key: 'status' | 'name' | 'server', most = Number.POSITIVE_INFINITY) =>
		Math.min(most, Math.max(...rows.map(row => displayWidth(row[key]))));
	const widths = {
		status: widthOf('status'),
		name: widthOf('name', widestName),
		server: widthOf('server'),
	};
	return rows.map(({status, name, server, task}) =>
		joinSafe([fit(name, widths.name), fit(status, widths.status), fit(server, widths.server), task], safe`  `),
	);
}
