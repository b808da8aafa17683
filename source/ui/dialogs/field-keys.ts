import {type SafeText, safe} from '../../text/safe-text.ts';
import {hiddenSecrets} from '../input/line.ts';
import {type InputAction, type InputState, inputText, updateInput} from '../input/state.ts';
import type {DialogField} from './dialog-lines.ts';

const edits: ReadonlyMap<string, InputAction> = new Map([
	['Backspace', {type: 'delete', what: 'before'}],
	['Delete', {type: 'delete', what: 'behind'}],
	['Ctrl-W', {type: 'delete-word'}],
	['Ctrl-U', {type: 'delete-to-start'}],
	['Ctrl-K', {type: 'delete-to-end'}],
	['Alt-B', {type: 'move', to: 'word-left'}],
	['Alt-F', {type: 'move', to: 'word-right'}],
	['←', {type: 'move', to: 'left'}],
	['→', {type: 'move', to: 'right'}],
	['Home', {type: 'move', to: 'start'}],
	['End', {type: 'move', to: 'end'}],
	['Ctrl-A', {type: 'move', to: 'start'}],
	['Ctrl-E', {type: 'move', to: 'end'}],
]);

/**
 * Applies a key or a paste to a text field.
 *
 * @param name the name from `keyName`; `undefined` for a paste
 * @param typed the character that the key types, or the pasted text
 */
export function pressInField(field: InputState, name: string | undefined, typed: string): InputState {
	const action = name === undefined ? undefined : edits.get(name);
	if (action) return updateInput(field, action);
	if (typed === '') return field;
	return updateInput(field, {type: name === undefined ? 'paste' : 'insert', text: typed});
}

/** Makes the field of a dialog that has only one field. */
export function onlyField(input: InputState, placeholder = safe``): DialogField {
	const text = inputText(hiddenSecrets(input));
	const spoken = text === '' ? null : safe`Typed: ${text}`;
	return {name: null, input, placeholder, isFocused: true, spoken};
}

/**
 * Makes one of several fields of a dialog.
 *
 * @param name the name shown before the field
 * @param spokenName the name that a screen reader reads
 */
export function namedField(name: SafeText, spokenName: SafeText, input: InputState, isFocused: boolean): DialogField {
	const spoken = safe`${spokenName}: ${inputText(hiddenSecrets(input))}`;
	return {name, input, placeholder: safe``, isFocused, spoken};
}
