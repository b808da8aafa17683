import {parseJobUrl} from '../../gp/job-url.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {type InputState, inputText} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {type DialogText, enterKeeps} from './dialog-lines.ts';
import {onlyField, pressInField} from './field-keys.ts';
import {offerPasted, pastedHere} from './paste.ts';

export type AddDialog = {
	readonly kind: 'add';
	readonly field: InputState;
	/** What is wrong with the text that was to be added; it stays in the field. */
	readonly problem?: SafeText;
};

export const addDialog: DialogDefinition<AddDialog> = {
	deafFor: 0,
	press,
	text: ({problem}) => addText(problem),
	fields: ({field}) => [onlyField(field)],
};

function press(screen: ScreenPort, dialog: AddDialog, name: string | undefined, typed: string): void {
	if (name === 'Esc') return screen.change({dialog: null});
	if (name === 'Enter') return add(screen, dialog, inputText(dialog.field));
	screen.change({dialog: {kind: 'add', field: pressInField(dialog.field, name, typed)}});
}

/** A text in which no job URL is found stays, with what is wrong with it; a server that nobody sees in it is named first. */
function add(screen: ScreenPort, dialog: AddDialog, text: string): void {
	if (text.trim() === '') return screen.change({dialog: null});
	const pasted = pastedHere(screen, text);
	if (pasted.gateways.length > 0) return offerPasted(screen, pasted);
	if (pasted.count === 0) {
		const parsed = parseJobUrl(text);
		return screen.change({dialog: {...dialog, problem: parsed.ok ? noJobUrl : safe`${noJobUrl} ${parsed.sentence}`}});
	}
	screen.change({dialog: null});
	screen.edit(screen.world.edits.add(text));
}

/** The sentence about a text that was to be added. */
export const noJobUrl: SafeText = safe`No job URL in it.`;

/** @param problem with the text that was to be added */
export function addText(problem: SafeText | undefined): DialogText {
	const hint = safe`The URL of a job, …/GPServer/<task>/jobs/<job id>. A token in it is used in this run only.`;
	return {title: safe`Add a job`, facts: [], notes: [problem ?? hint], keys: enterKeeps};
}
