import type {Took} from '../../../monitor/job.ts';
import {formatElapsed} from '../../../text/duration.ts';
import {partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** `3:12`, and `>3:12` where the beginning was not seen; "more than nothing" is not worth a word. */
export function elapsedWords(elapsed: Took | undefined): SafeText {
	if (elapsed === undefined || (elapsed.isAtLeast && elapsed.ms < 1000)) return safe``;
	const full = formatElapsed(elapsed.ms);
	const figure = /^0\d:/.test(full) ? partOf(full, 1) : full;
	return elapsed.isAtLeast ? safe`>${figure}` : figure;
}
