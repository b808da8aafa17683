/** The whole way of a cancel: from the operator's yes to what the server does with it. */
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import type {Asked, Reply, Script} from './fake-client.ts';
import {refusedToConnect, timeout} from './watched.ts';
import {type Watching, watching} from './watching.ts';

const refusal = fault('server', 'Invalid or missing input parameters (400).', 400);

type Stage = Watching & {
	readonly url: string;
	status: string;
	readonly steps: string[];
	readonly posts: () => readonly Asked[];
};

/** A job whose status the test sets, watched for a minute. */
async function stage(status: string, script: Partial<Script> = {}, isReadOnly = false): Promise<Stage> {
	const now = {status};
	const all = watching({job: () => ({body: {jobStatus: now.status}}), ...script}, {isReadOnly});
	const [url = ''] = all.watch(1);
	const steps: string[] = [];
	all.monitor.jobs.listen(({before, after}) => {
		const step = after?.cancel?.step;
		if (step !== undefined && step !== before?.cancel?.step) steps.push(step);
	});
	await all.clock.advance(60_000);
	all.client.forget();
	return Object.assign(now, {...all, url, steps, posts: () => all.client.asked.filter(({what}) => what === 'cancel')});
}

describe('a cancel that is', () => {
	test('accepted: one fresh poll, one POST, then a poll every 2 s', async () => {
		const all = await stage('esriJobExecuting');
		all.monitor.cancel(all.url);
		await all.clock.advance(500);
		expect(all.client.asked.map(({what}) => what)).toEqual(['job', 'cancel', 'job']);
		all.status = 'esriJobCancelling';
		await all.clock.advance(10_000);
		all.status = 'esriJobCancelled';
		await all.clock.advance(10_000);
		expect(all.steps).toEqual(['checking', 'asking', 'accepted', 'cancelled']);
		expect(all.posts()).toHaveLength(1);
		expect(all.monitor.jobs.get(all.url)).toMatchObject({state: 'cancelled', cancel: {status: 'Cancelled'}});
		const gaps = all.client.asked.slice(3).map(({at}, index) => at - (all.client.asked[index + 2]?.at ?? 0));
		expect(Math.max(...gaps)).toBeLessThan(2500);
	});

	test('accepted, although the job then ends in another way', async () => {
		const all = await stage('esriJobExecuting');
		all.monitor.cancel(all.url);
		await all.clock.advance(500);
		all.status = 'esriJobSucceeded';
		await all.clock.advance(5000);
		expect(all.steps.at(-1)).toBe('ended');
		expect(all.monitor.jobs.get(all.url)?.cancel).toMatchObject({status: 'Succeeded', askedAt: expect.any(Number)});
	});

	test('refused while Submitted: the job continues, and that is reported', async () => {
		const all = await stage('esriJobSubmitted', {cancel: () => ({fault: refusal})});
		all.monitor.cancel(all.url);
		await all.clock.advance(5000);
		expect(all.monitor.jobs.get(all.url)).toMatchObject({
			state: 'queued',
			cancel: {step: 'refused', status: 'Submitted', fault: refusal},
		});
		await all.clock.advance(600_000);
		expect(all.posts()).toHaveLength(1);
	});

	test('refused because the job had just ended', async () => {
		const all = await stage('esriJobExecuting');
		all.client.script.cancel = () => {
			all.status = 'esriJobSucceeded';
			return {fault: refusal};
		};
		all.monitor.cancel(all.url);
		await all.clock.advance(5000);
		expect(all.steps).toEqual(['checking', 'asking', 'refused', 'ended']);
	});

	test('not honoured for a minute, and honoured later', async () => {
		const all = await stage('esriJobExecuting');
		all.monitor.cancel(all.url);
		await all.clock.advance(59_000);
		expect(all.steps.at(-1)).toBe('accepted');
		await all.clock.advance(5000);
		expect(all.steps.at(-1)).toBe('not-honoured');
		await all.clock.advance(600_000);
		all.status = 'esriJobCancelled';
		await all.clock.advance(20_000);
		expect([all.steps.at(-1), all.posts().length]).toEqual(['cancelled', 1]);
	});

	test('without an answer: the outcome is unknown, and it is never sent again automatically', async () => {
		const all = await stage('esriJobExecuting', {cancel: () => ({fault: timeout, after: 15_000})});
		all.monitor.cancel(all.url);
		await all.clock.advance(3_600_000);
		expect(all.steps).toEqual(['checking', 'asking', 'unknown']);
		expect(all.posts()).toHaveLength(1);
		expect(all.monitor.jobs.get(all.url)?.trouble).toBeNull();
	});

	test('not sent, because the fresh poll failed', async () => {
		const all = await stage('esriJobExecuting');
		all.client.script.job = () => ({fault: refusedToConnect});
		all.monitor.cancel(all.url);
		await all.clock.advance(1000);
		expect(all.monitor.jobs.get(all.url)?.cancel).toMatchObject({step: 'not-sent', fault: refusedToConnect});
		all.client.script.job = () => ({body: {jobStatus: 'esriJobExecuting'}});
		await all.clock.advance(600_000);
		expect(all.posts()).toEqual([]);
	});

	test.each(['esriJobSucceeded', 'esriJobFailed', 'esriJobCancelled'])(
		'not sent, as the job is %s by now',
		async status => {
			const all = await stage('esriJobExecuting');
			all.status = status;
			all.monitor.cancel(all.url);
			await all.clock.advance(60_000);
			expect([all.steps.at(-1), all.posts().length]).toEqual([
				status === 'esriJobCancelled' ? 'cancelled' : 'ended',
				0,
			]);
		},
	);

	test('not sent, because somebody else has begun it; its outcome is followed', async () => {
		const all = await stage('esriJobExecuting');
		all.status = 'esriJobCancelling';
		all.monitor.cancel(all.url);
		await all.clock.advance(5000);
		all.status = 'esriJobCancelled';
		await all.clock.advance(5000);
		expect([all.steps, all.posts().length]).toEqual([['checking', 'accepted', 'cancelled'], 0]);
	});
});

describe('w: once the job executes', () => {
	test('waits, and sends the POST then', async () => {
		const all = await stage('esriJobSubmitted');
		all.monitor.cancel(all.url, true);
		await all.clock.advance(300_000);
		expect([all.steps, all.posts().length]).toEqual([['waiting'], 0]);
		all.status = 'esriJobExecuting';
		await all.clock.advance(40_000);
		expect([all.steps.slice(0, 3), all.posts().length]).toEqual([['waiting', 'asking', 'accepted'], 1]);
	});

	test('can be withdrawn', async () => {
		const all = await stage('esriJobSubmitted');
		all.monitor.cancel(all.url, true);
		await all.clock.advance(1000);
		all.monitor.withdrawCancel(all.url);
		all.status = 'esriJobExecuting';
		await all.clock.advance(60_000);
		expect([all.monitor.jobs.get(all.url)?.cancel, all.posts().length]).toEqual([null, 0]);
		all.monitor.withdrawCancel(all.url);
	});

	test('sends nothing if the job ends before', async () => {
		const all = await stage('esriJobSubmitted');
		all.monitor.cancel(all.url, true);
		await all.clock.advance(1000);
		all.status = 'esriJobFailed';
		await all.clock.advance(60_000);
		expect([all.steps, all.posts().length]).toEqual([['waiting', 'ended'], 0]);
	});
});

describe('the one POST', () => {
	test('waits for a poll that began after the confirmation; one in progress does not count', async () => {
		const all = await stage('esriJobExecuting');
		const answers: Reply[] = [
			{body: {jobStatus: 'esriJobExecuting'}, after: 5000},
			{body: {jobStatus: 'esriJobSucceeded'}, after: 100},
		];
		all.client.script.job = () => answers.shift() ?? {body: {jobStatus: 'esriJobSucceeded'}};
		// No poll of the schedule is under way then.
		await all.clock.advance(1000);
		void all.monitor.refresh([all.url]);
		await all.clock.advance(0);
		// In the very moment in which the poll begins: the clock alone would not tell them apart.
		all.monitor.cancel(all.url);
		await all.clock.advance(60_000);
		expect([all.steps, all.posts().length]).toEqual([['checking', 'ended'], 0]);
	});

	test('is not sent if another poll, which it had to wait for, shows that the job has ended', async () => {
		const all = await stage('esriJobExecuting');
		await all.clock.advance(1000);
		all.client.forget();
		all.client.script.job = () => ({
			body: {jobStatus: all.client.asked.length > 2 ? 'esriJobSucceeded' : 'esriJobExecuting'},
			after: 3000,
		});
		// One of the schedule is under way; behind it wait that of a key and that of the flow, both begun after the yes.
		await all.clock.advanceUntil(() => all.client.inFlight() > 0, 100);
		void all.monitor.refresh([all.url]);
		await all.clock.advance(0);
		all.monitor.cancel(all.url);
		await all.clock.advance(60_000);
		expect([all.steps, all.posts().length]).toEqual([['checking', 'asking', 'ended'], 0]);
	});

	test('follows its poll at once, however many requests the server has', async () => {
		const all = await stage('esriJobExecuting');
		all.watch(300);
		await all.clock.advance(3000);
		all.client.forget();
		all.monitor.cancel(all.url);
		await all.clock.advance(2000);
		const poll = all.client.asked.find(({what, url}) => what === 'job' && url === all.url);
		expect((all.posts()[0]?.at ?? Number.POSITIVE_INFINITY) - (poll?.at ?? 0)).toBe(200);
	});

	test('and however many requests all other servers have', async () => {
		const all = await stage('esriJobExecuting');
		const own = all.client.script.job;
		all.client.script.job = asked =>
			asked.url === all.url ? own(asked) : {body: {jobStatus: 'esriJobExecuting'}, after: 5000};
		for (let server = 0; server < 40; server++) all.watch(20, `https://gis${server}.acme.com`);
		await all.clock.advance(20_000);
		all.client.forget();
		all.monitor.cancel(all.url);
		await all.clock.advance(30_000);
		const poll = all.client.asked.find(({what, url}) => what === 'job' && url === all.url);
		expect((all.posts()[0]?.at ?? Number.POSITIVE_INFINITY) - (poll?.at ?? 0)).toBe(200);
	});

	test('is sent once, however often the operator confirms', async () => {
		const all = await stage('esriJobExecuting', {
			cancel: () => ({body: {jobStatus: 'esriJobCancelling'}, after: 5000}),
		});
		for (let press = 0; press < 50; press++) {
			all.monitor.cancel(all.url, press % 3 === 0);
			await all.clock.advance(100);
		}
		expect(all.posts()).toHaveLength(1);
	});

	test('is sent again if the operator confirms again after a refusal or an unknown outcome', async () => {
		const all = await stage('esriJobExecuting', {cancel: () => ({fault: timeout})});
		for (let flow = 1; flow <= 3; flow++) {
			all.monitor.cancel(all.url);
			await all.clock.advance(5000);
			expect(all.posts()).toHaveLength(flow);
		}
	});

	test('goes only to the confirmed job', async () => {
		const all = await stage('esriJobExecuting');
		const urls = all.watch(20);
		await all.clock.advance(2000);
		all.monitor.cancel(urls[7] ?? '');
		await all.clock.advance(10_000);
		expect(all.posts().map(({url}) => url)).toEqual([urls[7]]);
	});

	test('is not sent for a job that was removed from the list meanwhile', async () => {
		const all = await stage('esriJobExecuting');
		all.monitor.cancel(all.url);
		await all.clock.advance(100);
		all.monitor.forget([all.url]);
		await all.clock.advance(60_000);
		expect(all.posts()).toEqual([]);
	});

	test('nor for one that is removed while the POST waits for another poll of it', async () => {
		const all = await stage('esriJobExecuting');
		all.client.script.job = () => ({body: {jobStatus: 'esriJobExecuting'}, after: 1000});
		all.monitor.cancel(all.url);
		await all.clock.advance(100);
		void all.monitor.refresh([all.url]);
		await all.clock.advance(1400);
		expect([all.steps.at(-1), all.client.asked.length]).toEqual(['asking', 2]);
		all.monitor.forget([all.url]);
		await all.clock.advance(60_000);
		expect(all.posts()).toEqual([]);
	});

	test('does not exist if gpjobs is read-only', async () => {
		const all = await stage('esriJobExecuting', {}, true);
		expect(all.monitor.isReadOnly).toBe(true);
		all.monitor.cancel(all.url);
		await all.clock.advance(60_000);
		expect([all.steps, all.monitor.jobs.get(all.url)?.cancel]).toEqual([[], null]);
	});

	test('sends nothing once gpjobs has become read-only, and says so', async () => {
		const all = await stage('esriJobSubmitted');
		all.monitor.cancel(all.url, true);
		await all.clock.advance(5000);
		expect(all.steps).toEqual(['waiting']);
		// As the guard of a running monitor does it.
		const {cancel} = all.client;
		Object.defineProperty(all.client, 'cancel', {value: undefined, configurable: true});
		all.status = 'esriJobExecuting';
		await all.clock.advance(60_000);
		expect(all.posts()).toEqual([]);
		expect(all.steps.at(-1)).toBe('not-sent');
		expect(all.monitor.jobs.get(all.url)?.cancel?.fault?.sentence).toMatch(/read-only/);
		// A new wish, once it may change jobs again, goes out.
		Object.defineProperty(all.client, 'cancel', {value: cancel, configurable: true});
		all.monitor.cancel(all.url);
		await all.clock.advance(5000);
		expect(all.posts()).toHaveLength(1);
	});

	test('is sent while polling is paused, and is followed by one poll', async () => {
		const all = await stage('esriJobExecuting');
		all.monitor.setPaused(true);
		all.monitor.cancel(all.url);
		await all.clock.advance(60_000);
		expect(all.client.asked.map(({what}) => what)).toEqual(['job', 'cancel', 'job']);
		expect(all.steps.at(-1)).toBe('accepted');
	});
});
