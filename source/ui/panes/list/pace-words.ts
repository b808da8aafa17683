import type {Moment} from '../../../monitor/clock.ts';
import {elapsedOf} from '../../../monitor/elapsed.ts';
import type {WatchedJob} from '../../../monitor/job.ts';
import {type Remaining, remainingOf, type UsualDuration} from '../../../monitor/usual-duration.ts';
import {exactAge} from '../../../text/duration.ts';
import {counted} from '../../../text/number-words.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';

/** Factor over the upper quartile of usual durations from which a job counts as slow. */
const slowFactor = 1.5;
const minute = 60_000;
/** Milliseconds without a new message after which a running job may be stuck, although it is polled. */
const silentAfter = 5 * 60_000;

/** `12 min (9–15)`: what is usual for the jobs of a task. */
export function usualWords({median, low, high}: UsualDuration): SafeText {
	return safe`${roughly(median)} (${roughly(low)} to ${roughly(high)})`;
}

/** What is usual, on a row. */
export function usually({median}: UsualDuration): SafeText {
	return safe`usually ${roughly(median)}`;
}

/** The sentence for a job that runs longer than usual. */
export function slowSince(usual: UsualDuration): SafeText {
	return safe`slow: usually ${usualWords(usual)}`;
}

/** Of a job that has fallen silent. @param ms since its last message */
export function silentFor(ms: number): SafeText {
	return safe`no new message for ${roughly(ms)}`;
}

/** What is usual, and of how many jobs that is known. */
export function usualOfTask(usual: UsualDuration): SafeText {
	return safe`${usualWords(usual)}, of ${counted(usual.count, 'job')} of its task`;
}

/** How long a job will probably still run. */
export function guessedRest({ms, from}: Remaining): SafeText {
	return safe`about ${roughly(ms)} left (estimated from ${from === 'progress' ? safe`progress` : safe`what is usual`})`;
}

/** That a job runs longer than usual, or has fallen silent; `undefined` where neither holds. */
export function slowWords(job: WatchedJob, now: Moment): SafeText | undefined {
	const elapsed = elapsedOf(job, now);
	if (job.state !== 'running' || elapsed === undefined) return undefined;
	const {usualDuration} = job;
	if (usualDuration && elapsed.ms > usualDuration.high * slowFactor) return slowSince(usualDuration);
	const silence = silenceOf(job, now);
	return silence === undefined ? undefined : silentFor(silence);
}

/** How long a running job without progress has said nothing new, where it was asked lately. Milliseconds. */
function silenceOf({state, progress, messages}: WatchedJob, now: Moment): number | undefined {
	const {changedAt, fetchedAt} = messages;
	if (state !== 'running' || typeof progress?.percent === 'number' || changedAt === null || fetchedAt === null)
		return undefined;
	const silence = fetchedAt - changedAt;
	return silence >= silentAfter && now.mono - fetchedAt < silentAfter ? silence : undefined;
}

/** What is usual, how long it will probably still run, and how long it has said nothing: with the names of the facts. */
export function paceFacts(
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

/** `~12 min left`: an estimate in few cells, which does not change every second. */
export function timeLeft({ms}: Remaining): SafeText {
	return ms < minute ? safe`<1 min left` : safe`~${inMinutes(ms)} left`;
}

/** A duration with the precision of a guess: `12 min`. */
function roughly(ms: number): SafeText {
	if (ms < 90_000) return exactAge(Math.round(ms / 1000) * 1000);
	return inMinutes(ms);
}

/** From an hour on in steps of five minutes, from ten hours on in hours. */
function inMinutes(ms: number): SafeText {
	const minutes = Math.round(ms / minute);
	if (minutes < 60) return safe`${minutes} min`;
	const steps = minutes < 600 ? Math.round(minutes / 5) * 5 : Math.round(minutes / 60) * 60;
	const rest = steps % 60;
	return rest === 0 ? safe`${steps / 60} h` : safe`${Math.floor(steps / 60)} h ${rest} min`;
}
