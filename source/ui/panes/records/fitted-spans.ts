import {displayWidth, fit as fitCells} from '../../../text/display-width.ts';
import {blanks} from '../../../text/safe-parts.ts';
import type {Span} from '../../line.tsx';

/** Spans of exactly `width` cells together: cut if they are too wide, filled with blanks if they are too narrow. */
export function fittedSpans(spans: readonly Span[], width: number, ellipsis: '…' | '~'): readonly Span[] {
	const fitted: Span[] = [];
	let left = width;
	for (const span of spans) {
		const cells = Math.min(displayWidth(span.text), left);
		fitted.push({...span, text: fitCells(span.text, cells, {ellipsis})});
		left -= cells;
	}
	return [...fitted, {text: blanks(left), isInverse: spans.at(-1)?.isInverse}];
}
