import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf} from '../../../monitor/elapsed.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {type Remaining, remainingOf, type UsualDuration} from '../../../monitor/usual-duration.ts';
import {exactAge} from '../../../text/duration.ts';
import {counted, twoDigits} from '../../../text/number-words.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** A job counts as slow if it has run longer than the upper quartile of usual durations multiplied by this factor. */
const slowFactor = 1.5;
const minute = 60_000;
/**
 * The time in milliseconds without a new message after which a running job may be stuck although its server answers.
 */
const silentAfter = 5 * 60_000;

/** Formats the usual duration of jobs of a task, as the median and the quartiles: `12 min (9 to 15)`. */
export function usualWords({median, low, high}: UsualDuration): SafeText {
	return safe`${roughly(median)} (${roughly(low)} to ${roughly(high)})`;
}

/** Formats the usual duration of jobs of a task in the short form for a row. */
export function usually({median}: UsualDuration): SafeText {
	return safe`usually ${roughly(median)}`;
}

/** Says that a job has run longer than usual. */
export function slowSince(usual: UsualDuration): SafeText {
	return safe`slow: usually ${usualWords(usual)}`;
}

/**
 * Says that a running job sends no new messages.
 *
 * @param ms milliseconds since its last message
 */
export function silentFor(ms: number): SafeText {
	return safe`no new message for ${roughly(ms)}`;
}

/** Formats the usual duration of jobs of a task, and the number of jobs from which it was calculated. */
export function usualOfTask(usual: UsualDuration): SafeText {
	return safe`${usualWords(usual)}, of ${counted(usual.count, 'job')} of its task`;
}

/** Says how much longer a job will probably run. */
export function guessedRest({ms, from}: Remaining): SafeText {
	return safe`about ${roughly(ms)} left (estimated from ${from === 'progress' ? safe`progress` : safe`what is usual`})`;
}

/** Says that a job has run longer than usual or sends no new messages; returns `undefined` if neither is the case. */
export function slowWords(job: WatchedJob, now: Moment): SafeText | undefined {
	const elapsed = elapsedOf(job, now);
	if (job.state !== 'running' || elapsed === undefined) return undefined;
	const {usualDuration} = job;
	if (usualDuration && elapsed.ms > usualDuration.high * slowFactor) return slowSince(usualDuration);
	const silence = silenceOf(job, now);
	return silence === undefined ? undefined : silentFor(silence);
}

/**
 * Returns the milliseconds since a running job that reports no progress sent a new message; `undefined` for other jobs,
 * or if its messages were not fetched recently.
 */
function silenceOf({state, progress, messages}: WatchedJob, now: Moment): number | undefined {
	const {changedAt, fetchedAt} = messages;
	if (state !== 'running' || typeof progress?.percent === 'number' || changedAt === null || fetchedAt === null)
		return undefined;
	const silence = fetchedAt - changedAt;
	return silence >= silentAfter && now.mono - fetchedAt < silentAfter ? silence : undefined;
}

/**
 * Returns the facts about a job's timing for About: its usual duration, its remaining time, and for how long it has
 * sent no new message.
 */
export function timingFacts(
	job: WatchedJob,
	now: Moment,
): readonly {readonly name: SafeText; readonly value: SafeText}[] {
	const {usualDuration} = job;
	const remaining = remainingOf(job, now.mono);
	const silence = silenceOf(job, now);
	return [
		...(usualDuration ? [{name: safe`usually`, value: usualOfTask(usualDuration)}] : []),
		...(remaining
			? [
					{
						name: safe`left`,
						value: guessedRest(remaining),
					},
				]
			: []),
		...(silence === undefined ? [] : [{name: safe`silent`, value: silentFor(silence)}]),
	];
}

/** Formats the time left in a few cells, `~12 min left`, rounded so that it does not change every second. */
export function timeLeft({ms}: Remaining): SafeText {
	return ms < minute ? safe`<1 min left` : safe`~${inMinutes(ms)} left`;
}

/** Formats the time left in the fewest cells, for a narrow row: `~12m`, `~1h40`, `<1m`. */
export function timeLeftShort({ms}: Remaining): SafeText {
	if (ms < minute) return safe`<1m`;
	const {hours, minutes} = roundedMinutes(ms);
	if (hours === 0) return safe`~${minutes}m`;
	return minutes === 0 ? safe`~${hours}h` : safe`~${hours}h${twoDigits(minutes)}`;
}

/** Formats a duration rounded as an estimate should be: `12 min`. */
function roughly(ms: number): SafeText {
	if (ms < 90_000) return exactAge(Math.round(ms / 1000) * 1000);
	return inMinutes(ms);
}

/** Formats a duration in minutes, rounded as in {@link roundedMinutes}. */
function inMinutes(ms: number): SafeText {
	const {hours, minutes} = roundedMinutes(ms);
	if (hours === 0) return safe`${minutes} min`;
	return minutes === 0 ? safe`${hours} h` : safe`${hours} h ${minutes} min`;
}

/** Rounds a duration to whole minutes, from one hour on to five minutes, and from ten hours on to hours. */
function roundedMinutes(ms: number): {readonly hours: number; readonly minutes: number} {
	const whole = Math.round(ms / minute);
	const step = whole < 60 ? 1 : whole < 600 ? 5 : 60;
	const rounded = Math.round(whole / step) * step;
	return {hours: Math.floor(rounded / 60), minutes: rounded % 60};
}
