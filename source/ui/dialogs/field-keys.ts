import {type InputAction, type InputState, updateInput} from '../input/state.ts';

const actions: ReadonlyMap<string, InputAction> = new Map([
	['Backspace', {type: 'delete', what: 'before'}],
	['Delete', {type: 'delete', what: 'behind'}],
	['Ctrl-W', {type: 'delete-word'}],
	['Ctrl-U', {type: 'delete-to-start'}],
	['←', {type: 'move', to: 'left'}],
	['→', {type: 'move', to: 'right'}],
	['Home', {type: 'move', to: 'start'}],
	['End', {type: 'move', to: 'end'}],
	['Ctrl-A', {type: 'move', to: 'start'}],
	['Ctrl-E', {type: 'move', to: 'end'}],
]);

/**
 * A key in a text field.
 *
 * @param name as `keyName` gives it; `undefined` for a paste
 * @param typed the character that the key types, or what was pasted
 */
export function pressInField(field: InputState, name: string | undefined, typed: string): InputState {
	const action = name === undefined ? undefined : actions.get(name);
	if (action) return updateInput(field, action);
	if (typed === '') return field;
	return updateInput(field, {type: name === undefined ? 'paste' : 'insert', text: typed});
}
