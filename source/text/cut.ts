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

/** Characters of one server text that are processed and shown: more than any tool says to a person. */
export const longestText = 2 ** 20;

/**
 * A text of a server without what is beyond {@link longestText}.
 *
 * @returns the text itself where it is short enough or was cut before; otherwise its beginning, which ends in {@link cutMark}
 */
export function cutText(text: string): string {
	if (text.length <= longestText + longestMark) return text;
	return withoutHalfCharacter(text.slice(0, longestText)) + cutMark(text.length);
}

/** The end of a text that was cut. @param length characters that the server sent */
export function cutMark(length: number): string {
	return `… [cut by gpjobs: the server sent ${length} characters]`;
}

const longestMark = 100;

/** Characters of a name, a label, a data type: ArcGIS allows 255 to the longest, an alias. */
export const longestName = 1000;

/** The beginning of a name too long to be meant seriously; `…` replaces the rest. */
export function cutName(name: string): string {
	if (name.length <= longestName + 1) return name;
	return `${withoutHalfCharacter(name.slice(0, longestName))}…`;
}

/** Drops the first half of a surrogate pair that a cut left at the end. */
export function withoutHalfCharacter(text: string): string {
	const last = text.charCodeAt(text.length - 1);
	return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
