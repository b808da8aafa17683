import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {type Context, contextsOf, type Situation} from '../actions/action.ts';
import {type ActionName, actionList, disabledReason, perform} from '../actions/actions.ts';
import {type InputState, inputText} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import type {DialogText} from './dialog-lines.ts';
import {onlyField, pressInField} from './field-keys.ts';
import {lineStep, within} from './menu.ts';

/** Actions by their names. */
export type PaletteDialog = {
	readonly kind: 'palette';
	readonly field: InputState;
	readonly selected: number;
	/** From where it was opened. */
	readonly context: Context;
};

export const paletteDialog: DialogDefinition<PaletteDialog> = {
	deafFor: 0,
	press,
	text: (dialog, {situation}) => paletteText(offersIn(dialog, situation), dialog.selected),
	fields: ({field}) => [onlyField(field, safe`words of its name`)],
};

/** The keys of the field are typed; those that choose an offer move the cursor. */
function press(screen: ScreenPort, dialog: PaletteDialog, name: string | undefined, typed: string): void {
	if (name === 'Esc') return screen.change({dialog: null});
	const offers = offersIn(dialog, screen.situation);
	if (name === 'Enter') {
		screen.change({dialog: null});
		const offer = offers[dialog.selected];
		return offer && perform(screen, offer.action);
	}
	const step = name === '↑' || name === '↓' ? lineStep(name) : 0;
	if (step !== 0) return screen.change({dialog: {...dialog, selected: within(dialog.selected + step, offers.length)}});
	const field = pressInField(dialog.field, name, typed);
	if (field !== dialog.field) screen.change({dialog: {...dialog, field, selected: 0}});
}

/** An action that the palette offers, and why it cannot be done now, where it cannot. */
type Offer = {
	readonly action: ActionName;
	readonly words: SafeText;
};

/**
 * The actions of a context that a person means: each word that was typed stands in the label, the group or the key. First
 * come those whose label begins so; last, with the reason, what cannot be done now.
 */
function offersIn({field, context}: PaletteDialog, situation: Situation): readonly Offer[] {
	const wanted = inputText(field).trim().toLowerCase();
	const words = wanted.split(/\s+/).filter(Boolean);
	const offers = actionList.flatMap(([name, action]) => {
		const {label, group, keys} = action;
		if (name === 'palette' || group === 'Move' || !contextsOf(action).includes(context)) return [];
		const text = `${label} ${group} ${keys.join(' ')}`.toLowerCase();
		if (!words.every(word => text.includes(word))) return [];
		const reason = disabledReason(name, situation);
		const key = safeText((keys[0] ?? '').padEnd(9));
		const said = reason === undefined ? safe`` : safe` (${reason})`;
		const rank = (reason === undefined ? 0 : 2) + (label.toLowerCase().startsWith(wanted) ? 0 : 1);
		return [{rank, offer: {action: name, words: safe`${key} ${label}${said}`}}];
	});
	return offers.toSorted((a, b) => a.rank - b.rank).map(({offer}) => offer);
}

/** What the palette says; the line of what is typed and the list of offers are drawn with it. */
export function paletteText(offers: readonly Offer[], selected: number): DialogText {
	return {
		title: safe`What shall be done?`,
		facts: [],
		notes: [],
		list: {lines: offers.length === 0 ? [safe`nothing is called so`] : offers.map(({words}) => words), selected},
		keys: [[safe`Enter`, safe`do it; ↑ ↓ choose, Esc leaves`]],
	};
}
