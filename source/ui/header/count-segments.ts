import type {State} from '../../gp/status.ts';
import {count} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {Span} from '../line.tsx';
import {doubtful, type Look, lookOf, uncheckedLook} from '../symbols.ts';
import type {Segment} from './segments.ts';
import type {Tally} from './tally.ts';

type Kind = {readonly look: Look; readonly amount: number; readonly isDim?: true};

/** The states that are counted first, because jobs in them need the operator. */
const troubled: readonly State[] = ['failed', 'timed-out', 'gone', 'unknown'];
const active: readonly State[] = ['running', 'queued', 'cancelling'];
const ended: readonly State[] = ['succeeded', 'cancelled', 'deleted'];

/**
 * Makes the segments with the number of jobs in each state, those with a problem first, ended jobs last and dim: `✖ 3
 * failed  ! 1 timed out  ● 4 running  ○ 2 queued  ✔ 2  ■ 1`. On a narrow line, the words of ended and active jobs are
 * left out first, then the number of ended jobs; jobs with a problem are kept longest.
 */
export function countSegments(tally: Tally, ascii: boolean): readonly Segment[] {
	const of = (states: readonly State[]): readonly Kind[] =>
		states.map(state => ({look: lookOf(state, ascii), amount: tally.counts[state]}));
	const trouble = [...of(troubled), {look: doubtful, amount: tally.stale}];
	const others = [
		...of(active),
		{look: {...doubtful, word: fromLastTime}, amount: tally.kept},
		{look: uncheckedLook(ascii), amount: tally.unchecked},
	];
	const signs = inSigns(ascii);
	return [
		...segment(trouble, [inWords, inShortWords(ascii), signs], [40, 66, 90]),
		...segment(others, [inWords, inShortWords(ascii), firstInWords(ascii), signs], [38, 45, 46, 72]),
		...segment(
			of(ended).map(kind => ({...kind, isDim: true})),
			[inWords, signs],
			[5, 47],
		),
	];
}

/** Follows the number of jobs about which only an earlier run of gpjobs has received an answer. */
export const fromLastTime: SafeText = safe`from last time`;

type Form = (kind: Kind, index: number) => SafeText;

function segment(kinds: readonly Kind[], forms: readonly Form[], yields: readonly number[]): readonly Segment[] {
	const shown = kinds.filter(({amount}) => amount > 0);
	if (shown.length === 0) return [];
	return [
		{
			side: 'left',
			forms: forms.map((form, index) => sideBySide(shown, index === 0 ? safe`  ` : safe` `, form)),
			yields,
		},
	];
}

function inWords({look, amount}: Kind): SafeText {
	return safe`${look.symbol} ${count(amount)} ${look.word}`;
}

function inShortWords(ascii: boolean): Form {
	return (kind, index) => safe`${inSigns(ascii)(kind, index)} ${kind.look.word}`;
}

/** Makes the form with a word for the first kind and only symbols for the others: `●4 running ○2`. */
function firstInWords(ascii: boolean): Form {
	return (kind, index) => (index === 0 ? inShortWords(ascii) : inSigns(ascii))(kind, index);
}

function inSigns(ascii: boolean): Form {
	return ({look, amount}) => safe`${look.symbol}${ascii ? safe` ` : safe``}${count(amount)}`;
}

function sideBySide(kinds: readonly Kind[], between: SafeText, textOf: Form): readonly Span[] {
	return kinds.flatMap((kind, index) => [
		...(index === 0 ? [] : [{text: between}]),
		{text: textOf(kind, index), ...(kind.isDim ? {isDim: true} : {colour: kind.look.colour})},
	]);
}
