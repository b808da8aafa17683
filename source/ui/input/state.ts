import {graphemesOf} from '../../text/graphemes.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';

/** One line of text that the user is typing. */
export type InputState = {
	/** The text in graphemes, the characters as a user sees them. */
	readonly graphemes: readonly SafeText[];
	/** The number of graphemes before the cursor. */
	readonly cursor: number;
	/** Whether the last insertion was cut, because a field contains at most {@link longestInput} graphemes. */
	readonly isCut: boolean;
};

/** A change that a key or a paste makes to a text field. */
export type InputAction =
	/** Text was typed: one character, or several if keys arrived fast. */
	| {readonly type: 'insert'; readonly text: string}
	/** Text was pasted. Line breaks inside it become spaces; those at its end are removed. */
	| {readonly type: 'paste'; readonly text: string}
	/** The key Backspace or Delete was pressed. */
	| {readonly type: 'delete'; readonly what: 'before' | 'behind'}
	/** The key Ctrl-W was pressed: deletes the word before the cursor and the blanks between them. */
	| {readonly type: 'delete-word'}
	/** The key Ctrl-U was pressed: deletes everything before the cursor. */
	| {readonly type: 'delete-to-start'}
	/** The key Ctrl-K was pressed: deletes everything after the cursor. */
	| {readonly type: 'delete-to-end'}
	/** One of the keys ← → Home End, Alt-B and Alt-F was pressed. */
	| {readonly type: 'move'; readonly to: MoveTo};

type MoveTo = 'left' | 'right' | 'start' | 'end' | 'word-left' | 'word-right';

/** The state of a text field without text. */
export const emptyInput: InputState = {graphemes: [], cursor: 0, isCut: false};

/** The largest number of graphemes in a field. */
export const longestInput = 10_000;

/** Makes a field with a text, with the cursor at its end. */
export function inputWith(text: string): InputState {
	return inserted(emptyInput, cleaned(text));
}

/** Returns the text in the field. */
export function inputText({graphemes}: InputState): SafeText {
	return joinSafe(graphemes, safe``);
}

/** Applies an action to a text field and returns its new state. */
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
		case 'delete-to-end':
			return without(state, cursor, graphemes.length);
		case 'move':
			return {...state, cursor: Math.max(0, Math.min(target(state, action.to), graphemes.length))};
	}
}

/**
 * Makes text safe for the field. Secrets are not masked as in text from a server, because a typed job URL may need its
 * token. The text is cut between the name of a secret and its value, so that the masking does not find the secret.
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
		// A new character may combine with its neighbour, such as an accent with its letter.
		cursor: Math.min(graphemesWithin(all, before.length), longestInput),
		isCut: all.length > longestInput,
	};
}

/** Counts the graphemes that begin within the first `units` UTF-16 units of a text. */
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
	// The two remaining parts may combine into fewer graphemes.
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

function wordEnd(graphemes: readonly string[], cursor: number): number {
	let at = cursor;
	while (at < graphemes.length && graphemes[at] === ' ') at++;
	while (at < graphemes.length && graphemes[at] !== ' ') at++;
	return at;
}

function target({graphemes, cursor}: InputState, to: MoveTo): number {
	switch (to) {
		case 'left':
			return cursor - 1;
		case 'right':
			return cursor + 1;
		case 'start':
			return 0;
		case 'end':
			return graphemes.length;
		case 'word-left':
			return wordStart(graphemes, cursor);
		case 'word-right':
			return wordEnd(graphemes, cursor);
	}
}
