import type {State} from '../gp/status.ts';
import {type Ellipsis, ellipsisOf} from '../text/display-width.ts';
import {withReplaced} from '../text/safe-parts.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {Colour} from './colours.ts';

/**
 * How a state is displayed. The word is always next to the symbol, so that neither colours nor a special font are
 * needed.
 */
export type Look = {
	readonly symbol: SafeText;
	/** What gpjobs calls the state, for example in the header next to the number of jobs. */
	readonly word: SafeText;
	readonly colour?: Colour | undefined;
};

/** The characters with which gpjobs draws. Each of them is one cell wide, except for the arrow in ASCII. */
export type Drawing = {
	readonly cursor: SafeText;
	readonly mark: SafeText;
	/** The symbol beside a job that has ended or had a problem since the operator last looked at it. */
	readonly unread: SafeText;
	readonly full: SafeText;
	readonly empty: SafeText;
	readonly ellipsis: Ellipsis;
	readonly none: SafeText;
	readonly warning: SafeText;
	readonly ascending: SafeText;
	readonly descending: SafeText;
	/** The symbol that shows that a list continues below its visible part. */
	readonly below: SafeText;
	/** The separator between two facts on one line. */
	readonly between: SafeText;
	readonly arrow: SafeText;
	readonly times: SafeText;
	/** The character of borders. `thickLine` is the one for the pane that receives the keys. */
	readonly line: SafeText;
	readonly thickLine: SafeText;
};

const unicode: Drawing = {
	cursor: safe`▌`,
	mark: safe`*`,
	unread: safe`•`,
	full: safe`█`,
	empty: safe`░`,
	ellipsis: ellipsisOf(false),
	none: safe`–`,
	warning: safe`⚠`,
	ascending: safe`▲`,
	descending: safe`▼`,
	below: safe`▾`,
	between: safe`·`,
	arrow: safe`→`,
	times: safe`×`,
	line: safe`─`,
	thickLine: safe`━`,
};

const ascii: Drawing = {
	cursor: safe`>`,
	mark: safe`*`,
	unread: safe`.`,
	full: safe`#`,
	empty: safe`.`,
	ellipsis: ellipsisOf(true),
	none: safe`-`,
	warning: safe`!`,
	ascending: safe`^`,
	descending: safe`v`,
	below: safe`v`,
	between: safe`|`,
	arrow: safe`->`,
	times: safe`x`,
	line: safe`-`,
	thickLine: safe`=`,
};

/**
 * Returns the characters with which gpjobs draws on a terminal.
 *
 * @param isAscii whether only ASCII may be drawn (`--ascii`, or a locale that is not UTF-8)
 */
export function drawingOf(isAscii: boolean): Drawing {
	return isAscii ? ascii : unicode;
}

type StateLook = {
	readonly unicode: SafeText;
	readonly ascii: SafeText;
	readonly word: SafeText;
	readonly colour?: Colour;
};

const looks = {
	queued: {unicode: safe`○`, ascii: safe`o`, word: safe`queued`},
	running: {unicode: safe`●`, ascii: safe`@`, word: safe`running`, colour: 'cyan'},
	cancelling: {unicode: safe`◐`, ascii: safe`/`, word: safe`cancelling`, colour: 'magenta'},
	succeeded: {unicode: safe`✔`, ascii: safe`+`, word: safe`ok`, colour: 'green'},
	failed: {unicode: safe`✖`, ascii: safe`x`, word: safe`failed`, colour: 'red'},
	'timed-out': {unicode: safe`!`, ascii: safe`!`, word: safe`timed out`, colour: 'red'},
	cancelled: {unicode: safe`■`, ascii: safe`#`, word: safe`cancelled`, colour: 'magenta'},
	deleted: {unicode: safe`–`, ascii: safe`-`, word: safe`deleted`},
	gone: {unicode: safe`∅`, ascii: safe`%`, word: safe`gone`, colour: 'yellow'},
	unknown: {unicode: safe`?`, ascii: safe`?`, word: safe`unknown`, colour: 'yellow'},
} satisfies Record<State, StateLook>;

/** Returns the symbol, word and colour of a state. */
export function lookOf(state: State, isAscii: boolean): Look {
	const look: StateLook = looks[state];
	return {symbol: isAscii ? look.ascii : look.unicode, word: look.word, colour: look.colour};
}

/** Shown instead of a state that may be outdated. */
export const doubtful: Look = {symbol: safe`?`, word: safe`no answer`, colour: 'yellow'};

/** Returns the symbol and words for a job that has not been polled yet. */
export function uncheckedLook(isAscii: boolean): Look {
	return {symbol: isAscii ? safe`,` : safe`·`, word: safe`not checked yet`};
}

const ownCharacters: ReadonlyMap<string, SafeText> = new Map(
	Object.entries(unicode).map(([name, character]) => [character, ascii[name as keyof Drawing]]),
);

/**
 * All characters outside ASCII with which gpjobs draws. Each of them is one cell wide and does not combine with others.
 */
export const ownSymbols = [...ownCharacters.keys(), ...Object.values(looks).map(look => look.unicode)]
	.filter(character => character > '~')
	.join('');

const drawnOnes = new RegExp(`[${[...ownCharacters.keys()].filter(character => character > '~').join('')}]`, 'gu');

/** Converts a text to one line. A symbol replaces each line break; in ASCII, a blank does. */
export function onOneLine(text: SafeText, isAscii: boolean): SafeText {
	return text.includes('\n') ? withReplaced(text, '\n', isAscii ? safe` ` : safe` ↵ `) : text;
}

/**
 * Converts a sentence of gpjobs to the characters that the terminal shows. In ASCII, `→` becomes `->`, `…` becomes `~`,
 * and so on.
 *
 * @param sentence a sentence without text from servers or users, whose characters must not be replaced
 */
export function drawn(sentence: SafeText, isAscii: boolean): SafeText {
	return isAscii ? withReplaced(sentence, drawnOnes, character => ownCharacters.get(character) ?? safe`?`) : sentence;
}
