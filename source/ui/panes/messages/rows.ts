import {displayWidth} from '../../../text/display-width.ts';
import {offsetOfCell} from '../../../text/graphemes.ts';

/**
 * How a text is broken into lines of the screen. `width` is in cells, 1 or more. With `unindented`, only lines that do
 * not begin with a blank are wrapped: in a traceback, the lines that begin with one are the frames, and only the
 * exception has to be fully visible.
 */
export type LineLayout = {readonly wraps: boolean | 'unindented'; readonly width: number};

/** One row of the screen: the part of a text from `start` to `end`, in UTF-16 units. */
export type Row = {
	readonly start: number;
	readonly end: number;
	/** The number of blank cells before the text, which indent the continuation rows of a wrapped line. */
	readonly indent: number;
	/** Whether the line is wrapped, so that none of its text is hidden at the right. */
	readonly isWrapped: boolean;
};

/** A part of a text that is broken into rows by itself: a line, or a piece of a long line. */
type Block = {readonly start: number; readonly end: number};

/**
 * The approximate length of a block in characters. A long line is wrapped block by block, because a message can consist
 * of one line of 32 MiB and no step should examine all of it.
 */
const stretchLength = 1024;

/** A block ends at a blank if there is one among this many characters before its nominal end. */
const reach = 100;

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * Yields the rows of a text, beginning with the row that contains the offset `at`. An offset beyond the end belongs to
 * the last row.
 */
export function* rowsFrom(text: string, at: number, layout: LineLayout): Generator<Row> {
	let block = blockAt(text, at, layout);
	const rows = rowsOf(text, block, layout);
	const first = rows.findIndex(({start, end}) => end > at || start >= at);
	yield* rows.slice(first);
	while (block.end < text.length) {
		const next = text.charAt(block.end) === '\n' ? block.end + 1 : block.end;
		block = blockAt(text, next, layout);
		yield* rowsOf(text, block, layout);
	}
}

/**
 * Yields the rows of a text above the row that starts at `start`, the nearest one first. If `start` is the length of
 * the text plus 1, these are all rows.
 */
export function* rowsAbove(text: string, start: number, layout: LineLayout): Generator<Row> {
	let before = Math.min(start, text.length + 1);
	while (before > 0) {
		const block = blockAt(text, before - 1, layout);
		for (const row of rowsOf(text, block, layout).toReversed()) {
			if (row.start < before) yield row;
		}
		before = block.start;
	}
}

/**
 * Returns the line of a text, or the block of a long line, that contains an offset. A line break belongs to the line
 * that it ends.
 */
function blockAt(text: string, at: number, layout: LineLayout): Block {
	const inside = Math.max(0, Math.min(at, text.length));
	const line = {start: lineStart(text, inside), end: lineEnd(text, inside)};
	const isLong = line.end - line.start > stretchLength;
	return isLong && isWrapped(text, line.start, layout) ? stretchAt(text, line, inside) : line;
}

/** Returns the start of the line that contains an offset. */
export function lineStart(text: string, at: number): number {
	return at === 0 ? 0 : text.lastIndexOf('\n', at - 1) + 1;
}

/** Returns the end of the line that contains an offset. */
export function lineEnd(text: string, at: number): number {
	const lineBreak = text.indexOf('\n', at);
	return lineBreak < 0 ? text.length : lineBreak;
}

function isWrapped(text: string, start: number, {wraps}: LineLayout): boolean {
	return wraps === 'unindented' ? !/^[ \t]/.test(text.charAt(start)) : wraps;
}

function stretchAt(text: string, line: Block, at: number): Block {
	const inside = Math.min(at, line.end - 1);
	let number = Math.floor((inside - line.start) / stretchLength);
	// A block ends slightly before its nominal end, never after it.
	if (inside >= stretchEnd(text, line, number)) number++;
	return {start: stretchEnd(text, line, number - 1), end: stretchEnd(text, line, number)};
}

/**
 * Returns the end of a block: after a blank if possible, otherwise between two graphemes. It is the same whether the
 * text is read forwards or backwards.
 */
function stretchEnd(text: string, line: Block, number: number): number {
	const even = line.start + (number + 1) * stretchLength;
	if (even <= line.start) return line.start;
	if (even >= line.end) return line.end;
	const from = even - reach;
	const blank = text.slice(from, even).lastIndexOf(' ');
	if (blank >= 0) return from + blank + 1;
	const cluster = graphemes.segment(text.slice(from, Math.min(even + reach, line.end))).containing(reach);
	return cluster && cluster.index > 0 ? from + cluster.index : even;
}

function rowsOf(text: string, block: Block, layout: LineLayout): readonly Row[] {
	const start = lineStart(text, block.start);
	if (!isWrapped(text, start, layout)) return [{...block, indent: 0, isWrapped: false}];
	const deep = indentOf(text, start, layout.width);
	const rows: Row[] = [];
	let at = block.start;
	do {
		const indent = at === start ? 0 : deep;
		const {end, next} = rowEnd(text, at, block.end, {cells: layout.width - indent, nextCells: layout.width - deep});
		rows.push({start: at, end, indent, isWrapped: true});
		at = next;
	} while (at < block.end);
	return rows;
}

/**
 * By how many cells the continuation rows of a wrapped line are indented, in addition to the line's own indentation.
 */
const furtherIn = 2;
/** The smallest width in cells at which continuation rows are indented. */
const leastForIndent = 24;

function indentOf(text: string, start: number, width: number): number {
	if (width < leastForIndent) return 0;
	const most = Math.floor(width / 3);
	let blanks = 0;
	while (blanks < most && text.charAt(start + blanks) === ' ') blanks++;
	return Math.min(most, blanks + furtherIn);
}

/** The number of UTF-16 units that are reserved for one cell. No script has more. */
const unitsInCell = 16;

/**
 * Returns where a row ends and where the next one starts: at the last blank that fits. A word that is longer than a row
 * is broken at the end of the row, because moving a long path or URL to the next row would leave most of this row
 * empty.
 */
function rowEnd(
	text: string,
	at: number,
	end: number,
	{cells, nextCells}: {readonly cells: number; readonly nextCells: number},
): {readonly end: number; readonly next: number} {
	const piece = text.slice(at, Math.min(end, at + (cells + 1) * unitsInCell));
	if (displayWidth(piece) <= cells && at + piece.length >= end) return {end, next: end};
	const full = at + Math.max(offsetOfCell(piece, cells, 'behind'), firstGrapheme(piece));
	if (full >= end) return {end, next: end};
	const blank = text.charAt(full) === ' ' ? full : text.lastIndexOf(' ', full - 1);
	// A line is not broken at the blanks of its indentation.
	const isBetweenWords = blank > at && text.slice(at, blank).trimStart() !== '';
	if (!isBetweenWords || wordWidth(text, blank + 1, end, nextCells) > nextCells) {
		if (blank !== full) return {end: full, next: full};
	}
	let next = blank;
	while (next < end && text.charAt(next) === ' ') next++;
	return {end: blank, next};
}

function firstGrapheme(piece: string): number {
	const [first] = graphemes.segment(piece);
	return first?.segment.length ?? 0;
}

/**
 * Returns the width of the word that begins at an offset. A very long word is measured only until it is clear that it
 * does not fit.
 */
function wordWidth(text: string, start: number, end: number, cells: number): number {
	const longest = Math.min(end, start + (cells + 1) * unitsInCell);
	const blank = text.slice(start, longest).indexOf(' ');
	return displayWidth(text.slice(start, blank < 0 ? longest : start + blank));
}
