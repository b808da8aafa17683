import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {isJsonObject} from '../json.ts';
import type {InputRead} from './input-read.ts';
import {type InputPart, type InputType, isTextType} from './input-type.ts';
import {cellsNamed, rowOfCells, rowWithoutNames, wantedInputs} from './wanted.ts';

type ReadCell = (type: InputType, given: unknown) => InputRead;

/**
 * Reads a GPValueTable: each row is an array of cells in the order of the columns, or an object whose keys are the names of the columns ("GP data types", GPValueTable).
 *
 * @param columns the columns of the table; none if the task does not name them, so that any cell is accepted
 * @param json the decoded table, or one row with names
 * @param readCell reads the value of one cell
 */
export function readTable(columns: readonly InputPart[], json: unknown, readCell: ReadCell): InputRead {
	const rows: unknown = isJsonObject(json) ? [json] : json;
	if (!Array.isArray(rows)) return {ok: false, wanted: wantedInputs.rows};
	const understood: SafeText[] = [];
	const values: unknown[] = [];
	for (const [index, row] of rows.entries()) {
		const read = readRow(columns, row, readCell);
		if (!read.ok) {
			const place = safe`row ${index + 1}`;
			return {...read, place: read.place ? safe`${place}, ${read.place}` : place, text: read.text ?? wordsOf(row)};
		}
		values.push(read.value);
		understood.push(...(read.understood ?? []));
	}
	const hasChanged = values.some((value, index) => value !== rows[index]);
	return {ok: true, value: hasChanged ? values : rows, ...(understood.length === 0 ? {} : {understood})};
}

function readRow(columns: readonly InputPart[], row: unknown, readCell: ReadCell): InputRead {
	if (Array.isArray(row)) return readCells(columns, row, readCell);
	return isJsonObject(row) ? readNamedCells(columns, row, readCell) : {ok: false, wanted: wantedInputs.rows};
}

function readCells(columns: readonly InputPart[], row: readonly unknown[], readCell: ReadCell): InputRead {
	if (columns.length === 0) return {ok: true, value: row};
	if (row.length !== columns.length) return {ok: false, wanted: rowOfCells(columns.map(columnWords))};
	const cells: unknown[] = [];
	const understood: SafeText[] = [];
	for (const [index, column] of columns.entries()) {
		const cell = row[index];
		// An empty text is "", and any other empty cell is null ("GP data types").
		if (isEmptyCell(cell)) cells.push(isTextType(column) ? '' : null);
		else {
			const read = readCell(column, cell);
			if (!read.ok) return {...read, place: columnPlace(column, index), text: read.text ?? wordsOf(cell)};
			cells.push(read.value);
			understood.push(...(read.understood ?? []));
		}
	}
	const hasChanged = cells.some((cell, index) => cell !== row[index]);
	return {ok: true, value: hasChanged ? cells : row, understood};
}

function readNamedCells(
	columns: readonly InputPart[],
	row: Readonly<Record<string, unknown>>,
	readCell: ReadCell,
): InputRead {
	if (columns.length === 0) return {ok: true, value: row};
	const names = new Set(columns.map(({name}) => name));
	if (names.size < columns.length || names.has('')) return {ok: false, wanted: rowWithoutNames};
	const changed: Record<string, unknown> = {};
	const understood: SafeText[] = [];
	for (const [name, cell] of Object.entries(row)) {
		const index = columns.findIndex(column => column.name === name);
		const column = columns[index];
		if (!column) return {ok: false, wanted: cellsNamed(columns.map(columnWords)), text: name};
		// With names, an empty cell may also be "", null or absent.
		if (isEmptyCell(cell)) continue;
		const read = readCell(column, cell);
		if (!read.ok) return {...read, place: columnPlace(column, index), text: read.text ?? wordsOf(cell)};
		if (read.value !== cell) changed[name] = read.value;
		understood.push(...(read.understood ?? []));
	}
	return {ok: true, value: Object.keys(changed).length === 0 ? row : {...row, ...changed}, understood};
}

function isEmptyCell(cell: unknown): boolean {
	return cell === null || cell === undefined || cell === '';
}

function columnWords({name, dataType}: InputPart): SafeText {
	return name === '' ? safeText(dataType) : safe`${safeText(name)} (${safeText(dataType)})`;
}

function columnPlace({name}: InputPart, index: number): SafeText {
	return name === '' ? safe`column ${index + 1}` : safe`column ${safeText(name)}`;
}

function wordsOf(json: unknown): string {
	if (typeof json === 'string') return json;
	try {
		return JSON.stringify(json) ?? '';
	} catch {
		return '';
	}
}
