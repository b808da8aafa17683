import type {SafeText} from '../../../text/safe-text.ts';
import {queryPattern} from '../messages/query.ts';
import {plainText, valueIn} from './cell.ts';
import {recordAt} from './order.ts';
import type {RecordsState} from './state.ts';

type Direction = 'next' | 'previous';

/** A search in the visible columns. It numbers the cells row by row, from left to right. */
export type RecordSearch = {
	readonly query: SafeText;
	/** The next cell to examine, and how many cells are left to examine; `null` after the search has ended. */
	readonly pending: {readonly cell: number; readonly left: number; readonly direction: Direction} | null;
};

/** How many cells one action examines, so that the screen stays responsive. */
const atOnce = 400_000;

/** Returns the number of the selected cell, counted row by row. */
export function selectedCell({row, column, shown}: RecordsState): number {
	return row * shown.length + column;
}

/** Makes a search that begins with the selected cell if `isHere`, otherwise with the cell after it. */
export function newRecordSearch(
	state: RecordsState,
	query: SafeText,
	direction: Direction,
	isHere: boolean,
): RecordSearch {
	const total = state.set.records.length * state.shown.length;
	const from = selectedCell(state);
	return {query, pending: {cell: isHere ? from : next(from, direction, total), left: total, direction}};
}

/**
 * Continues a search.
 *
 * @returns the number of the matching cell; if there is no match yet, the search, whose `pending` is `null` when no
 * cell is left to examine
 */
export function searchRecordsOn(state: RecordsState, search: RecordSearch): number | RecordSearch {
	const {query, pending} = search;
	if (pending === null) return search;
	const {set, shown, columns} = state;
	const total = set.records.length * shown.length;
	const pattern = queryPattern(query);
	const steps = Math.min(pending.left, atOnce);
	let {cell} = pending;
	for (let step = 0; step < steps; step++) {
		const row = Math.floor(cell / shown.length);
		const column = columns[shown[cell - row * shown.length] ?? 0];
		const record = set.records[recordAt(state, row)];
		pattern.lastIndex = 0;
		if (record && column && pattern.test(plainText(valueIn(record, column.field), column.kind))) return cell;
		cell = next(cell, pending.direction, total);
	}
	const left = pending.left - steps;
	return {query, pending: left <= 0 ? null : {...pending, cell, left}};
}

function next(cell: number, direction: Direction, total: number): number {
	if (direction === 'next') return cell + 1 >= total ? 0 : cell + 1;
	return cell <= 0 ? total - 1 : cell - 1;
}
