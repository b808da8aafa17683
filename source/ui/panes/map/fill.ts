import type {DotGrid} from './dot-grid.ts';
import type {StoredLines} from './line-store.ts';
import type {Shapes} from './shapes.ts';
import type {Frame} from './view.ts';

/** The spacing of the fill pattern: in every second row every fourth dot is drawn, shifted from row to row. */
const rowStep = 2;
const columnStep = 4;

/**
 * Fills the polygons of each record with a sparse pattern, by the even-odd rule: an area inside an even number of
 * rings is a hole.
 */
export function fillPolygons(grid: DotGrid, {lines}: Shapes, frame: Frame): void {
	const {records, areRings} = lines;
	let part = 0;
	while (part < records.length) {
		const from = part;
		while (part < records.length && records[part] === records[from]) part++;
		if (areRings[from] && isSeen(grid, lines, frame, from, part)) fillPolygon(grid, lines, frame, from, part);
	}
}

/** Whether a polygon's parts overlap the image and together are larger than one dot. */
function isSeen({width, height}: DotGrid, {boxes}: StoredLines, frame: Frame, from: number, to: number): boolean {
	let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let index = 4 * from; index < 4 * to; index += 4) {
		left = Math.min(left, ((boxes[index] ?? 0) - frame.left) / frame.unit);
		bottom = Math.max(bottom, (frame.top - (boxes[index + 1] ?? 0)) / frame.unit);
		right = Math.max(right, ((boxes[index + 2] ?? 0) - frame.left) / frame.unit);
		top = Math.min(top, (frame.top - (boxes[index + 3] ?? 0)) / frame.unit);
	}

	return right >= 0 && bottom >= 0 && left < width && top < height && (right - left > 2 || bottom - top > 2);
}

/** Fills one polygon. Along each row, every crossing with a ring switches between outside and inside. */
function fillPolygon(
	grid: DotGrid,
	{xy, starts}: StoredLines,
	{left, top, unit}: Frame,
	from: number,
	to: number,
): void {
	const rows = new Map<number, number[]>();
	for (let part = from; part < to; part++) {
		const end = starts[part + 1] ?? 0;
		for (let index = (starts[part] ?? 0) + 1; index < end; index++) {
			const ax = ((xy[2 * index - 2] ?? 0) - left) / unit;
			const ay = (top - (xy[2 * index - 1] ?? 0)) / unit;
			const bx = ((xy[2 * index] ?? 0) - left) / unit;
			const by = (top - (xy[2 * index + 1] ?? 0)) / unit;
			addCrossings(rows, grid.height, ax, ay, bx, by);
		}
	}

	for (const [row, crossings] of rows)
		fillRow(
			grid,
			row,
			crossings.sort((a, b) => a - b),
		);
}

/** Adds the points where an edge crosses the middle of each row that is filled. */
function addCrossings(
	rows: Map<number, number[]>,
	height: number,
	ax: number,
	ay: number,
	bx: number,
	by: number,
): void {
	const first = Math.max(0, Math.ceil((Math.min(ay, by) - 0.5) / rowStep) * rowStep);
	const end = Math.min(height, Math.max(ay, by) - 0.5);
	for (let row = first; row < end; row += rowStep) {
		const crossing = ax + ((row + 0.5 - ay) / (by - ay)) * (bx - ax);
		const crossings = rows.get(row);
		if (crossings) crossings.push(crossing);
		else rows.set(row, [crossing]);
	}
}

function fillRow({width, dots}: DotGrid, row: number, crossings: readonly number[]): void {
	const shift = (row / rowStep) % 2 === 0 ? 0 : columnStep / 2;
	for (let index = 0; index + 1 < crossings.length; index += 2) {
		const first = Math.max(shift, Math.ceil(((crossings[index] ?? 0) - 0.5 - shift) / columnStep) * columnStep + shift);
		const end = Math.min(width, (crossings[index + 1] ?? 0) - 0.5);
		for (let column = first; column < end; column += columnStep) dots[row * width + column] = 1;
	}
}
