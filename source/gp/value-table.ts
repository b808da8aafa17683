import {serverText} from '../text/safe-text.ts';
import {isJsonObject} from './json.ts';
import type {RecordField, RecordSet, WireRecord} from './record-set.ts';

/**
 * Reads a GPValueTable: rows as arrays, or as objects with `returnColumnName=true` ("GP data types", GPValueTable). Its
 * cells may be anything, feature sets too.
 *
 * @returns its rows as records, columns without names numbered from 1; `undefined` where the rows are neither
 */
export function readValueTable(rows: readonly unknown[]): RecordSet | undefined {
	const records = rows.map(readRow);
	if (records.some(record => record === undefined)) return undefined;
	const known = records.filter(record => record !== undefined);
	const names = new Set(known.flatMap(({attributes}) => Object.keys(attributes)));
	const fields: readonly RecordField[] = [...names].map(name => ({
		name: serverText(name),
		alias: serverText(name),
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
