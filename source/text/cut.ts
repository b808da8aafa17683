import type {Kept} from './display-width.ts';

const encoder = new TextEncoder();

/**
 * The beginning of a text, cut between characters.
 *
 * @param most how many bytes it may have in UTF-8
 * @returns the text itself where it is short enough
 */
export function cutToBytes<T extends string>(text: T, most: number): Kept<T> {
	// No character of UTF-16 takes more than three bytes.
	const whole: string = text;
	if (whole.length * 3 <= most) return whole as Kept<T>;
	const {read} = encoder.encodeInto(whole, new Uint8Array(most));
	return whole.slice(0, read) as Kept<T>;
}
