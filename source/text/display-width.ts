import stringWidth from 'string-width';
import type {SafeText} from './safe-text.ts';

/** Cut and padded safe text is safe; all other text stays a plain string. */
export type Kept<T extends string> = T extends SafeText ? SafeText : string;

export type FitOptions = {
	readonly align?: 'left' | 'right';
	/** The end of a text that was cut: `…`, in ASCII `~`, or nothing. */
	readonly ellipsis?: '…' | '~' | '';
};

/** The sign that a text goes on, which is safe as it stands. */
export type Ellipsis = SafeText & ('…' | '~');

/** @param isAscii whether only ASCII may be drawn */
export function ellipsisOf(isAscii: boolean): Ellipsis {
	return (isAscii ? '~' : '…') as Ellipsis;
}

type Cluster = {readonly text: string; readonly cells: number};

/**
 * Texts of nothing but characters that are graphemes of their own and take one cell each: ASCII, Latin-1, and what gpjobs
 * draws with. Most texts are such, and neither tables nor patterns of Unicode are needed for them.
 */
const narrow = /^[ -~\u00A1-\u00AC\u00AE-\u00FF\u2013\u2026\u2500-\u259F\u25B2\u25BC\u25CB\u25CF\u26A0\u2714\u2716]*$/;

let segmenter: Intl.Segmenter | undefined;
/** Made when it is needed: it takes a part of the first frame. */
function graphemesOf(text: string): Intl.Segments {
	segmenter ??= new Intl.Segmenter('en', {granularity: 'grapheme'});
	return segmenter.segment(text);
}

/** How many cells of a terminal a text takes; control characters take none. */
export function displayWidth(text: string): number {
	return narrow.test(text) ? text.length : stringWidth(text, {countAnsiEscapeCodes: true});
}

/**
 * Makes a text exactly `width` cells wide: cut with an ellipsis, or padded with blanks.
 *
 * @param text one line
 * @param width cells; 0 or less gives the empty text
 *
 * It is cut between graphemes; where a wide one would be halved there is a blank.
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
 * The cells `from` to `from + width` of a text, for scrolling sideways: always `width` of them, with blanks after its
 * end and for the half of a wide character.
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
 * Breaks a text into lines of at most `width` cells: at its own line breaks, otherwise at a blank, otherwise between
 * graphemes.
 *
 * @param width 1 or more; a grapheme that is wider still gets a line of its own
 * @returns at least one line; put together they are the text without the line breaks and blanks that they were broken at
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
			// A blank that does not fit is left out: the line will be broken there.
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

/** The longest beginning of whole graphemes that fits into `width` cells. */
function takeCells(text: string, width: number): string {
	// One more than is taken, as a combining mark behind the last one would belong to it.
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
	// Measured again, as a blank can become one grapheme with its neighbour (U+0D4E before it, U+1F3FB behind it).
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
