import type {CachedAnswer} from '../../../gp/client/cached-answer.ts';
import {hasEnded} from '../../../gp/status.ts';
import type {Moment} from '../../../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../../../monitor/job.ts';
import {freshFor, isStale} from '../../../monitor/schedule.ts';
import {exactAge, formatAge} from '../../../text/duration.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** Factor by which an answer may be late, because of jitter and of the time that it takes. */
const expectedWithin = 1.25;

/**
 * The age of what is shown of a job: empty while it is fresh, `4m`, `4m!` once it is stale, `kept 3h` where it is of an
 * earlier run of gpjobs (`3h` in a narrow column), `–` for a job that has ended, `?` before the first answer.
 *
 * @param width cells of the column
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

/** That a cache on the way answered in place of the server, and how old its answer was. */
export function cacheWords({age}: CachedAnswer): SafeText {
	return age === null
		? safe`a cache answered, it does not say how old its answer is`
		: safe`a cache answered, ${exactAge(age)} old`;
}
