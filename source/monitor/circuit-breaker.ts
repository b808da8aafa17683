import {type Fault, isOfServer, tooManyRequests} from '../gp/fault.ts';
import type {Moment} from './clock.ts';
import type {Trouble} from './job.ts';
import type {RequestOutcome} from './request-queue.ts';
import {backOff} from './schedule.ts';

/**
 * Whether gpjobs may send requests to a server. `untried`: no request has ended yet. `closed`: the server answers.
 * `open`: a request failed because of the server itself; gpjobs then sends one request at a time, to find out whether
 * the server works again.
 */
export type CircuitBreaker =
	| {
			readonly state: 'untried' | 'closed';
			/**
			 * Whether the last answer asked for a pause (`Retry-After`). At first the pause applies only to the
			 * requested job.
			 */
			readonly hasAskedForPause: boolean;
	  }
	| {
			readonly state: 'open';
			readonly outage: Trouble;
			/** When the last counted failure happened, in monotonic milliseconds. */
			readonly failedAt: number;
	  };

type BreakerStep = {
	readonly breaker: CircuitBreaker;
	/** The fault of the server; `null` if it answered, or if the outcome says nothing about the server. */
	readonly failure: Fault | null;
};

/** The state of a breaker before the first request to its server. */
export const untried: CircuitBreaker = {state: 'untried', hasAskedForPause: false};

const closed: CircuitBreaker = {state: 'closed', hasAskedForPause: false};

/**
 * Returns the breaker after a request has ended. Pure, except that it calls `random` to compute the next try.
 *
 * @param random returns a number between 0 and 1, for the jitter of the back-off
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
		// A single service that restarts sends the same `Retry-After` as a whole server. At first only its own job pauses
		// (`poller.ts`); if the next answer asks for a pause too, the breaker opens.
		if (asksForPause && outcome.code !== tooManyRequests && !breaker.hasAskedForPause) {
			return {breaker: {...breaker, hasAskedForPause: true}, failure: null};
		}
		return {breaker: opened(outcome, at, 1, at, random), failure: outcome};
	}
	// Requests that were in progress at the same time fail together. They count as one failure.
	if (begun.mono < breaker.failedAt) return {breaker, failure: outcome};
	const {since, count} = breaker.outage;
	return {breaker: opened(outcome, since, count + 1, at, random), failure: outcome};
}

/**
 * Returns the breaker after the operator has corrected something, such as by signing in: an open breaker then lets the
 * next request through at once.
 */
export function dueNow(breaker: CircuitBreaker, now: number): CircuitBreaker {
	return breaker.state === 'open' ? {...breaker, outage: {...breaker.outage, nextTry: now}} : breaker;
}

/** Returns why gpjobs does not poll the server, and when it tries again; `null` unless the breaker is open. */
export function outageOf(breaker: CircuitBreaker): Trouble | null {
	return breaker.state === 'open' ? breaker.outage : null;
}

/** Whether a fault says nothing about the server, because it happened on this machine or no token could be obtained. */
function isOwn({kind, code}: Fault): boolean {
	return kind === 'local' || (kind === 'sign-in' && code === null);
}

function opened(fault: Fault, since: Moment, count: number, at: Moment, random: () => number): CircuitBreaker {
	const nextTry = at.mono + backOff(fault, count, random());
	return {state: 'open', outage: {fault, since, count, nextTry}, failedAt: at.mono};
}
