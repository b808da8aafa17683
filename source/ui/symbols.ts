import type {State} from '../gp/status.ts';
import type {Colour} from './line.tsx';

/** How a state looks. The word always stands beside the symbol, so that no colour and no font is needed to read it. */
export type Look = {
	readonly symbol: string;
	/** Our word for the state, as the header counts it. */
	readonly word: string;
	readonly colour?: Colour | undefined;
};

/** What gpjobs draws with, besides letters. Each is one cell wide, but for the arrow of ASCII. */
export type Drawing = {
	readonly cursor: string;
	readonly mark: string;
	readonly full: string;
	readonly empty: string;
	readonly ellipsis: '…' | '~';
	readonly none: string;
	readonly warning: string;
	readonly ascending: string;
	readonly descending: string;
	/** What stands between two things that are told on one line. */
	readonly between: string;
	readonly arrow: string;
	readonly times: string;
	/** What borders are made of. */
	readonly line: string;
};

const unicode: Drawing = {
	cursor: '▌',
	mark: '*',
	full: '█',
	empty: '░',
	ellipsis: '…',
	none: '–',
	warning: '⚠',
	ascending: '▲',
	descending: '▼',
	between: '·',
	arrow: '→',
	times: '×',
	line: '─',
};

const ascii: Drawing = {
	cursor: '>',
	mark: '*',
	full: '#',
	empty: '.',
	ellipsis: '~',
	none: '-',
	warning: '!',
	ascending: '^',
	descending: 'v',
	between: '|',
	arrow: '->',
	times: 'x',
	line: '-',
};

/** @param isAscii whether nothing but ASCII may be drawn (`--ascii`, or a locale that is not UTF-8) */
export function drawingOf(isAscii: boolean): Drawing {
	return isAscii ? ascii : unicode;
}

type StateLook = {
	readonly unicode: string;
	readonly ascii: string;
	readonly word: string;
	readonly colour?: Colour;
};

const looks = {
	queued: {unicode: '○', ascii: 'o', word: 'queued', colour: 'blue'},
	running: {unicode: '●', ascii: '@', word: 'running', colour: 'cyan'},
	cancelling: {unicode: '◐', ascii: '/', word: 'cancelling', colour: 'magenta'},
	succeeded: {unicode: '✔', ascii: '+', word: 'ok', colour: 'green'},
	failed: {unicode: '✖', ascii: 'x', word: 'failed', colour: 'red'},
	'timed-out': {unicode: '!', ascii: '!', word: 'timed out', colour: 'red'},
	cancelled: {unicode: '■', ascii: '#', word: 'cancelled', colour: 'magenta'},
	deleted: {unicode: '–', ascii: '-', word: 'deleted', colour: 'grey'},
	gone: {unicode: '∅', ascii: '%', word: 'gone', colour: 'yellow'},
	unknown: {unicode: '?', ascii: '?', word: 'unknown', colour: 'yellow'},
} satisfies Record<State, StateLook>;

/** The symbol, word and colour of a state. */
export function lookOf(state: State, isAscii: boolean): Look {
	const look: StateLook = looks[state];
	return {symbol: isAscii ? look.ascii : look.unicode, word: look.word, colour: look.colour};
}

/** What stands in place of a state's symbol where nobody knows whether the state still holds. */
export const doubtful: Look = {symbol: '?', word: 'stale', colour: 'yellow'};

const ownCharacters = new Map(
	Object.entries(unicode).map(([name, character]) => [character, ascii[name as keyof Drawing]]),
);

/** Every character that gpjobs draws with besides ASCII. Each is one cell wide and joins to nothing. */
export const ownSymbols = [...ownCharacters.keys(), ...Object.values(looks).map(look => look.unicode)]
	.filter(character => character > '~')
	.join('');

const drawnOnes = new RegExp(`[${[...ownCharacters.keys()].filter(character => character > '~').join('')}]`, 'gu');

/**
 * A sentence of ours as it may be drawn: in ASCII `→` becomes `->`, `…` `~` and so on.
 *
 * @returns the text itself where Unicode may be drawn. What a server or a person wrote is none of this function's
 * business: their letters stay.
 */
export function drawn(sentence: string, isAscii: boolean): string {
	return isAscii ? sentence.replace(drawnOnes, character => ownCharacters.get(character) ?? '?') : sentence;
}
