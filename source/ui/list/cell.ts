import {type FitOptions, fit} from '../../text/display-width.ts';

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * A text in a column, with the gap behind it. Both are fitted as one, as the last letter of the text can become one
 * character with the blank that follows.
 */
export function fitCell(text: string, width: number, gap: number, options: FitOptions = {}): string {
	return fit(fit(unjoined(text), width, options), width + gap);
}

/**
 * A text without what would join with a blank before it to one character, such as a combining mark: then blank and text
 * are no longer as wide together as they are apart.
 */
export function unjoined(text: string): string {
	if (/^[ -~]/.test(text)) return text;
	const first = graphemes.segment(` ${text.slice(0, 100)}`).containing(0)?.segment ?? ' ';
	return text.slice(first.length - 1);
}
