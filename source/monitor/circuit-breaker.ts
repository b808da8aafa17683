import {type Fault, isOfServer, tooManyRequests} from '../gp/fault.ts';
import type {Moment} from './clock.ts';
import type {Trouble} from './job.ts';
import type {RequestOutcome} from './request-queue.ts';
import {backOff} from './schedule.ts';

/**
 * Whether a server can be asked freely. It is `untried` until its first request has ended, and `closed` as long as it
 * answers. It is `open` once a request has failed for a reason that is the server's own: then one request at a time finds
 * out whether the server is back.
 */
export type CircuitBreaker =
	| {
			readonly state: 'untried' | 'closed';
			/** The last answer asked for a pause (`Retry-After`) that only the job it was about has kept so far. */
			readonly hasAskedForPause: boolean;
	  }
	| {
			readonly state: 'open';
			readonly outage: Trouble;
			/** Monotonic milliseconds of the failure that was counted last. */
			readonly failedAt: number;
	  };

type BreakerStep = {
	readonly breaker: CircuitBreaker;
	/** The fault of the server; `null` where it answered, or where the outcome says nothing about it. */
	readonly failure: Fault | null;
};

/** The breaker of a server that was never asked. */
export const untried: CircuitBreaker = {state: 'untried', hasAskedForPause: false};

const closed: CircuitBreaker = {state: 'closed', hasAskedForPause: false};

/**
 * What follows from a request that has ended. Pure, except that it asks `random` when the next try is computed.
 *
 * @param random gives 0–1, for the jitter of the back-off
 */
export function afterRequest(
	breaker: CircuitBreaker,
	outcome: RequestOutcome,
	{begun, at, random}: {readonly begun: Moment; readonly at: Moment; readonly random: () => number},
): BreakerStep {
	if (outcome === undefined || (outcome !== null && isOwn(outcome))) return {breaker, failure: null};
	if (outcome === null) return {breaker: closed, failure: null};
	const asksForPause = outcome.retryAfter !== undefined;
	if (!isOfServer(outcome) && !asksForPause) return {breaker: closed, failure: null};
	if (breaker.state !== 'open') {
		// One service that is being restarted asks for as many minutes as a whole server does. Its own job waits (`poller.ts`);
		// the others go on until the next answer asks for a pause too.
		if (asksForPause && outcome.code !== tooManyRequests && !breaker.hasAskedForPause) {
			return {breaker: {...breaker, hasAskedForPause: true}, failure: null};
		}
		return {breaker: opened(outcome, at, 1, at, random), failure: outcome};
	}
	// Requests that were under way together fail together: that counts as one failure.
	if (begun.mono < breaker.failedAt) return {breaker, failure: outcome};
	const {since, count} = breaker.outage;
	return {breaker: opened(outcome, since, count + 1, at, random), failure: outcome};
}

/** The breaker once a person has done something about the server: an open one lets the next request through at once. */
export function dueNow(breaker: CircuitBreaker, now: number): CircuitBreaker {
	return breaker.state === 'open' ? {...breaker, outage: {...breaker.outage, nextTry: now}} : breaker;
}

/** Why the server is left alone, and when it is tried again; `null` unless the breaker is open. */
export function outageOf(breaker: CircuitBreaker): Trouble | null {
	return breaker.state === 'open' ? breaker.outage : null;
}

/** Whether a fault says nothing about the server: this machine failed, or a token could not be obtained. */
function isOwn({kind, code}: Fault): boolean {
	return kind === 'local' || (kind === 'sign-in' && code === null);
}

function opened(fault: Fault, since: Moment, count: number, at: Moment, random: () => number): CircuitBreaker {
	const nextTry = at.mono + backOff(fault, count, random());
	return {state: 'open', outage: {fault, since, count, nextTry}, failedAt: at.mono};
}
