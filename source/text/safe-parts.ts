/** Parts of safe text, and safe text put together of parts, which stay safe. What joins it is in `safe-text.ts`. */
import type {Kept} from './display-width.ts';
import type {SafeText} from './safe-text.ts';

/** The units of a text from an offset on, as `slice` gives them. */
export function partOf<T extends string>(text: T, from: number, to?: number): Kept<T> {
	const whole: string = text;
	return whole.slice(from, to) as Kept<T>;
}

/** A text without the blanks at its end. */
export function withoutBlanksBehind<T extends string>(text: T): Kept<T> {
	const whole: string = text;
	return whole.trimEnd() as Kept<T>;
}

/** A text repeated `times` times; empty for 0 and less. */
export function repeated<T extends string>(text: T, times: number): Kept<T> {
	const whole: string = text;
	return whole.repeat(Math.max(0, times)) as Kept<T>;
}

/** A text of `cells` blanks; empty for 0 and less. */
export function blanks(cells: number): SafeText {
	return repeated(' ' as SafeText, cells);
}

/** A safe text in which other safe text stands in place of each match. @param sought a text, or a pattern with the flag `g` */
export function withReplaced(
	text: SafeText,
	sought: string | RegExp,
	by: SafeText | ((match: string) => SafeText),
): SafeText {
	// As a function: `$&` in a text means nothing.
	return text.replaceAll(sought, typeof by === 'string' ? () => by : by) as SafeText;
}
