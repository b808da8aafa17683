import {type SafeText, safe} from '../../text/safe-text.ts';
import {type InputState, inputText} from '../input/state.ts';
import {updateMessages} from '../panes/messages/state.ts';
import {updateOpenParameters} from '../screen/parameter-tabs.ts';
import type {ScreenPort} from '../screen/port.ts';
import {contextOf, type ScreenState} from '../screen/state.ts';
import {updateValue} from '../screen/value-view.ts';
import type {DialogDefinition} from './dialog.ts';
import {onlyField, pressInField} from './field-keys.ts';

/** The dialog for a search. */
export type SearchDialog = {readonly kind: 'search'; readonly field: InputState};

/** The field and the keys of the dialog for a search. */
export const searchDialog: DialogDefinition<SearchDialog> = {
	deafFor: 0,
	press,
	lastLine: ({field}) => ({
		field: onlyField(field, safe`search in the messages`),
		prompt: safe`Search for, then Enter:`,
	}),
};

function press(screen: ScreenPort, dialog: SearchDialog, name: string | undefined, typed: string): void {
	if (name === 'Esc') return screen.change({dialog: null});
	if (name === 'Enter') {
		screen.change({dialog: null});
		return screen.change(searched(screen.state, inputText(dialog.field)));
	}
	screen.change({dialog: {...dialog, field: pressInField(dialog.field, name, typed)}});
}

/** Starts a search in what the user is reading: an opened value, or the messages. */
function searched(state: ScreenState, query: SafeText): Partial<ScreenState> {
	const action = {type: 'search', query} as const;
	if (state.value && state.view.kind === 'job') return {value: updateValue(state.value, action)};
	if (contextOf(state) === 'parameters') return updateOpenParameters(state, action);
	return {messages: updateMessages(state.messages, action)};
}
