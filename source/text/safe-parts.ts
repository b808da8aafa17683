/**
 * Functions that cut, repeat and replace parts of safe text; their results are safe, too. `joinSafe` is in
 * `safe-text.ts`.
 */
import type {Kept} from './display-width.ts';
import type {SafeText} from './safe-text.ts';

/** Does the same as `text.slice(from, to)`, and returns `SafeText` for `SafeText`. */
export function partOf<T extends string>(text: T, from: number, to?: number): Kept<T> {
	const whole: string = text;
	return whole.slice(from, to) as Kept<T>;
}

/** Removes blanks from the end of a text. Returns `SafeText` for `SafeText`. */
export function trimmedEnd<T extends string>(text: T): Kept<T> {
	const whole: string = text;
	return whole.trimEnd() as Kept<T>;
}

/** Repeats a text; the result is empty for 0 and negative numbers. Returns `SafeText` for `SafeText`. */
export function repeated<T extends string>(text: T, times: number): Kept<T> {
	const whole: string = text;
	return whole.repeat(Math.max(0, times)) as Kept<T>;
}

/** Returns a text of `cells` blanks; empty for 0 and negative numbers. */
export function blanks(cells: number): SafeText {
	return repeated(' ' as SafeText, cells);
}

/**
 * Replaces every match in a safe text by another safe text.
 *
 * @param sought a text, or a pattern with the flag `g`
 */
export function withReplaced(
	text: SafeText,
	sought: string | RegExp,
	by: SafeText | ((match: string) => SafeText),
): SafeText {
	// A function, because `$&` has a special meaning in a replacement text.
	return text.replaceAll(sought, typeof by === 'string' ? () => by : by) as SafeText;
}
