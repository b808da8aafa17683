import {type SafeText, safe} from '../../text/safe-text.ts';
import {fitSegments} from '../header/segments.ts';
import {disabledReason} from '../key-lookup.ts';
import {type Action, type ActionName, actionList, type Context, type Situation} from '../actions/actions.ts';
import type {Span} from '../line.tsx';
import {keyLabel} from './key-name.ts';

type Item = {readonly key: string; readonly word: SafeText; readonly place: number};

/** So high a place is never given up before a lower one: how to get help, and out. */
const pinnedFrom = 90;

/**
 * The last line of the screen, exactly `width` cells: the most useful keys of the context, without those that do nothing
 * now. Where it is narrow the last ones go first, but for help and the way out.
 */
export function footerSpans(context: Context, situation: Situation, width: number, ascii: boolean): readonly Span[] {
	const items = actionList
		.flatMap(([name, action]) => itemOf(name, action, context, situation))
		.sort((a, b) => a.place - b.place);
	const segments = items.map(({key, word, place}, index) => ({
		side: 'left' as const,
		forms: [
			[{text: safe`${index === 0 ? safe` ` : safe``}${keyLabel(key, ascii)}`, isBold: true}, {text: safe` ${word}`}],
		],
		yields: [place < pinnedFrom ? pinnedFrom - place : place],
	}));
	return fitSegments(segments, width);
}

function itemOf(name: ActionName, action: Action, context: Context, situation: Situation): readonly Item[] {
	const {footer, contexts, keys} = action;
	const [key] = keys;
	if (!footer || key === undefined || !contexts.includes(context)) return [];
	return disabledReason(name, situation) === undefined ? [{key, ...footer}] : [];
}
