/** Many jobs on servers that answer: what is shown of them is never too old, and nothing comes in a burst. */
import {describe, expect, test} from 'vitest';
import {isStale} from '../../source/monitor/schedule.ts';
import {isThorough} from '../often.ts';
import {timeout} from './watched.ts';
import {type Watching, watching} from './watching.ts';

const second = 1000;
const minute = 60 * second;

/** Lets time pass and counts how many jobs were stale at the end of each second. */
async function staleDuring(
	{clock, monitor}: Watching,
	milliseconds: number,
	each?: (second: number) => void,
): Promise<number> {
	let stale = 0;
	for (let passed = 0; passed < milliseconds; passed += second) {
		each?.(passed / second);
		await clock.advance(second);
		const {mono} = clock.now();
		for (const job of monitor.jobs.list) if (isStale(job, mono)) stale++;
	}
	return stale;
}

const numberOf = (url: string) => Number(/\d+$/.exec(url)?.[0]);

test('200 jobs with an interval of a second are polled in a few moments of it, six at a time, each at its interval', async () => {
	const all = watching({job: () => ({body: {jobStatus: 'esriJobExecuting'}, after: 1})}, {interval: second});
	all.watch(200);
	await all.clock.advance(10 * second);
	all.client.forget();
	await all.clock.advance(20 * second);
	const {asked, most} = all.client;
	expect(asked.length / 20).toBeGreaterThan(190);
	expect(asked.length / 20).toBeLessThan(205);
	// Six at once take a millisecond; a moment lasts until all that are due in it have had their turn.
	const begins = [...new Set(asked.map(({at}) => at))].sort((a, b) => a - b);
	const moments = begins.filter((at, index) => at - (begins[index - 1] ?? 0) > 2);
	expect(moments.length / 20).toBeLessThan(9);
	expect(Math.max(...most.byOrigin.values())).toBe(6);
});

describe('1,000 jobs on one server that answers in 200 ms', () => {
	const courses: ReadonlyArray<[string, (number: number, passed: number) => string]> = [
		['all run', () => 'esriJobExecuting'],
		[
			'all wait, and begin to run at once',
			(_, passed) => (passed < 5 * minute ? 'esriJobWaiting' : 'esriJobExecuting'),
		],
		[
			'one after the other begins and ends',
			(number, passed) =>
				passed < number * second
					? 'esriJobWaiting'
					: passed < (number + 300) * second
						? 'esriJobExecuting'
						: 'esriJobSucceeded',
		],
		[
			'half of them end together',
			(number, passed) => (passed > 10 * minute && number % 2 === 0 ? 'esriJobFailed' : 'esriJobExecuting'),
		],
	];
	test.each(isThorough ? courses : courses.slice(1, 2))('never show STALE: %s', async (_, statusAt) => {
		const all = watching();
		const begun = all.clock.now().mono;
		all.client.script.job = ({url, at}) => ({body: {jobStatus: statusAt(numberOf(url), at - begun), messages: []}});
		const urls = all.watch(1000);
		const look = (from: number) =>
			all.monitor.setFocus({
				selected: urls[from] ?? null,
				shown: urls.slice(from, from + 50),
				open: urls[from] ?? null,
			});
		const minutes = isThorough ? 30 : 10;
		const stale = await staleDuring(all, minutes * minute, passed => {
			if (passed % 25 === 0) look((passed * 13) % 950);
		});
		expect(stale).toBe(0);
		expect(all.monitor.jobs.list.every(({lastAnswer}) => lastAnswer !== null)).toBe(true);
		const perMinute = all.client.asked.length / minutes;
		expect(perMinute).toBeLessThanOrEqual(60 * 20 + 5);
	});

	test('that are added while it is busy keep none waiting', async () => {
		const all = watching();
		const first = all.watch(500);
		await all.clock.advance(5 * minute);
		all.watch(1000);
		expect(await staleDuring(all, 5 * minute)).toBe(0);
		expect(first.every(url => all.monitor.jobs.get(url)?.lastAnswer !== null)).toBe(true);
	});
});

test('20 jobs on each of 40 servers that take a second: none becomes stale, and none is left out', async () => {
	const all = watching({job: () => ({body: {jobStatus: 'esriJobExecuting'}, after: second})});
	for (let server = 0; server < 40; server++) all.watch(20, `https://gis${server}.acme.com`);
	expect(await staleDuring(all, (isThorough ? 15 : 4) * minute)).toBe(0);
	expect(all.monitor.jobs.counts.running).toBe(800);
	expect(all.client.most.all).toBeLessThanOrEqual(32);
});

describe('after', () => {
	test('a gap of ten minutes, in which the machine slept, all are polled, and not in a burst', async () => {
		const all = watching();
		all.watch(400);
		await all.clock.advance(3 * minute);
		all.client.forget();
		all.clock.sleep(10 * minute);
		await all.clock.advance(25 * second);
		const {mono} = all.clock.now();
		expect(all.monitor.jobs.list.filter(job => isStale(job, mono))).toEqual([]);
		const at = all.client.asked.map(asked => asked.at);
		for (const from of at)
			expect(at.filter(each => each >= from && each < from + second).length).toBeLessThanOrEqual(26);
	});

	test('an outage of an hour too', async () => {
		const all = watching();
		all.watch(400);
		await all.clock.advance(3 * minute);
		all.client.script.job = () => ({fault: timeout, after: 5000});
		await all.clock.advance(60 * minute);
		all.client.script.job = () => ({body: {jobStatus: 'esriJobExecuting'}});
		all.client.forget();
		await all.clock.advance(76 * second + 25 * second);
		const {mono} = all.clock.now();
		expect(all.monitor.jobs.list.filter(job => isStale(job, mono))).toEqual([]);
		const at = all.client.asked.map(asked => asked.at);
		for (const from of at)
			expect(at.filter(each => each >= from && each < from + second).length).toBeLessThanOrEqual(26);
	});

	test('the wall clock was set back two hours, nothing changes', async () => {
		const [set, left] = [watching(), watching()];
		for (const all of [set, left]) all.watch(20);
		await set.clock.advance(minute);
		set.clock.setWall(set.clock.now().epoch - 120 * minute);
		await set.clock.advance(10 * minute);
		await left.clock.advance(11 * minute);
		expect(set.client.asked.map(({at, url}) => [at, url])).toEqual(left.client.asked.map(({at, url}) => [at, url]));
	});
});
