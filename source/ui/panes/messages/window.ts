import type {Level} from '../../../gp/message.ts';
import {type Ellipsis, fit as fitCells, sliceCells, wrapCells} from '../../../text/display-width.ts';
import {counted} from '../../../text/number-words.ts';
import {blanks, partOf, repeated} from '../../../text/safe-parts.ts';
import {type SafeText, safe, wasCleaned} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {isBackground} from './error-lines.ts';
import {hitsIn, withHits} from './highlight.ts';
import {cleanedMark, levelMark} from './level-mark.ts';
import {beginning, reachesBeyond} from './pan.ts';
import {lineStart} from './rows.ts';
import type {MessagesState} from './state.ts';
import {firstSeenTime, silenceLine, silenceOf, timeWidth} from './times.ts';
import {amongOf, gutterWidth, textWidth, visibleRows} from './visible-rows.ts';
import type {MessageRow} from './walk.ts';

type MessageLook = {
	/** The sentence shown if the job has no messages, or gpjobs knows none. */
	readonly placeholder: SafeText;
	readonly isAscii: boolean;
};

/** Draws the lines of the pane, as many as it is high, each as wide as the pane. */
export function messagePaneLines(state: MessagesState, look: MessageLook): ReadonlyArray<readonly Span[]> {
	const {width, height} = state.size;
	const rows = visibleRows(state);
	const lines =
		rows.length > 0
			? rows.map((row, line) => messageLine(state, row, {...look, before: rows[line - 1]}))
			: emptyLines(state, look);
	while (lines.length < height) lines.push([{text: blanks(width)}]);
	return lines;
}

/**
 * Draws one line of a message.
 *
 * @param look the options of the pane, with the row above this one if there is one
 */
function messageLine(
	state: MessagesState,
	shown: MessageRow,
	{isAscii, before}: MessageLook & {readonly before: MessageRow | undefined},
): readonly Span[] {
	if (shown.row.start < 0) return gapLine(state, shown, isAscii);
	const look = lineLook(state, shown, isAscii);
	return [
		...timeColumn(state, shown, before, isAscii),
		...gutter(state, shown, isAscii),
		...textSpans(state, shown, look, isAscii),
	];
}

/** Draws the line `── no message for 9 minutes ───`. */
function gapLine(state: MessagesState, {index}: MessageRow, isAscii: boolean): readonly Span[] {
	const {line, ellipsis} = drawingOf(isAscii);
	const {width} = state.size;
	const text = safe` ${line}${line} ${silenceLine(silenceOf(state, index) ?? 0)} ${repeated(line, width)}`;
	return [{text: fitCells(text, width, {ellipsis: width < 30 ? ellipsis : ''}), isDim: true}];
}

/**
 * Draws the column of times: when a message was first seen. For messages that came at the same time, only the first one
 * has it.
 */
function timeColumn(
	state: MessagesState,
	{index, row}: MessageRow,
	before: MessageRow | undefined,
	isAscii: boolean,
): readonly Span[] {
	const cells = timeWidth(state);
	if (cells === 0) return [];
	const time = firstSeenTime(state, index, isAscii);
	const isKnown = before !== undefined && before.row.start >= 0 && firstSeenTime(state, before.index, isAscii) === time;
	return [{text: fitCells(isKnown || row.start > 0 ? safe`` : time, cells), isDim: true}];
}

/**
 * Returns the style of a line: the colour of its level. The frames of a traceback are dim, so that the exception is
 * easier to see.
 */
function lineLook({list}: MessagesState, {index, message, row}: MessageRow, isAscii: boolean): Omit<Span, 'text'> {
	const isDim =
		message.level === 'error' && isBackground(list.messages, index, lineStart(message.text.safe, row.start));
	return isDim ? {isDim} : {colour: levelMark(message.level, isAscii).colour};
}

/**
 * Draws the marks before a line: `†⚠ ` before the first line of a message, ` │ ` before the other lines of a warning or
 * an error.
 */
function gutter(state: MessagesState, {index, message, row}: MessageRow, isAscii: boolean): readonly Span[] {
	if (gutterWidth(state.size.width) === 0) return [];
	const {symbol, colour} = levelMark(message.level, isAscii);
	if (row.start > 0) return [{text: message.level === 'info' ? blanks(3) : isAscii ? safe` | ` : safe` │ `, colour}];
	return [
		{text: wasCleaned(message.text) ? cleanedMark(isAscii) : blanks(1), isDim: true},
		{text: symbol, colour, isInverse: message.level !== 'info' && state.focus?.message === index},
		{text: blanks(1)},
	];
}

function textSpans(
	state: MessagesState,
	{index, message, row}: MessageRow,
	look: Omit<Span, 'text'>,
	isAscii: boolean,
): readonly Span[] {
	const {search, focus} = state;
	const width = textWidth(state);
	const offset = row.isWrapped ? -row.indent : state.offset;
	const text = beginning(partOf(message.text.safe, row.start, row.end), offset + width + 1);
	const shown = row.isWrapped
		? fitCells(safe`${blanks(row.indent)}${text}`, width, {ellipsis: ''})
		: cut(text, offset, width, drawingOf(isAscii).ellipsis);
	if (search === null) return [{...look, text: shown}];
	const focusAt = focus?.message === index ? focus.at : null;
	const hits = hitsIn(message.text.safe, row.start, row.start + text.length, {search, message: index, focus: focusAt});
	const inText = hits.map(hit => ({...hit, start: hit.start - row.start, end: hit.end - row.start}));
	return withHits(shown, text, offset, inText, look);
}

/** Returns a line from an offset on, with an ellipsis in its last cell if the line is longer. */
function cut(text: SafeText, offset: number, width: number, ellipsis: Ellipsis): SafeText {
	return reachesBeyond(text, offset + width)
		? fitCells(sliceCells(text, offset, width + 1), width, {ellipsis})
		: sliceCells(text, offset, width);
}

function emptyLines(state: MessagesState, {placeholder}: MessageLook): Array<readonly Span[]> {
	const {size, list} = state;
	const total = list.messages.length;
	const sentence = total === 0 ? placeholder : amongOf(state) ? noMatch : noneOfLevel(state.level, total);
	const indent = blanks(gutterWidth(size.width));
	const width = Math.max(0, size.width - gutterWidth(size.width));
	if (width === 0) return [];
	return wrapCells(sentence, width)
		.slice(0, size.height)
		.map(line => [{text: indent}, {text: fitCells(line, width), isDim: true}]);
}

/** Shown if the user has chosen to see only matching messages and there are none. */
export const noMatch: SafeText = safe`No message matches.`;

/** Shown if all messages have lower levels than the one chosen. */
export function noneOfLevel(level: Level, messages: number): SafeText {
	const total = counted(messages, 'message');
	return level === 'error' ? safe`No error among ${total}.` : safe`No warning or error among ${total}.`;
}
