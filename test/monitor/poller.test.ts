import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {reasonOf} from '../../source/monitor/job.ts';
import {lacksLastMessages, lastMessagesWithin} from '../../source/monitor/last-messages.ts';
import {toRecord} from '../../source/monitor/record-conversion.ts';
import type {Asked, Reply} from './fake-client.ts';
import {running} from './fake-client.ts';
import {addressOf, jobAfter, missing, refusedToConnect} from './watched.ts';
import {watching} from './watching.ts';

const minute = 60_000;
const tooLarge = fault('too-large', 'It is too large.');
const texts = (asked: readonly Asked[]) => asked.map(({what, messages}) => (messages ? `${what} with messages` : what));

describe('a job that its server does not know', () => {
	const knownAtFirst = () => {
		let polls = 0;
		return (): Reply => (++polls === 1 ? {body: running} : {fault: missing});
	};

	test('is gone after three answers over a minute, each with a poll of its task, and is then polled every 5 min', async () => {
		const {clock, client, monitor, watch} = watching({job: knownAtFirst()});
		const [url = ''] = watch(1);
		await clock.advance(17_000);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', notFound: {count: 1}});
		await clock.advance(35_000);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', notFound: {count: 2}});
		await clock.advance(35_000);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'gone', status: {safe: 'esriJobExecuting'}});
		expect(client.asked.filter(({what}) => what === 'task').length).toBe(3);
		client.forget();
		await clock.advance(60 * minute);
		expect(client.asked.filter(({what}) => what === 'job').length).toBeLessThanOrEqual(13);
		expect(client.asked.filter(({what}) => what === 'job').length).toBeGreaterThanOrEqual(11);
	});

	test('comes back with an answer', async () => {
		const {clock, client, monitor, watch} = watching({job: knownAtFirst()});
		const [url = ''] = watch(1);
		await clock.advance(3 * minute);
		expect(monitor.jobs.get(url)?.state).toBe('gone');
		client.script.job = () => ({body: running});
		await clock.advance(6 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', trouble: null});
	});

	test.each([
		['an envelope 500', fault('server', 'x', 500)],
		['a bare 404', {...missing, isOfSomethingElse: true as const}],
		['an envelope 400 about its own trouble', {...fault('server', 'x', 400), isOfSomethingElse: true as const}],
	])('is not gone where the answer is %s, however long', async (_, why) => {
		let polls = 0;
		const {clock, client, monitor, watch} = watching({job: () => (++polls === 1 ? {body: running} : {fault: why})});
		const [url = ''] = watch(1);
		await clock.advance(30 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', notFound: null});
		client.script.job = () => ({body: {jobStatus: 'esriJobSucceeded'}});
		await clock.advance(6 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'succeeded', trouble: null});
	});

	test('is not gone if one of the answers was a different one', async () => {
		let polls = 0;
		const {clock, monitor, watch} = watching({
			job: () => (++polls === 1 ? {body: running} : {fault: polls % 2 === 0 ? missing : fault('server', 'x', 500)}),
		});
		const [url = ''] = watch(1);
		await clock.advance(10 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', notFound: null});
	});

	test('is not gone while its task does not answer either: the server is to blame', async () => {
		const {clock, client, monitor, watch} = watching({
			job: knownAtFirst(),
			task: () => ({fault: fault('server', 'Service not started', 500)}),
		});
		const [url = ''] = watch(1);
		await clock.advance(60 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', notFound: null});
		expect(client.asked.filter(({what}) => what === 'job').length).toBeLessThan(70);
	});

	test('one poll of the task counts for all its jobs', async () => {
		const {clock, client, watch} = watching({job: () => ({fault: missing})});
		watch(50);
		await clock.advance(9000);
		expect(client.asked.filter(({what}) => what === 'job').length).toBeGreaterThanOrEqual(50);
		expect(client.asked.filter(({what}) => what === 'task')).toHaveLength(1);
	});

	test('and never did, is not gone, and in the end is polled every 5 min', async () => {
		const {clock, client, monitor, watch} = watching({job: () => ({fault: missing})});
		const [url = ''] = watch(1);
		await clock.advance(2 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'unknown', notFound: {count: 3}});
		client.forget();
		await clock.advance(60 * minute);
		expect(client.asked.filter(({what}) => what === 'job').length).toBeLessThanOrEqual(13);
		expect(monitor.jobs.get(url)?.state).toBe('unknown');
	});
});

describe('messages', () => {
	const listed = (asked: Asked, status = 'esriJobExecuting'): Reply => ({
		body: {jobStatus: status, ...(asked.messages ? {messages: ['a', 'b']} : {})},
	});

	test('are requested with the first poll, and not with the next ones', async () => {
		const {clock, client, watch} = watching({job: asked => listed(asked)});
		watch(1);
		await clock.advance(minute);
		expect(texts(client.asked).slice(0, 3)).toEqual(['job with messages', 'job', 'job']);
	});

	test('are requested at the end, with one more poll, and then polling stops', async () => {
		let status = 'esriJobExecuting';
		const {clock, client, monitor, watch} = watching({job: asked => listed(asked, status)});
		const [url = ''] = watch(1);
		await clock.advance(20_000);
		status = 'esriJobSucceeded';
		client.forget();
		await clock.advance(60 * minute);
		expect(texts(client.asked)).toEqual(['job', 'job with messages']);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'succeeded', messages: {total: 2, isWanted: false}});
		expect(clock.pending).toBe(0);
	});

	test('at the end are requested again if the poll for them failed', async () => {
		let status = 'esriJobExecuting';
		let failures = 0;
		const {clock, client, monitor, watch} = watching({
			job: asked =>
				status === 'esriJobFailed' && asked.messages && ++failures < 4
					? {fault: fault('not-json', 'x')}
					: listed(asked, status),
		});
		const [url = ''] = watch(1);
		await clock.advance(20_000);
		status = 'esriJobFailed';
		client.forget();
		await clock.advance(60 * minute);
		expect(texts(client.asked)).toEqual([
			'job',
			...Array(3).fill(['job with messages', 'job']).flat(),
			'job with messages',
		]);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'failed', trouble: null, messages: {total: 2, trouble: null}});
	});

	test('at the end are given up if they never come, and the end is known nevertheless', async () => {
		let status = 'esriJobExecuting';
		const {clock, client, monitor, watch} = watching({
			job: asked => (status === 'esriJobFailed' && asked.messages ? {fault: missing} : listed(asked, status)),
		});
		const [url = ''] = watch(1);
		await clock.advance(20_000);
		status = 'esriJobFailed';
		client.forget();
		await clock.advance(60 * minute);
		expect(client.asked.filter(({messages}) => messages)).toHaveLength(6);
		expect(client.asked.filter(({what}) => what === 'job')).toHaveLength(13);
		expect(monitor.jobs.get(url)).toMatchObject({
			state: 'failed',
			isDeletedOnServer: false,
			trouble: null,
			messages: {trouble: {fault: missing}},
		});
	});

	test('of the job whose pane is open are requested with each possible poll, and at once when it is opened', async () => {
		const {clock, client, monitor, watch} = watching({job: asked => listed(asked)});
		const [url = ''] = watch(1);
		await clock.advance(minute);
		client.forget();
		monitor.setFocus({selected: url, shown: [url], open: url});
		await clock.advance(minute);
		expect(client.asked[0]).toMatchObject({messages: true});
		expect(client.asked.filter(({messages}) => messages).length).toBeGreaterThan(10);
		expect(client.asked.length).toBeLessThan(36);
	});

	test('of a job that ended in an earlier run are requested when its pane is opened', async () => {
		const {clock, client, monitor} = watching({job: asked => listed(asked, 'esriJobFailed')});
		const address = addressOf();
		monitor.watch([{address, label: null, tags: [], record: toRecord(jobAfter('esriJobFailed'))}]);
		await clock.advance(10 * minute);
		expect(client.asked).toEqual([]);
		monitor.setFocus({selected: address.url, shown: [address.url], open: address.url});
		await clock.advance(10 * minute);
		expect(texts(client.asked)).toEqual(['job with messages']);
		expect(monitor.jobs.get(address.url)?.messages).toMatchObject({total: 2});
	});

	test('that are too large: the status is polled without them, and at once', async () => {
		const {clock, client, monitor, watch} = watching({
			job: asked => (asked.messages ? {fault: tooLarge} : {body: running}),
		});
		const [url = ''] = watch(1);
		await clock.advance(500);
		expect(texts(client.asked)).toEqual(['job with messages', 'job']);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', trouble: null, messages: {areTooLarge: true}});
		await clock.advance(60 * minute);
		expect(client.asked.filter(({messages}) => messages)).toHaveLength(1);
	});

	test('that are too large are read on request, if they can be', async () => {
		const {clock, client, monitor, watch} = watching({
			job: asked => (asked.messages ? {fault: tooLarge} : {body: running}),
		});
		const [url = ''] = watch(1);
		await clock.advance(minute);
		client.forget();
		void monitor.refresh([url]);
		await clock.advance(1000);
		expect(texts(client.asked).slice(0, 1)).toEqual(['job']);
		client.script.job = asked => listed(asked);
		void monitor.refresh([url], {messages: true});
		await clock.advance(1000);
		expect(monitor.jobs.get(url)?.messages).toMatchObject({total: 2, areTooLarge: false});
	});

	test('that time out: the fault is shown while gpjobs requests the status alone', async () => {
		const {clock, client, monitor, watch} = watching({
			job: ({messages}) => (messages ? {fault: fault('timeout', 'x'), after: 60_000} : {body: running, after: 60_000}),
		});
		const [url = ''] = watch(1);
		await clock.advance(90_000);
		expect(texts(client.asked)).toEqual(['job with messages', 'job']);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'unknown', trouble: {fault: {kind: 'timeout'}}});
		await clock.advance(31_000);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', trouble: null});
	});

	test('that time out: the status is polled without them, and the breaker stays closed', async () => {
		const slow = {...fault('timeout', 'It did not finish.'), hasBegun: true as const};
		const {clock, client, monitor, watch} = watching({
			job: asked => (asked.messages ? {fault: slow, after: 60_000} : {body: running}),
		});
		const [url = '', other = ''] = watch(2);
		await clock.advance(2 * minute + 5000);
		expect(monitor.servers[0]?.outage).toBeNull();
		expect([url, other].map(each => monitor.jobs.get(each)?.state)).toEqual(['running', 'running']);
		expect(client.asked.filter(({messages}) => messages).length).toBeLessThanOrEqual(4);
	});
});

describe('a fault of only the answer with messages', () => {
	test.each([
		['an envelope 400', fault('server', 'x', 400)],
		['an envelope 500', fault('server', 'x', 500)],
		['404', missing],
		['403', fault('forbidden', 'x', 403)],
		['498', fault('sign-in', 'x', 498)],
		['HTTP 504', fault('http', 'x', 504)],
		['JSON that breaks off', fault('not-json', 'x')],
		['no jobStatus', fault('unexpected', 'x')],
		['a redirect', fault('redirect', 'x', 302)],
		['a connection that breaks', fault('reset', 'x')],
		['silence', fault('timeout', 'x')],
		['too much', tooLarge],
	])('(%s) keeps no status away, and costs a bounded number of requests', async (_, why) => {
		let status = 'esriJobExecuting';
		const {clock, client, monitor, watch} = watching({
			job: asked => (asked.messages ? {fault: why} : {body: {jobStatus: status}}),
		});
		const [url = ''] = watch(1);
		monitor.setFocus({selected: url, shown: [url], open: url});
		await clock.advance(10 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'running', trouble: null, notFound: null});
		expect(monitor.servers[0]?.outage).toBeNull();
		const withMessages = client.asked.filter(({messages}) => messages).length;
		expect(withMessages).toBeLessThanOrEqual(8);
		expect(client.asked.length - withMessages).toBeLessThanOrEqual(10 * 30 + 10);
		status = 'esriJobFailed';
		await clock.advance(60 * minute);
		expect(monitor.jobs.get(url)).toMatchObject({state: 'failed', trouble: null, isDeletedOnServer: false});
		client.forget();
		await clock.advance(60 * minute);
		expect(client.asked).toEqual([]);
	});

	test.each([
		['an error of a proxy', fault('http', 'x', 502)],
		['an envelope 500', fault('server', 'x', 500)],
		['too much', tooLarge],
	])('(%s) at the end leaves the reason unknown: no line from before the end is one', async (_, why) => {
		let isOver = false;
		const {clock, monitor, watch} = watching({
			job: asked => {
				if (!isOver) return {body: {...running, messages: ['Executing (Kriging)']}};
				return asked.messages ? {fault: why} : {body: {jobStatus: 'esriJobFailed'}};
			},
		});
		const [url = ''] = watch(1);
		await clock.advance(minute);
		isOver = true;
		await clock.advance(10 * minute);
		const job = monitor.jobs.get(url);
		expect(job).toMatchObject({state: 'failed', messages: {total: 1}});
		expect(job && [reasonOf(job), toRecord(job).messages.last]).toEqual([null, null]);
	});

	test('ends when the messages can be read', async () => {
		let why: Reply = {fault: fault('not-json', 'x')};
		const {clock, client, monitor, watch} = watching({job: asked => (asked.messages ? why : {body: running})});
		const [url = ''] = watch(1);
		await clock.advance(minute);
		expect(monitor.jobs.get(url)?.messages).toMatchObject({list: null, trouble: {fault: {kind: 'not-json'}}});
		why = {body: {...running, messages: ['a']}};
		await clock.advance(5 * minute);
		expect(monitor.jobs.get(url)?.messages).toMatchObject({total: 1, trouble: null});
		client.forget();
	});

	test.each([
		['no connection', fault('refused', 'x')],
		['the machine', fault('local', 'x')],
		['a server that asks to be left alone', fault('http', 'x', 429)],
		['one that asks so in an envelope', fault('server', 'x', 429)],
	])('is not looked for where it cannot be the messages (%s)', async (_, why) => {
		const {clock, client, watch} = watching({job: () => ({fault: why})});
		watch(1);
		await clock.advance(500);
		expect(texts(client.asked)).toEqual(['job with messages']);
	});
});

describe('a load balancer in front of machines of which one knows the job', () => {
	test.each([
		['two take turns', 2],
		['three take turns', 3],
	])('%s: the job is never gone', async (_, machines) => {
		let count = 0;
		const isThere = () => count++ % machines === 0;
		const {clock, client, monitor, watch} = watching({
			job: () => (isThere() ? {body: running} : {fault: fault('server', 'Job ID: not found.', 400)}),
			task: () => {
				count++;
				return {body: {name: 'T', parameters: []}};
			},
		});
		const [url = ''] = watch(1);
		for (let at = 0; at < 60; at++) {
			await clock.advance(minute);
			expect(monitor.jobs.get(url)?.state).toBe('running');
		}
		expect(client.asked.length).toBeLessThan(60 * 30 * 4);
	});

	test('a job that none of them knows costs five requests each time until it is gone', async () => {
		let isThere = true;
		const {clock, client, monitor, watch} = watching({job: () => (isThere ? {body: running} : {fault: missing})});
		const [url = ''] = watch(1);
		await clock.advance(20_000);
		isThere = false;
		client.forget();
		await clock.advance(3 * minute);
		expect(monitor.jobs.get(url)?.state).toBe('gone');
		expect(client.asked.length).toBeLessThanOrEqual(4 * 5);
	});
});

describe('after a fault of one job', () => {
	test('it is tried again at increasing intervals, the others as before', async () => {
		const {clock, client, monitor, watch} = watching({
			job: ({url}) => (url.endsWith('j0') ? {fault: fault('not-json', 'x')} : {body: running}),
		});
		const [bad = '', good = ''] = watch(2);
		await clock.advance(10 * minute);
		const at = client.asked.filter(({url}) => url === bad).map(each => each.at);
		// The first poll is two: with the messages, and without.
		const gaps = at.slice(2).map((each, index) => Math.round((each - (at[index + 1] ?? 0)) / 1000));
		expect(gaps.slice(0, 3).every((gap, index) => gap >= 2 ** index && gap <= 2 ** index * 1.25 + 1)).toBe(true);
		expect(Math.max(...gaps)).toBeLessThanOrEqual(76);
		expect(client.asked.filter(({url}) => url === good).length).toBeGreaterThan(36);
		expect(monitor.jobs.get(bad)?.trouble).toMatchObject({fault: {kind: 'not-json'}, count: at.length - 1});
		expect(monitor.servers[0]?.outage).toBeNull();
	});

	test.each([
		['not allowed', fault('forbidden', 'x', 403)],
		['no GP job', fault('not-a-job', 'x')],
		['redirected', fault('redirect', 'x', 302)],
	])('(%s) that needs a person it is tried each 5 min', async (_, why) => {
		const {clock, client, watch} = watching({job: () => ({fault: why})});
		watch(1);
		await clock.advance(60 * minute);
		expect(client.asked.length).toBeLessThanOrEqual(13);
		expect(client.asked.length).toBeGreaterThanOrEqual(9);
	});

	test('the time of the next try is reported, and met', async () => {
		const {clock, client, monitor, watch} = watching({job: () => ({fault: fault('not-json', 'x')})});
		const [url = ''] = watch(1);
		await clock.advance(20_000);
		for (let tries = 0; tries < 3; tries++) {
			const next = monitor.jobs.get(url)?.trouble?.nextTry ?? 0;
			client.forget();
			await clock.advance(next - clock.now().mono - 1);
			expect(client.asked).toEqual([]);
			await clock.advance(2);
			expect(client.asked).toHaveLength(1);
			await clock.advance(300);
		}
	});
});

test('after a failed request for an ended job, no next try is announced or made', async () => {
	const {clock, client, monitor, watch} = watching({job: () => ({body: {jobStatus: 'esriJobFailed', messages: []}})});
	const [url = ''] = watch(1);
	await clock.advance(minute);
	client.script.job = () => ({fault: fault('not-json', 'x')});
	void monitor.refresh([url]);
	await clock.advance(10 * minute);
	expect(monitor.jobs.get(url)?.trouble).toMatchObject({fault: {kind: 'not-json'}, nextTry: undefined});
	expect(client.asked).toHaveLength(2);
});

test('a contradicted end is polled again until it is clear', async () => {
	const statuses = ['esriJobSucceeded', 'esriJobExecuting', 'esriJobExecuting', 'esriJobSucceeded'];
	const {clock, client, monitor, watch} = watching({
		job: () => ({body: {jobStatus: statuses[Math.min(client.asked.length - 1, 3)], messages: []}}),
	});
	const [url = ''] = watch(1);
	await clock.advance(1000);
	void monitor.refresh([url]);
	await clock.advance(minute);
	expect(client.asked).toHaveLength(4);
	expect(monitor.jobs.get(url)).toMatchObject({state: 'succeeded', backwards: 0});
});

test('a poll that became due while a cancel of the job was in progress follows it', async () => {
	const {clock, client, monitor, watch} = watching({cancel: () => ({fault: refusedToConnect, after: 20_000})});
	const [url = ''] = watch(1);
	await clock.advance(minute);
	monitor.cancel(url);
	await clock.advance(21_000);
	client.forget();
	await clock.advance(10 * minute);
	expect(client.asked.filter(({what}) => what === 'job').length).toBeGreaterThan(10);
});

describe('the last messages of jobs that have ended', () => {
	const ended = {jobStatus: 'esriJobFailed'};

	test('are waited for during three tries at the usual intervals', async () => {
		let isOver = false;
		const {clock, client, monitor, watch} = watching({
			job: asked => {
				if (!isOver) return {body: running};
				return asked.messages ? {fault: fault('http', 'x', 502)} : {body: ended};
			},
		});
		const [url = ''] = watch(1);
		const isWaiting = () => {
			const job = monitor.jobs.get(url);
			return job?.state === 'failed' && lacksLastMessages(job);
		};
		await clock.advance(minute);
		isOver = true;
		client.forget();
		await clock.advanceUntil(isWaiting, 500);
		await clock.advanceUntil(() => !isWaiting(), 500);
		expect(client.asked.filter(({messages}) => messages)).toHaveLength(3);
	});

	test('are waited for during a limited time, however many jobs of an unreachable server lack theirs', async () => {
		let isOver = false;
		let isThere = true;
		const {clock, monitor, watch} = watching({
			job: () => (isThere ? {body: isOver ? ended : running} : {fault: fault('refused', 'x')}),
		});
		const urls = watch(40);
		const waiting = () => monitor.jobs.list.filter(lacksLastMessages).length;
		await clock.advance(minute);
		isOver = true;
		// They are seen to have ended, and in that moment the server goes.
		const stop = monitor.jobs.listen(({after}) => {
			if (after?.state === 'failed') isThere = false;
		});
		await clock.advanceUntil(() => waiting() > 0, 100);
		stop();
		const seenToEnd = monitor.jobs.list.filter(({state}) => state === 'failed').length;
		expect(seenToEnd).toBeGreaterThan(0);
		await clock.advance(lastMessagesWithin + 1000);
		expect(waiting()).toBe(0);
		expect(urls).toHaveLength(40);
	});
});

test('a job that its server does not know is searched once over the kept connection, and then over new ones', async () => {
	const looks: unknown[] = [];
	const {clock, client, watch} = watching({job: () => ({fault: missing})});
	const {job} = client;
	Object.assign(client, {
		job: (...call: Parameters<typeof job>) => {
			looks.push(call[1]);
			return job(...call);
		},
	});
	watch(1);
	await clock.advance(5000);
	const furtherLooks = looks.filter(look => Object(look).isAfresh !== undefined);
	expect(furtherLooks.slice(0, 3)).toEqual([
		{messages: false, isAfresh: false},
		{messages: false, isAfresh: true},
		{messages: false, isAfresh: true},
	]);
});
