/** Functions that return the code of an action which sends an event to the state of a pane. */

import {type SelectionEvent, updateSelection} from '../panes/list/selection.ts';
import {type MapAction, updateMap} from '../panes/map/state.ts';
import {type MessagesAction, type ReadingAction, updateMessages} from '../panes/messages/state.ts';
import type {ParametersAction} from '../panes/parameters/state.ts';
import {type RecordsAction, updateRecords} from '../panes/records/state.ts';
import {type TreeAction, updateTree} from '../panes/tree/state.ts';
import {updateOpenParameters} from '../screen/parameter-tabs.ts';
import {updateValue, type ValueView} from '../screen/value-view.ts';
import {type ActionRun, show} from './action.ts';

/** Returns the code that sends an event about the cursor or the marks to the list of jobs. */
export function toList(event: SelectionEvent): ActionRun {
	return show(({selection}) => ({selection: updateSelection(selection, event)}));
}

/** Returns the code that sends an action to the pane of messages. */
export function toMessages(action: MessagesAction): ActionRun {
	return show(({messages}) => ({messages: updateMessages(messages, action)}));
}

/** Returns the code that sends an action to Results or Inputs, or to the text that is open there. */
export function toParameters(action: ParametersAction): ActionRun {
	return show(state => updateOpenParameters(state, action));
}

/** Returns the code that sends an action to the table or tree of an opened value. */
export function toValue(action: ReadingAction): ActionRun {
	return onValue(value => updateValue(value, action));
}

/** Returns the code that sends an action to the table of an opened value. */
export function toRecords(action: RecordsAction): ActionRun {
	return onValue(value => (value.kind === 'records' ? {...value, state: updateRecords(value.state, action)} : value));
}

/** Returns the code that sends an action to the map of an opened value. */
export function toMap(action: MapAction): ActionRun {
	return onValue(value =>
		value.kind === 'records' && value.map ? {...value, map: updateMap(value.map, action)} : value,
	);
}

/** Returns the code that sends an action to the tree of an opened value. */
export function toTree(action: TreeAction): ActionRun {
	return onValue(value => (value.kind === 'tree' ? {...value, state: updateTree(value.state, action)} : value));
}

/**
 * Returns the code that changes the view of an opened value.
 *
 * @param next returns the new view, or `null` to close the view
 */
export function onValue(next: (value: ValueView, isAscii: boolean) => ValueView | null): ActionRun {
	return show(({value, isAscii}) => (value === null ? {} : {value: next(value, isAscii)}));
}
