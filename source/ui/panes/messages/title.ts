import type {Level} from '../../../gp/message.ts';
import {displayWidth, fit as fitCells} from '../../../text/display-width.ts';
import {count, counted} from '../../../text/number-words.ts';
import {repeated} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Colour, Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {levelMark} from './level-mark.ts';
import {hitNumber, isSearched} from './search.ts';
import type {MessagesState} from './state.ts';

type TitleLook = {
	readonly width: number;
	/** What the job is called. */
	readonly label: SafeText;
	/** Keys go to the pane. */
	readonly isFocused: boolean;
	readonly isAscii: boolean;
};

/** A fact in the title. Where they do not all fit, the one with the least worth is left out first. */
type Fact = {readonly text: SafeText; readonly worth: number; readonly colour?: Colour | undefined};

/** Cells of the name that stay while facts can be left out instead. */
const keptName = 24;

/** The line before the name, and the blanks around both; the last of the line is behind the facts. */
const frame = {name: 4, fill: 1, facts: 3};

/**
 * The title of the pane, exactly `width` cells:
 * ` ─ Messages · flood-2026 ──── 1,204 lines · 2 ⚠ · following · all levels ─`.
 *
 * Where it is narrow it says less: first goes what is as always, last what was asked for.
 */
export function messageTitle(state: MessagesState, look: TitleLook): readonly Span[] {
	const {width, label, isFocused, isAscii} = look;
	const {line: rule, between, ellipsis} = drawingOf(isAscii);
	const dot = safe` ${between} `;
	const name = label === '' ? safe`Messages` : safe`Messages${dot}${label}`;
	const nameWidth = displayWidth(name);
	const roomForFacts = width - frame.name - frame.fill - frame.facts - Math.min(nameWidth, keptName);
	const facts = fittingFacts(factsOf(state, isAscii), roomForFacts, displayWidth(dot));
	const factSpans = facts.length === 0 ? [] : joined(facts, dot, rule);
	const room = width - factSpans.reduce((cells, {text}) => cells + displayWidth(text), 0) - frame.name - frame.fill;
	if (room < 1) return [{text: fitCells(name, width, {ellipsis}), isBold: isFocused}];
	const fitted = fitCells(name, Math.min(nameWidth, room), {ellipsis});
	return [
		{text: safe` ${rule} `},
		{text: fitted, isBold: isFocused},
		{text: safe` ${repeated(rule, room - displayWidth(fitted) + frame.fill)}`},
		...factSpans,
	];
}

function joined(facts: readonly Fact[], dot: SafeText, rule: SafeText): readonly Span[] {
	const spans = facts.map(({text, colour}, index) => [{text: index === 0 ? safe` ` : dot}, {text, colour}]);
	return [...spans.flat(), {text: safe` ${rule}`}];
}

function fittingFacts(facts: readonly Fact[], room: number, dotWidth: number): readonly Fact[] {
	const needed = facts.reduce((cells, {text}) => cells + displayWidth(text) + dotWidth, -dotWidth);
	if (facts.length === 0 || needed <= room) return facts;
	const least = Math.min(...facts.map(({worth}) => worth));
	return fittingFacts(
		facts.filter(({worth}) => worth > least),
		room,
		dotWidth,
	);
}

function factsOf(state: MessagesState, isAscii: boolean): readonly Fact[] {
	const {list, level, note, follows, wraps, offset} = state;
	const errors = list.errors.count;
	const warnings = list.alerts.count - errors;
	const sideways = drawingOf(isAscii).arrow;
	return [
		...(note === null ? [] : [{text: note, worth: 11, colour: 'yellow' as const}]),
		...searchFact(state, isAscii),
		...(list.messages.length === 0 ? [] : [{text: linesInWords(state), worth: 5}]),
		...alertFact(warnings, 'warning', isAscii),
		...alertFact(errors, 'error', isAscii),
		follows ? {text: followWords.following, worth: 3} : {text: followWords.notFollowing, worth: 8},
		{text: levelWords[level], worth: level === 'info' ? 1 : 9},
		...(wraps ? [{text: safe`wrapped`, worth: 2}] : []),
		...(offset === 0 || wraps ? [] : [{text: safe`${sideways} ${count(offset)}`, worth: 4}]),
	];
}

/** Whether the pane goes along with what comes. */
export const followWords = {following: safe`following`, notFollowing: safe`not following`} as const;

/** Which messages are shown. */
export const levelWords: Readonly<Record<Level, SafeText>> = {
	info: safe`all levels`,
	warning: safe`warnings and errors`,
	error: safe`errors only`,
};

/** Longer queries are cut: the title has other things to say too. */
const longestQuery = 20;

/** `"word" 3 of 17`, `"word" 17`, `"word" 3 of 17+` as long as not all is counted. */
function searchFact({search, list, level, focus}: MessagesState, isAscii: boolean): readonly Fact[] {
	if (search === null) return [];
	const {query, hits} = search;
	const shown = fitCells(query, Math.min(longestQuery, displayWidth(query)), {ellipsis: drawingOf(isAscii).ellipsis});
	const more = isSearched(search, list, level) ? safe`` : safe`+`;
	const number = hitNumber(search, focus);
	const total = safe`${count(hits.count)}${more}`;
	const found = hits.count === 0 && more === '' ? safe`none` : total;
	return [{text: safe`"${shown}" ${number === undefined ? found : safe`${count(number)} of ${total}`}`, worth: 10}];
}

function linesInWords({list, level}: MessagesState): SafeText {
	const all = counted(list.lines.info, 'line');
	return level === 'info' ? all : safe`${count(list.lines[level])} of ${all}`;
}

function alertFact(total: number, level: Level, isAscii: boolean): readonly Fact[] {
	if (total === 0) return [];
	const {symbol, colour} = levelMark(level, isAscii);
	return [{text: safe`${count(total)} ${symbol}`, worth: level === 'error' ? 7 : 6, colour}];
}
