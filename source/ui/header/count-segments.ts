import type {State} from '../../gp/status.ts';
import {count} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {Span} from '../line.tsx';
import {doubtful, type Look, lookOf} from '../symbols.ts';
import type {Segment} from './segments.ts';
import type {Tally} from './tally.ts';

type Kind = {readonly look: Look; readonly amount: number; readonly isProblem: boolean};

const order: readonly State[] = [
	'running',
	'queued',
	'cancelling',
	'succeeded',
	'failed',
	'timed-out',
	'cancelled',
	'deleted',
	'gone',
	'unknown',
];

/**
 * How many jobs of each kind there are: `● 4 running  ○ 2 queued`, without the words where room is short, and finally
 * only what went wrong. Empty without jobs.
 */
export function countSegments(tally: Tally, ascii: boolean): readonly Segment[] {
	const kinds = kindsOf(tally, ascii).filter(({amount}) => amount > 0);
	if (kinds.length === 0) return [];
	const problems = kinds.filter(({isProblem}) => isProblem);
	const inSigns = ({look, amount}: Kind) => safe`${look.symbol}${ascii ? safe` ` : safe``}${count(amount)}`;
	return [
		{
			side: 'left',
			forms: [
				sideBySide(kinds, safe`  `, inWords),
				sideBySide(kinds, safe` `, inWords),
				sideBySide(kinds, safe` `, inSigns),
				sideBySide(problems, safe` `, inSigns),
			],
			yields: [20, 47, 58, 75],
		},
	];
}

function kindsOf({counts, stale, kept}: Tally, ascii: boolean): readonly Kind[] {
	return [
		...order.map(state => ({
			look: lookOf(state, ascii),
			amount: counts[state],
			isProblem: state === 'failed' || state === 'timed-out' || state === 'gone',
		})),
		{look: doubtful, amount: stale, isProblem: true},
		{look: {...doubtful, word: safe`kept`}, amount: kept, isProblem: false},
	];
}

function inWords({look, amount}: Kind): SafeText {
	return safe`${look.symbol} ${count(amount)} ${look.word}`;
}

function sideBySide(kinds: readonly Kind[], between: SafeText, textOf: (kind: Kind) => SafeText): readonly Span[] {
	return kinds.flatMap((kind, index) => [
		...(index === 0 ? [] : [{text: between}]),
		{text: textOf(kind), colour: kind.look.colour},
	]);
}
