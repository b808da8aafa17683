import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {disabledReason} from '../key-lookup.ts';
import {type ActionName, actionList, type Context, type Situation} from '../actions/actions.ts';
import type {DialogText} from './dialog-lines.ts';

/** An action that the palette offers, and why it cannot be done now, where it cannot. */
export type Offer = {
	readonly action: ActionName;
	readonly words: SafeText;
	readonly reason: string | undefined;
};

/**
 * The actions of a context that a person means: each word that was typed stands in the label, the group or the key. First
 * come those whose label begins so; last, with the reason, what cannot be done now.
 */
export function paletteOffers(typed: string, context: Context, situation: Situation): readonly Offer[] {
	const wanted = typed.trim().toLowerCase();
	const words = wanted.split(/\s+/).filter(Boolean);
	const offers = actionList.flatMap(([action, {label, group, keys, contexts}]) => {
		if (action === 'palette' || group === 'Move' || !contexts.includes(context)) return [];
		const text = `${label} ${group} ${keys.join(' ')}`.toLowerCase();
		if (!words.every(word => text.includes(word))) return [];
		const reason = disabledReason(action, situation);
		const key = safeText((keys[0] ?? '').padEnd(9));
		const said = reason === undefined ? safe`` : safe` (${reason})`;
		const rank = (reason === undefined ? 0 : 2) + (label.toLowerCase().startsWith(wanted) ? 0 : 1);
		return [{rank, offer: {action, reason, words: safe`${key} ${label}${said}`}}];
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
