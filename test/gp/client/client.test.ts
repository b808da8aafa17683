import {describe, expect, test} from 'vitest';
import type {Snapshot} from '../../../source/gp/snapshot.ts';
import {Secret} from '../../../source/text/secret.ts';
import {asJobUrl, asTaskUrl} from '../addresses.ts';
import {answer, type Behaviour, faultServer, head} from '../fault-server.ts';
import {canary} from './asking.ts';
import {clientWith, path, resources} from './some-client.ts';
import {ready} from './tokens.ts';

const json = {'content-type': 'application/json'};
const jobBody = '{"jobId":"j1","jobStatus":"esriJobExecuting","messages":[{"description":"a"}]}';
const job: Behaviour = socket => socket.write(answer(jobBody, {headers: json}));

describe('requests', () => {
	test('a job: GET, as JSON, with or without messages', async () => {
		const server = await faultServer(job);
		const client = clientWith();
		const first = await client.job(asJobUrl(server.origin + path), {messages: true});
		await client.job(asJobUrl(server.origin + path), {messages: false});
		expect(server.requests.map(({method, path: asked}) => `${method} ${asked}`)).toEqual([
			`GET ${path}?f=json&returnMessages=true`,
			`GET ${path}?f=json&returnMessages=false`,
		]);
		expect(Object.fromEntries(server.requests[0]?.headers ?? [])).toMatchObject({
			accept: 'application/json',
			'accept-encoding': 'gzip',
			'user-agent': 'gpjobs/1.2.3',
		});
		expect(first).toMatchObject({
			ok: true,
			bytes: jobBody.length,
			value: {state: 'running', messages: [{text: {safe: 'a'}}]},
		});
	});

	test('known messages are passed on', async () => {
		const server = await faultServer(job);
		const client = clientWith();
		const before = await client.job(asJobUrl(server.origin + path), {messages: true});
		const known = before.ok ? (before.value.messages ?? []) : [];
		const after = await client.job(asJobUrl(server.origin + path), {messages: true, known});
		expect(after.ok && after.value.messages).toBe(known);
	});

	test('an identical answer is not decoded again; a different one is', async () => {
		const bodies = [
			'{"jobId":"j1","jobStatus":"esriJobExecuting"}',
			'{"jobId":"j1","jobStatus":"esriJobExecuting"}',
			'{"jobId":"j1","jobStatus":"esriJobSucceeded"}',
			'{"error":{"code":400,"message":"No such job"}}',
			'{"jobId":"j1","jobStatus":"esriJobSucceeded"}',
			'{"jobId":"j1","jobStatus":"esriJobSucceeded","messages":[{"description":"a"}]}',
			'{"jobId":"j1","jobStatus":"esriJobSucceeded","messages":[{"description":"a"}]}',
		];
		const server = await faultServer((socket, {path: asked}) => {
			socket.write(
				answer(asked.includes('/j2?') ? '{"jobStatus":"esriJobFailed"}' : (bodies.shift() ?? ''), {headers: json}),
			);
		});
		const client = clientWith();
		const values: Array<Snapshot | null> = [];
		for (let left = bodies.length; left > 0; left--) {
			const answered = await client.job(asJobUrl(server.origin + path), {messages: false});
			values.push(answered.ok ? answered.value : null);
			const other = await client.job(asJobUrl(server.origin + path.replace('j1', 'j2')), {messages: false});
			expect(other.ok && other.value.state).toBe('failed');
		}
		expect(values.map(value => value?.state)).toEqual([
			'running',
			'running',
			'succeeded',
			undefined,
			'succeeded',
			'succeeded',
			'succeeded',
		]);
		const sameAsBefore = values.map((value, index) => index > 0 && value !== null && value === values[index - 1]);
		expect(sameAsBefore).toEqual([false, true, false, false, false, false, false]);
		expect(values[4]).toBe(values[2]);
		expect(values[6]?.messages).toHaveLength(1);
	});

	test('a task', async () => {
		const server = await faultServer(resources({'/s/GPServer/T': '{"name":"T","parameters":[]}'}));
		const client = clientWith();
		expect(await client.task(asTaskUrl(`${server.origin}/s/GPServer/T`))).toMatchObject({
			ok: true,
			value: {name: {safe: 'T'}},
		});
		expect(await client.task(asTaskUrl(`${server.origin}/s/GPServer/U`))).toMatchObject({
			ok: false,
			fault: {kind: 'server', code: 400},
		});
	});

	test('the connection is kept between polls', async () => {
		const server = await faultServer(job);
		const client = clientWith();
		for (let poll = 0; poll < 5; poll++) await client.job(asJobUrl(server.origin + path), {messages: false});
		expect(server.connections()).toEqual({made: 1, open: 1});
	});

	test('the duration is reported in every case, by the given clock', async () => {
		const server = await faultServer(socket => socket.end());
		let time = 0;
		const client = clientWith({now: () => (time += 7)});
		expect(await client.job(asJobUrl(server.origin + path), {messages: false})).toMatchObject({ok: false, took: 7});
	});
});

describe('cancel', () => {
	test('is a POST with a form, never a GET, and its URL has no query', async () => {
		const server = await faultServer(socket => socket.write(answer('{"jobId":"j1","jobStatus":"esriJobCancelling"}')));
		const answered = await clientWith().cancel?.(asJobUrl(server.origin + path));
		expect(answered).toMatchObject({ok: true, value: {state: 'cancelling'}});
		const [request] = server.requests;
		expect(request).toMatchObject({method: 'POST', path: `${path}/cancel`, body: 'f=json'});
		expect(request?.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
	});

	test('does not exist if gpjobs is read-only', () => {
		expect(clientWith({isReadOnly: true}).cancel).toBeUndefined();
		expect(clientWith({isReadOnly: false}).cancel).toBeDefined();
	});
});

describe('a kept connection that is closed just as it is used again', () => {
	const diesOnReuse: Behaviour = (socket, request) => {
		if (request.onConnection === 0) job(socket, request);
		else socket.resetAndDestroy();
	};

	test('a poll is repeated, on a new connection', async () => {
		const server = await faultServer(diesOnReuse);
		const client = clientWith();
		expect((await client.job(asJobUrl(server.origin + path), {messages: false})).ok).toBe(true);
		expect((await client.job(asJobUrl(server.origin + path), {messages: false})).ok).toBe(true);
		expect(server.requests.map(({connection, onConnection}) => [connection, onConnection])).toEqual([
			[0, 0],
			[0, 1],
			[1, 0],
		]);
	});

	test('a cancel has a new connection, and is not sent again if that breaks', async () => {
		const server = await faultServer((socket, request) => {
			if (request.method === 'POST') socket.resetAndDestroy();
			else job(socket, request);
		});
		const client = clientWith();
		await client.job(asJobUrl(server.origin + path), {messages: false});
		expect(await client.cancel?.(asJobUrl(server.origin + path))).toMatchObject({ok: false, fault: {kind: 'reset'}});
		const posts = server.requests.filter(({method}) => method === 'POST');
		expect(posts).toMatchObject([{connection: 1, onConnection: 0}]);
	});

	test('it is not sent a third time', async () => {
		const server = await faultServer((socket, request) =>
			request.index === 0 ? job(socket, request) : socket.resetAndDestroy(),
		);
		const client = clientWith();
		await client.job(asJobUrl(server.origin + path), {messages: false});
		expect(await client.job(asJobUrl(server.origin + path), {messages: false})).toMatchObject({
			ok: false,
			fault: {kind: 'reset'},
		});
		expect(server.requests).toHaveLength(3);
	});

	test('nor is one whose connection broke after the headers', async () => {
		const server = await faultServer((socket, request) => {
			if (request.onConnection === 0) job(socket, request);
			else socket.write(head({'content-length': '99'}), () => socket.resetAndDestroy());
		});
		const client = clientWith();
		await client.job(asJobUrl(server.origin + path), {messages: false});
		expect((await client.job(asJobUrl(server.origin + path), {messages: false})).ok).toBe(false);
		expect(server.requests).toHaveLength(2);
	});
});

describe('a token', () => {
	test('is sent in a header, only to its own server', async () => {
		const [own, other] = [await faultServer(job), await faultServer(job)];
		const client = clientWith({credentialOf: ready(new Map([[own.origin, canary]]))});
		for (const {origin} of [own, other]) {
			await client.job(asJobUrl(origin + path), {messages: true});
			await client.cancel?.(asJobUrl(origin + path));
		}
		expect(own.requests.map(({headers}) => headers.get('x-esri-authorization'))).toEqual([
			`Bearer ${canary}`,
			`Bearer ${canary}`,
		]);
		expect(own.requests.some(({path: asked, body}) => (asked + body).includes(canary))).toBe(false);
		expect(other.requests.some(({raw}) => raw.includes(canary))).toBe(false);
	});

	test('that is added later is sent from then on', async () => {
		const server = await faultServer(job);
		const client = clientWith();
		await client.job(asJobUrl(server.origin + path), {messages: false});
		client.signIns.use({server: server.origin, means: {kind: 'token', token: new Secret(canary)}});
		await client.job(asJobUrl(server.origin + path), {messages: false});
		expect(server.requests.map(({headers}) => headers.get('x-esri-authorization'))).toEqual([
			undefined,
			`Bearer ${canary}`,
		]);
	});

	test.each([
		['a line break', `${canary}\r\nx: y`],
		['what no header holds', `${canary}💧`],
	])('with %s in it sends nothing, and is not shown', async (_, token) => {
		const server = await faultServer(job);
		const client = clientWith({credentialOf: ready(new Map([[server.origin, token]]))});
		const outcome = await client.job(asJobUrl(server.origin + path), {messages: false});
		expect(outcome).toMatchObject({ok: false, fault: {kind: 'sign-in'}});
		expect(JSON.stringify(outcome)).not.toContain(canary);
		expect(server.requests).toHaveLength(0);
	});
});

describe('a redirect', () => {
	const cases = [301, 302, 303, 307, 308].flatMap(status =>
		(['job', 'cancel'] as const).map(what => [status, what] as const),
	);
	test.each(cases)('%i of a %s is not followed: the other server hears nothing', async (status, what) => {
		const other = await faultServer(job);
		const location = `${other.origin}${path}?token=${canary}`;
		const server = await faultServer(socket => socket.write(answer('', {status, headers: {location}})));
		const client = clientWith({credentialOf: ready(new Map([[server.origin, canary]]))});
		const outcome = await (what === 'job'
			? client.job(asJobUrl(server.origin + path), {messages: false})
			: client.cancel?.(asJobUrl(server.origin + path)));
		expect(outcome).toMatchObject({ok: false, fault: {kind: 'redirect', code: status}});
		expect(JSON.stringify(outcome)).not.toContain(canary);
		expect(server.requests).toHaveLength(1);
		expect(other.connections().made).toBe(0);
	});
});

describe('closing', () => {
	test('ends all requests in progress, and every connection', async () => {
		let isAsked = () => {};
		const underWay = new Promise<void>(resolve => {
			isAsked = resolve;
		});
		const server = await faultServer(() => isAsked());
		const client = clientWith();
		const poll = client.job(asJobUrl(server.origin + path), {messages: false});
		await underWay;
		client.close();
		expect(await poll).toMatchObject({ok: false, fault: {kind: 'reset'}});
		await expect.poll(() => server.connections().open).toBe(0);
	});
});
