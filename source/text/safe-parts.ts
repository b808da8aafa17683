/**
 * Functions that cut, repeat and replace parts of safe text; their results are safe, too. `joinSafe` is in
 * `safe-text.ts`.
 */
import type {Kept} from './display-width.ts';
import type {SafeText} from './safe-text.ts';

/** `text.slice(from, to)`, which for a safe text is safe. */
export function partOf<T extends string>(text: T, from: number, to?: number): Kept<T> {
	const whole: string = text;
	return whole.slice(from, to) as Kept<T>;
}

/** A text without the blanks at its end; for a safe text the result is safe. */
export function trimmedEnd<T extends string>(text: T): Kept<T> {
	const whole: string = text;
	return whole.trimEnd() as Kept<T>;
}

/** A text repeated `times` times; empty for 0 and negative numbers. For a safe text the result is safe. */
export function repeated<T extends string>(text: T, times: number): Kept<T> {
	const whole: string = text;
	return whole.repeat(Math.max(0, times)) as Kept<T>;
}

/** A text of `cells` blanks; empty for 0 and negative numbers. */
export function blanks(cells: number): SafeText {
	return repeated(' ' as SafeText, cells);
}

/**
 * Replaces every match in a safe text by other safe text.
 *
 * @param sought a text, or a pattern with the flag `g`
 */
export function withReplaced(
	text: SafeText,
	sought: string | RegExp,
	by: SafeText | ((match: string) => SafeText),
): SafeText {
	// A function, because `$&` in a replacement text has a special meaning.
	return text.replaceAll(sought, typeof by === 'string' ? () => by : by) as SafeText;
}
