import type {State} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {jobName, type WatchedJob} from '../../monitor/job.ts';
import {shortJobNames} from '../../monitor/job-names.ts';
import {tellingMessage} from '../../monitor/telling-message.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {counted} from '../../text/number-words.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import {clockTime} from '../header/clock-time.ts';
import {statusText} from '../panes/list/row.ts';
import {updateSelection} from '../panes/list/selection.ts';
import type {ScreenPort} from '../screen/port.ts';
import {drawingOf, lookOf} from '../symbols.ts';
import {type DialogDefinition, keysOnTheirWay} from './dialog.ts';
import {closes, type DialogText, type ListLead} from './dialog-lines.ts';
import {lineStep, within} from './menu.ts';

/** The dialog about jobs that ended while the operator was away. */
export type AwayDialog = {
	readonly kind: 'away';
	readonly urls: readonly string[];
	/** The time of the last key before the dialog opened. */
	readonly since: Moment;
	/** The index of the line under the cursor. */
	readonly selected: number;
	readonly openedAt: number;
};

/** The text and the keys of the dialog about jobs that ended while the operator was away. */
export const awayDialog: DialogDefinition<AwayDialog> = {
	deafFor: keysOnTheirWay,
	press,
	text: awayText,
};

/** Remembers the time of the last key, to notice when the operator returns. */
export class AwayWatch {
	#last: Moment;

	constructor(now: Moment) {
		this.#last = now;
	}

	/** The time of the last key. The operator is assumed to have seen everything until then. */
	get lastKey(): Moment {
		return this.#last;
	}

	/**
	 * Records that a key was pressed.
	 *
	 * @returns the dialog to open if the key comes after a long time without keys, and jobs have ended since
	 */
	pressed(now: Moment, jobs: readonly WatchedJob[]): AwayDialog | undefined {
		const since = this.#last;
		this.#last = now;
		if (now.mono - since.mono < awayAfter) return undefined;
		const urls = endedSince(jobs, since.mono).map(({address}) => address.url);
		return urls.length === 0 ? undefined : {kind: 'away', urls, since, selected: 0, openedAt: now.mono};
	}
}

/** The time in milliseconds without a key after which the operator counts as away. */
const awayAfter = 5 * 60_000;

/**
 * Returns the jobs that ended or disappeared while the operator was away: those with a problem first, then the latest
 * ones.
 *
 * @param since the time of the last key in monotonic milliseconds
 */
function endedSince(jobs: readonly WatchedJob[], since: number): readonly WatchedJob[] {
	const at = (job: WatchedJob) => endOf(job)?.mono ?? Number.NEGATIVE_INFINITY;
	return jobs
		.filter(job => !job.metInState && at(job) > since)
		.sort((a, b) => Number(wentWell(a)) - Number(wentWell(b)) || at(b) - at(a));
}

function endOf({endedAt, stateSince, state}: WatchedJob): Moment | null {
	return state === 'gone' ? stateSince : endedAt;
}

function wentWell({state}: WatchedJob): boolean {
	return state === 'succeeded' || state === 'cancelled' || state === 'deleted';
}

/** A line of the list, about one job or about several that succeeded. */
type AwayLine = {
	/** The URL of the job that Enter selects. */
	readonly url: string;
	readonly lead: ListLead;
	readonly text: SafeText;
};

/** The smallest number of succeeded jobs that are combined into one line. */
const fewestTogether = 3;

function awayLines(screen: ScreenPort, {urls}: AwayDialog): readonly AwayLine[] {
	const {world, state} = screen;
	const jobs = urls.flatMap(url => world.monitor.jobs.get(url) ?? []);
	const names = shortJobNames(jobs, widestName, drawingOf(state.isAscii).ellipsis);
	const nameOf = (job: WatchedJob) => names.get(job.address.url) ?? jobName(job);
	const widths = {
		word: Math.max(0, ...jobs.map(job => displayWidth(statusText(job)))),
		name: Math.max(0, ...jobs.map(job => displayWidth(nameOf(job)))),
	};
	const told = new Set<State>();
	return jobs.flatMap((job): readonly AwayLine[] => {
		const alike = wentWell(job) ? jobs.filter(one => one.state === job.state) : [job];
		const {symbol, word, colour} = lookOf(job.state, state.isAscii);
		const line = {url: job.address.url, lead: {text: symbol, colour}};
		if (alike.length < fewestTogether) return [{...line, text: lineOf(job, nameOf(job), widths)}];
		if (told.has(job.state)) return [];
		told.add(job.state);
		return [{...line, text: safe`${alike.length} ${word}: ${joinSafe(alike.map(nameOf), safe`, `)}`}];
	});
}

const widestName = 30;

/** Makes the line about one job: its status, its name, the time of day, and the sentence that explains the outcome. */
function lineOf(job: WatchedJob, name: SafeText, widths: {readonly word: number; readonly name: number}): SafeText {
	const at = endOf(job);
	const time = at === null ? safe`--:--` : clockTime(at.epoch);
	const why = tellingMessage(job)?.text ?? safe``;
	return safe`${fit(statusText(job), widths.word)}  ${fit(name, widths.name)}  ${time}  ${why}`;
}

/**
 * Makes the title: how many jobs ended, and how long the operator was away.
 *
 * @param away in milliseconds
 */
export function awayTitle(jobs: number, away: number): SafeText {
	return safe`While you were away (${briefAge(away)}): ${counted(jobs, 'job')} ended`;
}

function briefAge(ms: number): SafeText {
	const minutes = Math.floor(ms / 60_000);
	return minutes < 60 ? safe`${minutes} min` : safe`${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function awayText(dialog: AwayDialog, screen: ScreenPort): DialogText {
	const {urls, since, openedAt, selected} = dialog;
	const lines = awayLines(screen, dialog);
	return {
		title: awayTitle(urls.length, openedAt - since.mono),
		facts: [],
		notes: [],
		list: {
			lines: lines.map(({text}) => text),
			leads: lines.map(({lead}) => lead),
			selected: within(selected, lines.length),
		},
		keys: [
			[safe`Enter`, safe`go to this job; ↑ ↓ select`],
			[safe`Esc`, closes],
		],
	};
}

/**
 * Handles a key. The arrow keys move the cursor, Enter selects the job of the line in the list of jobs, and every other key closes the dialog. Pasted text is ignored.
 */
function press(screen: ScreenPort, dialog: AwayDialog, name: string | undefined): void {
	if (name === undefined) return;
	const lines = awayLines(screen, dialog);
	const step = lineStep(name);
	if (step !== 0) return screen.change({dialog: {...dialog, selected: within(dialog.selected + step, lines.length)}});
	screen.change({dialog: null});
	const url = lines[within(dialog.selected, lines.length)]?.url;
	if (name === 'Enter' && url !== undefined) goTo(screen, url);
}

/** Moves the cursor of the list to a job. Clears the filter if it hides the job. */
function goTo(screen: ScreenPort, url: string): void {
	screen.change({view: {kind: 'list'}, value: null, lastCursorKey: undefined});
	screen.catchUp();
	if (!screen.state.selection.shown.includes(url)) screen.change({filter: safe``});
	screen.catchUp();
	const event = {type: 'restored', marks: [], selected: url} as const;
	screen.change({selection: updateSelection(screen.state.selection, event)});
}
