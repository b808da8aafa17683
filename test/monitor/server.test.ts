import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {CommonPlaces} from '../../source/monitor/common-places.ts';
import {type Outcome, Server} from '../../source/monitor/server.ts';
import {FakeClock} from './fake-clock.ts';
import {refusedToConnect, timeout} from './watched.ts';

const minute = 60_000;
const reset = fault('reset', 'It broke off.');
const signIn = fault('sign-in', 'It asks for a sign-in.', 499);

/** A server whose polls a test answers; each takes 100 ms unless it says otherwise. */
function serverWith(
	options: {
		answer?: (url: string) => Outcome;
		took?: (url: string) => number;
		rate?: number | undefined;
		preferred?: readonly string[];
		random?: number;
	} = {},
) {
	const clock = new FakeClock();
	const log: {url: string; at: number}[] = [];
	const begunAt = clock.now().mono;
	const state = {inFlight: 0, most: 0, changes: 0, answer: options.answer ?? (() => null)};
	const places = new CommonPlaces();
	const ask = async (url: string): Promise<Outcome> => {
		log.push({url, at: clock.now().mono - begunAt});
		state.most = Math.max(state.most, ++state.inFlight);
		const outcome = state.answer(url);
		await clock.wait(options.took?.(url) ?? 100);
		state.inFlight--;
		return outcome;
	};
	const server = new Server({
		origin: 'https://gis.acme.com',
		clock,
		random: () => options.random ?? 0,
		rate: 'rate' in options ? options.rate : 1000,
		places,
		poll: ask,
		preferred: () => options.preferred ?? [],
		onChange: () => state.changes++,
	});
	const asked = () => log.map(({url}) => url);
	return {clock, server, log, asked, state, ask, places};
}

const urls = (count: number) => Array.from({length: count}, (_, index) => `job-${index}`);

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

	test('are six at once, one before anybody knows whether the server is there', async () => {
		const {clock, server, asked, state} = serverWith({took: () => 10_000});
		for (const url of urls(20)) server.arm(url, clock.now().mono);
		await clock.advance(0);
		expect(state.inFlight).toBe(1);
		await clock.advance(10_000);
		expect(state.inFlight).toBe(6);
		await clock.advance(100_000);
		expect([asked().length, state.most]).toEqual([20, 6]);
	});

	test('are so many a second', async () => {
		const {clock, server, log} = serverWith({rate: 20, took: () => 1});
		for (const url of urls(200)) server.arm(url, clock.now().mono);
		await clock.advance(5000);
		expect(log.length).toBeGreaterThanOrEqual(100);
		expect(log.length).toBeLessThanOrEqual(106);
	});

	test('are as many as there is to do, where --interval has lifted the bound', async () => {
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

	test('can be put off, brought forward, and taken out', async () => {
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

	test('of jobs that come along together are spread, so that others are not kept waiting', async () => {
		const {clock, server, log} = serverWith({rate: 20, took: () => 1});
		for (const url of urls(180)) server.armFirst(url);
		server.arm('known', clock.now().mono + 2000);
		await clock.advance(20_000);
		const known = log.find(({url}) => url === 'known');
		expect(known?.at).toBeLessThan(2100);
		expect(log.at(-1)?.at).toBeGreaterThan(9000);
		expect(log.at(-1)?.at).toBeLessThan(10_500);
	});
});

describe('what is ordered', () => {
	test('goes before all polls: cancel, then what a key asked', async () => {
		const {clock, server, asked, ask} = serverWith();
		const now = clock.now().mono;
		for (const url of ['first', 'a', 'b']) server.arm(url, now);
		void server.order('key', () => ask('key'));
		void server.order('cancel', () => ask('cancel'));
		await clock.advance(1000);
		expect(asked()).toEqual(['first', 'cancel', 'key', 'a', 'b']);
	});

	test('is made while the server rests, or is paused', async () => {
		const {clock, server, asked, ask, state} = serverWith({answer: () => timeout});
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		void server.order('key', () => ask('key'));
		await clock.advance(200);
		server.setPaused(true);
		void server.order('cancel', () => ask('cancel'));
		await clock.advance(10 * minute);
		expect(asked()).toEqual(['a', 'key', 'cancel']);
		state.answer = () => null;
		server.setPaused(false);
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		expect(asked().at(-1)).toBe('a');
	});

	test('tells what came of it', async () => {
		const {clock, server} = serverWith();
		const outcomes: unknown[] = [];
		for (const outcome of [null, undefined, timeout] as const) {
			void server.order('cancel', async () => outcome).then(told => outcomes.push(told));
		}
		await clock.advance(0);
		expect(outcomes).toEqual([null, undefined, timeout]);
	});

	test('is not tried one by one where the server is not there', async () => {
		const {clock, server, asked, ask} = serverWith({answer: () => timeout, took: () => 15_000});
		const outcomes: unknown[] = [];
		for (const url of urls(100)) void server.order('key', () => ask(url)).then(told => outcomes.push(told));
		await clock.advance(15_000);
		expect(asked()).toEqual(['job-0']);
		expect(outcomes).toEqual(Array(100).fill(timeout));
	});

	test('is tried where the connection was only broken off', async () => {
		const {clock, server, asked, ask} = serverWith({answer: () => reset});
		for (const url of urls(5)) void server.order('key', () => ask(url));
		await clock.advance(1000);
		expect(asked()).toEqual(urls(5));
	});

	test('a cancel is never taken for another: each is tried', async () => {
		const {clock, server, asked, ask} = serverWith({answer: () => timeout});
		for (const url of urls(3)) void server.order('cancel', () => ask(url));
		await clock.advance(1000);
		expect(asked()).toEqual(urls(3));
	});
});

describe('a server that cannot be had', () => {
	test.each([
		timeout,
		refusedToConnect,
		reset,
		fault('offline', 'x'),
		fault('http', 'x', 503),
		fault('http', 'x', 429),
	])(
		'($kind $code) rests with all its jobs, and is tried by one request at a time, at last once a minute',
		async why => {
			const {clock, server, log} = serverWith({answer: () => why, random: 0.5});
			for (const url of urls(50)) server.arm(url, clock.now().mono);
			await clock.advance(10 * minute);
			const gaps = log.slice(1).map(({at}, index) => at - (log[index]?.at ?? 0));
			expect(gaps.slice(0, 7).map(gap => Math.round(gap / 100) / 10)).toEqual([1.2, 2.4, 4.6, 9.1, 18.1, 36.1, 67.6]);
			expect(Math.min(...gaps.slice(6))).toBeGreaterThan(minute);
			expect(Math.max(...gaps)).toBeLessThan(75_200);
			expect(server.trouble).toMatchObject({fault: why, count: log.length});
		},
	);

	test('is tried by another job each time, not always by the one that it fails on', async () => {
		const {clock, server, log, state} = serverWith({
			answer: url => (url === 'selected' ? timeout : null),
			preferred: ['selected'],
		});
		const again = state.answer;
		state.answer = url => {
			server.arm(url, clock.now().mono + 2000);
			return again(url);
		};
		for (const url of ['selected', ...urls(5)]) server.arm(url, clock.now().mono);
		await clock.advance(5 * minute);
		for (const url of urls(5)) expect(log.filter(each => each.url === url).length).toBeGreaterThan(50);
	});

	test('is back with the first answer: all its jobs go on, within the rate', async () => {
		const {clock, server, log, state} = serverWith({answer: () => timeout, rate: 20, took: () => 10});
		for (const url of urls(100)) server.arm(url, clock.now().mono);
		await clock.advance(5 * minute);
		state.answer = () => null;
		const before = log.length;
		await clock.advance(75_000 + 6000);
		expect(server.trouble).toBeNull();
		const after = log.slice(before).map(({at}) => at);
		expect(after.length).toBeGreaterThanOrEqual(90);
		for (const at of after) expect(after.filter(each => each >= at && each < at + 1000).length).toBeLessThanOrEqual(26);
	});

	test('requests that fail together are one failure', async () => {
		const {clock, server, state} = serverWith({took: () => 1000});
		server.arm('first', clock.now().mono);
		await clock.advance(1000);
		state.answer = () => reset;
		for (const url of urls(6)) server.arm(url, clock.now().mono);
		await clock.advance(1000);
		expect(server.trouble).toMatchObject({count: 1});
	});

	test.each([
		['an error of one job', fault('server', 'x', 500)],
		['a job that is not there', fault('not-found', 'x', 404)],
		['a page', fault('not-json', 'x')],
		['an answer that broke off', {...fault('reset', 'x'), hasBegun: true as const}],
		['an answer that did not come whole in time', {...fault('timeout', 'x'), hasBegun: true as const}],
	])('%s is an answer of the server', async (_, why) => {
		const {clock, server, asked} = serverWith({answer: () => why});
		for (const url of urls(3)) server.arm(url, clock.now().mono);
		await clock.advance(1000);
		expect([server.trouble, asked().length]).toEqual([null, 3]);
	});

	test('what this machine cannot do says nothing of it', async () => {
		const {clock, server, state, asked} = serverWith({answer: () => timeout});
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		state.answer = () => fault('local', 'x');
		server.arm('b', clock.now().mono);
		await clock.advance(2000);
		expect(asked()).toEqual(['a', 'b']);
		expect(server.trouble).toMatchObject({fault: timeout, count: 1});
	});

	test('Retry-After is obeyed, whatever it came with', async () => {
		const {clock, server, log} = serverWith({answer: () => ({...fault('server', 'x', 500), retryAfter: 200_000})});
		for (const url of urls(3)) server.arm(url, clock.now().mono);
		await clock.advance(199_000);
		expect(log).toHaveLength(1);
		await clock.advance(2000);
		expect(log).toHaveLength(2);
	});

	test('that asks for a sign-in is left alone until somebody has done something', async () => {
		const {clock, server, asked, state} = serverWith({answer: () => signIn});
		for (const url of urls(3)) server.arm(url, clock.now().mono);
		await clock.advance(60 * minute);
		expect(asked()).toHaveLength(1);
		expect(server.trouble?.nextTry).toBeUndefined();
		state.answer = () => null;
		server.retry();
		await clock.advance(1000);
		expect([asked().length, server.trouble]).toEqual([3, null]);
	});

	test('tells when it comes into trouble and out of it, once each', async () => {
		const {clock, server, state} = serverWith({answer: () => timeout});
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		expect(state.changes).toBe(1);
		state.answer = () => null;
		server.arm('a', clock.now().mono);
		server.arm('b', clock.now().mono);
		await clock.advance(3000);
		expect([state.changes, server.trouble]).toEqual([2, null]);
	});
});

describe('pause and close', () => {
	test('paused, no poll is made, and afterwards all that are due', async () => {
		const {clock, server, asked} = serverWith();
		server.setPaused(true);
		for (const url of urls(3)) server.arm(url, clock.now().mono);
		await clock.advance(10 * minute);
		expect([asked(), clock.pending]).toEqual([[], 0]);
		server.setPaused(false);
		await clock.advance(1000);
		expect(asked()).toHaveLength(3);
	});

	test('closed, nothing is asked, nothing is pending and nobody waits', async () => {
		const {clock, server, asked, ask} = serverWith({took: () => 10_000});
		server.arm('a', clock.now().mono);
		server.arm('b', clock.now().mono + 1000);
		await clock.advance(0);
		const order = server.order('key', () => ask('key'));
		server.close();
		expect(await order).toBeUndefined();
		expect(await server.order('cancel', () => ask('cancel'))).toBeUndefined();
		await clock.advance(10 * minute);
		expect([asked(), clock.pending]).toEqual([['a'], 0]);
	});

	test('what it can be expected to answer follows how long its polls take', async () => {
		const {clock, server} = serverWith({rate: 20, took: () => 3000});
		expect(server.capacity).toBe(20);
		for (const url of urls(60)) server.arm(url, clock.now().mono);
		await clock.advance(60_000);
		expect(server.capacity).toBeCloseTo(2, 0);
	});
});
