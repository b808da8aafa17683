import {compactJson} from '../../../gp/json.ts';
import type {WireRecord} from '../../../gp/record-set.ts';
import {valueIn} from './cell.ts';
import type {FieldColumn} from './columns.ts';
import {numberOrder} from './number-order.ts';
import type {GroupedOrder} from './packed-order.ts';
import {textOrder} from './text-order.ts';

/** The index of the field by which a table is sorted, and the direction. */
export type RecordSort = {readonly field: number; readonly isDescending: boolean};

/**
 * The record index for each row of a sorted table. A table without it shows the records in the order in which the
 * server sent them.
 */
export type RecordOrder = Uint32Array;

/** Returns the record index of a row; −1 if there is no such row. */
export function recordAt({order}: {readonly order: RecordOrder | null}, row: number): number {
	return order === null ? row : (order[row] ?? -1);
}

/**
 * Sorts records by a field: first numbers and dates by value, then texts alphabetically. Records without a value come
 * last in both directions. The sort is stable.
 */
export function orderBy(records: readonly WireRecord[], column: FieldColumn, isDescending: boolean): RecordOrder {
	const numbered: number[] = [];
	const numbers: number[] = [];
	const worded: number[] = [];
	const texts: string[] = [];
	const without: number[] = [];
	for (let index = 0; index < records.length; index++) {
		const record = records[index];
		const key = record && sortKey(valueIn(record, column.field), column);
		if (typeof key === 'number') {
			numbered.push(index);
			numbers.push(key);
		} else if (typeof key === 'string') {
			worded.push(index);
			texts.push(key);
		} else without.push(index);
	}
	const order = new Uint32Array(records.length);
	const parts: ReadonlyArray<readonly [GroupedOrder, readonly number[]]> = [
		[numberOrder(Float64Array.from(numbers)), numbered],
		[textOrder(texts), worded],
	];
	let end = 0;
	for (const [grouped, indices] of isDescending ? parts.toReversed() : parts) {
		end = place(grouped, indices, isDescending, order, end);
	}
	order.set(without, end);
	return order;
}

/** Returns the key by which a value is sorted; `undefined` for a missing value. */
function sortKey(value: unknown, {kind}: FieldColumn): number | string | undefined {
	switch (typeof value) {
		case 'number':
			// JSON does not contain NaN, and NaN cannot be sorted.
			return Number.isNaN(value) ? undefined : value;
		case 'string':
			if (kind === 'instant') return instant(value) ?? value;
			return kind === 'time' ? (instant(`1970-01-01 ${value}`) ?? value) : value;
		case 'object':
			return value === null ? undefined : compactJson(value);
		case 'bigint':
			return Number(value);
		default:
			return value === undefined ? undefined : String(value);
	}
}

function instant(text: string): number | undefined {
	const epoch = Date.parse(text);
	return Number.isNaN(epoch) ? undefined : epoch;
}

/**
 * Writes the order of a group of records into the result. For a descending sort it reverses the order of different
 * items, but not that of equal ones.
 */
function place(
	{order, isNew}: GroupedOrder,
	indices: readonly number[],
	isDescending: boolean,
	to: RecordOrder,
	from: number,
): number {
	const count = order.length;
	let end = from;
	if (!isDescending) {
		for (let at = 0; at < count; at++) to[end++] = indices[order[at] ?? 0] ?? 0;
		return end;
	}
	for (let last = count, first = count - 1; first >= 0; first--) {
		if (isNew[first] === 0) continue;
		for (let at = first; at < last; at++) to[end++] = indices[order[at] ?? 0] ?? 0;
		last = first;
	}
	return end;
}
