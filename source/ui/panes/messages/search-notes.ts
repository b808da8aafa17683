import {type SafeText, safe} from '../../../text/safe-text.ts';

/** Says that a search found no match. */
export const notFoundNote: SafeText = safe`not found`;

/** Says that a search reached the end (or the start) of the shown lines and continued at the other end. */
export const wentRoundNote: Readonly<Record<'next' | 'previous', SafeText>> = {
	next: safe`wrapped to the top`,
	previous: safe`wrapped to the end`,
};
