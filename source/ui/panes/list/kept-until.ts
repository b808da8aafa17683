import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {clockTime} from '../../header/clock-time.ts';

/**
 * How long a server keeps an ended job, in milliseconds: "Maximum file age" of the directory `arcgisjobs`, which is 360
 * minutes unless an administrator has changed it.
 */
const keptFor = 6 * 60 * 60 * 1000;

/**
 * Says when the server will delete a job at the latest. It is used if gpjobs does not know when the job ended.
 *
 * @param until the latest time in epoch milliseconds
 */
export function keptUntilAtMost(until: number): SafeText {
	return safe`server deletes it by ${clockTime(until)}`;
}

/**
 * Says when the server will probably delete a job. It is used if gpjobs knows when the job ended.
 *
 * @param until the time in epoch milliseconds
 */
export function keptUntilAbout(until: number): SafeText {
	return safe`server deletes it ~${clockTime(until)}`;
}

/** Says that a job ended so long ago that the server has probably deleted it. */
export const probablyDeleted = safe`probably deleted on the server by now`;

/** The row of a job shows a warning from this many milliseconds before the server deletes the job. */
const soon = 60 * 60_000;
const step = 5 * 60_000;

/**
 * The warning in the row of a job that the server will soon delete, rounded to steps of 5 minutes.
 *
 * @param left the milliseconds until then
 */
export function deletedIn(left: number): SafeText {
	return safe`deleted on the server in ~${Math.max(1, Math.round(left / step) * 5)} min`;
}

/** The key with which the operator can save the results before the job is deleted. */
export const howToSave: SafeText = safe`S saves`;

/**
 * Makes the warning of {@link deletedIn} for a job that its server will delete within an hour; returns `undefined` for
 * other jobs.
 */
export function deletedSoon(job: WatchedJob, now: Moment): SafeText | undefined {
	const kept = keptUntil(job);
	const left = kept === undefined ? 0 : kept.until - now.epoch;
	return left > 0 && left <= soon ? deletedIn(left) : undefined;
}

/**
 * Says when the server will probably delete a job that has ended: `server deletes it ~20:02`.
 *
 * @returns an empty text for a job that has not ended, or that the server has already deleted
 */
export function keptUntilWords(job: WatchedJob, now: Moment): SafeText {
	const kept = keptUntil(job);
	if (kept === undefined) return safe``;
	if (kept.until <= now.epoch) return probablyDeleted;
	return kept.isAtMost ? keptUntilAtMost(kept.until) : keptUntilAbout(kept.until);
}

/**
 * Returns when the server will delete a job. `until` is in epoch milliseconds. `isAtMost` means that gpjobs did not see
 * the end of the job, so the server may delete it earlier.
 */
function keptUntil(job: WatchedJob): {readonly until: number; readonly isAtMost: boolean} | undefined {
	if (!hasEnded(job.state) || job.isDeletedOnServer || job.state === 'deleted') return undefined;
	const reported = job.snapshot?.notebook?.endTime ?? null;
	const end = reported ?? job.endedAt?.epoch;
	return end === undefined ? undefined : {until: end + keptFor, isAtMost: reported === null && job.metInState};
}
