import {type SafeText, safe} from '../../text/safe-text.ts';
import {type Action, type Context, contextsOf, type Situation} from '../actions/action.ts';
import {type ActionName, actionList, disabledReason} from '../actions/actions.ts';
import {fitSegments} from '../header/segments.ts';
import {Line, type Span} from '../line.tsx';
import {keyLabel} from './help.ts';

type Item = {readonly key: string; readonly word: SafeText; readonly place: number};

/** Entries with positions from this number on are kept longest. They are the keys for help and for leaving. */
const pinnedFrom = 90;

/**
 * Makes the last line of the screen, `width` cells wide: the most useful keys of the context that have an effect at
 * present. On a narrow screen, the entries furthest to the right are left out first, except for the keys for help and
 * for leaving.
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
	const {footer, keys} = action;
	const [key] = keys;
	if (!footer || key === undefined || !(footer.in ?? contextsOf(action)).includes(context)) return [];
	const isUseful = footer.onlyIf?.(situation) ?? true;
	return isUseful && disabledReason(name, situation) === undefined ? [{key, ...footer}] : [];
}

type FooterLineProps = {
	readonly context: Context;
	readonly situation: Situation;
	readonly width: number;
	readonly ascii: boolean;
};

/** Draws the keys in the last line of the screen. It is shown while there is no notice. */
export function FooterLine({context, situation, width, ascii}: FooterLineProps) {
	return <Line spans={footerSpans(context, situation, width, ascii)} />;
}
