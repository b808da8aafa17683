import type {RecordSet} from '../../../gp/record-set.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {rowsFor, topToShow} from '../list/window.ts';
import {notFoundNote, wentRoundNote} from '../messages/search-notes.ts';
import {isCounting, type ReadingMove, type Size} from '../messages/state.ts';
import {readOpened, resizedOpened} from '../messages/whole-text.ts';
import {type Chooser, settledChooser} from './chooser.ts';
import {hasTable, leftToShow} from './column-window.ts';
import {columnsOf, type FieldColumn} from './columns.ts';
import {type Opened, openedFrom} from './opened.ts';
import {orderBy, type RecordOrder, type RecordSort, recordAt} from './order.ts';
import {newRecordSearch, type RecordSearch, searchRecordsOn, selectedCell} from './search.ts';

/** The reason why the last visible column cannot be hidden. */
export const oneColumnStays: SafeText = safe`one column has to stay`;

/** The reason why the order cannot be inverted in a table that is not sorted. */
export const notSorted: SafeText = safe`not sorted`;

/** The state of the table of a record set, and what was opened from it. */
export type RecordsState = {
	/** The name of the result or input. */
	readonly name: SafeText;
	readonly set: RecordSet;
	/** The columns for all fields, in the order of the fields. */
	readonly columns: readonly FieldColumn[];
	/** The indexes of the columns that are not hidden, in the order of the table. */
	readonly shown: readonly number[];
	/** The size of the whole pane in cells and lines. */
	readonly size: Size;
	readonly sort: RecordSort | null;
	/** The order of the rows; `null` if the records are in the order in which the server sent them. */
	readonly order: RecordOrder | null;
	/** The index of the selected row, and the index of the selected column in `shown`. */
	readonly row: number;
	readonly column: number;
	/** The index of the first visible row, and that of the first visible column. */
	readonly top: number;
	readonly left: number;
	readonly opened: Opened | null;
	/** The list of fields; `null` while it is closed. */
	readonly chooser: Chooser | null;
	readonly search: RecordSearch | null;
	/** A note about the result of the last key if it has no other visible effect. */
	readonly note: SafeText | null;
};

/** The actions for the table, the list of fields and opened texts. */
export type RecordsAction =
	| {readonly type: 'resize'; readonly size: Size}
	/** Closes the opened text or the list of fields. {@link isRecordOpened} returns whether one of them is open. */
	| {readonly type: 'close'}
	/** Continues a search. It is to be sent in idle moments while {@link isRecordSearchOn} is true. */
	| {readonly type: 'count'}
	| TableAction;

/** The actions for keys in the table or in the list of fields. */
type TableAction =
	/**
	 * Sorts by the selected column: first ascending, the next time descending, then not at all. The same record stays
	 * selected.
	 */
	| {readonly type: 'sort'}
	/** Inverts the order. */
	| {readonly type: 'invert'}
	/** Opens the list of fields. */
	| {readonly type: 'choose'}
	/** Shows or hides a field: in the list of fields the selected one, in the table that of the selected column. */
	| {readonly type: 'toggle-column'}
	/** Shows all fields. */
	| {readonly type: 'all-columns'}
	/**
	 * Opens the selected cell, or all fields of the selected record. In the list of fields it does the same as
	 * `toggle-column`.
	 */
	| {readonly type: 'open'; readonly what: 'cell' | 'record'}
	/**
	 * In the table, `scroll` and `go` move by rows, `pan` moves by columns, `search` and `hit` move to cells. In the
	 * list of fields, `scroll` and `go` move by fields. In an opened text, the actions work as in the message pane.
	 */
	| ReadingMove;

/**
 * Returns the state in which a record set is first shown.
 *
 * @param name the name of the result or input
 */
export function openRecords(name: SafeText, set: RecordSet, size: Size): RecordsState {
	return {
		name,
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

/** Applies an action to the table and returns its new state. */
export function updateRecords(state: RecordsState, action: RecordsAction): RecordsState {
	switch (action.type) {
		case 'resize':
			return settled({...resizedOpened(state, action.size), size: action.size});
		case 'close':
			return state.opened ? {...state, opened: null} : settled({...state, chooser: null, note: null});
		case 'count':
			return state.opened ? readOpened(state, action) : advanced(state);
		default:
			return state.opened ? readOnly(state, action) : settled(inTable({...unpending(state), note: null}, action));
	}
}

/** Whether a text or the list of fields is open in place of the table, so that `close` returns to the table. */
export function isRecordOpened({opened, chooser}: RecordsState): boolean {
	return opened !== null || chooser !== null;
}

/** Whether a search is in progress; the action `count` continues it. */
export function isRecordSearchOn({opened, search}: RecordsState): boolean {
	return opened ? isCounting(opened.text) : search !== null && search.pending !== null;
}

/** Whether the pane has room for a title. */
export function hasRecordsTitle({size}: Pick<RecordsState, 'size'>): boolean {
	return size.height >= 3;
}

/** Returns how many records fit into the pane below the title and the headings. */
export function recordRowCount(state: Pick<RecordsState, 'size' | 'set'>): number {
	return Math.max(0, state.size.height - Number(hasRecordsTitle(state)) - Number(hasTable(state)));
}

/** Returns how many fields of the list of fields fit into the pane. */
export function chooserHeight(state: Pick<RecordsState, 'size'>): number {
	return state.size.height - Number(hasRecordsTitle(state));
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

/**
 * Returns the state after columns were shown or hidden. The same column stays selected; if it is hidden, the next one
 * is selected.
 */
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
			return readOpened(state, action);
	}
}

/** Limits the selected row, column and field to existing ones and scrolls them into view. */
function settled(state: RecordsState): RecordsState {
	const total = state.set.records.length;
	const row = Math.max(0, Math.min(state.row, total - 1));
	const column = Math.max(0, Math.min(state.column, state.shown.length - 1));
	const left = leftToShow({...state, left: Math.min(state.left, column)}, column);
	const top = topToShow(row, state.top, recordRowCount(state), total);
	const chooser = state.chooser && settledChooser(state.chooser, state.columns.length, chooserHeight(state));
	return {...state, row, column, left, top, chooser};
}
