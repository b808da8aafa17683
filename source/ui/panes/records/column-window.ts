import {padding} from '../parameters/columns.ts';
import type {FieldColumn} from './columns.ts';
import type {RecordsState} from './state.ts';

/** A column as it is drawn. */
export type ShownColumn = FieldColumn & {
	/** Its place among the columns that are not hidden. */
	readonly place: number;
	/** Cells of its text, less than it wants where only its beginning has room. */
	readonly width: number;
	/** Cells that it fills, blanks behind its text included. */
	readonly room: number;
};

type ColumnWindow = {
	/** Cells of the column of record numbers, and those that it fills. */
	readonly number: {readonly width: number; readonly room: number};
	readonly columns: readonly ShownColumn[];
};

type Part = Pick<RecordsState, 'columns' | 'shown' | 'left' | 'size' | 'set'>;

/** Fewer cells of a column are not worth to be shown. */
const leastPart = 6;

const cursorRoom = 1 + 2 * padding;

/** The columns that have room, from the leftmost on; with cursor and number they are exactly as wide as the pane. */
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
 * The leftmost column with which another one is shown whole, if it can be, moved no further than it must; and no room
 * stays empty behind the last column while there are others to the left.
 */
export function leftToShow(state: Part, place: number): number {
	const left = Math.min(state.left, place, leftmostWith(state, state.shown.length - 1));
	return Math.max(0, left, leftmostWith(state, place));
}

/** The leftmost of the columns that have room together with another one behind them. */
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

/** Whether a table with at least one column fits. Otherwise each record has one line. */
export function hasTable({size, set}: Pick<RecordsState, 'size' | 'set'>): boolean {
	return size.height >= 2 && size.width >= 24 && fieldsRoom({size, set}) >= leastPart + 2 * padding;
}

function columnAt({columns, shown}: Part, place: number): FieldColumn | undefined {
	const index = shown[place];
	return index === undefined ? undefined : columns[index];
}

function numberWidth({set}: Pick<Part, 'set'>): number {
	return String(set.records.length).length;
}

function fieldsRoom({size, set}: Pick<Part, 'size' | 'set'>): number {
	return size.width - cursorRoom - numberWidth({set}) - 2 * padding;
}
