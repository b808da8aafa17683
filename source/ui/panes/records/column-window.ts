import {padding} from '../parameters/columns.ts';
import {type FieldColumn, headingCells} from './columns.ts';
import type {RecordsState} from './state.ts';

/** A visible column. */
export type ShownColumn = FieldColumn & {
	/** The index of the column among those that are not hidden. */
	readonly place: number;
	/** The number of cells for the text of the column. It is less than the column needs if only its start fits. */
	readonly width: number;
	/** The number of cells that the column occupies, including the blanks after its text. */
	readonly room: number;
};

type ColumnWindow = {
	/** The number of cells for a record number, and for the column of record numbers with its blanks. */
	readonly number: {readonly width: number; readonly room: number};
	readonly columns: readonly ShownColumn[];
};

type Part = Pick<RecordsState, 'columns' | 'shown' | 'left' | 'size' | 'set' | 'sort'>;

/** The smallest number of cells with which a column is shown. With less room it is left out. */
const leastPart = 6;

/** The number of cells for a blank and the arrow in the heading of the column by which the records are sorted. */
const sortMarkCells = 2;

const cursorRoom = 1 + 2 * padding;

/**
 * Returns the columns that fit into the pane, from the leftmost visible one on. Together with the cursor and the record
 * number they fill the width of the pane.
 */
export function columnWindow(state: Part): ColumnWindow {
	const width = numberWidth(state);
	let left = fieldsRoom(state);
	const columns: ShownColumn[] = [];
	for (let place = state.left; place < state.shown.length; place++) {
		const column = columnAt(state, place);
		const room = Math.min(left - 2 * padding, column?.width ?? 0);
		const isCut = column !== undefined && room < column.width;
		if (column === undefined || room < 1 || (isCut && columns.length > 0 && room < leastPart)) break;
		columns.push({...column, place, width: room, room});
		left -= room + 2 * padding;
	}
	const last = columns.pop();
	if (last) columns.push({...last, room: last.room + left});
	return {number: {width, room: last ? width : width + left}, columns};
}

/**
 * Returns the leftmost visible column for which the column at `place` is fully visible, if possible. It scrolls as
 * little as possible, and leaves no room unused after the last column while other columns are hidden at the left.
 */
export function leftToShow(state: Part, place: number): number {
	const left = Math.min(state.left, place, leftmostWith(state, state.shown.length - 1));
	return Math.max(0, left, leftmostWith(state, place));
}

/** Returns the leftmost column from which all columns up to `place` fit into the pane together. */
function leftmostWith(state: Part, place: number): number {
	let room = fieldsRoom(state);
	let left = place;
	for (let at = place; at >= 0; at--) {
		room -= (columnAt(state, at)?.width ?? 0) + 2 * padding;
		if (room < 0) break;
		left = at;
	}
	return left;
}

/**
 * Whether the pane is large enough for a table with at least one column. Otherwise each record is shown on one line.
 */
export function hasTable({size, set}: Pick<RecordsState, 'size' | 'set'>): boolean {
	return size.height >= 2 && size.width >= 24 && fieldsRoom({size, set}) >= leastPart + 2 * padding;
}

/** Returns the column at a place. If the records are sorted by it, there is room for the arrow after its heading. */
function columnAt({columns, shown, sort}: Part, place: number): FieldColumn | undefined {
	const index = shown[place];
	const column = index === undefined ? undefined : columns[index];
	if (column === undefined || sort?.field !== index) return column;
	return {...column, width: Math.max(column.width, headingCells(column.field) + sortMarkCells)};
}

function numberWidth({set}: Pick<Part, 'set'>): number {
	return String(set.records.length).length;
}

function fieldsRoom({size, set}: Pick<Part, 'size' | 'set'>): number {
	return size.width - cursorRoom - numberWidth({set}) - 2 * padding;
}
