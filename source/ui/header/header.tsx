import type {Fault} from '../../gp/fault.ts';
import {displayWidth, fit} from '../../text/display-width.ts';
import {count, counted} from '../../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {Line, type Span} from '../line.tsx';
import {faultWords} from '../panes/list/fault-words.ts';
import {type Drawing, drawingOf} from '../symbols.ts';
import {clockTimeExact} from './clock-time.ts';
import {countSegments} from './count-segments.ts';
import {fitSegments, type Segment} from './segments.ts';
import type {Tally} from './tally.ts';

/** What the first line of the screen tells. */
export type HeaderFacts = {
	readonly tally: Tally;
	readonly marked: number;
	/** Milliseconds that `--interval` sets; `undefined` where gpjobs finds its own pace. */
	readonly interval: number | undefined;
	/** The largest slowdown of a server: factor (≥ 1) applied to the intervals of its jobs. */
	readonly slowdown: number;
	readonly isPaused: boolean;
	/** Something that should be on the disk is not there yet. */
	readonly isUnsaved: boolean;
	readonly isReadOnly: boolean;
	/** The servers that cannot be had, by name. */
	readonly troubled: readonly {readonly name: SafeText; readonly fault: Fault}[];
	/** As it was typed, and how many jobs it lets through. */
	readonly filter: {readonly text: SafeText; readonly shown: number} | null;
	/** Wall time, epoch milliseconds. */
	readonly time: number;
};

/** The first line, exactly `width` cells: what matters most stays longest. */
export function headerSpans(facts: HeaderFacts, width: number, ascii: boolean): readonly Span[] {
	const drawing = drawingOf(ascii);
	return fitSegments(
		[
			{
				side: 'left',
				forms: [[{text: safe` gpjobs `, isBold: true}], [{text: safe`gpjobs`, isBold: true}]],
				yields: [12, 95],
			},
			...(facts.isPaused ? [paused()] : []),
			...(facts.isUnsaved ? [unsaved()] : []),
			{side: 'left', forms: [[{text: counted(facts.tally.jobs, 'job')}]], yields: [48]},
			...countSegments(facts.tally, ascii),
			...(facts.marked > 0 ? [markedSegment(facts.marked, drawing)] : []),
			...(facts.filter ? [filterSegment(facts.filter, facts.tally.jobs, drawing)] : []),
			...(facts.troubled.length > 0 ? [troubledSegment(facts.troubled, drawing)] : []),
			...(facts.isReadOnly ? [readOnly()] : []),
			...paceSegments(facts, drawing),
			{side: 'right', forms: [[{text: clockTimeExact(facts.time)}]], yields: [50]},
		],
		width,
	);
}

/** Shown in place of the pace while polling is paused. */
export const pausedWords = safe`PAUSED: nothing is asked, P goes on`;

/** Tells that nothing is polled. */
export function paused(): Segment {
	const banner = (text: SafeText): Span => ({text, isBold: true, isInverse: true, colour: 'yellow'});
	return {
		side: 'left',
		forms: [[banner(safe` ${pausedWords} `)], [banner(safe` PAUSED `)], [banner(safe`PAUSED`)]],
		yields: [25, 90, 100],
	};
}

/** Tells that something is not on the disk yet. */
export function unsaved(): Segment {
	return {
		side: 'left',
		forms: [
			[{text: safe`NOT SAVED YET`, isBold: true, colour: 'red'}],
			[{text: safe`UNSAVED`, isBold: true, colour: 'red'}],
		],
		yields: [30, 85],
	};
}

/** Tells that nothing can be changed on a server. */
export function readOnly(): Segment {
	return {side: 'right', forms: [[{text: safe`read-only`, isBold: true}]], yields: [60]};
}

/** How many jobs the next key is for. */
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
		forms: [
			[text(short(all, 100))],
			[text(short(one, 50))],
			[text(safe`${counted(troubled.length, 'server')} in trouble`)],
			[text(safe`!`)],
		],
		yields: [22, 45, 62, 70],
	};
}

function paceSegments({interval, slowdown}: HeaderFacts, drawing: Drawing): readonly Segment[] {
	const own = interval === undefined ? safe`adaptive` : safe`every ${intervalWords(interval)}`;
	const pace: Segment = {side: 'right', forms: [[{text: own}]], yields: [interval === undefined ? 10 : 15]};
	// Below this nobody would notice that the answers come later.
	if (slowdown < 1.05) return [pace];
	const figure = safe`${drawing.times}${safeText(slowdown.toFixed(1))}`;
	const span = (text: SafeText): Span => ({text, colour: 'yellow'});
	return [{side: 'right', forms: [[span(safe`slowdown ${figure}`)], [span(figure)]], yields: [33, 57]}];
}

function intervalWords(milliseconds: number): SafeText {
	if (milliseconds % hour === 0) return safe`${milliseconds / hour}h`;
	return milliseconds % minute === 0 ? safe`${milliseconds / minute}m` : safe`${milliseconds / 1000}s`;
}

const minute = 60_000;
const hour = 60 * minute;

/** The first line of the screen. */
export function HeaderLine({facts, width, ascii}: {facts: HeaderFacts; width: number; ascii: boolean}) {
	return <Line spans={headerSpans(facts, width, ascii)} />;
}
