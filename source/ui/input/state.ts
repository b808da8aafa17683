import {graphemesOf} from '../../text/graphemes.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';

/** One line of text that a person is typing. */
export type InputState = {
	/** What a person takes for its characters. */
	readonly graphemes: readonly SafeText[];
	/** How many of them are before the cursor. */
	readonly cursor: number;
	/** The last thing that was put in did not fit whole: a field takes {@link longestInput} characters. */
	readonly isCut: boolean;
};

export type InputAction =
	/** What was typed: a character, or several where keys came fast. */
	| {readonly type: 'insert'; readonly text: string}
	/** Line breaks inside become spaces, those at the end go. */
	| {readonly type: 'paste'; readonly text: string}
	/** Backspace, Delete */
	| {readonly type: 'delete'; readonly what: 'before' | 'behind'}
	/** Ctrl-W: the word before the cursor, with the blanks behind it. */
	| {readonly type: 'delete-word'}
	/** Ctrl-U: all that is before the cursor. */
	| {readonly type: 'delete-to-start'}
	/** ← → Home End */
	| {readonly type: 'move'; readonly to: 'left' | 'right' | 'start' | 'end'};

export const emptyInput: InputState = {graphemes: [], cursor: 0, isCut: false};

export const longestInput = 10_000;

/** A field that holds a text already, with the cursor at its end. */
export function inputWith(text: string): InputState {
	return inserted(emptyInput, cleaned(text));
}

/** What is in the field. */
export function inputText({graphemes}: InputState): SafeText {
	return joinSafe(graphemes, safe``);
}

export function updateInput(state: InputState, action: InputAction): InputState {
	const {graphemes, cursor} = state;
	switch (action.type) {
		case 'insert':
			return inserted(state, cleaned(action.text));
		case 'paste':
			return inserted(state, cleaned(action.text.replace(/[\r\n]+$/, '').replaceAll(/\r\n|\r|\n/g, ' ')));
		case 'delete':
			return action.what === 'before' ? without(state, cursor - 1, cursor) : without(state, cursor, cursor + 1);
		case 'delete-word':
			return without(state, wordStart(graphemes, cursor), cursor);
		case 'delete-to-start':
			return without(state, 0, cursor);
		case 'move':
			return {...state, cursor: Math.max(0, Math.min(target(state, action.to), graphemes.length))};
	}
}

/**
 * Text as it may enter the field. Unlike in text of a server, secrets are not masked: a typed job URL may hold a token
 * that is needed. It is cut where a name and its secret meet, so that neither piece reveals what the other is.
 */
function cleaned(text: string): SafeText {
	const whole = safeText(text);
	if (!whole.includes('•••') || text.includes('•••')) return whole;
	return joinSafe(text.split(/(?<=[=:% ])|(?=[=:% ])/).map(safeText), safe``);
}

function inserted({graphemes, cursor}: InputState, text: SafeText): InputState {
	const before = joinSafe([...graphemes.slice(0, cursor), text], safe``);
	const behind = joinSafe(graphemes.slice(cursor), safe``);
	const all = graphemesOf(joinSafe([before, behind], safe``));
	return {
		graphemes: all.slice(0, longestInput),
		// What was typed can be one with what stands around it: an accent with its letter, the halves of a flag.
		cursor: Math.min(graphemesWithin(all, before.length), longestInput),
		isCut: all.length > longestInput,
	};
}

/** How many graphemes begin within `units` UTF-16 units: the cursor goes behind them. */
function graphemesWithin(graphemes: readonly string[], units: number): number {
	let count = 0;
	let length = 0;
	for (const grapheme of graphemes) {
		if (length >= units) break;
		length += grapheme.length;
		count++;
	}
	return count;
}

function without(state: InputState, from: number, to: number): InputState {
	const {graphemes, cursor} = state;
	const start = Math.max(0, from);
	const end = Math.min(to, graphemes.length);
	if (end <= start) return state;
	// What is left can come together to fewer graphemes than it was apart.
	const before = joinSafe(graphemes.slice(0, start), safe``);
	const all = graphemesOf(joinSafe([before, ...graphemes.slice(end)], safe``));
	return {graphemes: all, cursor: Math.min(graphemesWithin(all, before.length), cursor), isCut: false};
}

function wordStart(graphemes: readonly string[], cursor: number): number {
	let at = cursor;
	while (at > 0 && graphemes[at - 1] === ' ') at--;
	while (at > 0 && graphemes[at - 1] !== ' ') at--;
	return at;
}

function target({graphemes, cursor}: InputState, to: 'left' | 'right' | 'start' | 'end'): number {
	switch (to) {
		case 'left':
			return cursor - 1;
		case 'right':
			return cursor + 1;
		case 'start':
			return 0;
		case 'end':
			return graphemes.length;
	}
}
