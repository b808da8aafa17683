import {displayWidth, fit, wrapCells} from '../../../text/display-width.ts';
import {counted} from '../../../text/number-words.ts';
import {blanks} from '../../../text/safe-parts.ts';
import {joinSafe, type SafeText, safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {gutterWidth} from '../messages/visible-rows.ts';
import {captionLines} from './caption.ts';
import {cellText, type DotGrid} from './dot-grid.ts';
import {drawnShapes} from './draw.ts';
import {fillPolygons} from './fill.ts';
import {captionHeight, dotSize, frameNow, type MapState} from './state.ts';

/**
 * Draws the map and its caption, as many lines as the pane is high, each as wide as the pane. If there is nothing to
 * draw, the lines give the reason.
 */
export function mapLines(state: MapState): ReadonlyArray<readonly Span[]> {
	const {size, shapes, isAscii} = state;
	if (size.width <= 0 || size.height <= 0) return [];
	const frame = frameNow(state);
	if (frame === undefined || shapes.extent === null) return sentenceLines(state);
	const grid = drawnShapes(shapes, frame, dotSize(state), isAscii);
	if (state.isFilled) fillPolygons(grid, shapes, frame);
	const rows = Array.from({length: size.height - captionHeight(state)}, (_, row) => [
		{text: rowText(grid, row, size.width, isAscii)},
	]);
	return [...rows, ...captionLines(state, frame, shapes.extent).map(text => [{text, isDim: true}])];
}

function rowText(grid: DotGrid, row: number, width: number, isAscii: boolean): SafeText {
	const cells = Array.from({length: width}, (_, column) => cellText(grid, column, row, isAscii));
	return joinSafe(cells, safe``);
}

function sentenceLines(state: MapState): ReadonlyArray<readonly Span[]> {
	const {size, isAscii} = state;
	const margin = gutterWidth(size.width);
	const {ellipsis} = drawingOf(isAscii);
	const lines = wrapCells(sentenceOf(state), size.width - margin).slice(0, size.height);
	return Array.from({length: size.height}, (_, index) => {
		const line = lines[index] ?? safe``;
		const text = safe`${blanks(margin)}${fit(line, size.width - margin, {ellipsis})}`;
		return [displayWidth(text) === size.width ? {text, isDim: true} : {text: blanks(size.width)}];
	});
}

/** The sentences that are shown instead of a map. */
export const nothingDrawn = {
	noneSent: safe`Nothing to draw: the server found more records than it may send, and sent none (exceededTransferLimit).`,
	noRecords: safe`Nothing to draw: there are no records.`,
	withoutGeometry: (records: number): SafeText =>
		safe`Nothing to draw: ${counted(records, 'record')} without geometry.`,
	withoutPlaces: (records: number): SafeText =>
		safe`Nothing to draw: no geometry of ${counted(records, 'record')} has coordinates that are places.`,
} as const;

function sentenceOf({set, shapes}: MapState): SafeText {
	if (set.records.length === 0) return set.hasExceededLimit ? nothingDrawn.noneSent : nothingDrawn.noRecords;
	return shapes.unusable === 0
		? nothingDrawn.withoutGeometry(set.records.length)
		: nothingDrawn.withoutPlaces(set.records.length);
}
