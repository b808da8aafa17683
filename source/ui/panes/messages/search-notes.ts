import {type SafeText, safe} from '../../../text/safe-text.ts';

/** The note after a search without a match. */
export const notFoundNote: SafeText = safe`not found`;

/** The note after a search that reached the end (or the start) of the shown lines and continued at the other end. */
export const wentRoundNote: Readonly<Record<'next' | 'previous', SafeText>> = {
	next: safe`wrapped to the top`,
	previous: safe`wrapped to the end`,
};
