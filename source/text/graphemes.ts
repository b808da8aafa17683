import {displayWidth, type Kept} from './display-width.ts';
import {partOf} from './safe-parts.ts';
import {joinSafe, type SafeText, safe} from './safe-text.ts';

const ascii = /^[ -~]*$/;
const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** Splits a text into graphemes, which readers see as characters. The graphemes of a `SafeText` are `SafeText`. */
export function graphemesOf<T extends string>(text: T): ReadonlyArray<Kept<T>> {
	if (ascii.test(text)) return text.split('') as Array<Kept<T>>;
	return Array.from(segmenter.segment(text), ({segment}) => segment as Kept<T>);
}

/** Returns the last `count` graphemes of a text, or the whole text if it is shorter. */
export function lastGraphemes(text: SafeText, count: number): SafeText {
	if (ascii.test(text)) return partOf(text, Math.max(0, text.length - count));
	return joinSafe(graphemesOf(text).slice(-count), safe``);
}

/**
 * Returns the position in a text at which a terminal cell begins. It is never inside a grapheme.
 *
 * @param edge whether to return the position before or behind a wide grapheme whose second half is in this cell
 */
export function offsetOfCell(text: string, cell: number, edge: 'before' | 'behind'): number {
	if (cell <= 0) return 0;
	if (ascii.test(text)) return Math.min(cell, text.length);
	let cells = 0;
	let offset = 0;
	for (const grapheme of graphemesOf(text)) {
		if (cells >= cell) break;
		cells += displayWidth(grapheme);
		if (cells > cell && edge === 'behind') break;
		offset += grapheme.length;
	}
	return offset;
}
