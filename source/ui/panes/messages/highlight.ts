import {displayWidth} from '../../../text/display-width.ts';
import {offsetOfCell} from '../../../text/graphemes.ts';
import {partOf} from '../../../text/safe-parts.ts';
import type {SafeText} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {firstNotBefore, placeAt} from './place-list.ts';
import type {Search} from './search.ts';

/** A range of a text in UTF-16 units that matches the search. `isFocus` marks the hit that the user jumped to. */
type Hit = {readonly start: number; readonly end: number; readonly isFocus: boolean};

/**
 * Returns the hits of a search in a part of a message, including hits that extend beyond it.
 *
 * @param message the index of the message
 * @param focus the offset of the hit that the user jumped to
 */
export function hitsIn(
	text: string,
	start: number,
	end: number,
	{search, message, focus}: {readonly search: Search; readonly message: number; readonly focus: number | null},
): readonly Hit[] {
	// A regular expression is only applied to texts that the search has examined, because on other texts it might never
	// end.
	const isFound = placeAt(search.hits, firstNotBefore(search.hits, {message, at: 0}))?.message === message;
	if (search.isPattern && !isFound) return [];
	const hits: Hit[] = [];
	for (const match of search.matcher(text, start, end)) {
		if (match.start >= end) break;
		if (match.end > start) hits.push({...match, isFocus: match.start === focus});
	}
	return hits;
}

/**
 * Highlights the hits in a line. The returned spans together are the whole line.
 *
 * @param shown the line, cut and padded
 * @param text the text of the line, from its first character on
 * @param offset how many cells of the text are scrolled out of view at the left; negative if the line begins with
 * blanks
 * @param hits the hits as offsets into `text`
 * @param look the style of the line outside the hits
 */
export function withHits(
	shown: SafeText,
	text: string,
	offset: number,
	hits: readonly Hit[],
	look: Omit<Span, 'text'>,
): readonly Span[] {
	const spans: Span[] = [];
	const width = displayWidth(shown);
	let done = 0;
	let measured = 0;
	let cell = -offset;
	for (const hit of hits) {
		// Measured from hit to hit, because a long line may have thousands of them left of its visible part.
		cell += displayWidth(text.slice(measured, Math.max(measured, hit.start)));
		const endCell = cell + displayWidth(text.slice(Math.max(measured, hit.start), hit.end));
		measured = Math.max(measured, hit.end);
		const startCell = cell;
		cell = endCell;
		if (endCell <= 0) continue;
		if (startCell >= width) break;
		const start = Math.max(done, offsetOfCell(shown, startCell, 'behind'));
		const end = Math.max(start, offsetOfCell(shown, endCell, 'before'));
		if (end === start) continue;
		if (start > done) spans.push({...look, text: partOf(shown, done, start)});
		const emphasis = hit.isFocus ? ({colour: 'cyan', isBold: true} as const) : {};
		spans.push({...look, ...emphasis, isInverse: true, text: partOf(shown, start, end)});
		done = end;
	}
	if (done < shown.length || spans.length === 0) spans.push({...look, text: partOf(shown, done)});
	return spans;
}
