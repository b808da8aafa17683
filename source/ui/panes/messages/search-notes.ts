import {type SafeText, safe} from '../../../text/safe-text.ts';

/** What the title of a pane says of a search that found nothing. */
export const notFoundNote: SafeText = safe`not found`;

/** What it says where a search came to an end of what is shown, and went on from the other one. */
export const wentRoundNote: Readonly<Record<'next' | 'previous', SafeText>> = {
	next: safe`went on from the top`,
	previous: safe`went on from the end`,
};
