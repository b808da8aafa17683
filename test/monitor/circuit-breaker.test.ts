import {describe, expect, test} from 'vitest';
import {type Fault, fault} from '../../source/gp/fault.ts';
import {afterRequest, type CircuitBreaker, dueNow, outageOf, untried} from '../../source/monitor/circuit-breaker.ts';
import type {RequestOutcome} from '../../source/monitor/request-queue.ts';
import {moment, timeout} from './watched.ts';

const second = 1000;
const closed = afterRequest(untried, null, {begun: moment(0), at: moment(0), random: () => 0}).breaker;

/** The breaker after requests that each take a second, one after the other. */
function breakerAfter(breaker: CircuitBreaker, ...outcomes: readonly RequestOutcome[]): CircuitBreaker {
	let state = breaker;
	for (const [number, outcome] of outcomes.entries()) {
		const begun = moment(number * second);
		state = afterRequest(state, outcome, {begun, at: moment((number + 1) * second), random: () => 0}).breaker;
	}
	return state;
}

const busy = (code: number): Fault => ({...fault('http', 'Too busy.', code), retryAfter: 20 * second});
const notFound = fault('not-found', 'It is not there.', 404);

describe('the circuit breaker of a server', () => {
	test.each<[string, readonly RequestOutcome[], CircuitBreaker['state']]>([
		['an answer closes it', [null], 'closed'],
		['a fault of one job is an answer of the server', [notFound], 'closed'],
		['a fault of the server opens it', [timeout], 'open'],
		['an answer closes it again', [timeout, null], 'closed'],
		['nothing was asked', [undefined], 'untried'],
		['this machine failed', [fault('local', 'No such folder.')], 'untried'],
		['a token could not be obtained', [fault('sign-in', 'The portal refuses.')], 'untried'],
		['too many requests', [busy(429)], 'open'],
		['one answer asks for a pause', [null, busy(503)], 'closed'],
		['the next one asks for a pause too', [null, busy(503), busy(503)], 'open'],
		['an answer lies between two that ask for a pause', [null, busy(503), null, busy(503)], 'closed'],
	])('%s', (_, outcomes, state) => {
		expect(breakerAfter(untried, ...outcomes).state).toBe(state);
	});

	test('counts failures in a row, each with a longer back-off', () => {
		const tries = [1, 2, 3].map(count => outageOf(breakerAfter(closed, ...Array<Fault>(count).fill(timeout))));
		expect(tries.map(outage => outage?.count)).toEqual([1, 2, 3]);
		expect(tries.map(outage => outage?.since)).toEqual([moment(second), moment(second), moment(second)]);
		const waits = tries.map((outage, index) => (outage?.nextTry ?? 0) - moment((index + 1) * second).mono);
		expect(waits).toEqual([second, 2 * second, 4 * second]);
	});

	test('requests that were in progress together fail as one, and each ends the waiting ones', () => {
		const open = breakerAfter(closed, timeout);
		const late = {begun: moment(0), at: moment(2 * second), random: () => 0};
		expect(afterRequest(open, timeout, late)).toEqual({breaker: open, failure: timeout});
	});

	test.each<[string, RequestOutcome, Fault | null]>([
		['a fault of the server', timeout, timeout],
		['a fault of one job', notFound, null],
		['an answer', null, null],
		['nothing', undefined, null],
	])('%s: what requests that wait fail with', (_, outcome, failure) => {
		expect(afterRequest(closed, outcome, {begun: moment(0), at: moment(0), random: () => 0}).failure).toBe(failure);
	});

	test('lets a request through at once when the operator has corrected something', () => {
		const open = breakerAfter(closed, timeout, timeout);
		expect(outageOf(dueNow(open, 42))).toEqual({...outageOf(open), nextTry: 42});
		expect(dueNow(closed, 42)).toBe(closed);
	});
});
