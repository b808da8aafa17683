import {displayWidth} from './display-width.ts';

const foreign = /[^\x00-\x7f]/;
/** Matches the character before the last part of a job's id, which most names of jobs contain. */
const middleDot = /·/g;
const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'});

/**
 * Converts a text for a terminal that shows only ASCII: each other character becomes as many `?` as it has cells, so
 * that the layout does not change. Control characters are kept.
 */
export function plainAscii(text: string): string {
	if (!foreign.test(text)) return text;
	const known = text.replace(middleDot, '.');
	return Array.from(graphemes.segment(known), ({segment}) =>
		foreign.test(segment) ? '?'.repeat(displayWidth(segment)) : segment,
	).join('');
}
