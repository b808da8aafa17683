import type {Took} from '../../../monitor/job.ts';
import {formatElapsed} from '../../../text/duration.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** `12:03`, and `>12:03` where the beginning was not seen; "more than nothing" is not worth a word. */
export function elapsedWords(elapsed: Took | undefined): SafeText {
	if (elapsed === undefined || (elapsed.isAtLeast && elapsed.ms < 1000)) return safe``;
	const figure = formatElapsed(elapsed.ms);
	return elapsed.isAtLeast ? safe`>${figure}` : figure;
}
