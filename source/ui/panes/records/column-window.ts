import {padding} from '../parameters/columns.ts';
import type {FieldColumn} from './columns.ts';
import type {RecordsState} from './state.ts';

/** A column as it is drawn. */
export type ShownColumn = FieldColumn & {
	/** Its index among the columns that are not hidden. */
	readonly place: number;
	/** Cells for its text; fewer than it needs if only its start fits. */
	readonly width: number;
	/** Cells that it occupies, including the blanks after its text. */
	readonly room: number;
};

type ColumnWindow = {
	/** Cells for a record number, and the cells that its column occupies. */
	readonly number: {readonly width: number; readonly room: number};
	readonly columns: readonly ShownColumn[];
};

type Part = Pick<RecordsState, 'columns' | 'shown' | 'left' | 'size' | 'set'>;

/** A column that has room for fewer cells is not shown. */
const leastPart = 6;

const cursorRoom = 1 + 2 * padding;

/**
 * The columns that fit, from the leftmost on. Together with the cursor and the record number they are as wide as the
 * pane.
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
 * The leftmost column to show so that the one at `place` is fully visible, if possible. Scrolls as little as
 * possible, and leaves no empty room after the last column while others are hidden at the left.
 */
export function leftToShow(state: Part, place: number): number {
	const left = Math.min(state.left, place, leftmostWith(state, state.shown.length - 1));
	return Math.max(0, left, leftmostWith(state, place));
}

/** The leftmost column that fits into the pane together with all columns up to `place`. */
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
