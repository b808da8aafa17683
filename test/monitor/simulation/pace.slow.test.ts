import {expect, test} from 'vitest';
import {isStale} from '../../../source/monitor/schedule.ts';
import {busiestSecond, listedJobs, simulate, urls} from './world.ts';

const minute = 60_000;
const acme = 'https://gis.acme.com';

test('1,000 jobs on one server that answers in 200 ms never become stale', async () => {
	const end = (url: string) => (Number(/\d+$/.exec(url)?.[0]) % 7) * 3 * minute + minute;
	const {clock, monitor, requests} = simulate(
		new Map([
			[
				acme,
				{
					latency: 200,
					reply: (url, now) => ({status: now > end(url) ? 'esriJobSucceeded' : 'esriJobExecuting'}),
				},
			],
		]),
	);
	const all = urls(acme, 1000);
	monitor.watch(listedJobs(all));
	monitor.setFocus({selected: all[500] ?? null, shown: all.slice(480, 520), open: all[500] ?? null});
	let stale = 0;
	for (let second = 0; second < 30 * 60; second++) {
		await clock.run(1000);
		const now = clock.now().mono;
		stale += monitor.jobs.list.filter(job => isStale(job, now)).length;
		// A cursor that wanders through the list.
		if (second % 20 === 0) {
			const at = (second * 7) % 960;
			monitor.setFocus({selected: all[at] ?? null, shown: all.slice(at, at + 40), open: all[at] ?? null});
		}
	}
	expect(stale).toBe(0);
	expect(monitor.jobs.list.every(({lastAnswer}) => lastAnswer !== null)).toBe(true);
	expect(monitor.jobs.counts.succeeded).toBe(1000);
	expect(busiestSecond(requests.map(({at}) => at))).toBeLessThanOrEqual(26);
});
