import {type DotGrid, type DotSize, emptyGrid, plot, plotLine} from './dot-grid.ts';
import type {Shapes} from './shapes.ts';
import type {Frame} from './view.ts';

/** A range of indexes, without its end. */
type Range = {readonly from: number; readonly to: number};

/** Draws the shapes that a frame shows: those of all records, or of one. */
export function drawnShapes(shapes: Shapes, frame: Frame, size: DotSize, record?: number): DotGrid {
	const grid = emptyGrid(size);
	if (grid.dots.length === 0) return grid;
	drawPoints(grid, shapes, frame, partsOf(shapes.points.records, record));
	drawLines(grid, shapes, frame, partsOf(shapes.lines.records, record));
	return grid;
}

function drawPoints(grid: DotGrid, {points: {xy}}: Shapes, {left, top, unit}: Frame, {from, to}: Range): void {
	for (let index = 2 * from; index < 2 * to; index += 2) {
		plot(grid, ((xy[index] ?? 0) - left) / unit, (top - (xy[index + 1] ?? 0)) / unit);
	}
}

function drawLines(grid: DotGrid, {lines}: Shapes, {left, top, unit}: Frame, {from, to}: Range): void {
	const {xy, starts, boxes} = lines;
	for (let part = from; part < to; part++) {
		const boxLeft = ((boxes[4 * part] ?? 0) - left) / unit;
		const boxBottom = (top - (boxes[4 * part + 1] ?? 0)) / unit;
		const boxRight = ((boxes[4 * part + 2] ?? 0) - left) / unit;
		const boxTop = (top - (boxes[4 * part + 3] ?? 0)) / unit;
		if (boxRight < 0 || boxBottom < 0 || boxLeft >= grid.width || boxTop >= grid.height) continue;
		if (boxRight - boxLeft < 1 && boxBottom - boxTop < 1) {
			plot(grid, (boxLeft + boxRight) / 2, (boxTop + boxBottom) / 2);
			continue;
		}

		drawPart(grid, xy, starts[part] ?? 0, starts[part + 1] ?? 0, left, top, unit);
	}
}

function drawPart(
	grid: DotGrid,
	xy: Float64Array,
	start: number,
	end: number,
	left: number,
	top: number,
	unit: number,
): void {
	let lastX = ((xy[2 * start] ?? 0) - left) / unit;
	let lastY = (top - (xy[2 * start + 1] ?? 0)) / unit;
	plot(grid, lastX, lastY);
	for (let index = start + 1; index < end; index++) {
		const x = ((xy[2 * index] ?? 0) - left) / unit;
		const y = (top - (xy[2 * index + 1] ?? 0)) / unit;
		// A position in the same dot as the last one changes nothing, so it is skipped.
		if (index < end - 1 && Math.floor(x) === Math.floor(lastX) && Math.floor(y) === Math.floor(lastY)) continue;
		plotLine(grid, lastX, lastY, x, y);
		lastX = x;
		lastY = y;
	}
}

/** The range of a record in a list of ascending record indexes; the whole list without a record. */
function partsOf(records: Uint32Array, record: number | undefined): Range {
	if (record === undefined) return {from: 0, to: records.length};
	return {from: firstFrom(records, record), to: firstFrom(records, record + 1)};
}

function firstFrom(records: Uint32Array, record: number): number {
	let [low, high] = [0, records.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((records[middle] ?? 0) < record) low = middle + 1;
		else high = middle;
	}

	return low;
}
