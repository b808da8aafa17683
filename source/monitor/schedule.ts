import {type Fault, needsPerson} from '../gp/fault.ts';
import {hasEnded} from '../gp/status.ts';
import {isOver} from './cancel.ts';
import type {WatchedJob} from './job.ts';
import {areStillToCome} from './message-summary.ts';

/** How closely an operator watches a job. */
export type FocusLevel = 'selected' | 'on-screen' | 'none';

/** What else than the job itself decides how often it is polled. */
export type IntervalSettings = {
	/** Milliseconds that `--interval` sets for all jobs; `undefined` where gpjobs finds its own pace. */
	readonly fixed: number | undefined;
	/** Factor (≥ 1) applied to all intervals but the shortest, so that a slow server can keep up. */
	readonly slowdown: number;
};

const seconds = (count: number) => count * 1000;

/** A server refreshes `progress` every 5 s at best ("GP Job", Progress messages); an end is worth seeing sooner. */
const shortest = seconds(2);
/** Between tries where nothing is to be expected soon: a job that is gone, a fault that needs a person. */
export const whileGone = seconds(300);
/** No snapshot is stale before it is this old, in milliseconds, however short the interval is. */
export const freshFor = seconds(15);
const forLastMessages = 500;

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
		// Not before they are asked for again, whatever jitter makes of it.
		return Math.max(forLastMessages, 1.15 * ((job.messages.trouble?.nextTry ?? now) - now));
	}
	if (focus === 'selected' || isCancelling(job)) return shortest;
	const isOld = job.metInState && job.state !== 'queued';
	const inState = isOld ? Number.POSITIVE_INFINITY : now - (job.stateSince?.mono ?? now);
	const longest = focus === 'on-screen' ? 5 : job.state === 'queued' ? 30 : 15;
	const usual = clamp(inState / 20, shortest, seconds(longest));
	return Math.min(usual, Math.max(shortest, untilEnd(job, now) / 4));
}

/** The interval that is in force: what `--interval` says, or the job's own, multiplied by the slowdown of its server. */
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

/** Whether the job is being cancelled, for the server or for the operator who asked. */
export function isCancelling(job: WatchedJob): boolean {
	if (job.state === 'cancelling') return true;
	const {cancel} = job;
	return cancel !== null && !isOver(cancel) && cancel.step !== 'not-honoured' && cancel.step !== 'waiting';
}

/** Whether polls of the job can stop. The last messages and an answer that contradicts the end are still waited for. */
function isSettled({state, backwards, isDeletedOnServer, isKept, messages}: WatchedJob): boolean {
	if (!hasEnded(state)) return false;
	return isDeletedOnServer || (backwards === 0 && (isKept || !areStillToCome(messages)));
}

/**
 * Milliseconds until the end, guessed from the pace of the progressor; infinite where there is none, or where it has
 * stood still for so long that the guess is worth nothing.
 */
function untilEnd({progressTrail: trail}: WatchedJob, now: number): number {
	if (trail === null) return Number.POSITIVE_INFINITY;
	const gained = trail.percent - trail.firstPercent;
	if (gained <= 0) return Number.POSITIVE_INFINITY;
	const perPercent = (trail.at - trail.firstAt) / gained;
	// Long enough for two steps: it stands still.
	if (now - trail.at > Math.max(seconds(60), 2 * perPercent)) return Number.POSITIVE_INFINITY;
	return Math.max(0, (100 - trail.percent) * perPercent - (now - trail.at));
}

/**
 * Whether the next poll of a job asks for its messages (`returnMessages`). It is the status poll all the same: messages
 * never cost a request of their own.
 *
 * @param isOpen whether the message pane shows this job
 */
export function wantsMessages(job: WatchedJob, focus: FocusLevel, isOpen: boolean, now: number): boolean {
	const {messages} = job;
	// Where the job could not be had, its status is asked for alone: messages may be what the server fails at.
	if (messages.areTooLarge || job.trouble !== null) return false;
	if (messages.trouble !== null) return now >= messages.trouble.nextTry;
	if (messages.isWanted || messages.fetchedAt === null) return true;
	const since = now - messages.fetchedAt;
	const cost = Math.max(messages.took * 20, (messages.bytes / (100 * 1024)) * seconds(1));
	if (isOpen) return since >= cost;
	if (focus === 'none' || job.progress !== null || hasEnded(job.state)) return false;
	return since >= Math.max(seconds(30), cost * 3);
}

/** Adds up to ±10 %, with the mean kept, so that jobs that were added together do not stay together. */
export function jittered(milliseconds: number, random: number): number {
	return milliseconds * (0.9 + random * 0.2);
}

/**
 * The nearest of the moments that polls share. Each time that a process wakes up costs about as much as a poll itself, so
 * polls that are due at almost the same time are made together. Moments of long intervals are moments of short ones too.
 *
 * @param due monotonic milliseconds
 * @param interval of the job, in milliseconds: a sixth of it at most lies between two moments, and a second
 */
export function sharedMoment(due: number, interval: number): number {
	const apart = 2 ** Math.floor(Math.log2(clamp(interval / 6, 1, 1024)));
	return Math.round(due / apart) * apart;
}

/**
 * Milliseconds until the next try after a fault: 1 s, doubled each time up to a minute, plus up to a quarter; five
 * minutes where a person has to do something first.
 *
 * @param count how many tries in a row have failed, 1 and more
 * @param random 0–1
 */
export function backOff(fault: Fault, count: number, random: number): number {
	const own = needsPerson(fault) ? whileGone : Math.min(seconds(60), seconds(1) * 2 ** Math.min(count - 1, 16));
	return Math.max(own * (1 + random / 4), restAskedFor(fault, random));
}

/** Milliseconds for which an answer asks to be left alone (`Retry-After`), and up to a tenth more: at the moment that it names everybody comes. */
export function restAskedFor({retryAfter = 0}: Fault, random: number): number {
	return retryAfter * (1 + random / 10);
}

/** How old the last snapshot of a job may be, in milliseconds, before it is stale (design §3). */
export function staleAfter({intervalThen}: Pick<WatchedJob, 'intervalThen'>): number {
	return Math.max(freshFor, 2 * intervalThen);
}

/** Whether what is shown of a job is too old to be taken for the present. An ended job is never stale. */
export function isStale(job: WatchedJob, now: number): boolean {
	if (hasEnded(job.state) || job.lastAnswer === null || job.isKept) return false;
	return now - job.lastAnswer.mono + (job.cached?.age ?? 0) > staleAfter(job);
}

function clamp(value: number, least: number, most: number): number {
	return Math.min(most, Math.max(least, value));
}
