import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {serverWith, urls} from './polled-server.ts';
import {timeout} from './watched.ts';

const minute = 60_000;
const reset = fault('reset', 'It broke off.');

describe('polls', () => {
	test('are made when they are due, the most overdue first', async () => {
		const {clock, server, asked} = serverWith();
		const now = clock.now().mono;
		server.arm('late', now + 3000);
		server.arm('soon', now + 1000);
		server.arm('next', now + 2000);
		await clock.advance(999);
		expect(asked()).toEqual([]);
		await clock.advance(5000);
		expect(asked()).toEqual(['soon', 'next', 'late']);
	});

	test('are at most six at once, and one before the server’s first answer', async () => {
		const {clock, server, asked, state} = serverWith({took: () => 10_000});
		for (const url of urls(20)) server.arm(url, clock.now().mono);
		await clock.advance(0);
		expect(state.inFlight).toBe(1);
		await clock.advance(10_000);
		expect(state.inFlight).toBe(6);
		await clock.advance(100_000);
		expect([asked().length, state.most]).toEqual([20, 6]);
	});

	test('are limited per second', async () => {
		const {clock, server, log} = serverWith({rate: 20, took: () => 1});
		for (const url of urls(200)) server.arm(url, clock.now().mono);
		await clock.advance(5000);
		expect(log.length).toBeGreaterThanOrEqual(100);
		expect(log.length).toBeLessThanOrEqual(106);
	});

	test('are not limited per second with --interval', async () => {
		const {clock, server, log} = serverWith({rate: undefined, took: () => 1});
		for (const url of urls(200)) server.arm(url, clock.now().mono);
		await clock.advance(100);
		expect(log.length).toBe(200);
	});

	test('of preferred jobs come first when they are due, in their order', async () => {
		const {clock, server, asked} = serverWith({preferred: ['cancelling', 'selected', 'shown']});
		const now = clock.now().mono;
		for (const url of ['overdue', 'shown', 'other', 'cancelling']) server.arm(url, now);
		server.arm('selected', now + 5000);
		await clock.advance(4999);
		// The first of all was asked before there was a choice.
		expect(asked()).toEqual(['overdue', 'cancelling', 'shown', 'other']);
	});

	test('can be delayed, moved forward, and removed', async () => {
		const {clock, server, asked} = serverWith();
		const now = clock.now().mono;
		server.arm('a', now + 1000);
		server.arm('b', now + 1000);
		server.arm('c', now + 1000);
		server.hasten('a', now + 500);
		server.hasten('b', now + 9000);
		server.disarm('c');
		await clock.advance(600);
		expect(asked()).toEqual(['a']);
		await clock.advance(1000);
		expect(asked()).toEqual(['a', 'b']);
	});

	test('of jobs that are added together are spread, so that others do not have to wait', async () => {
		const {clock, server, log} = serverWith({rate: 20, took: () => 1});
		for (const url of urls(180)) server.enroll(url, clock.now().mono + 60_000);
		server.arm('known', clock.now().mono + 2000);
		await clock.advance(20_000);
		const known = log.find(({url}) => url === 'known');
		expect(known?.at).toBeLessThan(2100);
		expect(log.at(-1)?.at).toBeGreaterThan(8500);
		expect(log.at(-1)?.at).toBeLessThan(10_500);
	});
});

describe('other requests', () => {
	test('go before all polls: first a cancel, then requests by key', async () => {
		const {clock, server, asked, ask} = serverWith();
		const now = clock.now().mono;
		for (const url of ['first', 'a', 'b']) server.arm(url, now);
		void server.enqueue('key', () => ask('key'));
		void server.enqueue('cancel', () => ask('cancel'));
		await clock.advance(1000);
		expect(asked()).toEqual(['first', 'cancel', 'key', 'a', 'b']);
	});

	test('are made while the circuit breaker is open, or polling is paused', async () => {
		const {clock, server, asked, ask, state} = serverWith({answer: () => timeout});
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		void server.enqueue('key', () => ask('key'));
		await clock.advance(200);
		server.setPaused(true);
		void server.enqueue('cancel', () => ask('cancel'));
		await clock.advance(10 * minute);
		expect(asked()).toEqual(['a', 'key', 'cancel']);
		state.answer = () => null;
		server.setPaused(false);
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		expect(asked().at(-1)).toBe('a');
	});

	test('return their outcome', async () => {
		const {clock, server} = serverWith();
		const outcomes: unknown[] = [];
		for (const outcome of [null, undefined, timeout] as const) {
			void server.enqueue('cancel', async () => outcome).then(told => outcomes.push(told));
		}
		await clock.advance(0);
		expect(outcomes).toEqual([null, undefined, timeout]);
	});

	test('are not tried one by one if the server is unreachable', async () => {
		const {clock, server, asked, ask} = serverWith({answer: () => timeout, took: () => 15_000});
		const outcomes: unknown[] = [];
		for (const url of urls(100)) void server.enqueue('key', () => ask(url)).then(told => outcomes.push(told));
		await clock.advance(15_000);
		expect(asked()).toEqual(['job-0']);
		expect(outcomes).toEqual(Array(100).fill(timeout));
	});

	test('are tried after a reset connection', async () => {
		const {clock, server, asked, ask} = serverWith({answer: () => reset});
		for (const url of urls(5)) void server.enqueue('key', () => ask(url));
		await clock.advance(1000);
		expect(asked()).toEqual(urls(5));
	});

	test('values that the operator did not ask for are limited by the rate, and take turns with polls', async () => {
		const {clock, server, log, ask} = serverWith({rate: 20, took: () => 1});
		for (const url of urls(200)) void server.enqueue('value', () => ask(`value ${url}`));
		for (const url of urls(40)) server.arm(url, clock.now().mono);
		await clock.advance(4000);
		expect(log.length).toBeLessThanOrEqual(86);
		expect(log.filter(({url}) => !url.startsWith('value'))).toHaveLength(40);
		expect(log.filter(({url}) => url.startsWith('value')).length).toBeGreaterThanOrEqual(38);
	});

	test('with --interval, values are limited by a separate rate, and polls go first', async () => {
		const {clock, server, log, ask} = serverWith({rate: undefined, valueRate: 20, took: () => 1});
		for (const url of urls(200)) void server.enqueue('value', () => ask(`value ${url}`));
		for (const url of urls(300)) server.arm(url, clock.now().mono);
		await clock.advance(2000);
		expect(log.filter(({url}) => !url.startsWith('value'))).toHaveLength(300);
		const values = log.filter(({url}) => url.startsWith('value')).length;
		expect([values > 20, values <= 46]).toEqual([true, true]);
	});

	test('requests of the operator go before values, and values of an unreachable server are not tried', async () => {
		const {clock, server, asked, ask, state} = serverWith();
		for (const url of urls(3)) void server.enqueue('value', () => ask(`value ${url}`));
		void server.enqueue('key', () => ask('key'));
		void server.enqueue('cancel', () => ask('cancel'));
		await clock.advance(110);
		expect(asked().slice(0, 3)).toEqual(['value job-0', 'cancel', 'key']);
		await clock.advance(1000);
		state.answer = () => timeout;
		const outcomes: unknown[] = [];
		for (const url of urls(50)) void server.enqueue('value', () => ask(url)).then(told => outcomes.push(told));
		await clock.advance(1000);
		for (const url of urls(50)) void server.enqueue('value', () => ask(url)).then(told => outcomes.push(told));
		await clock.advance(1000);
		expect(outcomes).toEqual(Array(100).fill(timeout));
		expect(asked().filter(url => url.startsWith('job-')).length).toBeLessThanOrEqual(6);
	});

	test('each cancel is tried separately', async () => {
		const {clock, server, asked, ask} = serverWith({answer: () => timeout});
		for (const url of urls(3)) void server.enqueue('cancel', () => ask(url));
		await clock.advance(1000);
		expect(asked()).toEqual(urls(3));
	});
});

describe('pause and close', () => {
	test('while paused, no poll is made, and afterwards all that are due', async () => {
		const {clock, server, asked} = serverWith();
		server.setPaused(true);
		for (const url of urls(3)) server.arm(url, clock.now().mono);
		await clock.advance(10 * minute);
		expect([asked(), clock.pending]).toEqual([[], 0]);
		server.setPaused(false);
		await clock.advance(1000);
		expect(asked()).toHaveLength(3);
	});

	test('after closing, nothing is sent, nothing is pending and nobody waits', async () => {
		const {clock, server, asked, ask} = serverWith({took: () => 10_000});
		server.arm('a', clock.now().mono);
		server.arm('b', clock.now().mono + 1000);
		await clock.advance(0);
		const order = server.enqueue('key', () => ask('key'));
		server.close();
		expect(await order).toBeUndefined();
		expect(await server.enqueue('cancel', () => ask('cancel'))).toBeUndefined();
		await clock.advance(10 * minute);
		expect([asked(), clock.pending]).toEqual([['a'], 0]);
	});

	test('its capacity follows the duration of its polls', async () => {
		const {clock, server} = serverWith({rate: 20, took: () => 3000});
		expect(server.capacity).toBe(20);
		for (const url of urls(60)) server.arm(url, clock.now().mono);
		await clock.advance(60_000);
		expect(server.capacity).toBeCloseTo(2, 0);
	});
});
