import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {often} from '../often.ts';
import {serverWith, urls} from './polled-server.ts';
import {refusedToConnect, timeout} from './watched.ts';

const minute = 60_000;
const reset = fault('reset', 'It broke off.');

describe('an unreachable server', () => {
	test.each([
		timeout,
		refusedToConnect,
		reset,
		fault('offline', 'x'),
		fault('http', 'x', 503),
		fault('http', 'x', 429),
		fault('server', 'x', 429),
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
			expect(server.outage).toMatchObject({fault: why, count: log.length});
		},
	);

	test('is still polled for all others if it fails for one, even the selected one', async () => {
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

	test('is back with the first answer: all its jobs are polled, within the rate', async () => {
		const {clock, server, log, state} = serverWith({answer: () => timeout, rate: 20, took: () => 10});
		for (const url of urls(100)) server.arm(url, clock.now().mono);
		await clock.advance(5 * minute);
		state.answer = () => null;
		const before = log.length;
		await clock.advance(75_000 + 6000);
		expect(server.outage).toBeNull();
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
		expect(server.outage).toMatchObject({count: 1});
	});

	test.each([
		['an error of one job', fault('server', 'x', 500)],
		['a job that is not there', fault('not-found', 'x', 404)],
		['a sign-in that is wanted', fault('sign-in', 'x', 499)],
		['a page', fault('not-json', 'x')],
		['an answer that broke off', {...fault('reset', 'x'), hasBegun: true as const}],
		['an answer that did not come whole in time', {...fault('timeout', 'x'), hasBegun: true as const}],
	])('%s is an answer of the server', async (_, why) => {
		const {clock, server, asked} = serverWith({answer: () => why});
		for (const url of urls(3)) server.arm(url, clock.now().mono);
		await clock.advance(1000);
		expect([server.outage, asked().length]).toEqual([null, 3]);
	});

	test('a fault of this machine says nothing about it', async () => {
		const {clock, server, state, asked} = serverWith({answer: () => timeout});
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		state.answer = () => fault('local', 'x');
		server.arm('b', clock.now().mono);
		await clock.advance(2000);
		expect(asked()).toEqual(['a', 'b']);
		expect(server.outage).toMatchObject({fault: timeout, count: 1});
	});

	test('a token that could not be obtained says nothing about it', async () => {
		const {clock, server, state} = serverWith({answer: () => timeout});
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		state.answer = () => fault('sign-in', 'The portal gave none.');
		server.arm('b', clock.now().mono);
		await clock.advance(2000);
		expect(server.outage).toMatchObject({fault: timeout, count: 1});
	});

	test('Retry-After is obeyed, whatever it came with', async () => {
		const {clock, server, log} = serverWith({answer: () => ({...fault('server', 'x', 500), retryAfter: 200_000})});
		for (const url of urls(3)) server.arm(url, clock.now().mono);
		await clock.advance(199_000);
		expect(log).toHaveLength(2);
		await clock.advance(2000);
		expect(log).toHaveLength(3);
	});

	const asks = {...fault('http', 'x', 503), retryAfter: 10 * minute};
	const isAlone = {...fault('server', 'x', 500), retryAfter: 10 * minute};

	test.each([asks, isAlone])('$kind $code with Retry-After of one job costs the others nothing', async why => {
		const {clock, server, log, state} = serverWith();
		state.answer = url => {
			if (url === 'alone') return why;
			server.arm(url, clock.now().mono + 2000);
			return null;
		};
		for (const url of ['alone', ...urls(5)]) server.arm(url, clock.now().mono);
		await clock.advance(minute);
		expect([server.outage, state.changes]).toEqual([null, 0]);
		for (const url of urls(5)) expect(log.filter(each => each.url === url).length).toBeGreaterThanOrEqual(25);
	});

	test('a server gets the pause that it asks for: at once with 429, otherwise if the next answer asks too', async () => {
		const outcomes = {answer: null, refusal: fault('server', 'x', 404), asks, isAlone, busy: {...asks, code: 429}};
		const names = fc.constantFrom(...(Object.keys(outcomes) as (keyof typeof outcomes)[]));
		await fc.assert(
			fc.asyncProperty(fc.array(fc.tuple(names, fc.constantFrom('a', 'b')), {maxLength: 12}), async answers => {
				const {clock, server, state} = serverWith();
				let hasAsked = false;
				for (const [name, url] of answers) {
					const outcome = outcomes[name];
					state.answer = () => outcome;
					server.arm(url, clock.now().mono);
					// Longer than any rest: each is asked, and none of them is under way beside another.
					const wait = (server.outage?.nextTry ?? 0) - clock.now().mono;
					await clock.advance(Math.max(0, wait) + 1000);
					const asksNow = 'retryAfter' in (outcome ?? {});
					const rests = asksNow && (hasAsked || name === 'busy');
					expect(server.outage?.fault ?? null).toBe(rests ? outcome : null);
					if (rests) expect((server.outage?.nextTry ?? 0) - clock.now().mono).toBeGreaterThan(9 * minute);
					hasAsked = asksNow;
				}
			}),
			{numRuns: often(200)},
		);
	});

	test('is reported when its outage begins and ends, once each', async () => {
		const {clock, server, state} = serverWith({answer: () => timeout});
		server.arm('a', clock.now().mono);
		await clock.advance(200);
		expect(state.changes).toBe(1);
		state.answer = () => null;
		server.arm('a', clock.now().mono);
		server.arm('b', clock.now().mono);
		await clock.advance(3000);
		expect([state.changes, server.outage]).toEqual([2, null]);
	});
});
