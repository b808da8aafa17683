import {fit as fitCells} from '../../text/display-width.ts';
import type {Span} from '../line.tsx';
import {unjoined} from '../list/cell.ts';
import {drawingOf} from '../symbols.ts';
import {cellOf, valueIn} from './cell.ts';
import {columnWindow, hasTable, type ShownColumn} from './column-window.ts';
import {recordAt} from './order.ts';
import {type RecordsState, rowCount} from './state.ts';

/** A text in a column: exactly as many cells as the column has room for, but for the mark of its look. */
export type RecordTableWindow = {
	readonly headings: ReadonlyArray<{readonly text: string; readonly room: number; readonly isSelected: boolean}>;
	/** Texts, each with {@link withLook}. */
	readonly rows: ReadonlyArray<readonly string[]>;
};

type Look = Pick<Span, 'isInverse' | 'isDim'>;

/** Control characters, which no safe text has. ink-table hands on nothing of a cell but its text, and pads that. */
const looks: ReadonlyMap<string, Look> = new Map([
	['\u0001', {}],
	['\u0002', {isInverse: true}],
	['\u0003', {isDim: true}],
	['\u0004', {isInverse: true, isDim: true}],
]);
const end = '\u0005';

/** A cell as it was before {@link withLook}, and its look. */
export function readLook(cell: string): {readonly text: string; readonly look: Look} {
	return {text: cell.slice(1, cell.indexOf(end)), look: looks.get(cell.charAt(0)) ?? {}};
}

function withLook(text: string, isInverse: boolean, isDim: boolean): string {
	return `${String.fromCharCode(1 + Number(isInverse) + 2 * Number(isDim))}${text}${end}`;
}

/** The part of the table that is in view; `undefined` where the pane is too small: {@link narrowLines} are for that. */
export function tableWindow(state: RecordsState, isAscii: boolean): RecordTableWindow | undefined {
	if (!hasTable(state)) return undefined;
	const {number, columns} = columnWindow(state);
	const {cursor, ellipsis} = drawingOf(isAscii);
	const headings = [
		{text: ' ', room: 1, isSelected: false},
		{text: fitCells(fitCells('#', number.width, {align: 'right'}), number.room), room: number.room, isSelected: false},
		...columns.map(column => heading(state, column, isAscii)),
	];
	const rows = shownRows(state).map(({row, index}) => {
		const record = state.set.records[index];
		const isSelected = row === state.row;
		const cells = columns.map(column => {
			const {text, isFaint} = cellOf(record && valueIn(record, column.field), column.kind, column.width, isAscii);
			const fitted = fitCells(unjoined(text), column.width, {align: column.align, ellipsis});
			return withLook(widened(fitted, column), isSelected && column.place === state.column, isFaint);
		});
		const numbered = fitCells(String(index + 1), number.width, {align: 'right'});
		return [
			withLook(isSelected ? cursor : ' ', false, false),
			withLook(widened(numbered, number), false, !isSelected),
			...cells,
		];
	});
	return {headings, rows};
}

/** The last column fills what is left of the line. */
function widened(text: string, {width, room}: {readonly width: number; readonly room: number}): string {
	return room === width ? text : fitCells(text, room);
}

/** A line for each record, where there is no room for columns: its number, and its values from the left column on. */
export function narrowLines(state: RecordsState, isAscii: boolean): ReadonlyArray<readonly Span[]> {
	const {size, set, columns, shown, left} = state;
	const {cursor, ellipsis} = drawingOf(isAscii);
	// More values than there are cells have no room.
	const inView = shown.slice(left, left + Math.max(0, size.width)).flatMap(index => columns[index] ?? []);
	return shownRows(state).map(({row, index}) => {
		const record = set.records[index];
		const values = inView.map(
			({field, kind}) => cellOf(record && valueIn(record, field), kind, size.width, isAscii).text,
		);
		const text = `${row === state.row ? cursor : ' '}${[index + 1, ...values].join(' ')}`;
		return [{text: fitCells(text, size.width, {ellipsis})}];
	});
}

function heading(
	{sort, shown, column: selected}: RecordsState,
	{field, place, align, width, room}: ShownColumn,
	isAscii: boolean,
) {
	const {ascending, descending, ellipsis} = drawingOf(isAscii);
	const mark = sort?.field === shown[place] ? ` ${sort?.isDescending ? descending : ascending}` : '';
	const name = unjoined(field.alias.safe);
	const words = mark === '' ? name : fitCells(name, Math.max(1, width - mark.length), {ellipsis}).trimEnd() + mark;
	return {
		text: fitCells(fitCells(words, width, {align, ellipsis}), room),
		room,
		isSelected: place === selected,
	};
}

function shownRows(state: RecordsState): ReadonlyArray<{readonly row: number; readonly index: number}> {
	const end = Math.min(state.top + rowCount(state), state.set.records.length);
	const rows: Array<{readonly row: number; readonly index: number}> = [];
	for (let row = state.top; row < end; row++) rows.push({row, index: recordAt(state, row)});
	return rows;
}
