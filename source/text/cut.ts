import type {Kept} from './display-width.ts';

const encoder = new TextEncoder();

/**
 * Returns the beginning of a text. Never cuts inside a character.
 *
 * @param most the largest number of bytes that the beginning may take in UTF-8
 * @returns the text itself if it is short enough
 */
export function cutToBytes<T extends string>(text: T, most: number): Kept<T> {
	// A UTF-16 unit takes at most three bytes in UTF-8.
	const whole: string = text;
	if (whole.length * 3 <= most) return whole as Kept<T>;
	const {read} = encoder.encodeInto(whole, new Uint8Array(most));
	return whole.slice(0, read) as Kept<T>;
}

/**
 * The maximum length of one text that gpjobs processes and shows, in characters. No tool writes a message of that
 * length for people.
 */
export const longestText = 2 ** 20;

/**
 * Cuts a text from a server to {@link longestText}.
 *
 * @returns the text itself if it is short enough or was cut before; otherwise its beginning, followed by {@link
 * cutMark}
 */
export function cutText(text: string): string {
	if (text.length <= longestText + longestMark) return text;
	return withoutHalfCharacter(text.slice(0, longestText)) + cutMark(text.length);
}

/**
 * The note at the end of a text that was cut.
 *
 * @param length how many characters the server sent
 */
export function cutMark(length: number): string {
	return `… [cut by gpjobs: the server sent ${length} characters]`;
}

const longestMark = 100;

/**
 * The maximum length of a name, a label or a data type, in characters. The longest that ArcGIS allows, an alias, has
 * 255.
 */
export const longestName = 1000;

/** Cuts a name that is longer than any real name; `…` replaces the rest. */
export function cutName(name: string): string {
	if (name.length <= longestName + 1) return name;
	return `${withoutHalfCharacter(name.slice(0, longestName))}…`;
}

/** Removes half of a surrogate pair from the end of a text that was cut. */
export function withoutHalfCharacter(text: string): string {
	const last = text.charCodeAt(text.length - 1);
	return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
