import type {ParameterRow} from '../../monitor/parameter-table.ts';
import type {SafeText} from '../../text/safe-text.ts';
import type {ActionName, Context} from '../actions/actions.ts';
import {type MapAction, type MapState, openedMap, updateMap} from '../panes/map/state.ts';
import type {ReadingAction, Size} from '../panes/messages/state.ts';
import * as records from '../panes/records/state.ts';
import * as tree from '../panes/tree/state.ts';

/** A value that was opened out of Results or Inputs and is more than a text: it has the place of their list. */
export type ValueView =
	| {
			readonly kind: 'records';
			readonly row: ParameterRow;
			readonly state: records.RecordsState;
			/** Made when it is first looked at. */
			readonly map: MapState | null;
			readonly isMap: boolean;
	  }
	| {readonly kind: 'tree'; readonly row: ParameterRow; readonly state: tree.TreeState};

/** The view of a parameter's value; `undefined` for one that a text shows whole. */
export function openValue(row: ParameterRow, size: Size): ValueView | undefined {
	if (!row.read.ok) return undefined;
	const {value} = row.read.parameter;
	if (value.kind === 'records') {
		return {kind: 'records', row, state: records.openRecords(value.set, size), map: null, isMap: false};
	}
	return value.kind === 'tree' ? {kind: 'tree', row, state: tree.openTree(row.name.safe, value.json, size)} : undefined;
}

export function contextOfValue(view: ValueView): Context {
	return view.kind === 'records' && view.isMap ? 'map' : view.kind;
}

export function resizedValue(view: ValueView, size: Size): ValueView {
	const action = {type: 'resize', size} as const;
	if (view.kind === 'tree') return {...view, state: tree.updateTree(view.state, action)};
	return {
		...view,
		state: records.updateRecords(view.state, action),
		map: view.map && updateMap(view.map, action),
	};
}

/** Whether a search goes on in the view: then {@link countedValue} is welcome. */
export function isSearchingValue(view: ValueView): boolean {
	return view.kind === 'tree' ? tree.isSearching(view.state) : records.isSearching(view.state);
}

export function countedValue(view: ValueView): ValueView {
	return read(view, {type: 'count'});
}

export function searchedValue(view: ValueView, query: SafeText): ValueView {
	return read(view, {type: 'search', query});
}

function read(view: ValueView, action: ReadingAction): ValueView {
	if (view.kind === 'tree') return {...view, state: tree.updateTree(view.state, action)};
	return {...view, state: records.updateRecords(view.state, action)};
}

const readings: ReadonlyMap<ActionName, ReadingAction> = new Map([
	['left', {type: 'pan', direction: 'left'}],
	['right', {type: 'pan', direction: 'right'}],
	['wrap', {type: 'toggle-wrap'}],
	['nextMatch', {type: 'hit', direction: 'next'}],
	['previousMatch', {type: 'hit', direction: 'previous'}],
]);

const recordActions: ReadonlyMap<ActionName, records.RecordsAction> = new Map([
	['open', {type: 'open', what: 'cell'}],
	['openRecord', {type: 'open', what: 'record'}],
	['sortColumn', {type: 'sort'}],
	['invert', {type: 'invert'}],
	['columns', {type: 'choose'}],
	['mark', {type: 'toggle-column'}],
	['markAll', {type: 'all-columns'}],
]);

const mapActions: ReadonlyMap<ActionName, MapAction> = new Map([
	['moveUp', {type: 'pan', direction: 'up'}],
	['moveDown', {type: 'pan', direction: 'down'}],
	['left', {type: 'pan', direction: 'left'}],
	['right', {type: 'pan', direction: 'right'}],
	['zoomIn', {type: 'zoom', direction: 'in'}],
	['zoomOut', {type: 'zoom', direction: 'out'}],
	['wholeMap', {type: 'whole'}],
	['fillMap', {type: 'fill'}],
]);

/**
 * What an action makes of the view. Pure.
 *
 * @param scroll what the action scrolls, where it is a move
 * @param isAscii how a map is drawn when it is first opened
 * @returns `null` where the view is left; `undefined` where the action is none of its own
 */
export function changedValue(
	view: ValueView,
	action: ActionName,
	scroll: ReadingAction | undefined,
	isAscii: boolean,
): ValueView | null | undefined {
	if (action === 'back') return backFrom(view);
	if (view.kind === 'records' && action === 'map') return withMap(view, isAscii);
	if (view.kind === 'records' && view.isMap) {
		const mapAction = mapActions.get(action);
		return mapAction && view.map ? {...view, map: updateMap(view.map, mapAction)} : undefined;
	}
	const reading = scroll ?? readings.get(action);
	if (reading) return read(view, reading);
	if (view.kind === 'tree')
		return action === 'open' ? {...view, state: tree.updateTree(view.state, {type: 'open'})} : undefined;
	const recordAction = recordActions.get(action);
	return recordAction && {...view, state: records.updateRecords(view.state, recordAction)};
}

function withMap(view: ValueView & {readonly kind: 'records'}, isAscii: boolean): ValueView {
	if (view.isMap) return {...view, isMap: false};
	const {set, size} = view.state;
	return {...view, isMap: true, map: view.map ?? openedMap(set, {size, isAscii})};
}

function backFrom(view: ValueView): ValueView | null {
	if (view.kind === 'tree') {
		return tree.isOpened(view.state) ? {...view, state: tree.updateTree(view.state, {type: 'close'})} : null;
	}
	if (view.isMap) return {...view, isMap: false};
	return records.isOpened(view.state) ? {...view, state: records.updateRecords(view.state, {type: 'close'})} : null;
}
