import type {RecordSet} from '../../../gp/record-set.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {rowsFor, topToShow} from '../list/window.ts';
import {notFoundNote, wentRoundNote} from '../messages/search-notes.ts';
import {isCounting, type ReadingAction, type ReadingMove, type Size, updateMessages} from '../messages/state.ts';
import {type Chooser, settledChooser} from './chooser.ts';
import {hasTable, leftToShow} from './column-window.ts';
import {columnsOf, type FieldColumn} from './columns.ts';
import {type Opened, openedFrom} from './opened.ts';
import {orderBy, type RecordOrder, type RecordSort, recordAt} from './order.ts';
import {newRecordSearch, type RecordSearch, searchRecordsOn, selectedCell} from './search.ts';
import {textSize} from './whole-text.ts';

/** Why no more columns are hidden. */
export const oneColumnStays: SafeText = safe`one column has to stay`;

/** Why no order can be inverted. */
export const notSorted: SafeText = safe`not sorted`;

/** The table of a record set, with what was opened out of it. */
export type RecordsState = {
	readonly set: RecordSet;
	/** The columns of all fields, in their order. */
	readonly columns: readonly FieldColumn[];
	/** Which of them the table shows. */
	readonly shown: readonly number[];
	/** Cells and lines of the whole pane. */
	readonly size: Size;
	readonly sort: RecordSort | null;
	/** `null`: as they were sent. */
	readonly order: RecordOrder | null;
	/** The selected row, and the selected one of the columns that are shown. */
	readonly row: number;
	readonly column: number;
	/** The first row and the first column in view. */
	readonly top: number;
	readonly left: number;
	readonly opened: Opened | null;
	/** The list of fields is open. */
	readonly chooser: Chooser | null;
	readonly search: RecordSearch | null;
	/** What the last key came to, where that cannot be seen. */
	readonly note: SafeText | null;
};

export type RecordsAction =
	| {readonly type: 'resize'; readonly size: Size}
	/** One level back. {@link isRecordOpened} says whether there is one. */
	| {readonly type: 'close'}
	/** Goes on with a search, to be sent in idle moments while {@link isRecordSearchOn} says so. */
	| {readonly type: 'count'}
	| TableAction;

/** What a key asks for in the table, or in the list of fields before it. */
type TableAction =
	/** Sorts by the selected column: upwards, downwards, not at all. The selection stays on its record. */
	| {readonly type: 'sort'}
	/** Turns the order round. */
	| {readonly type: 'invert'}
	/** Opens the list of fields. */
	| {readonly type: 'choose'}
	/** Shows or hides a field: in the list the selected one, in the table the selected column. */
	| {readonly type: 'toggle-column'}
	/** Shows all fields again. */
	| {readonly type: 'all-columns'}
	/** Shows the selected cell whole, or all fields of the selected record; in the list of fields as `toggle-column`. */
	| {readonly type: 'open'; readonly what: 'cell' | 'record'}
	/**
	 * In the table, `scroll` and `go` move by rows, `pan` by columns, `search` and `hit` to cells; in the list of fields,
	 * `scroll` and `go` move by fields. In an opened text they act as in the message pane.
	 */
	| ReadingMove;

/** The table of a set as it is first seen. */
export function openRecords(set: RecordSet, size: Size): RecordsState {
	return {
		set,
		columns: columnsOf(set),
		shown: set.fields.map((_, index) => index),
		size,
		sort: null,
		order: null,
		row: 0,
		column: 0,
		top: 0,
		left: 0,
		opened: null,
		chooser: null,
		search: null,
		note: null,
	};
}

export function updateRecords(state: RecordsState, action: RecordsAction): RecordsState {
	switch (action.type) {
		case 'resize':
			return settled({...state, size: action.size, opened: resized(state.opened, action.size)});
		case 'close':
			return state.opened ? {...state, opened: null} : settled({...state, chooser: null, note: null});
		case 'count':
			return state.opened ? read(state, action) : advanced(state);
		default:
			return state.opened ? readOnly(state, action) : settled(inTable({...unpending(state), note: null}, action));
	}
}

/** Whether something stands before the table to which `close` leads back. */
export function isRecordOpened({opened, chooser}: RecordsState): boolean {
	return opened !== null || chooser !== null;
}

/** Whether a search goes on: then an action `count` is welcome. */
export function isRecordSearchOn({opened, search}: RecordsState): boolean {
	return opened ? isCounting(opened.text) : search !== null && search.pending !== null;
}

/** Whether the pane has a first line for its title. */
export function hasRecordsTitle({size}: Pick<RecordsState, 'size'>): boolean {
	return size.height >= 3;
}

/** How many records there is room for, below title and headings. */
export function recordRowCount(state: Pick<RecordsState, 'size' | 'set'>): number {
	return Math.max(0, state.size.height - Number(hasRecordsTitle(state)) - Number(hasTable(state)));
}

/** How many fields the list of them has room for. */
export function chooserHeight(state: Pick<RecordsState, 'size'>): number {
	return Math.max(0, state.size.height - Number(hasRecordsTitle(state)));
}

function inTable(state: RecordsState, action: TableAction): RecordsState {
	const {chooser, sort} = state;
	switch (action.type) {
		case 'scroll':
		case 'go':
			if (chooser) return {...state, chooser: {...chooser, selected: target(state, action)}};
			return {...state, row: target(state, action)};
		case 'pan':
			return chooser ? state : {...state, column: state.column + (action.direction === 'right' ? 1 : -1)};
		case 'sort': {
			const field = state.shown[state.column];
			if (field === undefined) return state;
			if (sort?.field !== field) return sorted(state, {field, isDescending: false});
			return sorted(state, sort.isDescending ? null : {field, isDescending: true});
		}
		case 'invert':
			return sort ? sorted(state, {...sort, isDescending: !sort.isDescending}) : {...state, note: notSorted};
		case 'choose':
			return {...state, chooser: chooser ? null : {selected: state.shown[state.column] ?? 0, top: 0}};
		case 'toggle-column':
			return toggled(state, chooser ? chooser.selected : state.shown[state.column]);
		case 'all-columns':
			return withShown(
				state,
				state.columns.map((_, index) => index),
			);
		case 'open':
			if (chooser) return toggled(state, chooser.selected);
			return {...state, opened: openedFrom(state, action.what) ?? null};
		case 'search':
			if (action.query === '') return {...state, search: null};
			return advanced({...state, search: newRecordSearch(state, action.query, 'next', true)});
		case 'hit':
			if (state.search === null) return state;
			return advanced({...state, search: newRecordSearch(state, state.search.query, action.direction, false)});
		case 'toggle-wrap':
			return state;
	}
}

function target(state: RecordsState, action: Extract<ReadingMove, {type: 'scroll' | 'go'}>): number {
	const total = state.chooser ? state.columns.length : state.set.records.length;
	if (action.type === 'go') return action.to === 'top' ? 0 : total - 1;
	const page = state.chooser ? chooserHeight(state) : recordRowCount(state);
	const distance = rowsFor(action.by, page);
	const from = state.chooser ? state.chooser.selected : state.row;
	return from + (action.direction === 'down' ? distance : -distance);
}

function sorted(state: RecordsState, sort: RecordSort | null): RecordsState {
	const record = recordAt(state, state.row);
	const column = sort === null ? undefined : state.columns[sort.field];
	const order = sort && column ? orderBy(state.set.records, column, sort.isDescending) : null;
	return {...state, sort, order, row: order === null ? record : order.indexOf(record)};
}

function toggled(state: RecordsState, field: number | undefined): RecordsState {
	if (field === undefined || field >= state.columns.length) return state;
	if (!state.shown.includes(field))
		return withShown(
			state,
			[...state.shown, field].toSorted((a, b) => a - b),
		);
	if (state.shown.length === 1) return {...state, note: oneColumnStays};
	return withShown(
		state,
		state.shown.filter(other => other !== field),
	);
}

/** The selection stays on its column, or goes to the one that now stands in its place. */
function withShown(state: RecordsState, shown: readonly number[]): RecordsState {
	const field = state.shown[state.column];
	const place = field === undefined ? 0 : shown.findIndex(other => other >= field);
	return {...state, shown, column: place < 0 ? shown.length - 1 : place};
}

function advanced(state: RecordsState): RecordsState {
	if (state.search === null || state.search.pending === null) return state;
	const {direction} = state.search.pending;
	const found = searchRecordsOn(state, state.search);
	if (typeof found !== 'number') {
		return {...state, search: found, note: found.pending === null ? notFoundNote : safe`searching`};
	}
	const from = selectedCell(state);
	const wentRound = direction === 'next' ? found < from : found > from;
	const row = Math.floor(found / state.shown.length);
	return settled({
		...state,
		row,
		column: found - row * state.shown.length,
		search: {...state.search, pending: null},
		note: wentRound ? wentRoundNote[direction] : null,
	});
}

function unpending(state: RecordsState): RecordsState {
	return state.search?.pending ? {...state, search: {...state.search, pending: null}} : state;
}

function resized(opened: Opened | null, size: Size): Opened | null {
	return opened && {...opened, text: updateMessages(opened.text, {type: 'resize', size: textSize(size)})};
}

function readOnly(state: RecordsState, action: TableAction): RecordsState {
	switch (action.type) {
		case 'sort':
		case 'invert':
		case 'choose':
		case 'toggle-column':
		case 'all-columns':
		case 'open':
			return state;
		default:
			return read(state, action);
	}
}

function read(state: RecordsState, action: ReadingAction): RecordsState {
	if (state.opened === null) return state;
	return {...state, opened: {...state.opened, text: updateMessages(state.opened.text, action)}};
}

/** Row, column and field are among those that there are, and in view. */
function settled(state: RecordsState): RecordsState {
	const total = state.set.records.length;
	const row = Math.max(0, Math.min(state.row, total - 1));
	const column = Math.max(0, Math.min(state.column, state.shown.length - 1));
	const left = leftToShow({...state, left: Math.min(state.left, column)}, column);
	const top = topToShow(row, state.top, recordRowCount(state), total);
	const chooser = state.chooser && settledChooser(state.chooser, state.columns.length, chooserHeight(state));
	return {...state, row, column, left, top, chooser};
}
