import {displayWidth, sliceCells} from '../../text/display-width.ts';
import {offsetOfCell} from '../../text/graphemes.ts';
import {secretsIn} from '../../text/mask-secrets.ts';
import {partOf} from '../../text/safe-parts.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import type {Span} from '../line.tsx';
import {type InputState, inputText} from './state.ts';

type InputLook = {
	readonly width: number;
	/** The faint text shown while the field is empty. */
	readonly placeholder: SafeText;
	/** Whether the field receives the keys. If so, its cursor is visible. */
	readonly isFocused: boolean;
};

/**
 * Draws the field as one line of `width` cells, scrolled so that its cursor is visible, with dots instead of secrets.
 */
export function inputSpans(typed: InputState, {width, placeholder, isFocused}: InputLook): readonly Span[] {
	const state = hiddenSecrets(typed);
	const isEmpty = state.graphemes.length === 0;
	// The blank after the last character is where the cursor can be.
	const text = isEmpty ? placeholder : safe`${inputText(state)} `;
	const before = displayWidth(joinSafe(state.graphemes.slice(0, state.cursor), safe``));
	const under = Math.max(1, displayWidth(state.graphemes[state.cursor] ?? ' '));
	const offset = offsetFor(before, under, width);
	const shown = sliceCells(text, offset, width);
	const isDim = isEmpty;
	if (!isFocused || width <= 0) return [{text: shown, isDim}];
	const start = offsetOfCell(shown, before - offset, 'behind');
	const end = offsetOfCell(shown, before - offset + under, 'before');
	return [
		{text: partOf(shown, 0, start), isDim},
		{text: partOf(shown, start, end), isInverse: true},
		{text: partOf(shown, end), isDim},
	];
}

/**
 * Returns how many cells of the text are scrolled out of view at the left. The field scrolls by half its width, so that
 * the text around the cursor stays visible and seldom moves.
 */
function offsetFor(before: number, under: number, width: number): number {
	const beyond = before + under - width;
	if (beyond <= 0) return 0;
	const step = Math.max(1, Math.floor(width / 2));
	return Math.min(before, Math.ceil(beyond / step) * step);
}

/**
 * Replaces each character of a secret with a dot and keeps the cursor where it is: a user who pastes a job URL with its
 * token may be sharing the screen.
 */
export function hiddenSecrets(state: InputState): InputState {
	const secrets = secretsIn(inputText(state));
	if (secrets.length === 0) return state;
	let from = 0;
	const graphemes = state.graphemes.map((grapheme): SafeText => {
		const at = from;
		from += grapheme.length;
		return secrets.some(secret => at >= secret.from && at < secret.to) ? safe`•` : grapheme;
	});
	return {...state, graphemes};
}
