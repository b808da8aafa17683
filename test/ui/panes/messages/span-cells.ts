/** What spans are together: their text, and the cells that they were made for. */
import {displayWidth} from '../../../../source/text/display-width.ts';
import type {Span} from '../../../../source/ui/line.tsx';

export function textOf(spans: readonly Span[]): string {
	return spans.map(({text}) => text).join('');
}

/**
 * Each span by itself: what it begins with could become one grapheme with what the span before it ends with (U+0D4E,
 * U+1F3FB), which some terminals draw apart and some do not. So the line is never wider than this.
 */
export function cellsOf(spans: readonly Span[]): number {
	return spans.reduce((cells, {text}) => cells + displayWidth(text), 0);
}
