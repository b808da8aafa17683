import {wrapCells} from '../../../text/display-width.ts';

/** How a text is broken into lines of the screen. `width` counts cells and is 1 or more. */
export type LineLayout = {readonly wraps: boolean; readonly width: number};

/** One line of the screen: the piece of a text from `start` to `end`, in UTF-16 units. */
export type Row = {readonly start: number; readonly end: number};

/**
 * Characters of a stretch, about. A long line is wrapped stretch by stretch, so that no step examines a whole message,
 * which may have 32 MiB in one line.
 */
const stretchLength = 1024;

/** How far before the end of a stretch a blank is looked for to end it at. */
const reach = 100;

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** The rows of a text from the one on that holds the offset `at`; an offset beyond the end is in the last. */
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

/** The rows of a text above the one that starts at `start`, the nearest first. With the length of the text plus 1: all. */
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

/** The line of the text, or the stretch of it, that holds an offset. A line break belongs to the line before it. */
function blockAt(text: string, at: number, {wraps}: LineLayout): Row {
	const inside = Math.max(0, Math.min(at, text.length));
	const start = inside === 0 ? 0 : text.lastIndexOf('\n', inside - 1) + 1;
	const lineBreak = text.indexOf('\n', inside);
	const line = {start, end: lineBreak < 0 ? text.length : lineBreak};
	return wraps && line.end - line.start > stretchLength ? stretchAt(text, line, inside) : line;
}

function stretchAt(text: string, line: Row, at: number): Row {
	const inside = Math.min(at, line.end - 1);
	let number = Math.floor((inside - line.start) / stretchLength);
	// The end of a stretch lies a little before its even place, never behind it.
	if (inside >= stretchEnd(text, line, number)) number++;
	return {start: stretchEnd(text, line, number - 1), end: stretchEnd(text, line, number)};
}

/** The end of a stretch: behind a blank, otherwise between two graphemes. It is the same from both sides. */
function stretchEnd(text: string, line: Row, number: number): number {
	const even = line.start + (number + 1) * stretchLength;
	if (even <= line.start) return line.start;
	if (even >= line.end) return line.end;
	const from = even - reach;
	const blank = text.slice(from, even).lastIndexOf(' ');
	if (blank >= 0) return from + blank + 1;
	const cluster = graphemes.segment(text.slice(from, Math.min(even + reach, line.end))).containing(reach);
	return cluster && cluster.index > 0 ? from + cluster.index : even;
}

function rowsOf(text: string, block: Row, {wraps, width}: LineLayout): readonly Row[] {
	if (!wraps || block.end === block.start) return [block];
	const rows: Row[] = [];
	let at = block.start;
	for (const piece of wrapCells(text.slice(block.start, block.end), width)) {
		// Blanks that a line is broken at are left out of the pieces.
		while (at < block.end && !text.startsWith(piece, at)) at++;
		rows.push({start: at, end: Math.min(at + piece.length, block.end)});
		at += piece.length;
	}
	return rows;
}
