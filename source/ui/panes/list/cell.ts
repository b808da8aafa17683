import {type FitOptions, fit, type Kept} from '../../../text/display-width.ts';
import {blanks, partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {ownSymbols} from '../../symbols.ts';

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
export function fitCell(text: SafeText, width: number, gap: number, options: FitOptions = {}): SafeText {
	if (plain.test(text)) return fitPlain(text, width, gap, options);
	const cell = fit(unjoined(text), width, options);
	return plainEnd.test(cell) ? safe`${cell}${blanks(gap)}` : fit(cell, width + gap);
}

function fitPlain(text: SafeText, width: number, gap: number, options: FitOptions): SafeText {
	if (width <= 0) return blanks(gap);
	const missing = width - text.length;
	// Characters are cells here, so that `fit` need not measure them.
	if (missing < 0) return safe`${fit(text, width, options)}${blanks(gap)}`;
	return options.align === 'right'
		? safe`${blanks(missing)}${text}${blanks(gap)}`
		: safe`${text}${blanks(missing + gap)}`;
}

/**
 * A text without what would join with a blank before it to one character, such as a combining mark: then blank and text
 * are no longer as wide together as they are apart.
 */
export function unjoined<T extends string>(text: T): Kept<T> {
	if (text === '' || plainBeginning.test(text)) return partOf(text, 0);
	const first = graphemes.segment(` ${text.slice(0, 100)}`).containing(0)?.segment ?? ' ';
	return partOf(text, first.length - 1);
}
