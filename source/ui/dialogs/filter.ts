import {type SafeText, safe} from '../../text/safe-text.ts';
import {type InputState, inputText} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {onlyField, pressInField} from './field-keys.ts';

/** The dialog for the filter of the list. */
export type FilterDialog = {
	readonly kind: 'filter';
	readonly field: InputState;
	/** The filter from before the dialog opened, which Esc restores. */
	readonly before: SafeText;
};

/** The field and the keys of the dialog for the filter. It filters the list while the user types. */
export const filterDialog: DialogDefinition<FilterDialog> = {
	deafFor: 0,
	press,
	lastLine: ({field}) => ({
		field: onlyField(field, safe`filter: words, column:word, a|b, !word, problem`),
		prompt: safe`Filter, then Enter:`,
	}),
};

function press(screen: ScreenPort, dialog: FilterDialog, name: string | undefined, typed: string): void {
	if (name === 'Esc') return screen.change({dialog: null, filter: dialog.before});
	if (name === 'Enter') return screen.change({dialog: null, filter: inputText(dialog.field)});
	const field = pressInField(dialog.field, name, typed);
	screen.change({dialog: {...dialog, field}, filter: inputText(field)});
}
