import {displayWidth, fit as fitCells} from '../../../text/display-width.ts';
import {blanks} from '../../../text/safe-parts.ts';
import type {Span} from '../../line.tsx';

/** Cuts spans that are together wider than `width` cells, and adds blanks to spans that are narrower. */
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
