import stringWidth from 'string-width';
import type {SafeText} from './safe-text.ts';

/** The type of a text that is made from a part of another text: `SafeText` if the other text is, otherwise `string`. */
export type Kept<T extends string> = T extends SafeText ? SafeText : string;

/** How {@link fit} aligns a text and marks a cut. */
export type FitOptions = {
	readonly align?: 'left' | 'right';
	/** Replaces the end of a text that is cut: `…`, or `~` on an ASCII terminal, or nothing. */
	readonly ellipsis?: '…' | '~' | '';
};

/** A character that replaces the end of a text that is cut. */
export type Ellipsis = SafeText & ('…' | '~');

/**
 * Returns the character that replaces the end of a text that is cut: `…`, or `~` on a terminal that shows only ASCII.
 */
export function ellipsisOf(isAscii: boolean): Ellipsis {
	return (isAscii ? '~' : '…') as Ellipsis;
}

type Cluster = {readonly text: string; readonly cells: number};

/**
 * Matches texts in which every character is a grapheme and takes one cell: ASCII, Latin-1, and the symbols and line
 * characters that gpjobs draws. Most texts match, and measuring them needs no Unicode tables.
 */
const narrow = /^[ -~\u00A1-\u00AC\u00AE-\u00FF\u2013\u2026\u2500-\u259F\u25B2\u25BC\u25CB\u25CF\u26A0\u2714\u2716]*$/;

let segmenter: Intl.Segmenter | undefined;
/**
 * Splits a text into graphemes. The segmenter is created at its first use, because creating it would delay the first
 * frame.
 */
function graphemesOf(text: string): Intl.Segments {
	segmenter ??= new Intl.Segmenter('en', {granularity: 'grapheme'});
	return segmenter.segment(text);
}

/** Returns how many cells of a terminal a text takes. Control characters count as 0. */
export function displayWidth(text: string): number {
	return narrow.test(text) ? text.length : stringWidth(text, {countAnsiEscapeCodes: true});
}

/**
 * Makes a text exactly `width` cells wide: a longer text is cut and ends in an ellipsis, a shorter one is padded with
 * blanks.
 *
 * The text is cut between graphemes. If only half of a wide grapheme would fit, a blank replaces the grapheme.
 *
 * @param text one line
 * @param width in cells; 0 or less gives the empty text
 */
export function fit<T extends string>(text: T, width: number, options: FitOptions = {}): Kept<T> {
	const {align = 'left', ellipsis = '…'} = options;
	if (width <= 0) return '' as Kept<T>;
	const head = takeCells(text, width);
	if (head.length === text.length) return pad(head, width, align) as Kept<T>;
	if (ellipsis === '') return pad(head, width, 'left') as Kept<T>;
	return pad(pad(takeCells(text, width - 1), width - 1, 'left') + ellipsis, width, 'left') as Kept<T>;
}

/**
 * Returns the cells `from` to `from + width` of a text, for horizontal scrolling. The result is always `width` cells
 * wide: it is padded with blanks, and a wide character of which only half is visible becomes a blank.
 */
export function sliceCells<T extends string>(text: T, from: number, width: number): Kept<T> {
	const to = from + Math.max(0, width);
	if (narrow.test(text)) return text.slice(from, to).padEnd(to - from) as Kept<T>;
	let slice = '';
	let at = 0;
	for (const cluster of clusters(text)) {
		if (at >= to) break;
		const end = at + cluster.cells;
		const isWhole = at >= from && end <= to;
		slice += isWhole ? cluster.text : ' '.repeat(Math.max(0, Math.min(end, to) - Math.max(at, from)));
		at = end;
	}

	return pad(slice, to - from, 'left') as Kept<T>;
}

/**
 * Breaks a text into lines of at most `width` cells: at its line breaks, otherwise at a blank, otherwise between two
 * graphemes.
 *
 * @param width at least 1; a grapheme that is wider than this gets its own line
 * @returns at least one line; blanks at which the text was broken are left out
 */
export function wrapCells<T extends string>(text: T, width: number): Array<Kept<T>> {
	return text.split('\n').flatMap(line => wrapLine(line, Math.max(1, width))) as Array<Kept<T>>;
}

function wrapLine(line: string, width: number): string[] {
	const lines: string[] = [];
	let current = '';
	let cells = 0;
	let word = '';
	let wordCells = 0;
	for (const cluster of clusters(line)) {
		if (cluster.text === ' ') {
			// The line breaks at a blank that does not fit, so the blank is left out.
			current += cells + wordCells < width ? `${word} ` : word;
			cells = Math.min(width, cells + wordCells + 1);
			word = '';
			wordCells = 0;
			continue;
		}

		if (cells + wordCells + cluster.cells > width && current.trimStart() !== '') {
			lines.push(current);
			current = '';
			cells = 0;
		}

		if (cells + wordCells + cluster.cells > width && current + word !== '') {
			lines.push(current + word);
			current = '';
			cells = 0;
			word = '';
			wordCells = 0;
		}

		word += cluster.text;
		wordCells += cluster.cells;
	}

	lines.push(current + word);
	return lines;
}

/** Returns the longest beginning of a text that consists of whole graphemes and fits into `width` cells. */
function takeCells(text: string, width: number): string {
	// One more character than fits is tested: a combining mark in that place would belong to the last grapheme.
	if (narrow.test(text.slice(0, width + 1))) return text.slice(0, width);
	let length = 0;
	let cells = 0;
	for (const cluster of clusters(text)) {
		cells += cluster.cells;
		if (cells > width) break;
		length += cluster.text.length;
	}

	return text.slice(0, length);
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
	let padded = text;
	// Measured again after padding: next to some characters a blank becomes part of one grapheme (U+0D4E before it,
	// U+1F3FB after it).
	for (let missing = width - displayWidth(padded); missing > 0; missing = width - displayWidth(padded)) {
		const blanks = ' '.repeat(missing);
		padded = align === 'left' ? padded + blanks : blanks + padded;
	}

	return padded;
}

function* clusters(text: string): Generator<Cluster> {
	if (narrow.test(text)) {
		for (const character of text) yield {text: character, cells: 1};
	} else {
		for (const {segment} of graphemesOf(text)) yield {text: segment, cells: displayWidth(segment)};
	}
}
