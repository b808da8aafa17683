import {type Fault, isOfServer, needsPerson} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import {isOver} from './cancel.ts';
import type {FocusLevel} from './focus.ts';
import type {WatchedJob} from './job.ts';
import {areStillToCome} from './message-summary.ts';
import {goneAfter} from './missing-job.ts';
import {untilEnd} from './progress-trail.ts';

/** What decides how often a job is polled, besides the job itself. */
type IntervalSettings = {
	/** Milliseconds that `--interval` sets for all jobs; `undefined` where gpjobs chooses the intervals. */
	readonly fixed: number | undefined;
	/** Factor (≥ 1) applied to all intervals but the shortest, so that a slow server can keep up. */
	readonly slowdown: number;
};

const seconds = (count: number) => count * 1000;

/** A server refreshes `progress` every 5 s at best ("GP Job", Progress messages); an end should be seen sooner. */
const shortest = seconds(2);
/** Milliseconds between tries where nothing is expected soon: the job is gone, or the fault needs a person. */
const whileGone = seconds(300);
/** No snapshot is stale before it is this old, in milliseconds, however short the interval is. */
export const freshFor = seconds(15);
const forLastMessages = 500;
/** Milliseconds between polls of a job that the server does not know, until it counts as gone. */
const confirmGoneEvery = seconds(30);

/**
 * Milliseconds from one answer to the next poll of a job, before jitter and slowdown.
 *
 * @param now monotonic milliseconds
 * @returns `undefined` where the job needs no more polls: it has ended, and nothing about it is open
 */
export function pollInterval(job: WatchedJob, focus: FocusLevel, now: number): number | undefined {
	if (isSettled(job)) return undefined;
	if (job.state === 'gone') return whileGone;
	if (hasEnded(job.state)) {
		if (job.backwards > 0) return shortest;
		// Never before the messages are due again, even after jitter.
		return Math.max(forLastMessages, 1.15 * ((job.messages.trouble?.nextTry ?? now) - now));
	}
	if (focus === 'selected' || isCancelling(job)) return shortest;
	const isOld = job.metInState && job.state !== 'queued';
	const inState = isOld ? Number.POSITIVE_INFINITY : now - (job.stateSince?.mono ?? now);
	const longest = focus === 'on-screen' ? 5 : job.state === 'queued' ? 30 : 15;
	const usual = clamp(inState / 20, shortest, seconds(longest));
	return Math.min(usual, Math.max(shortest, untilEnd(job.progressTrail, now) / 4));
}

/** The interval in force: what `--interval` says, or the job's own interval, multiplied by the slowdown of its server. */
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

/** Jobs whose polls are never slowed down: the one that the operator looks at, and those that are being cancelled. */
export function isFirstClass(job: WatchedJob, focus: FocusLevel): boolean {
	return focus === 'selected' || isCancelling(job);
}

/** Whether the job is being cancelled, by the server's status or by the operator's request. */
export function isCancelling(job: WatchedJob): boolean {
	if (job.state === 'cancelling') return true;
	const {cancel} = job;
	return cancel !== null && !isOver(cancel) && cancel.step !== 'not-honoured' && cancel.step !== 'waiting';
}

/** Whether polls of the job can stop. They go on for the last messages, and after an answer that contradicts the end. */
function isSettled({state, backwards, isDeletedOnServer, isKept, messages}: WatchedJob): boolean {
	if (!hasEnded(state)) return false;
	return isDeletedOnServer || (backwards === 0 && (isKept || !areStillToCome(messages)));
}

/**
 * Whether the next poll of a job asks for its messages too (`returnMessages`). Messages never cost a request of their own.
 *
 * @param isOpen whether the message pane shows this job
 */
export function wantsMessages(job: WatchedJob, focus: FocusLevel, isOpen: boolean, now: number): boolean {
	const {messages} = job;
	// After a fault only the status is asked for: messages may be what the server fails at.
	if (messages.areTooLarge || job.trouble !== null) return false;
	if (messages.trouble !== null) return now >= messages.trouble.nextTry;
	if (messages.isWanted || messages.fetchedAt === null) return true;
	const since = now - messages.fetchedAt;
	const cost = Math.max(messages.took * 20, (messages.bytes / (100 * 1024)) * seconds(1));
	if (isOpen) return since >= cost;
	if (focus === 'none' || job.progress !== null || hasEnded(job.state)) return false;
	return since >= Math.max(seconds(30), cost * 3);
}

/** Adds up to ±10 % and keeps the mean, so that jobs that were added together do not stay together. @param random 0–1 */
export function jittered(milliseconds: number, random: number): number {
	return milliseconds * (0.9 + random * 0.2);
}

/**
 * Rounds to the nearest moment that polls share. Waking the process costs about as much as a poll, so polls that are due
 * at almost the same time are made together. The moments of long intervals are moments of short ones too.
 *
 * @param due monotonic milliseconds
 * @param interval of the job, in milliseconds: two moments are at most a sixth of it apart, and at most about a second
 */
export function sharedMoment(due: number, interval: number): number {
	const apart = 2 ** Math.floor(Math.log2(clamp(interval / 6, 1, 1024)));
	return Math.round(due / apart) * apart;
}

/**
 * Milliseconds until the next try after a fault: 1 s, doubled each time up to a minute, plus up to a quarter; five
 * minutes where a person has to do something first.
 *
 * @param count how many tries in a row have failed, 1 or more
 * @param random 0–1
 */
export function backOff(fault: Fault, count: number, random: number): number {
	const own = needsPerson(fault) ? whileGone : Math.min(seconds(60), seconds(1) * 2 ** Math.min(count - 1, 16));
	return Math.max(own * (1 + random / 4), pauseAskedFor(fault, random));
}

/** Milliseconds of the pause that an answer asks for (`Retry-After`), plus up to a tenth: other clients return at that very moment. */
function pauseAskedFor({retryAfter = 0}: Fault, random: number): number {
	return retryAfter * (1 + random / 10);
}

/**
 * Milliseconds until a job is polled again after a fault.
 *
 * @param options `interval`: what it is polled at otherwise. `isMissing`: the server does not know the job. `random` gives 0–1
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
	// The circuit breaker of the server is open then, for all its jobs; this one must not come back later than the others,
	// unless its own answer asked for that.
	if (isOfServer(fault)) return Math.max(interval, pauseAskedFor(fault, random()));
	return backOff(fault, (job.trouble?.count ?? 0) + 1, random());
}

/** How old the last snapshot of a job may be, in milliseconds, before it is stale (design §3). */
export function staleAfter({intervalThen}: Pick<WatchedJob, 'intervalThen'>): number {
	return Math.max(freshFor, 2 * intervalThen);
}

/** Whether what is shown of a job is too old to count as its present state. An ended job is never stale. */
export function isStale(job: WatchedJob, now: number): boolean {
	if (hasEnded(job.state) || job.lastAnswer === null || job.isKept) return false;
	return now - job.lastAnswer.mono + (job.cached?.age ?? 0) > staleAfter(job);
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}
