import type {AnsiWriter} from './ansi-writer.ts';
import {blank, type ScreenCell} from './cells.ts';

/** A row of the screen: the line that it was parsed from, and its cells without blanks at the end. */
export type ScreenRow = {readonly line: string; readonly cells: readonly ScreenCell[]};

/** A row without cells. */
export const emptyRow: ScreenRow = {line: '', cells: []};

/** The largest number of unchanged cells that are rewritten instead of moving the cursor over them. */
const longestBridge = 8;

const isSameCell = (a: ScreenCell, b: ScreenCell): boolean =>
	a === b || (a.text === b.text && a.style === b.style && a.width === b.width);

/** The approximate length of a cursor movement in bytes. */
const moveCost = 4;

/** The approximate number of bytes that change one row into another. */
export function costOf(from: ScreenRow, to: ScreenRow): number {
	if (from.line === to.line) return 0;
	let differing = 0;
	const length = Math.max(from.cells.length, to.cells.length);
	for (let x = 0; x < length; x++) {
		if (!isSameCell(from.cells[x] ?? blank, to.cells[x] ?? blank)) differing++;
	}
	return differing === 0 ? 0 : differing + moveCost;
}

/**
 * Writes the changes that turn one row of the screen into another.
 *
 * @param from what the terminal shows in that row; `undefined` if that is not known
 */
export function writeRow(
	writer: AnsiWriter,
	y: number,
	from: ScreenRow | undefined,
	to: ScreenRow,
	columns: number,
): void {
	const wanted = to.cells;
	// Terminals disagree about the width of some characters. If a row contains such a character, the positions after it
	// are not known.
	const known = from?.cells.some(({reach, width}) => reach > width) ? undefined : from;
	const shown = known?.cells ?? [];
	const end = contentEnd(wanted);
	// Up to this column, cells may have been overwritten by a character about whose width terminals disagree.
	let uncertainUntil = 0;
	for (let x = 0; x < Math.max(end, uncertainUntil); x++) {
		const cell = wanted[x] ?? blank;
		if (cell.width === 0) continue;
		if (known && x >= uncertainUntil && isSameCell(cell, shown[x] ?? blank) && isSameTail(cell, wanted, shown, x))
			continue;
		reach(writer, {x, y}, wanted);
		writer.put(cell, columns);
		if (cell.reach > cell.width) uncertainUntil = Math.min(columns, x + cell.reach);
	}
	const rest = Math.max(end, uncertainUntil);
	if (rest < columns && (!known || contentEnd(shown) > rest)) {
		writer.moveTo({x: rest, y});
		writer.eraseToEnd();
	}
}

/** Whether the second half of a wide character in column `x` is already on the screen. */
function isSameTail(cell: ScreenCell, wanted: readonly ScreenCell[], shown: readonly ScreenCell[], x: number): boolean {
	return cell.width < 2 || isSameCell(wanted[x + 1] ?? blank, shown[x + 1] ?? blank);
}

/** Moves the cursor to a cell, or rewrites the cells in between if that is shorter. */
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
