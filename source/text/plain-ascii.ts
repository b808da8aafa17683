import {displayWidth} from './display-width.ts';

const foreign = /[^\x00-\x7f]/;
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * A text for a terminal that shows nothing but ASCII: each other character becomes as many `?` as it has cells, so that
 * what stands beside it stays in its place. Control characters stay; the caller knows which there are.
 */
export function plainAscii(text: string): string {
	if (!foreign.test(text)) return text;
	return Array.from(graphemes.segment(text), ({segment}) =>
		foreign.test(segment) ? '?'.repeat(displayWidth(segment)) : segment,
	).join('');
}
