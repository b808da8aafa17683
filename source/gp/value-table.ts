import {serverName} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';
import type {RecordField, RecordSet, WireRecord} from './record-set.ts';
import {shownJson} from './shown-json.ts';

/**
 * Reads a GPValueTable. Its rows are arrays, or objects with `returnColumnName=true` ("GP data types", GPValueTable),
 * and its cells may be anything, including feature sets.
 *
 * @returns the rows as records, with columns without names numbered from 1; `undefined` if the rows are neither arrays
 * nor objects
 */
export function readValueTable(rows: readonly unknown[]): RecordSet | undefined {
	const records = rows.map(readRow);
	if (records.some(record => record === undefined)) return undefined;
	const known = records.filter(record => record !== undefined);
	const names = new Set(known.flatMap(({attributes}) => Object.keys(attributes)));
	const fields: readonly RecordField[] = [...names].map(name => ({
		name: serverName(name),
		alias: serverName(name),
		type: '',
	}));
	return {
		fields,
		records: known,
		geometryType: null,
		wkid: null,
		wkt: null,
		hasZ: false,
		hasM: false,
		hasExceededLimit: false,
	};
}

function readRow(row: unknown): WireRecord | undefined {
	if (Array.isArray(row)) {
		return {
			attributes: Object.fromEntries(row.map((cell: unknown, index) => [`column ${index + 1}`, cell])),
			geometry: null,
		};
	}
	return isJsonObject(row) ? {attributes: row, geometry: null} : undefined;
}

/** The columns of a value table that must not be shown, by index and by name. */
export type HiddenColumns = readonly {readonly index: number; readonly names: readonly string[]}[];

/**
 * Masks hidden columns in the rows of a GPValueTable.
 *
 * @returns the rows, and whether the server itself left the hidden values empty, as it does since 11.5 ("GP data
 * types")
 */
export function withoutColumns(
	rows: readonly unknown[],
	columns: HiddenColumns,
): {readonly rows: readonly unknown[]; readonly isBlanked: boolean} {
	const places = new Set(columns.map(({index}) => index));
	const names = new Set(columns.flatMap(column => column.names.map(name => name.toLowerCase())));
	let isBlanked = true;
	const hide = (cell: unknown): unknown => {
		if (cell === null || cell === undefined || cell === '') return cell;
		isBlanked = false;
		return shownJson(cell, true);
	};
	return {
		rows: rows.map(row => {
			if (Array.isArray(row)) return row.map((cell: unknown, index) => (places.has(index) ? hide(cell) : cell));
			if (!isJsonObject(row)) return row;
			return Object.fromEntries(
				Object.entries(row).map(([name, cell]) => [name, names.has(name.toLowerCase()) ? hide(cell) : cell]),
			);
		}),
		isBlanked,
	};
}
