import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {toRecord} from '../../source/monitor/record-conversion.ts';
import {type Asked, running} from './fake-client.ts';
import {addressOf, jobAfter, missing, refusedToConnect} from './watched.ts';
import {watching} from './watching.ts';

const minute = 60_000;
const origins = (count: number) => Array.from({length: count}, (_, index) => `https://gis${index}.acme.com`);
const of = (asked: readonly Asked[], origin: string) => asked.filter(each => each.origin === origin);

/** The most requests that began within any second. */
function busiestSecond(asked: readonly Asked[]): number {
	return Math.max(0, ...asked.map(({at: from}) => asked.filter(({at}) => at >= from && at < from + 1000).length));
}

describe('watching', () => {
	test('a job is polled at once, and the answer is applied to the job', async () => {
		const {clock, client, monitor, watch} = watching();
		const [url = ''] = watch(1);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'unknown', lastAnswer: null});
		await clock.advance(200);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', intervalThen: 15_000});
		expect(client.asked).toHaveLength(1);
	});

	test('for a job that is watched already, only the label is updated', async () => {
		const {clock, client, monitor, watch} = watching();
		const [url = ''] = watch(1);
		await clock.advance(1000);
		monitor.watch([{address: addressOf('j0'), label: 'flood' as never, tags: []}]);
		await clock.advance(1000);
		expect([monitor.jobs.size, monitor.jobs.get(url)?.label, client.asked.length]).toEqual([1, 'flood', 1]);
	});

	test('the record is shown before the first answer; a job that ended then is not polled', async () => {
		const {clock, client, monitor} = watching();
		for (const [id, status] of [
			['running', 'esriJobWaiting'],
			['ended', 'esriJobFailed'],
		] as const) {
			const record = {...toRecord(jobAfter(status)), url: addressOf(id).url};
			monitor.watch([{address: addressOf(id), label: null, tags: [], record}]);
		}
		expect(monitor.jobs.list.map(({state, isFromRecord}) => [state, isFromRecord])).toEqual([
			['queued', true],
			['failed', true],
		]);
		await clock.advance(10 * minute);
		expect(new Set(client.asked.map(({url}) => url))).toEqual(new Set([addressOf('running').url]));
		expect(monitor.jobs.list.map(({state, isFromRecord}) => [state, isFromRecord])).toEqual([
			['running', false],
			['failed', true],
		]);
	});

	test('--interval replaces the intervals of all jobs', async () => {
		const {clock, client, watch} = watching({}, {interval: 60_000});
		watch(100);
		await clock.advance(30 * minute);
		expect(client.asked.length / 100).toBeGreaterThan(29);
		expect(client.asked.length / 100).toBeLessThan(32);
	});
});

describe('how many requests are made at once', () => {
	test('6 for each server, 20 a second', async () => {
		const {clock, client, watch} = watching({job: () => ({body: running, after: 290})});
		watch(300);
		await clock.advance(2 * minute);
		expect(client.most.byOrigin.get('https://gis.acme.com')).toBe(6);
		expect(busiestSecond(client.asked)).toBeLessThanOrEqual(26);
		expect(client.asked.length).toBeGreaterThan(120 * 17);
	});

	test('32 over all servers, and none is left out', async () => {
		const {clock, client, watch} = watching({job: () => ({body: running, after: 1000})});
		for (const origin of origins(40)) watch(20, origin);
		await clock.advance(2 * minute);
		expect(client.most.all).toBe(32);
		const counts = origins(40).map(origin => of(client.asked, origin).length);
		expect(Math.min(...counts)).toBeGreaterThan(Math.max(...counts) * 0.8);
	});

	test('one for each job, whatever keys are pressed', async () => {
		const {clock, client, monitor, watch} = watching({job: () => ({body: running, after: 3000})});
		const urls = watch(3);
		for (let press = 0; press < 20; press++) {
			void monitor.refresh(urls);
			monitor.setFocus({selected: urls[press % 3] ?? null, shown: urls, open: urls[0] ?? null});
			monitor.cancel(urls[press % 3] ?? '');
			await clock.advance(700);
		}
		await clock.advance(minute);
		expect([...client.most.byJob.keys()].toSorted()).toEqual(urls.toSorted());
		expect([...client.most.byJob.values()]).toEqual([1, 1, 1]);
	});
});

describe('keys', () => {
	test('while paused, only requests by key are made', async () => {
		const {clock, client, monitor, watch} = watching();
		const urls = watch(10);
		await clock.advance(minute);
		monitor.setPaused(true);
		client.forget();
		await clock.advance(10 * minute);
		expect(client.asked).toEqual([]);
		void monitor.refresh(urls.slice(0, 1));
		watch(1, 'https://other.acme.com');
		await clock.advance(minute);
		expect(client.asked.map(({url}) => url)).toEqual(urls.slice(0, 1));
		monitor.setPaused(false);
		await clock.advance(3000);
		expect(new Set(client.asked.map(({url}) => url)).size).toBe(11);
	});

	test('a refresh reads jobs that have ended too', async () => {
		const {clock, client, monitor, watch} = watching({job: () => ({body: {jobStatus: 'esriJobFailed', messages: []}})});
		const urls = watch(1);
		await clock.advance(minute);
		expect(client.asked).toHaveLength(1);
		await Promise.all([monitor.refresh(urls), clock.advance(1000)]);
		expect(client.asked).toHaveLength(2);
		await monitor.refresh(['https://nobody']);
	});

	test('the selected job is polled often, and first if the server is busy', async () => {
		const {clock, client, monitor, watch} = watching();
		const urls = watch(1000);
		await clock.advance(2 * minute);
		monitor.setFocus({selected: urls[500] ?? null, shown: urls.slice(490, 510), open: null});
		await clock.advance(2000);
		client.forget();
		await clock.advance(minute);
		expect(client.asked.filter(({url}) => url === urls[500]).length).toBeGreaterThanOrEqual(26);
		expect(monitor.servers[0]?.slowdown).toBeGreaterThan(3);
	});
});

describe('the list changes', () => {
	test('a job that is removed while it is polled stays removed, and is not polled again', async () => {
		const {clock, client, monitor, watch} = watching();
		const [url = '', other = ''] = watch(2);
		await clock.advance(100);
		monitor.forget([url, 'https://nobody']);
		await clock.advance(10 * minute);
		expect(monitor.jobs.get(url)).toBeUndefined();
		expect(client.asked.filter(each => each.url === url)).toHaveLength(1);
		monitor.forget([other]);
		expect([monitor.jobs.size, monitor.servers.length]).toEqual([0, 0]);
		await clock.advance(10 * minute);
		expect(clock.pending).toBe(0);
	});

	test('removing a job does not count as an answer of its server', async () => {
		const {clock, monitor, watch} = watching({job: () => ({fault: refusedToConnect, after: 1000})});
		const [url = ''] = watch(2);
		await clock.advance(500);
		monitor.forget([url]);
		await clock.advance(600);
		expect(monitor.servers[0]?.outage).toMatchObject({fault: refusedToConnect});
	});

	test('a job that is restored while it is polled gets the answer', async () => {
		const {clock, client, monitor, watch} = watching({job: () => ({body: running, after: 3000})});
		const [url = ''] = watch(1);
		await clock.advance(100);
		monitor.forget([url]);
		watch(1);
		await clock.advance(10_000);
		expect(monitor.jobs.get(url)?.state).toBe('running');
		expect(client.most.byJob.get(url)).toBe(1);
	});

	test('after closing, nothing happens and nobody waits', async () => {
		const {clock, client, monitor, watch} = watching({job: () => ({body: running, after: 3000})});
		const urls = watch(10);
		await clock.advance(1000);
		const refresh = monitor.refresh(urls);
		monitor.close();
		await clock.advance(minute);
		await refresh;
		expect([client.isClosed(), client.asked.length, clock.pending]).toEqual([true, 1, 0]);
		expect(monitor.jobs.counts.unknown).toBe(10);
		monitor.setFocus({selected: urls[0] ?? null, shown: urls, open: null});
		await monitor.refresh(urls);
		await clock.advance(minute);
		expect(client.asked.length).toBe(1);
	});
});

test('a job that ended in an earlier run is removed without a request', async () => {
	const {clock, client, monitor} = watching();
	const address = addressOf('ended');
	const record = {...toRecord(jobAfter('esriJobFailed')), url: address.url};
	monitor.watch([{address, label: null, tags: [], record}]);
	monitor.forget([address.url, addressOf('unknown').url]);
	await clock.advance(minute);
	expect([monitor.jobs.size, client.asked.length]).toEqual([0, 0]);
});

test('after a sign-in, the jobs that needed it are polled at once, and no others', async () => {
	const wantsSignIn = new Set<string>();
	const {clock, client, monitor, watch} = watching({
		job: ({url}) => (wantsSignIn.has(url) ? {fault: fault('sign-in', 'Token required', 499)} : {body: running}),
	});
	const origin = 'https://gis.acme.com';
	const [first = ''] = watch(8, origin);
	wantsSignIn.add(first);
	await clock.advance(2 * minute);
	monitor.setPaused(true);
	await clock.advance(minute);
	wantsSignIn.clear();
	client.forget();
	monitor.setPaused(false);
	monitor.retry(origin);
	await clock.advance(1000);
	expect(client.asked.map(({url}) => url)).toContain(first);
});

test('recorded messages are read for the open job, and for no other', async () => {
	const read: string[] = [];
	const {clock, monitor} = watching(
		{},
		{
			recall: async url => {
				read.push(url);
				return undefined;
			},
		},
	);
	const urls = ['a', 'b', 'c'].map(id => {
		const address = addressOf(id);
		monitor.watch([
			{address, label: null, tags: [], record: {...toRecord(jobAfter('esriJobFailed')), url: address.url}},
		]);
		return address.url;
	});
	monitor.setFocus({selected: urls[0] ?? null, shown: urls, open: null});
	await clock.advance(1000);
	expect(read).toEqual([]);
	monitor.setFocus({selected: urls[0] ?? null, shown: urls, open: urls[1] ?? null});
	await clock.advance(1000);
	expect(read).toEqual([urls[1]]);
});

test('a job that becomes visible is polled after its new interval, not at once', async () => {
	const {clock, client, monitor, watch} = watching();
	const [url = ''] = watch(1);
	await clock.advance(60_000);
	const before = monitor.jobs.get(url)?.lastAnswer;
	for (let waited = 0; waited < 600 && monitor.jobs.get(url)?.lastAnswer === before; waited++) await clock.advance(100);
	client.forget();
	monitor.setFocus({selected: null, shown: [url], open: null});
	await clock.advance(1000);
	expect(client.asked).toEqual([]);
	await clock.advance(60_000);
	expect(client.asked.length).toBeGreaterThan(0);
});

test.each([
	['results', 'results'],
	['inputs', 'inputs'],
] as const)('%s that the server has deleted are read from the record', async (_, kind) => {
	const row = {name: 'Out', label: 'Out', dataType: 'GPString', value: 'kept'};
	let isPurged = false;
	const {clock, monitor, watch} = watching(
		{job: () => (isPurged ? {fault: missing} : {body: {jobStatus: 'esriJobSucceeded'}})},
		{
			recall: async () => ({
				messagesAt: null,
				before: 0,
				messages: [],
				results: {at: 5, rows: [row]},
				inputs: {at: 5, rows: [row]},
			}),
		},
	);
	const [url = ''] = watch(1);
	await clock.advance(1000);
	isPurged = true;
	for (let asked = 0; asked < 3; asked++) {
		void monitor.refresh([url]);
		await clock.advance(31_000);
	}
	expect(monitor.jobs.get(url)?.isDeletedOnServer).toBe(true);
	const reading = monitor.parameters(url, kind);
	await clock.advance(60_000);
	expect(await reading).toMatchObject({ok: true, recordedAt: 5, rows: [{name: {safe: 'Out'}}]});
});
