import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {clockTime} from '../../header/clock-time.ts';

/** Milliseconds. "Maximum file age" of `arcgisjobs`, unless an administrator has changed it: 360 minutes. */
const keptFor = 6 * 60 * 60 * 1000;

/** The words for a job whose end nobody saw. @param until epoch milliseconds */
export function keptUntilAtMost(until: number): SafeText {
	return safe`server deletes it by ${clockTime(until)}`;
}

/** The words for a job whose end is known. @param until epoch milliseconds */
export function keptUntilAbout(until: number): SafeText {
	return safe`server deletes it ~${clockTime(until)}`;
}

/** The words for a job that ended too long ago. */
export const probablyDeleted = safe`probably deleted on the server by now`;

/** Milliseconds before the server deletes a job at which its row begins to say so. */
const soon = 60 * 60_000;
const step = 5 * 60_000;

/** The words in a row while the results can still be saved, in steps of 5 minutes. @param left milliseconds */
export function deletedIn(left: number): SafeText {
	return safe`deleted on the server in ~${Math.max(1, Math.round(left / step) * 5)} min`;
}

/** What the operator can do before the job is deleted. */
export const howToSave: SafeText = safe`S saves`;

/** {@link deletedIn} for a job that its server will delete within an hour; `undefined` for others. */
export function deletedSoon(job: WatchedJob, now: Moment): SafeText | undefined {
	const kept = keptUntil(job);
	const left = kept === undefined ? 0 : kept.until - now.epoch;
	return left > 0 && left <= soon ? deletedIn(left) : undefined;
}

/**
 * When the server will probably delete a job that has ended: `server deletes it ~20:02`.
 *
 * @returns empty for a job that has not ended, or that the server has deleted
 */
export function keptUntilWords(job: WatchedJob, now: Moment): SafeText {
	const kept = keptUntil(job);
	if (kept === undefined) return safe``;
	if (kept.until <= now.epoch) return probablyDeleted;
	return kept.isAtMost ? keptUntilAtMost(kept.until) : keptUntilAbout(kept.until);
}

/**
 * When the server will delete a job. `until`: epoch milliseconds. `isAtMost`: nobody saw the end of the job, so it
 * can only be sooner.
 */
function keptUntil(job: WatchedJob): {readonly until: number; readonly isAtMost: boolean} | undefined {
	if (!hasEnded(job.state) || job.isDeletedOnServer || job.state === 'deleted') return undefined;
	const reported = job.snapshot?.notebook?.endTime ?? null;
	const end = reported ?? job.endedAt?.epoch;
	return end === undefined ? undefined : {until: end + keptFor, isAtMost: reported === null && job.metInState};
}
