import {type SafeText, safe} from '../../../text/safe-text.ts';

/** The note after a search without a match. */
export const notFoundNote: SafeText = safe`not found`;

/** What it says where a search came to an end of the lines that are shown, and continued from the other end. */
export const wentRoundNote: Readonly<Record<'next' | 'previous', SafeText>> = {
	next: safe`wrapped to the top`,
	previous: safe`wrapped to the end`,
};
