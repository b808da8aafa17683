import {blank, type Cell} from './cells.ts';
import type {Pen} from './pen.ts';

/** A row of the screen: the line that it was read from, and its cells without the blanks at the end. */
export type Row = {readonly line: string; readonly cells: readonly Cell[]};

export const emptyRow: Row = {line: '', cells: []};

/** More cells than that are never written once more to save a movement of the cursor. */
const longestBridge = 8;

const isSameCell = (a: Cell, b: Cell): boolean =>
	a === b || (a.text === b.text && a.look === b.look && a.width === b.width);

/** Bytes to get to a row, about. */
const way = 4;

/** How many bytes it takes to make one row the other, about. */
export function costOf(from: Row, to: Row): number {
	if (from.line === to.line) return 0;
	let differing = 0;
	const length = Math.max(from.cells.length, to.cells.length);
	for (let x = 0; x < length; x++) {
		if (!isSameCell(from.cells[x] ?? blank, to.cells[x] ?? blank)) differing++;
	}
	return differing === 0 ? 0 : differing + way;
}

/**
 * Makes a row of the screen another one.
 *
 * @param from what the terminal shows there; `undefined` if nobody knows
 */
export function writeRow(pen: Pen, y: number, from: Row | undefined, to: Row, columns: number): void {
	const wanted = to.cells;
	// Where a terminal has put a character that it counts in its own way, and what stands behind it, nobody knows.
	const known = from?.cells.some(({reach, width}) => reach > width) ? undefined : from;
	const shown = known?.cells ?? [];
	const end = contentEnd(wanted);
	// What a terminal may have spoilt that counts a character in its own way, up to this column.
	let spoilt = 0;
	for (let x = 0; x < Math.max(end, spoilt); x++) {
		const cell = wanted[x] ?? blank;
		if (cell.width === 0) continue;
		if (known && x >= spoilt && isSameCell(cell, shown[x] ?? blank) && isSameTail(cell, wanted, shown, x)) continue;
		reach(pen, {x, y}, wanted);
		pen.put(cell, columns);
		if (cell.reach > cell.width) spoilt = Math.min(columns, x + cell.reach);
	}
	const rest = Math.max(end, spoilt);
	if (rest < columns && (!known || contentEnd(shown) > rest)) {
		pen.moveTo({x: rest, y});
		pen.eraseToEnd();
	}
}

/** The second half of a wide character, in case that something else stood there. */
function isSameTail(cell: Cell, wanted: readonly Cell[], shown: readonly Cell[], x: number): boolean {
	return cell.width < 2 || isSameCell(wanted[x + 1] ?? blank, shown[x + 1] ?? blank);
}

/** Gets to a cell: by writing the cells in between once more where that is shorter. */
function reach(pen: Pen, place: {readonly x: number; readonly y: number}, cells: readonly Cell[]): void {
	const distance = pen.distanceTo(place);
	if (distance !== undefined && distance > 0 && distance <= longestBridge) {
		const bridge = Array.from({length: distance}, (_, index) => cells[place.x - distance + index] ?? blank);
		const isShort = bridge.reduce((bytes, {text}) => bytes + (text <= '~' ? 1 : 3), 0) <= 4;
		if (isShort && bridge.every(({look, width, reach}) => look === pen.look && width === 1 && reach === 1)) {
			for (const cell of bridge) pen.put(cell, Number.POSITIVE_INFINITY);
			return;
		}
	}
	pen.moveTo(place);
}

function contentEnd(cells: readonly Cell[]): number {
	let end = cells.length;
	while (end > 0 && isSameCell(cells[end - 1] ?? blank, blank)) end--;
	return end;
}
