import type {AnsiWriter} from './ansi-writer.ts';
import {blank, type ScreenCell} from './cells.ts';

/** A row of the screen: the line that it was read from, and its cells without the blanks at the end. */
export type ScreenRow = {readonly line: string; readonly cells: readonly ScreenCell[]};

export const emptyRow: ScreenRow = {line: '', cells: []};

/** The most cells that are rewritten in place of a cursor movement. */
const longestBridge = 8;

const isSameCell = (a: ScreenCell, b: ScreenCell): boolean =>
	a === b || (a.text === b.text && a.style === b.style && a.width === b.width);

/** Approximate bytes of a cursor movement. */
const way = 4;

/** Approximate bytes to turn one row into another. */
export function costOf(from: ScreenRow, to: ScreenRow): number {
	if (from.line === to.line) return 0;
	let differing = 0;
	const length = Math.max(from.cells.length, to.cells.length);
	for (let x = 0; x < length; x++) {
		if (!isSameCell(from.cells[x] ?? blank, to.cells[x] ?? blank)) differing++;
	}
	return differing === 0 ? 0 : differing + way;
}

/**
 * Writes what turns a row of the screen into another.
 *
 * @param from what the terminal shows there; `undefined` where that is unknown
 */
export function writeRow(
	writer: AnsiWriter,
	y: number,
	from: ScreenRow | undefined,
	to: ScreenRow,
	columns: number,
): void {
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
		reach(writer, {x, y}, wanted);
		writer.put(cell, columns);
		if (cell.reach > cell.width) spoilt = Math.min(columns, x + cell.reach);
	}
	const rest = Math.max(end, spoilt);
	if (rest < columns && (!known || contentEnd(shown) > rest)) {
		writer.moveTo({x: rest, y});
		writer.eraseToEnd();
	}
}

/** Whether the second half of a wide character is unchanged as well. */
function isSameTail(cell: ScreenCell, wanted: readonly ScreenCell[], shown: readonly ScreenCell[], x: number): boolean {
	return cell.width < 2 || isSameCell(wanted[x + 1] ?? blank, shown[x + 1] ?? blank);
}

/** Moves to a cell, by rewriting the cells in between where that is shorter. */
function reach(
	writer: AnsiWriter,
	place: {readonly x: number; readonly y: number},
	cells: readonly ScreenCell[],
): void {
	const distance = writer.distanceTo(place);
	if (distance !== undefined && distance > 0 && distance <= longestBridge) {
		const bridge = Array.from({length: distance}, (_, index) => cells[place.x - distance + index] ?? blank);
		const isShort = bridge.reduce((bytes, {text}) => bytes + (text <= '~' ? 1 : 3), 0) <= 4;
		if (isShort && bridge.every(({style, width, reach}) => style === writer.style && width === 1 && reach === 1)) {
			for (const cell of bridge) writer.put(cell, Number.POSITIVE_INFINITY);
			return;
		}
	}
	writer.moveTo(place);
}

function contentEnd(cells: readonly ScreenCell[]): number {
	let end = cells.length;
	while (end > 0 && isSameCell(cells[end - 1] ?? blank, blank)) end--;
	return end;
}
