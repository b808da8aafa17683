import {costOf, emptyRow, type Row} from './row.ts';

/** Rows `first` to `last` move up by `by` rows, or down if that is negative; what comes in is empty. */
type Scroll = {readonly first: number; readonly last: number; readonly by: number};

/** Bytes of the sequences that scroll, and what it takes to get back to where there is something to write. */
const price = 24;
/** Fewer rows are written anew. */
const fewestRows = 2;

/**
 * Finds the region of the screen that is the old one moved, if there is one and moving it is worth it.
 *
 * @param shown what the terminal shows, as many rows as `wanted`
 */
export function findScroll(shown: readonly Row[], wanted: readonly Row[]): Scroll | undefined {
	const scroll = likeliest(shown, wanted);
	if (!scroll) return undefined;
	const moved = scrolled(shown, scroll);
	let gain = -price;
	for (let y = scroll.first; y <= scroll.last; y++) {
		const to = wanted[y] ?? emptyRow;
		gain += costOf(shown[y] ?? emptyRow, to) - costOf(moved[y] ?? emptyRow, to);
	}
	return gain > 0 ? scroll : undefined;
}

/** The rows after a scroll. */
export function scrolled(rows: readonly Row[], {first, last, by}: Scroll): readonly Row[] {
	return rows.map((row, y) => {
		if (y < first || y > last) return row;
		const from = y + by;
		return from >= first && from <= last ? (rows[from] ?? emptyRow) : emptyRow;
	});
}

/** What scrolls: the region's margins (DECSTBM), lines deleted or inserted at its top, the margins of the screen again. */
export function scrollSequence({first, last, by}: Scroll): string {
	const count = Math.abs(by) === 1 ? '' : Math.abs(by);
	return `\u001B[${first + 1};${last + 1}r\u001B[${first + 1}H\u001B[${count}${by > 0 ? 'M' : 'L'}\u001B[r`;
}

/** The move that most rows have made which stand unchanged somewhere else now. */
function likeliest(shown: readonly Row[], wanted: readonly Row[]): Scroll | undefined {
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
