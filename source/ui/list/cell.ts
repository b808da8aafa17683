import {type FitOptions, fit} from '../../text/display-width.ts';
import {ownSymbols} from '../symbols.ts';

/** Nothing but ASCII and what gpjobs draws itself: as many cells as characters. */
const plain = new RegExp(`^[ -~${ownSymbols}]*$`);
const plainEnd = new RegExp(`[ -~${ownSymbols}]$`);
const plainBeginning = new RegExp(`^[ -~${ownSymbols}]`);
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * A text in a column, with the gap behind it.
 *
 * Both are fitted as one where they must be, as the last letter of a text can become one character with the blank that
 * follows. Nearly all texts are plain, and of a plain one nothing has to be measured: a row costs a tenth.
 */
export function fitCell(text: string, width: number, gap: number, options: FitOptions = {}): string {
	const blanks = ' '.repeat(gap);
	if (plain.test(text)) return fitPlain(text, width, options) + blanks;
	const cell = fit(unjoined(text), width, options);
	return plainEnd.test(cell) ? cell + blanks : fit(cell, width + gap);
}

function fitPlain(text: string, width: number, {align = 'left', ellipsis = '…'}: FitOptions): string {
	if (text.length > width) return text.slice(0, Math.max(0, width - ellipsis.length)) + (width > 0 ? ellipsis : '');
	return align === 'right' ? text.padStart(width) : text.padEnd(width);
}

/**
 * A text without what would join with a blank before it to one character, such as a combining mark: then blank and text
 * are no longer as wide together as they are apart.
 */
export function unjoined(text: string): string {
	if (text === '' || plainBeginning.test(text)) return text;
	const first = graphemes.segment(` ${text.slice(0, 100)}`).containing(0)?.segment ?? ' ';
	return text.slice(first.length - 1);
}
