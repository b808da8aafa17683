import {type Fault, isOfServer, needsPerson} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import {isOver} from './cancel.ts';
import type {FocusLevel} from './focus.ts';
import type {WatchedJob} from './job.ts';
import {areStillToCome} from './message-summary.ts';
import {goneAfter} from './missing-job.ts';
import {untilEnd} from './progress-trail.ts';

/** What determines the interval of a job, besides the job itself. */
type IntervalSettings = {
	/**
	 * The interval that `--interval` sets for all jobs, in milliseconds; `undefined` if gpjobs chooses the intervals.
	 */
	readonly fixed: number | undefined;
	/** A factor (≥ 1) for all intervals except those of first-class jobs, so that a slow server can keep up. */
	readonly slowdown: number;
};

const seconds = (count: number) => count * 1000;

/**
 * The shortest interval in milliseconds. A server refreshes `progress` every 5 s at best ("GP Job", Progress messages),
 * but the end of a job should be seen sooner.
 */
const shortest = seconds(2);
/**
 * The interval between polls in milliseconds if no change is expected soon: the job is gone, or the operator has to
 * correct a fault.
 */
const whileGone = seconds(300);
/** A snapshot that is younger than this is never stale, however short the interval is. In milliseconds. */
export const freshFor = seconds(15);
const forLastMessages = 500;
/** The interval between polls of a job that the server does not know, until it counts as gone, in milliseconds. */
const confirmGoneEvery = seconds(30);

/**
 * Returns the time from one answer to the next poll of a job in milliseconds, before jitter and slowdown.
 *
 * @param now monotonic milliseconds
 * @returns `undefined` if the job needs no more polls: it has ended, and its last messages are known
 */
export function pollInterval(job: WatchedJob, focus: FocusLevel, now: number): number | undefined {
	if (isSettled(job)) return undefined;
	if (job.state === 'gone') return whileGone;
	if (hasEnded(job.state)) {
		if (job.backwards > 0) return shortest;
		// 15 % later, so that the messages are due when the poll begins, even after jitter.
		return Math.max(forLastMessages, 1.15 * ((job.messages.trouble?.nextTry ?? now) - now));
	}
	if (focus === 'selected' || isCancelling(job)) return shortest;
	const isOld = job.metInState && job.state !== 'queued';
	const inState = isOld ? Number.POSITIVE_INFINITY : now - (job.stateSince?.mono ?? now);
	const longest = focus === 'on-screen' ? 5 : job.state === 'queued' ? 30 : 15;
	const usual = clamp(inState / 20, shortest, seconds(longest));
	return Math.min(usual, Math.max(shortest, untilEnd(job.progressTrail, now) / 4));
}

/**
 * Returns the interval that applies: that of `--interval`, or the job's own interval multiplied by the slowdown of its
 * server.
 */
export function intervalInForce(
	job: WatchedJob,
	focus: FocusLevel,
	now: number,
	settings: IntervalSettings,
): number | undefined {
	const own = pollInterval(job, focus, now);
	if (own === undefined) return undefined;
	if (settings.fixed !== undefined)
		return hasEnded(job.state) ? own : Math.max(settings.fixed, job.state === 'gone' ? own : 0);
	return isFirstClass(job, focus) ? own : own * settings.slowdown;
}

/** Whether the polls of a job are never slowed down, because it is selected or being cancelled. */
export function isFirstClass(job: WatchedJob, focus: FocusLevel): boolean {
	return focus === 'selected' || isCancelling(job);
}

/** Whether the job is being cancelled, according to its status or to the operator's request. */
export function isCancelling(job: WatchedJob): boolean {
	if (job.state === 'cancelling') return true;
	const {cancel} = job;
	return cancel !== null && !isOver(cancel) && cancel.step !== 'not-honoured' && cancel.step !== 'waiting';
}

/**
 * Whether polling the job can stop. Polling continues until the last messages have come, and after an answer that
 * contradicts the end.
 */
function isSettled({state, backwards, isDeletedOnServer, isFromRecord, messages}: WatchedJob): boolean {
	if (!hasEnded(state)) return false;
	return isDeletedOnServer || (backwards === 0 && (isFromRecord || !areStillToCome(messages)));
}

/**
 * Whether the next poll of a job requests its messages too (`returnMessages`). Messages are never fetched by a
 * separate request.
 *
 * @param isOpen whether the message pane shows this job
 */
export function wantsMessages(job: WatchedJob, focus: FocusLevel, isOpen: boolean, now: number): boolean {
	const {messages} = job;
	// After a fault, request the status alone, because the messages may be what the server cannot send.
	if (messages.areTooLarge || job.trouble !== null) return false;
	if (messages.trouble !== null) return now >= messages.trouble.nextTry;
	if (messages.isWanted || messages.fetchedAt === null) return true;
	const since = now - messages.fetchedAt;
	const cost = Math.max(messages.took * 20, (messages.bytes / (100 * 1024)) * seconds(1));
	if (isOpen) return since >= cost;
	if (focus === 'none' || job.progress !== null || hasEnded(job.state)) return false;
	return since >= Math.max(seconds(30), cost * 3);
}

/**
 * Varies an interval by up to ±10 % without changing the average, so that the polls of jobs that were added together
 * spread out.
 *
 * @param random a number between 0 and 1
 */
export function jittered(milliseconds: number, random: number): number {
	return milliseconds * (0.9 + random * 0.2);
}

/**
 * Rounds a due time to a grid, so that polls that are due at almost the same time are made together: waking the process
 * costs about as much as a poll. All grids fit into each other.
 *
 * @param due monotonic milliseconds
 * @param interval of the job in milliseconds; the grid's step is at most a sixth of it, and at most about a second
 */
export function sharedMoment(due: number, interval: number): number {
	const apart = 2 ** Math.floor(Math.log2(clamp(interval / 6, 1, 1024)));
	return Math.round(due / apart) * apart;
}

/**
 * Returns the time until the next try after a fault, in milliseconds: 1 s, doubled each time up to a minute, plus up to
 * a quarter; five minutes if the operator has to correct something first.
 *
 * @param count how many tries in a row have failed, 1 or more
 * @param random a number between 0 and 1
 */
export function backOff(fault: Fault, count: number, random: number): number {
	const own = needsPerson(fault) ? whileGone : Math.min(seconds(60), seconds(1) * 2 ** Math.min(count - 1, 16));
	return Math.max(own * (1 + random / 4), pauseAskedFor(fault, random));
}

/**
 * Returns the pause that an answer asks for (`Retry-After`) in milliseconds, plus up to a tenth, because other clients
 * return exactly when the pause ends.
 */
function pauseAskedFor({retryAfter = 0}: Fault, random: number): number {
	return retryAfter * (1 + random / 10);
}

/**
 * Returns the time until a job is polled again after a fault, in milliseconds.
 *
 * @param options `interval`: its interval without the fault; `isMissing`: the server does not know the job; `random`
 * returns a number between 0 and 1
 */
export function waitAfterFault(
	job: WatchedJob,
	fault: Fault,
	options: {readonly interval: number; readonly isMissing: boolean; readonly random: () => number},
): number {
	const {interval, isMissing, random} = options;
	if (isMissing) {
		const willBeLost = (job.notFound?.count ?? 0) >= goneAfter.count - 1 && job.lastAnswer === null;
		return willBeLost ? whileGone : Math.max(confirmGoneEvery, interval);
	}
	// The circuit breaker of the server now delays all its jobs, so this one must not wait longer than the others,
	// unless its own answer asked for a pause.
	if (isOfServer(fault)) return Math.max(interval, pauseAskedFor(fault, random()));
	return backOff(fault, (job.trouble?.count ?? 0) + 1, random());
}

/** Returns the age in milliseconds from which the last snapshot of a job is stale (design §3). */
export function staleAfter({intervalThen}: Pick<WatchedJob, 'intervalThen'>): number {
	return Math.max(freshFor, 2 * intervalThen);
}

/** Whether the last snapshot of a job is too old to show its current state. An ended job is never stale. */
export function isStale(job: WatchedJob, now: number): boolean {
	if (hasEnded(job.state) || job.lastAnswer === null || job.isFromRecord) return false;
	return now - job.lastAnswer.mono + (job.cached?.age ?? 0) > staleAfter(job);
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}
