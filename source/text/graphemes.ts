import {displayWidth, type Kept} from './display-width.ts';

const ascii = /^[ -~]*$/;
const segmenter = new Intl.Segmenter('en', {granularity: 'grapheme'});

/** What a person takes for the characters of a text. Safe text stays safe: it is only cut between them. */
export function graphemesOf<T extends string>(text: T): ReadonlyArray<Kept<T>> {
	if (ascii.test(text)) return text.split('') as Array<Kept<T>>;
	return Array.from(segmenter.segment(text), ({segment}) => segment as Kept<T>);
}

/**
 * The offset in a text at which a cell begins, never within a grapheme.
 *
 * @param edge whether a grapheme that the cell halves lies before the offset or behind it
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
