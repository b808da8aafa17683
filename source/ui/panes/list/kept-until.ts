import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {clockTime} from '../../header/clock-time.ts';

/** "Maximum file age" of `arcgisjobs` where no administrator has changed it: 360 minutes. */
const keptFor = 6 * 60 * 60 * 1000;

/** Of a job whose end nobody saw. @param until epoch milliseconds */
export function keptUntilAtMost(until: number): SafeText {
	return safe`kept until ${clockTime(until)} at most`;
}

/** The words for a job whose end is known. @param until epoch milliseconds */
export function keptUntilAbout(until: number): SafeText {
	return safe`kept until ~${clockTime(until)}`;
}

/** Shown for a job that ended too long ago. */
export const probablyDeleted = safe`probably deleted on the server by now`;

/**
 * Until when the server will probably keep a job that has ended: `kept until ~20:02`.
 *
 * @returns empty for a job that has not ended, or that the server has deleted
 */
export function keptUntilWords(job: WatchedJob, now: Moment): SafeText {
	if (!hasEnded(job.state) || job.isDeletedOnServer || job.state === 'deleted') return safe``;
	const told = job.snapshot?.notebook?.endTime ?? null;
	const end = told ?? job.endedAt?.epoch;
	if (end === undefined) return safe``;
	const until = end + keptFor;
	if (until <= now.epoch) return probablyDeleted;
	// Of a job that was met after its end nobody knows when that was: it can only be sooner.
	return told === null && job.metInState ? keptUntilAtMost(until) : keptUntilAbout(until);
}
