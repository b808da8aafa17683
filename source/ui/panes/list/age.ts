import type {CachedAnswer} from '../../../gp/client/cached-answer.ts';
import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../../../monitor/job.ts';
import {freshFor, isStale} from '../../../monitor/schedule.ts';
import {exactAge, formatAge} from '../../../text/duration.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/**
 * An answer counts as fresh until its age exceeds the polling interval by this factor, because answers take time and
 * intervals vary.
 */
const expectedWithin = 1.25;

/**
 * Formats the age of the last answer about a job: empty while it is fresh, `4m` when it is older, `4m!` when it is
 * stale, `kept 3h` if it comes from an earlier run (`3h` in a narrow column), `–` for a job that has ended, `?` before
 * the first answer.
 *
 * @param width the width of the column in cells
 */
export function ageWords(job: WatchedJob, now: Moment, width: number): SafeText {
	const age = ageOf(job, now);
	if (age === undefined) return safe`?`;
	const kept = safe`kept ${formatAge(age)}`;
	if (job.isFromRecord && kept.length <= width) return kept;
	if (hasEnded(job.state)) return safe`–`;
	if (isStale(job, now.mono)) return safe`${formatAge(age)}!`;
	if (!job.isFromRecord && age <= Math.max(freshFor, job.intervalThen * expectedWithin)) return safe``;
	return formatAge(age);
}

/** Says that an answer came from a cache instead of the server, and how old it is. */
export function cacheWords({age}: CachedAnswer): SafeText {
	return age === null
		? safe`a cache answered, it does not say how old its answer is`
		: safe`a cache answered, ${exactAge(age)} old`;
}
