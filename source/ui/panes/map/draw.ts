import {type DotGrid, type DotSize, emptyGrid, plot, plotLine} from './dot-grid.ts';
import type {Shapes} from './shapes.ts';
import type {Frame} from './view.ts';

/**
 * Draws all shapes, as far as they lie inside a frame, into a new image.
 *
 * @param isAscii whether the image is shown in ASCII, whose dots are large enough for a point
 */
export function drawnShapes(shapes: Shapes, frame: Frame, size: DotSize, isAscii: boolean): DotGrid {
	const grid = emptyGrid(size);
	if (grid.dots.length === 0) return grid;
	drawPoints(grid, shapes, frame, isAscii);
	drawLines(grid, shapes, frame);
	return grid;
}

/** The largest number of points of which each is drawn as a square of four dots, because one dot is hard to see. */
const mostSquares = 500;

function drawPoints(grid: DotGrid, {points: {xy}}: Shapes, {left, top, unit}: Frame, isAscii: boolean): void {
	const isSquare = !isAscii && xy.length <= 2 * mostSquares;
	for (let index = 0; index < xy.length; index += 2) {
		const x = ((xy[index] ?? 0) - left) / unit;
		const y = (top - (xy[index + 1] ?? 0)) / unit;
		if (isSquare) plotSquare(grid, x, y);
		else plot(grid, x, y);
	}
}

/** Sets the four dots around a position. */
function plotSquare(grid: DotGrid, x: number, y: number): void {
	const [right, lower] = [Math.round(x), Math.round(y)];
	for (const column of [right - 1, right]) for (const row of [lower - 1, lower]) plot(grid, column, row);
}

function drawLines(grid: DotGrid, {lines}: Shapes, {left, top, unit}: Frame): void {
	const {xy, starts, boxes, records} = lines;
	for (let part = 0; part < records.length; part++) {
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
