import {describe, expect, test} from 'vitest';
import {fault} from '../../../source/gp/fault.ts';
import {isStale} from '../../../source/monitor/schedule.ts';
import {busiestSecond, jobUrl, listedJobs, type SimulatedServer, simulate, urls} from './world.ts';

const minute = 60_000;
const acme = 'https://gis.acme.com';
const executing: SimulatedServer = {latency: 200, reply: () => ({status: 'esriJobExecuting'})};
const dead: SimulatedServer = {latency: 5000, reply: () => fault('timeout', 'no answer')};

describe('adding up', () => {
	test('one unreachable server among six does not slow down the others', async () => {
		const origins = Array.from({length: 5}, (_, index) => `https://gis${index}.acme.com`);
		const polls = async (withDead: boolean) => {
			const servers = new Map<string, SimulatedServer>(origins.map(origin => [origin, executing]));
			const {clock, monitor, requests} = simulate(servers.set('https://old', dead));
			monitor.watch(listedJobs(origins.flatMap(origin => urls(origin, 20))));
			if (withDead) monitor.watch(listedJobs(urls('https://old', 20)));
			await clock.run(10 * minute);
			return origins.map(origin => requests.filter(({url}) => url.startsWith(origin)).length);
		};
		const [without, beside] = [await polls(false), await polls(true)];
		for (const [index, count] of beside.entries()) {
			expect(count / (without[index] ?? 1)).toBeGreaterThan(0.97);
		}
	});

	test('forty unreachable servers do not slow down the one that works', async () => {
		const servers = new Map<string, SimulatedServer>([[acme, executing]]);
		const deadOnes = Array.from({length: 40}, (_, index) => `https://dead${index}`);
		for (const origin of deadOnes) servers.set(origin, dead);
		const {clock, monitor, requests} = simulate(servers);
		monitor.watch(listedJobs([...deadOnes.flatMap(origin => urls(origin, 10)), ...urls(acme, 10)]));
		await clock.run(5 * minute);
		const lived = requests.filter(({url}) => url.startsWith(acme)).length;
		expect(lived).toBeGreaterThan(10 * ((5 * 60) / 15.2) * 0.97);
	});

	test('an unreachable server gets at most one request a minute after some time', async () => {
		const {clock, monitor, requests} = simulate(new Map([['https://old', dead]]));
		monitor.watch(listedJobs(urls('https://old', 200)));
		await clock.run(10 * minute);
		const before = requests.length;
		await clock.run(60 * minute);
		expect(requests.length - before).toBeLessThanOrEqual(60);
	});

	test('a server that works again is noticed within 75 s, and all its jobs soon after', async () => {
		let isBack = false;
		const {clock, monitor} = simulate(
			new Map([
				[
					acme,
					{
						latency: 50,
						reply: () => (isBack ? {status: 'esriJobExecuting'} : fault('refused', 'down')),
					},
				],
			]),
		);
		monitor.watch(listedJobs(urls(acme, 100)));
		await clock.run(60 * minute);
		isBack = true;
		await clock.run(76_000);
		expect(monitor.jobs.counts.running).toBeGreaterThan(0);
		await clock.run(10_000);
		expect(monitor.jobs.counts.running).toBe(100);
	});

	test('a refresh reaches a server with an open circuit breaker at once', async () => {
		let isBack = false;
		const {clock, monitor} = simulate(
			new Map([[acme, {latency: 50, reply: () => (isBack ? {status: 'esriJobExecuting'} : fault('refused', 'down'))}]]),
		);
		const [first = ''] = urls(acme, 1);
		monitor.watch(listedJobs([first]));
		await clock.run(60 * minute);
		isBack = true;
		void monitor.refresh([first]);
		await clock.run(200);
		expect(monitor.jobs.get(first)?.state).toBe('running');
	});

	test('a gap, as after the machine slept, causes no burst', async () => {
		const {clock, monitor, requests} = simulate(new Map([[acme, executing]]));
		monitor.watch(listedJobs(urls(acme, 300)));
		await clock.run(2 * minute);
		const before = requests.length;
		clock.leap(10 * minute);
		await clock.run(minute);
		expect(busiestSecond(requests.slice(before).map(({at}) => at))).toBeLessThanOrEqual(26);
		const now = clock.now().mono;
		expect(monitor.jobs.list.filter(job => isStale(job, now))).toEqual([]);
	});
});

describe('the requests for a job of two hours', () => {
	const hours = 120 * minute;
	/** Of 41 jobs of slightly different lengths: the most requests, and the median delay until the end was seen. */
	const watched = async (focus: 'none' | 'shown', reply: SimulatedServer['reply']) => {
		const delays: number[] = [];
		let count = 0;
		for (let run = 0; run < 41; run++) {
			const length = hours + run * 1234;
			const {clock, monitor, requests} = simulate(
				new Map([
					[
						acme,
						{
							latency: 20,
							reply: (url, now) => (now >= length ? {status: 'esriJobSucceeded'} : reply(url, now / length)),
						},
					],
				]),
			);
			const url = jobUrl(acme, run);
			monitor.watch(listedJobs([url]));
			if (focus === 'shown') monitor.setFocus({selected: null, shown: [url], open: null});
			await clock.run(length + minute);
			const ended = monitor.jobs.get(url)?.endedAt?.mono ?? Number.POSITIVE_INFINITY;
			delays.push(ended - length);
			count = Math.max(count, requests.length);
		}
		return {count, delay: delays.toSorted((a, b) => a - b)[20] ?? Number.NaN};
	};

	test('off the screen: at most 600 requests, its end seen within 8 s', async () => {
		const {count, delay} = await watched('none', () => ({status: 'esriJobExecuting'}));
		expect(count).toBeLessThanOrEqual(600);
		expect(delay).toBeLessThanOrEqual(8000);
	});

	test('on the screen: at most 1,550 requests, within 2.7 s', async () => {
		const {count, delay} = await watched('shown', () => ({status: 'esriJobExecuting'}));
		expect(count).toBeLessThanOrEqual(1550);
		expect(delay).toBeLessThanOrEqual(2700);
	});

	test('off the screen, with progress sent: at most 600 requests, within 4 s', async () => {
		const {count, delay} = await watched('none', (_, part) => ({
			status: 'esriJobExecuting',
			percent: Math.floor(part * 100),
		}));
		expect(count).toBeLessThanOrEqual(600);
		expect(delay).toBeLessThanOrEqual(4000);
	});

	test('messages come with status polls, never with a separate request', async () => {
		const {clock, monitor, requests} = simulate(new Map([[acme, executing]]));
		const [url = ''] = urls(acme, 1);
		monitor.watch(listedJobs([url]));
		monitor.setFocus({selected: url, shown: [url], open: url});
		await clock.run(10 * minute);
		const gaps = requests.slice(1).map(({at}, index) => at - (requests[index]?.at ?? 0));
		expect(Math.min(...gaps.slice(2))).toBeGreaterThanOrEqual(1800);
		expect(requests.some(({messages}) => messages)).toBe(true);
	});
});
