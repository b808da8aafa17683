import type {Took} from '../../../monitor/job.ts';
import {formatElapsed} from '../../../text/duration.ts';
import {partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/**
 * Formats the elapsed time as `3:12`, or as `>3:12` if gpjobs did not see the job's start; empty if it is less than a
 * second.
 */
export function elapsedWords(elapsed: Took | undefined): SafeText {
	if (elapsed === undefined || (elapsed.isAtLeast && elapsed.ms < 1000)) return safe``;
	const full = formatElapsed(elapsed.ms);
	const figure = /^0\d:/.test(full) ? partOf(full, 1) : full;
	return elapsed.isAtLeast ? safe`>${figure}` : figure;
}
