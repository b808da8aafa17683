import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {type Asked, running} from './fake-client.ts';
import {refusedToConnect, timeout} from './watched.ts';
import {watching} from './watching.ts';

const minute = 60_000;
const signIn = fault('sign-in', 'It asks for a sign-in.', 499);
const origins = (count: number) => Array.from({length: count}, (_, index) => `https://gis${index}.acme.com`);
const of = (asked: readonly Asked[], origin: string) => asked.filter(each => each.origin === origin);

describe('a server that is dead', () => {
	const dead = 'https://dead.acme.com';
	const script = {job: ({origin}: Asked) => (origin === dead ? {fault: timeout, after: 15_000} : {body: running})};

	test('does not slow down others: their polls are on time', async () => {
		const {clock, client, watch} = watching(script);
		for (const origin of [...origins(5), dead]) watch(20, origin);
		await clock.advance(10 * minute);
		const gaps = origins(5).flatMap(origin => {
			const byJob = Map.groupBy(of(client.asked, origin), ({url}) => url);
			return [...byJob.values()].flatMap(polls => polls.slice(1).map(({at}, index) => at - (polls[index]?.at ?? 0)));
		});
		expect(Math.max(...gaps)).toBeLessThan(15_000 * 1.1 + 200 + 400);
	});

	test('has one request in progress, and in the end one a minute', async () => {
		const {clock, client, watch} = watching(script);
		watch(200, dead);
		await clock.advance(10 * minute);
		client.forget();
		await clock.advance(60 * minute);
		expect(client.most.byOrigin.get(dead)).toBe(1);
		expect(client.asked.length).toBeLessThanOrEqual(60);
		expect(client.asked.length).toBeGreaterThanOrEqual(40);
	});

	test('ends all requests of a refresh with one request', async () => {
		const {clock, client, monitor, watch} = watching(script);
		const urls = watch(200, dead);
		await clock.advance(5 * minute);
		client.forget();
		let isDone = false;
		void monitor.refresh(urls).then(() => {
			isDone = true;
		});
		await clock.advance(31_000);
		expect(isDone).toBe(true);
		expect(client.asked.length).toBeLessThanOrEqual(2);
		for (const job of monitor.jobs.list) expect(job.trouble?.fault).toBe(timeout);
	});

	test('uses no slot of the others, however many are unreachable', async () => {
		const {clock, client, watch} = watching({
			job: ({origin}) => (origin === 'https://gis.acme.com' ? {body: running} : {fault: timeout, after: 15_000}),
		});
		for (const origin of origins(300)) watch(1, origin);
		await clock.advance(5 * minute);
		client.forget();
		watch(60);
		await clock.advance(10_000);
		expect(new Set(of(client.asked, 'https://gis.acme.com').map(({url}) => url)).size).toBe(60);
	});

	test('for 24 hours loses no job, is polled at most once a minute, and is back within 75 s', async () => {
		const {clock, client, monitor, watch} = watching(script);
		watch(50, dead);
		await clock.advance(10 * minute);
		client.forget();
		await clock.advance(24 * 60 * minute);
		expect(client.asked.length).toBeLessThanOrEqual(24 * 60);
		expect(monitor.jobs.size).toBe(50);
		client.script.job = () => ({body: running, after: 50});
		await clock.advance(75_000);
		expect(monitor.jobs.counts.running).toBe(50);
	});

	test('is tried at once on request, and is back for all its jobs', async () => {
		const {clock, client, monitor, watch} = watching(script);
		const urls = watch(10, dead);
		await clock.advance(10 * minute);
		// What is under way fails as before, and what waits for it with it.
		await clock.advanceUntil(() => client.inFlight() === 0);
		client.script.job = () => ({body: running, after: 50});
		void monitor.refresh(urls.slice(0, 1));
		await clock.advance(16_000);
		expect(monitor.jobs.get(urls[0] ?? '')?.state).toBe('running');
		await clock.advance(2000);
		expect(monitor.jobs.counts.running).toBe(10);
	});
});

describe('a server that works again when the operator opens the results of a job', () => {
	test.each([
		['refused connections', refusedToConnect],
		['did not answer in time', timeout],
		['broke the connection', fault('reset', 'x')],
	])('and %s before: all its jobs are asked at once, not at the next try', async (_, why) => {
		const {clock, client, monitor, watch} = watching({job: () => ({fault: why, after: 15_000})});
		const urls = watch(10);
		await clock.advance(10 * minute);
		// What is under way fails as before.
		await clock.advanceUntil(() => client.inFlight() === 0);
		const nextTry = monitor.servers[0]?.outage?.nextTry ?? 0;
		expect(nextTry - clock.now().mono).toBeGreaterThan(10_000);
		client.script.job = () => ({body: running});
		let isRead = false;
		void monitor.parameters(urls[0] ?? '', 'inputs').then(table => {
			isRead = table.ok;
		});
		await clock.advance(5000);
		expect([isRead, monitor.servers[0]?.outage]).toEqual([true, null]);
		expect(monitor.jobs.counts.running).toBe(10);
		expect(clock.now().mono).toBeLessThan(nextTry);
	});

	test('and fails again while a poll is in progress: the request ends with that poll', async () => {
		const {clock, client, monitor, watch} = watching({job: () => ({fault: timeout, after: 15_000})});
		const urls = watch(10);
		await clock.advance(10 * minute);
		await clock.advanceUntil(() => client.inFlight() > 0);
		client.forget();
		let kind: string | undefined;
		void monitor.parameters(urls[0] ?? '', 'inputs').then(table => {
			kind = table.ok ? 'read' : table.fault.kind;
		});
		await clock.advance(15_000);
		expect([kind, client.asked]).toEqual(['timeout', []]);
	});
});

describe('a server that requires signing in', () => {
	const locked = 'https://locked.acme.com';
	const script = {job: ({origin}: Asked) => (origin === locked ? {fault: signIn} : {body: running})};

	test('is not polled; the others are', async () => {
		const {clock, client, monitor, watch} = watching(script);
		watch(20, locked);
		watch(20);
		await clock.advance(60 * minute);
		// Each job once with its messages, and once without: they alone may be locked.
		expect(of(client.asked, locked).length).toBe(20 * 2);
		expect(of(client.asked, 'https://gis.acme.com').length).toBeGreaterThan(20 * 4 * 58);
		expect(monitor.servers.find(({origin}) => origin === locked)?.outage).toMatchObject({
			fault: signIn,
			nextTry: undefined,
		});
	});

	test('is polled again after a sign-in', async () => {
		const {clock, client, monitor, watch} = watching(script);
		watch(20, locked);
		await clock.advance(minute);
		client.script.job = () => ({body: running});
		monitor.retry(locked);
		monitor.retry('https://nobody');
		await clock.advance(3000);
		expect(monitor.jobs.counts.running).toBe(20);
	});

	test('reports that once', async () => {
		const {clock, monitor, watch} = watching(script);
		let changes = 0;
		const stop = monitor.listenToServers(() => changes++);
		watch(20, locked);
		await clock.advance(minute);
		expect(changes).toBe(1);
		stop();
		monitor.setPaused(true);
		expect([changes, monitor.isPaused]).toEqual([1, true]);
	});
});

test('with --interval, a short failure of the server costs no more than its back-off', async () => {
	let isBroken = false;
	const {clock, client, watch} = watching(
		{job: () => (isBroken ? {fault: fault('http', 'Bad Gateway', 502), after: 10} : {body: running})},
		{interval: 1000},
	);
	watch(1);
	await clock.advance(minute);
	isBroken = true;
	await clock.advance(2000);
	isBroken = false;
	client.forget();
	await clock.advance(5000);
	expect(client.asked.length).toBeGreaterThanOrEqual(2);
});

test.each([
	{...fault('http', 'x', 503), retryAfter: 5 * minute},
	{...fault('server', 'x', 500), retryAfter: 5 * minute},
])('a job whose answer asks for a rest ($kind) is left alone for so long, and no other', async why => {
	let rested = '';
	const {clock, client, monitor, watch} = watching({
		job: ({url}) => {
			rested ||= url;
			return url === rested ? {fault: why} : {body: running};
		},
	});
	const urls = watch(5);
	await clock.advance(4.5 * minute);
	expect(client.asked.filter(({url}) => url === rested)).toHaveLength(1);
	for (const url of urls.filter(each => each !== rested))
		expect(client.asked.filter(asked => asked.url === url).length).toBeGreaterThan(15);
	expect(monitor.servers.map(({outage}) => outage)).toEqual([null]);
	await clock.advance(minute);
	expect(client.asked.filter(({url}) => url === rested)).toHaveLength(2);
});
