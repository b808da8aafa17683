import {costOf, emptyRow, type ScreenRow} from './row.ts';

/**
 * A region that scrolls: rows `first` to `last` move up by `by` rows, or down if `by` is negative. The rows that become
 * free are empty.
 */
type Scroll = {readonly first: number; readonly last: number; readonly by: number};

/** The approximate length in bytes of the scroll sequences and of the cursor movement after them. */
const scrollCost = 24;
/** The smallest number of moved rows for which scrolling is worthwhile. */
const fewestRows = 2;

/**
 * Finds a region of the screen whose rows have moved, if scrolling it saves bytes.
 *
 * @param shown what the terminal shows, with as many rows as `wanted`
 */
export function findScroll(shown: readonly ScreenRow[], wanted: readonly ScreenRow[]): Scroll | undefined {
	const scroll = likeliest(shown, wanted);
	if (!scroll) return undefined;
	const moved = rowsAfterScroll(shown, scroll);
	let gain = -scrollCost;
	for (let y = scroll.first; y <= scroll.last; y++) {
		const to = wanted[y] ?? emptyRow;
		gain += costOf(shown[y] ?? emptyRow, to) - costOf(moved[y] ?? emptyRow, to);
	}
	return gain > 0 ? scroll : undefined;
}

/** Returns the rows of the screen after a scroll. */
export function rowsAfterScroll(rows: readonly ScreenRow[], {first, last, by}: Scroll): readonly ScreenRow[] {
	return rows.map((row, y) => {
		if (y < first || y > last) return row;
		const from = y + by;
		return from >= first && from <= last ? (rows[from] ?? emptyRow) : emptyRow;
	});
}

/**
 * Makes the escape sequence that scrolls a region: it sets the margins (DECSTBM), deletes or inserts lines at the top,
 * and resets the margins.
 */
export function scrollSequence({first, last, by}: Scroll): string {
	const count = Math.abs(by) === 1 ? '' : Math.abs(by);
	return `\u001B[${first + 1};${last + 1}r\u001B[${first + 1}H\u001B[${count}${by > 0 ? 'M' : 'L'}\u001B[r`;
}

/** Finds the scroll that explains the largest number of moved rows. */
function likeliest(shown: readonly ScreenRow[], wanted: readonly ScreenRow[]): Scroll | undefined {
	const places = new Map<string, number[]>();
	for (const [y, {line}] of shown.entries()) {
		if (line === '') continue;
		const known = places.get(line);
		if (known) known.push(y);
		else places.set(line, [y]);
	}
	const moves = new Map<number, number[]>();
	for (const [y, {line}] of wanted.entries()) {
		if (shown[y]?.line === line) continue;
		for (const from of places.get(line) ?? []) {
			const known = moves.get(from - y);
			if (known) known.push(y);
			else moves.set(from - y, [y]);
		}
	}
	let [by, rows]: [number, readonly number[]] = [0, []];
	for (const [move, moved] of moves) if (moved.length > rows.length) [by, rows] = [move, moved];
	const [first, last] = [rows[0], rows.at(-1)];
	if (first === undefined || last === undefined || rows.length < fewestRows) return undefined;
	return by > 0 ? {first, last: last + by, by} : {first: first + by, last, by};
}
