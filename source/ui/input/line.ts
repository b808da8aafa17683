import {displayWidth, sliceCells} from '../../text/display-width.ts';
import {offsetOfCell} from '../../text/graphemes.ts';
import {secretsIn} from '../../text/mask-secrets.ts';
import {partOf} from '../../text/safe-parts.ts';
import {joinSafe, type SafeText, safe} from '../../text/safe-text.ts';
import type {Span} from '../line.tsx';
import {type InputState, inputText} from './state.ts';

type InputLook = {
	readonly width: number;
	/** What stands there, dim, as long as nothing was typed. */
	readonly placeholder: SafeText;
	/** Whether keys go to the field: then its cursor is seen. */
	readonly isFocused: boolean;
};

/** The field as one line of exactly `width` cells, moved so that the cursor is in it, without the secrets in it. */
export function inputSpans(typed: InputState, {width, placeholder, isFocused}: InputLook): readonly Span[] {
	const state = hiddenSecrets(typed);
	const isEmpty = state.graphemes.length === 0;
	// A blank behind the last character: the cursor can stand there.
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

/** Moves by half a field at a time, so that the text around the cursor shows and moves seldom. */
function offsetFor(before: number, under: number, width: number): number {
	const beyond = before + under - width;
	if (beyond <= 0) return 0;
	const step = Math.max(1, Math.floor(width / 2));
	return Math.min(before, Math.ceil(beyond / step) * step);
}

/**
 * A field as it may be seen: a dot for each character of a secret, so that the cursor stands where it stands. Somebody
 * who pastes a job URL with its token may have others looking at the screen.
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
