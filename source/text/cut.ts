import type {Kept} from './display-width.ts';

const encoder = new TextEncoder();

/**
 * The beginning of a text, cut between two characters.
 *
 * @param most the most bytes that the beginning may take in UTF-8
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
 * The most characters of one text that gpjobs processes and shows. No tool writes a message of that length for people.
 */
export const longestText = 2 ** 20;

/**
 * Cuts a text of a server to {@link longestText}.
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

/** The most characters of a name, a label or a data type. The longest that ArcGIS allows, an alias, has 255. */
export const longestName = 1000;

/** Cuts a name that is longer than any real name; `…` replaces the rest. */
export function cutName(name: string): string {
	if (name.length <= longestName + 1) return name;
	return `${withoutHalfCharacter(name.slice(0, longestName))}…`;
}

/** Removes half a surrogate pair from the end of a text that was cut. */
export function withoutHalfCharacter(text: string): string {
	const last = text.charCodeAt(text.length - 1);
	return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
