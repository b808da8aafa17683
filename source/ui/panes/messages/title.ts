import type {Level} from '../../../gp/message.ts';
import {displayWidth, fit as fitCells} from '../../../text/display-width.ts';
import {count, counted} from '../../../text/number-words.ts';
import {repeated} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {type JobHeading, stateSpan} from '../heading/job-heading.ts';
import {levelMark} from './level-mark.ts';
import {shownCount} from './message-list.ts';
import {hitNumber, isSearched} from './search.ts';
import type {MessagesState} from './state.ts';

type TitleLook = {
	readonly width: number;
	/** The facts about the job; `null` if none is selected. */
	readonly heading: JobHeading | null;
	/** Whether the pane receives the keys. */
	readonly isFocused: boolean;
	readonly isAscii: boolean;
};

/**
 * A fact in the title. If there is not enough room for all facts, those with the lowest `worth` are first shortened,
 * then left out.
 */
export type Fact = {readonly spans: readonly Span[]; readonly short?: readonly Span[]; readonly worth: number};

/** The number of cells of the job's name that are kept as long as there are facts that can be left out. */
const keptName = 24;

/** The number of cells for the line before the name, and for the blanks around the name and the facts. */
const frame = {name: 4, fill: 1, facts: 3};

/**
 * Makes the title of the pane, `width` cells wide: ` ─ flood-2026 ──── ✖ Failed after 3:12 · 2 ✖ 2 ⚠ of 18 messages ·
 * from the first error ─`. In a narrow pane, facts that describe the normal case are left out first; the job's state
 * and what the user has chosen are left out last.
 */
export function messageTitle(state: MessagesState, look: TitleLook): readonly Span[] {
	const {width, heading, isFocused, isAscii} = look;
	const {line, thickLine, between, ellipsis} = drawingOf(isAscii);
	const rule = isFocused ? thickLine : line;
	const dot = safe` ${between} `;
	const name = heading?.name ?? safe`Messages`;
	const nameWidth = displayWidth(name);
	const roomForFacts = width - frame.name - frame.fill - frame.facts - Math.min(nameWidth, keptName);
	const all = [...jobFacts(heading), ...countFact(state, isAscii), ...paneFacts(state, heading, isAscii)];
	const facts = fittingFacts(all, roomForFacts, displayWidth(dot));
	const factSpans = facts.length === 0 ? [] : [{text: safe` `}, ...joinedFacts(facts, dot), {text: safe` ${rule}`}];
	const room = width - cellsOf(factSpans) - frame.name - frame.fill;
	if (room < 1) return [{text: fitCells(name, width, {ellipsis}), isBold: isFocused}];
	const fitted = fitCells(name, Math.min(nameWidth, room), {ellipsis});
	return [
		{text: safe` ${rule} `},
		{text: fitted, isBold: true},
		{text: safe` ${repeated(rule, room - displayWidth(fitted) + frame.fill)}`},
		...factSpans,
	];
}

/** Joins facts with separators between them. */
export function joinedFacts(facts: readonly Fact[], dot: SafeText): readonly Span[] {
	return facts.flatMap(({spans}, index) => (index === 0 ? spans : [{text: dot}, ...spans]));
}

/** Returns as many facts as fit, the most valuable ones, in their original order. */
export function fittingFacts(facts: readonly Fact[], room: number, dotWidth: number): readonly Fact[] {
	const needed = facts.reduce((cells, {spans}) => cells + cellsOf(spans) + dotWidth, -dotWidth);
	if (facts.length === 0 || needed <= room) return facts;
	const least = Math.min(...facts.map(({worth}) => worth));
	const fewer = facts.flatMap((fact): readonly Fact[] => {
		if (fact.worth > least) return [fact];
		return fact.short ? [{spans: fact.short, worth: fact.worth + 0.5}] : [];
	});
	return fittingFacts(fewer, room, dotWidth);
}

function cellsOf(spans: readonly Span[]): number {
	return spans.reduce((cells, {text}) => cells + displayWidth(text), 0);
}

/** Returns the facts about the pane itself: its search, whether it follows the end, and which messages it shows. */
export function paneFacts(state: MessagesState, heading: JobHeading | null, isAscii: boolean): readonly Fact[] {
	const {level, note, wraps, offset} = state;
	const sideways = drawingOf(isAscii).arrow;
	return [
		...(note === null ? [] : [fact(note, 11, 'yellow')]),
		...searchFact(state, isAscii),
		...followFact(state, heading),
		...(level === 'info' ? [] : [fact(levelWords[level], 9)]),
		...(wraps ? [fact(safe`wrapped`, 2)] : []),
		...(offset === 0 || wraps ? [] : [fact(safe`${sideways} ${count(offset)}`, 4)]),
	];
}

function fact(text: SafeText, worth: number, colour?: Span['colour']): Fact {
	return {spans: [{text, colour}], worth};
}

function jobFacts(heading: JobHeading | null): readonly Fact[] {
	if (heading === null) return [];
	const {took, percent, left, silence, look} = heading;
	const state = stateSpan(heading);
	const more = took !== '' ? [{text: safe` ${took}`}] : percent === null ? [] : [{text: safe` ${percent}%`}];
	return [
		{spans: [state, ...more], short: [{text: look.symbol, colour: look.colour}], worth: 12},
		...(left === '' ? [] : [fact(left, 8)]),
		...(silence === '' ? [] : [{...fact(silence, 10.5, 'yellow')}]),
	];
}

function followFact({follows, isAtFirstError}: MessagesState, heading: JobHeading | null): readonly Fact[] {
	if (isAtFirstError) return [fact(followWords.fromFirstError, 5)];
	// No more messages can come, so the pane cannot follow the end.
	if (heading !== null && !heading.isLive) return [];
	return follows ? [fact(followWords.following, 3)] : [fact(followWords.notFollowing, 8)];
}

/** The words in the title that say whether the pane scrolls to new messages as they arrive. */
export const followWords = {
	following: safe`following`,
	notFollowing: safe`not following`,
	fromFirstError: safe`from the first error`,
} as const;

/** The words in the title that say which levels of messages are shown. */
export const levelWords: Readonly<Record<Level, SafeText>> = {
	info: safe`all levels`,
	warning: safe`warnings and errors`,
	error: safe`errors only`,
};

/** The words in the title that say which messages are shown during a search. */
export const matchingWords = {only: safe`matches only`, around: safe`matches with context`} as const;

/** The largest number of characters of a query that the title shows, to leave room for other facts. */
const longestQuery = 20;

/**
 * Returns the query and its hits: `"word" 3 of 17` at a hit, otherwise `"word" 17`; `"word" 3 of 17+` while hits are
 * still being counted.
 */
function searchFact({search, list, level, focus, matching}: MessagesState, isAscii: boolean): readonly Fact[] {
	if (search === null) return [];
	const {query, hits} = search;
	const shown = fitCells(query, Math.min(longestQuery, displayWidth(query)), {ellipsis: drawingOf(isAscii).ellipsis});
	const more = isSearched(search, list, level) ? safe`` : safe`+`;
	const number = hitNumber(search, focus);
	const total = safe`${count(hits.count)}${more}`;
	const found = search.trouble ?? (hits.count === 0 && more === '' ? safe`none` : total);
	const only = matching === 'all' ? [] : [fact(matchingWords[matching], 9)];
	return [...only, fact(safe`"${shown}" ${number === undefined ? found : safe`${count(number)} of ${total}`}`, 10)];
}

/**
 * Returns the number of messages: `2 ✖ 2 ⚠ of 18 messages`; `18 messages` without warnings and errors; `4 of 18
 * messages` if some are hidden.
 */
function countFact({list, level}: MessagesState, isAscii: boolean): readonly Fact[] {
	const total = list.messages.length;
	if (total === 0) return [];
	const all = counted(total, 'message');
	const errors = alertSpan(list.errors.count, 'error', isAscii);
	const warnings = alertSpan(list.alerts.count - list.errors.count, 'warning', isAscii);
	const alerts = [...errors, ...(errors.length > 0 && warnings.length > 0 ? [{text: safe` `}] : []), ...warnings];
	if (level !== 'info') return [fact(safe`${count(shownCount(list, level))} of ${all}`, 4)];
	if (alerts.length === 0) return [fact(all, 4)];
	return [{spans: [...alerts, {text: safe` of ${all}`}], short: alerts, worth: 6}];
}

/** Returns the number of warnings or errors with their symbol, as in `2 ✖`; empty if there are none. */
export function alertSpan(total: number, level: Level, isAscii: boolean): readonly Span[] {
	if (total === 0) return [];
	const {symbol, colour} = levelMark(level, isAscii);
	return [{text: safe`${count(total)} ${symbol}`, colour}];
}
