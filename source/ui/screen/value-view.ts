import type {ParameterRow} from '../../monitor/parameter-table.ts';
import type {SafeText} from '../../text/safe-text.ts';
import type {Context} from '../actions/action.ts';
import {type MapState, openedMap, updateMap} from '../panes/map/state.ts';
import type {ReadingAction, Size} from '../panes/messages/state.ts';
import * as records from '../panes/records/state.ts';
import * as tree from '../panes/tree/state.ts';

/** A value that was opened from Results or Inputs and has its own view, which replaces their table. */
export type ValueView =
	| {
			readonly kind: 'records';
			readonly row: ParameterRow;
			readonly state: records.RecordsState;
			/** The state of the map; `null` before it is first shown. */
			readonly map: MapState | null;
			readonly isMap: boolean;
	  }
	| {readonly kind: 'tree'; readonly row: ParameterRow; readonly state: tree.TreeState};

/** Opens the value of a parameter in the view for its kind; `undefined` if a text shows all of it. */
export function openValue(row: ParameterRow, size: Size): ValueView | undefined {
	if (!row.read.ok) return undefined;
	const {value} = row.read.parameter;
	if (value.kind === 'records') {
		return {kind: 'records', row, state: records.openRecords(row.name.safe, value.set, size), map: null, isMap: false};
	}
	return value.kind === 'tree' ? {kind: 'tree', row, state: tree.openTree(row.name.safe, value.json, size)} : undefined;
}

/** Returns the context in which the keys of a view work. */
export function contextOfValue(view: ValueView): Context {
	return view.kind === 'records' && view.isMap ? 'map' : view.kind;
}

/** Adapts a view to a new size of the pane. */
export function resizedValue(view: ValueView, size: Size): ValueView {
	const action = {type: 'resize', size} as const;
	if (view.kind === 'tree') return {...view, state: tree.updateTree(view.state, action)};
	return {
		...view,
		state: records.updateRecords(view.state, action),
		map: view.map && updateMap(view.map, action),
	};
}

/** Whether a search is in progress in the view; the action `count` continues it. */
export function isSearchingValue(view: ValueView): boolean {
	return view.kind === 'tree' ? tree.isTreeSearchOn(view.state) : records.isRecordSearchOn(view.state);
}

/** Returns the last query in the view, or in the text that was opened from it. */
export function queryInValue({state: {opened, search}}: ValueView): SafeText | undefined {
	return (opened ? opened.text.search : search)?.query;
}

/** Applies an action to the table or tree of a view, or to the text that was opened from it. */
export function updateValue(view: ValueView, action: ReadingAction): ValueView {
	if (view.kind === 'tree') return {...view, state: tree.updateTree(view.state, action)};
	return {...view, state: records.updateRecords(view.state, action)};
}

/**
 * Switches between table and map. It does nothing in a tree.
 *
 * @param isAscii whether a map that is shown for the first time may use only ASCII
 */
export function turnedToMap(view: ValueView, isAscii: boolean): ValueView {
	if (view.kind === 'tree') return view;
	if (view.isMap) return {...view, isMap: false};
	const {set, size} = view.state;
	return {...view, isMap: true, map: view.map ?? openedMap(set, {size, isAscii})};
}

/** Goes back by one level in the view; returns `null` if this closes the view. */
export function leftValue(view: ValueView): ValueView | null {
	if (view.kind === 'tree') {
		return tree.isTreeValueOpened(view.state) ? {...view, state: tree.updateTree(view.state, {type: 'close'})} : null;
	}
	if (view.isMap) return {...view, isMap: false};
	return records.isRecordOpened(view.state)
		? {...view, state: records.updateRecords(view.state, {type: 'close'})}
		: null;
}
