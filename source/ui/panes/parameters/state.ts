import type {ParameterRow} from '../../../monitor/parameter-table.ts';
import type {SafeText} from '../../../text/safe-text.ts';
import {rowsFor} from '../list/window.ts';
import {type MessagesState, type ReadingAction, type Size, updateMessages} from '../messages/state.ts';
import {readOpened, resizedOpened, wholeMessages} from '../messages/whole-text.ts';
import {isTableSize} from './columns.ts';
import {openedMessage} from './parameter-words.ts';

/** The contents of the tab Results or Inputs. */
export type ParametersContent =
	/** The server has not answered yet. */
	| {readonly kind: 'reading'}
	/** The parameters cannot be read, for the reason in `sentence`. */
	| {readonly kind: 'unavailable'; readonly sentence: SafeText}
	| {
			readonly kind: 'rows';
			readonly rows: readonly ParameterRow[];
			/**
			 * When the parameters were saved in the job's record, in epoch milliseconds; `undefined` if they come from the
			 * server.
			 */
			readonly recordedAt?: number | undefined;
	  };

/** The results or inputs of one job: the table, and the value that was opened from it. */
export type ParametersState = {
	readonly content: ParametersContent;
	readonly size: Size;
	readonly selected: number;
	/** The index of the first visible row. */
	readonly top: number;
	/** The value that is shown in full instead of the table, as if it were a message; `null` if none is open. */
	readonly opened: {readonly name: SafeText; readonly text: MessagesState} | null;
};

/** The actions for the table or for an opened value. */
export type ParametersAction =
	/** The content has changed. The same parameter stays selected, and an opened value stays open. */
	| {readonly type: 'content'; readonly content: ParametersContent}
	/** The pane has a new size in cells and lines. */
	| {readonly type: 'resize'; readonly size: Size}
	/** The key Enter was pressed, which shows the selected value in full. */
	| {readonly type: 'open'}
	/**
	 * The key Esc was pressed, which returns to the table. {@link isParameterOpened} returns whether a value is open.
	 */
	| {readonly type: 'close'}
	/** In the table, `scroll` and `go` move the selection. All other actions apply to an opened value. */
	| ReadingAction;

/** The state of a tab Results or Inputs before its values have been read. */
export const initialParameters: ParametersState = {
	content: {kind: 'reading'},
	size: {width: 0, height: 0},
	selected: 0,
	top: 0,
	opened: null,
};

/** Applies an action to the tab Results or Inputs and returns its new state. */
export function updateParameters(state: ParametersState, action: ParametersAction): ParametersState {
	switch (action.type) {
		case 'content':
			return inView(supplied(state, action.content));
		case 'resize':
			return inView({...resizedOpened(state, action.size), size: action.size});
		case 'open':
			return opened(state);
		case 'close':
			return {...state, opened: null};
		case 'scroll':
		case 'go':
			if (state.opened === null) return inView({...state, selected: target(state, action)});
			return readOpened(state, action);
		case 'pan':
		case 'toggle-wrap':
		case 'search':
		case 'hit':
		case 'count':
			return readOpened(state, action);
	}
}

/** Whether a value is shown in full instead of the table. */
export function isParameterOpened({opened}: ParametersState): boolean {
	return opened !== null;
}

/** Returns the rows of the table; none while the values are not available. */
export function rowsOf({content}: ParametersState): readonly ParameterRow[] {
	return content.kind === 'rows' ? content.rows : [];
}

/** Returns the selected parameter. If a value is open, it is the parameter of that value. */
export function selectedRow(state: ParametersState): ParameterRow | undefined {
	return rowsOf(state)[state.selected];
}

/** Returns how many parameters fit into a pane of a certain size, not counting the line of headings. */
export function parameterRowCount(size: Size): number {
	return Math.max(0, isTableSize(size) ? size.height - 1 : size.height);
}

function supplied(state: ParametersState, content: ParametersContent): ParametersState {
	const name = selectedRow(state)?.name.safe;
	const next = {...state, content};
	const rows = rowsOf(next);
	// The row with the same number is tried first, because a server may give two parameters the same name.
	const isInPlace = rows[state.selected]?.name.safe === name;
	const found = isInPlace ? state.selected : rows.findIndex(row => row.name.safe === name);
	if (found < 0) return {...next, selected: Math.min(state.selected, Math.max(0, rows.length - 1)), opened: null};
	const row = rows[found];
	if (state.opened === null || row === undefined) return {...next, selected: found};
	const text = updateMessages(state.opened.text, {type: 'messages', messages: [openedMessage(row)]});
	return {...next, selected: found, opened: {...state.opened, text}};
}

function opened(state: ParametersState): ParametersState {
	const row = selectedRow(state);
	if (row === undefined || state.opened !== null) return state;
	return {...state, opened: {name: row.name.safe, text: wholeMessages([openedMessage(row)], state.size)}};
}

function target(state: ParametersState, action: Extract<ReadingAction, {type: 'scroll' | 'go'}>): number {
	if (action.type === 'go') return action.to === 'top' ? 0 : rowsOf(state).length - 1;
	const page = parameterRowCount(state.size);
	const distance = rowsFor(action.by, page);
	return state.selected + (action.direction === 'down' ? distance : -distance);
}

/** Limits the selection to the existing rows and scrolls it into view. */
function inView(state: ParametersState): ParametersState {
	const total = rowsOf(state).length;
	const page = parameterRowCount(state.size);
	const selected = Math.max(0, Math.min(state.selected, total - 1));
	const top = Math.max(selected - page + 1, Math.min(state.top, selected, Math.max(0, total - page)), 0);
	return {...state, selected, top};
}
