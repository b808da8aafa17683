import {type FitOptions, fit, type Kept} from '../../../text/display-width.ts';
import {blanks, partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {ownSymbols} from '../../symbols.ts';

/**
 * Matches texts that consist of ASCII and gpjobs' own symbols only. They are as many cells wide as they have
 * characters.
 */
const plain = new RegExp(`^[ -~${ownSymbols}]*$`);
const plainEnd = new RegExp(`[ -~${ownSymbols}]$`);
const plainBeginning = new RegExp(`^[ -~${ownSymbols}]`);
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * Fits a text into a column, followed by the gap to the next column. Text and gap are fitted together if needed,
 * because the last letter of a text may combine with the blank that follows. Nearly all texts are plain ASCII, whose
 * width need not be measured; using that makes a row ten times faster to draw.
 */
export function fitCell(text: SafeText, width: number, gap: number, options: FitOptions = {}): SafeText {
	if (plain.test(text)) return fitPlain(text, width, gap, options);
	const cell = fit(unjoined(text), width, options);
	return plainEnd.test(cell) ? safe`${cell}${blanks(gap)}` : fit(cell, width + gap);
}

function fitPlain(text: SafeText, width: number, gap: number, options: FitOptions): SafeText {
	if (width <= 0) return blanks(gap);
	const missing = width - text.length;
	// Each character is one cell wide here, so the whole text need not be measured.
	if (missing < 0) return safe`${fit(text, width, options)}${blanks(gap)}`;
	return options.align === 'right'
		? safe`${blanks(missing)}${text}${blanks(gap)}`
		: safe`${text}${blanks(missing + gap)}`;
}

/**
 * Removes the leading characters of a text that would combine with a blank before it, such as combining marks. The
 * blank and the text together would otherwise be narrower than the sum of their widths.
 */
export function unjoined<T extends string>(text: T): Kept<T> {
	if (text === '' || plainBeginning.test(text)) return partOf(text, 0);
	const first = graphemes.segment(` ${text.slice(0, 100)}`).containing(0)?.segment ?? ' ';
	return partOf(text, first.length - 1);
}
