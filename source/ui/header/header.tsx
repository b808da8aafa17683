import type {Fault} from '../../gp/fault.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {count, counted} from '../../text/number-words.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import {Line, type Span} from '../line.tsx';
import {faultWords} from '../panes/list/fault-words.ts';
import {type Drawing, drawingOf} from '../symbols.ts';
import {clockTimeExact} from './clock-time.ts';
import {countSegments} from './count-segments.ts';
import {fitSegments, type Segment} from './segments.ts';
import type {Tally} from './tally.ts';

/** The facts in the first line of the screen. */
export type HeaderFacts = {
	readonly tally: Tally;
	readonly marked: number;
	/** The interval in milliseconds that `--interval` sets; `undefined` if gpjobs chooses the intervals itself. */
	readonly interval: number | undefined;
	/**
	 * The longest interval in milliseconds between two polls of a job on a server that gpjobs polls less often because
	 * it is slow; `undefined` if there is no such server.
	 */
	readonly slowedTo: number | undefined;
	/** The visible rows of the list, counted from 1; `null` if all rows are visible. */
	readonly position: {readonly first: number; readonly last: number; readonly of: number} | null;
	readonly isPaused: boolean;
	/** Whether changes have not been saved yet. */
	readonly isUnsaved: boolean;
	readonly isReadOnly: boolean;
	/** The names of the servers that cannot be reached, each with its fault. */
	readonly troubled: readonly {readonly name: SafeText; readonly fault: Fault}[];
	/** The filter as it was typed, and how many jobs match it; `null` without a filter. */
	readonly filter: {readonly text: SafeText; readonly shown: number} | null;
	/** The time of day to show, in epoch milliseconds. */
	readonly time: number;
};

/**
 * Makes the first line of the screen, `width` cells wide. On a narrow screen, the most important facts are shortened
 * last.
 */
export function headerSpans(facts: HeaderFacts, width: number, ascii: boolean): readonly Span[] {
	const drawing = drawingOf(ascii);
	return fitSegments(
		[
			{side: 'left', forms: [[{text: safe` gpjobs `, isBold: true}]], yields: [95]},
			...(facts.isPaused ? [paused()] : []),
			...(facts.isUnsaved ? [unsaved()] : []),
			...countSegments(facts.tally, ascii),
			...(facts.marked > 0 ? [markedSegment(facts.marked, drawing)] : []),
			...(facts.filter ? [filterSegment(facts.filter, facts.tally.jobs, drawing)] : []),
			...(facts.troubled.length > 0 ? [troubledSegment(facts.troubled, drawing)] : []),
			...(facts.isReadOnly ? [readOnly()] : []),
			...paceSegments(facts),
			totalSegment(facts, drawing),
			{side: 'right', forms: [[{text: clockTimeExact(facts.time)}]], yields: [60]},
		],
		width,
	);
}

/** Shown instead of the interval while polling is paused. */
export const pausedWords = safe`PAUSED: nothing is asked, P goes on`;

/** Makes the segment that says that polling is paused. */
export function paused(): Segment {
	const banner = (text: SafeText): Span => ({text, isBold: true, isInverse: true, colour: 'yellow'});
	return {
		side: 'left',
		forms: [[banner(safe` ${pausedWords} `)], [banner(safe` PAUSED `)], [banner(safe`PAUSED`)]],
		yields: [25, 90, 100],
	};
}

/** Shown while changes have not been saved yet. */
export const savingWords = safe`saving`;

/** Makes the segment that says that changes have not been saved yet. */
export function unsaved(): Segment {
	return {
		side: 'left',
		forms: [[{text: savingWords, isBold: true, colour: 'yellow'}]],
		yields: [85],
	};
}

/** Makes the segment that says that gpjobs is in read-only mode. */
export function readOnly(): Segment {
	return {side: 'right', forms: [[{text: safe`read-only`, isBold: true}]], yields: [60]};
}

/** Says how many jobs are marked, on which the next key acts. */
export function markedWords(marked: number): SafeText {
	return safe`${count(marked)} marked`;
}

function markedSegment(marked: number, drawing: Drawing): Segment {
	return {
		side: 'left',
		forms: [[{text: markedWords(marked), isBold: true}], [{text: safe`${drawing.mark}${marked}`, isBold: true}]],
		yields: [35, 55],
	};
}

function filterSegment(filter: NonNullable<HeaderFacts['filter']>, all: number, {ellipsis}: Drawing): Segment {
	const chip = (text: SafeText): Span => ({text, isInverse: true});
	const words = (cells: number) =>
		displayWidth(filter.text) > cells ? fit(filter.text, cells, {ellipsis}) : filter.text;
	return {
		side: 'left',
		forms: [
			[chip(safe` /${words(40)} `), {text: safe` ${count(filter.shown)} of ${count(all)}`}],
			[chip(safe` /${words(12)} `)],
			[chip(safe`/`)],
		],
		yields: [40, 65, 80],
	};
}

function troubledSegment(troubled: HeaderFacts['troubled'], {ellipsis}: Drawing): Segment {
	const [first] = troubled;
	const text = (words: SafeText): Span => ({text: words, colour: 'yellow', isBold: true});
	const all = joinSafe(
		troubled.map(({name, fault}) => safe`${name}: ${faultWords(fault)}`),
		safe`  `,
	);
	const others = troubled.length > 1 ? safe` +${troubled.length - 1}` : safe``;
	const one = first ? safe`${first.name}: ${faultWords(first.fault)}${others}` : safe``;
	const short = (words: SafeText, cells: number) =>
		displayWidth(words) > cells ? fit(words, cells, {ellipsis}) : words;
	return {
		side: 'left',
		forms: [[text(short(all, 100))], [text(short(one, 50))], [text(serversSilent(troubled.length))], [text(safe`!`)]],
		yields: [22, 45, 62, 70],
	};
}

/** Says how many servers cannot be reached. */
export function serversSilent(servers: number): SafeText {
	return safe`${counted(servers, 'server')} not answering`;
}

/**
 * Makes the segment with the polling interval if it is unusual, because the operator has set it or a server is slow;
 * otherwise no segment.
 */
function paceSegments({interval, slowedTo}: HeaderFacts): readonly Segment[] {
	const own = interval === undefined ? [] : [{text: safe`every ${intervalWords(interval)}`}];
	if (slowedTo === undefined) return own.length === 0 ? [] : [{side: 'right', forms: [own], yields: [15]}];
	const span = (text: SafeText): Span => ({text, colour: 'yellow'});
	return [{side: 'right', forms: [[span(eachJobEvery(slowedTo))], [span(roughSeconds(slowedTo))]], yields: [33, 57]}];
}

/**
 * Says how often a job is polled while its server is slow.
 *
 * @param interval milliseconds between two polls of a job
 */
export function eachJobEvery(interval: number): SafeText {
	return safe`each job every ${roughSeconds(interval)}`;
}

function roughSeconds(interval: number): SafeText {
	const seconds = interval / 1000;
	const step = seconds < 20 ? 1 : 5;
	const rounded = Math.max(1, Math.round(seconds / step) * step);
	return rounded < 120 ? safe`~${rounded} s` : safe`~${Math.round(rounded / 60)} min`;
}

/** Makes the segment with the number of jobs in the list and, if not all rows are visible, which of them are. */
function totalSegment({tally, position}: HeaderFacts, {below, line}: Drawing): Segment {
	const isDim = true;
	if (position === null) return {side: 'right', forms: [[{text: counted(tally.jobs, 'job'), isDim}]], yields: [25]};
	const {first, last, of} = position;
	const more = last < of ? safe` ${below}` : safe``;
	const range = safe`${count(first)}${line === '-' ? safe`-` : safe`–`}${count(last)} of ${count(of)}${more}`;
	const rest = last < of ? [[{text: below, isDim}]] : [];
	return {side: 'right', forms: [[{text: range, isDim}], ...rest], yields: last < of ? [48, 68] : [48]};
}

function intervalWords(milliseconds: number): SafeText {
	if (milliseconds % hour === 0) return safe`${milliseconds / hour}h`;
	return milliseconds % minute === 0 ? safe`${milliseconds / minute}m` : safe`${milliseconds / 1000}s`;
}

const minute = 60_000;
const hour = 60 * minute;

/** Draws the first line of the screen. */
export function HeaderLine({facts, width, ascii}: {facts: HeaderFacts; width: number; ascii: boolean}) {
	return <Line spans={headerSpans(facts, width, ascii)} />;
}
