import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {type Context, contextsOf, type Situation} from '../actions/action.ts';
import {type ActionName, actionList, disabledReason, perform} from '../actions/actions.ts';
import {type InputState, inputText} from '../input/state.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {onlyField, pressInField} from './field-keys.ts';
import {lineStep, within} from './menu.ts';

/** The dialog in which the user finds actions by their names. */
export type PaletteDialog = {
	readonly kind: 'palette';
	readonly field: InputState;
	readonly selected: number;
	/** The context in which the palette was opened. */
	readonly context: Context;
};

/** The text, the field and the keys of the palette. */
export const paletteDialog: DialogDefinition<PaletteDialog> = {
	deafFor: 0,
	press,
	text: (dialog, {situation}) => paletteText(offersIn(dialog, situation), dialog.selected),
	fields: ({field}) => [onlyField(field, safe`type to search`)],
};

/** Handles a key: arrows select an entry, most other keys type into the field. */
function press(screen: ScreenPort, dialog: PaletteDialog, name: string | undefined, typed: string): void {
	if (name === 'Esc') return screen.change({dialog: null});
	const offers = offersIn(dialog, screen.situation);
	if (name === 'Enter') {
		screen.change({dialog: null});
		const offer = offers[dialog.selected];
		if (offer?.action !== undefined) perform(screen, offer.action);
		else if (offer?.filter !== undefined) screen.change({filter: offer.filter, lastCursorKey: undefined});
		return;
	}
	const step = name === '↑' || name === '↓' ? lineStep(name) : 0;
	if (step !== 0) return screen.change({dialog: {...dialog, selected: within(dialog.selected + step, offers.length)}});
	const field = pressInField(dialog.field, name, typed);
	if (field !== dialog.field) screen.change({dialog: {...dialog, field, selected: 0}});
}

/** An entry of the palette: an action, with the reason if it is not possible at present, or a filter for the list. */
type Offer =
	| {readonly action: ActionName; readonly filter?: undefined; readonly words: SafeText}
	| {readonly action?: undefined; readonly filter: SafeText; readonly words: SafeText};

/** The actions that the palette does not offer, because users do not look for them there. */
const leftOut: ReadonlySet<ActionName> = new Set([
	'palette',
	'open',
	'openFromPane',
	'back',
	'leave',
	'nextPane',
	'previousPane',
]);

/**
 * Returns the actions of a context that match the typed words. Each word must occur in the label, the group, the keys
 * or a synonym. Actions whose label begins with the text come first, then those whose label contains the words, then
 * those found by a synonym; each of these groups is sorted by use. Actions that are not possible at present come last.
 * In the list, words that match no action are offered as a filter.
 */
function offersIn({field, context}: PaletteDialog, situation: Situation): readonly Offer[] {
	const typed = safeText(inputText(field).trim());
	const wanted = typed.toLowerCase();
	const words = wanted.split(/\s+/).filter(Boolean);
	const offers = actionList.flatMap(([name, action]) => {
		const {label, group, keys, synonyms = [], use = leastUsed} = action;
		if (leftOut.has(name) || group === 'Move' || !contextsOf(action).includes(context)) return [];
		const own = `${label} ${group} ${keys.join(' ')}`.toLowerCase();
		const known = `${own} ${synonyms.join(' ')}`;
		if (!words.every(word => known.includes(word))) return [];
		const reason = disabledReason(name, situation);
		const key = safeText((keys[0] ?? '').padEnd(9));
		const disabled = reason === undefined ? safe`` : safe` (${reason})`;
		const match = label.toLowerCase().startsWith(wanted) ? 0 : words.every(word => own.includes(word)) ? 1 : 2;
		const rank = (reason === undefined ? 0 : 3) + match;
		return [{rank, use, offer: {action: name, words: safe`${key} ${label}${disabled}`}}];
	});
	if (offers.length === 0 && typed !== '' && context === 'list') return [{filter: typed, words: filterOffer(typed)}];
	return offers.toSorted((a, b) => a.rank - b.rank || a.use - b.use).map(({offer}) => offer);
}

/** The rank of actions that do not have one. */
const leastUsed = 100;

/**
 * The label of the entry that filters the list with the typed words.
 *
 * @param filter the words as they were typed
 */
export function filterOffer(filter: SafeText): SafeText {
	return safe`/         filter the list by "${filter}"`;
}

/** Shown if no action matches the typed words. */
export const noSuchAction: SafeText = safe`No such action`;

/** Makes the text of the palette. The field and the entries are drawn with it. */
export function paletteText(offers: readonly Offer[], selected: number): DialogText {
	return {
		title: safe`Actions`,
		facts: [],
		notes: [],
		list: {lines: offers.length === 0 ? [noSuchAction] : offers.map(({words}) => words), selected},
		keys: [
			[safe`↑ ↓`, safe`choose`],
			[safe`Enter`, safe`run`],
			[safe`Esc`, closes],
		],
	};
}
