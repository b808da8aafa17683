import {once} from 'node:events';
import {createServer} from 'node:http';
import {connect} from 'node:net';
import {describe, expect, test} from 'vitest';
import {tileCache} from '../../source/demo/cast/tile-cache.ts';
import {startDemoServer} from '../../source/demo/server.ts';
import {demoServer, jsonOf, onlyJob} from './demo-server.ts';
import {shortScript} from './short-script.ts';

describe('the jobs to begin with', () => {
	test('are the 14 of the cast', async () => {
		const {server} = await demoServer();
		expect(server.jobs).toHaveLength(14);
		expect(server.jobs[0]).toMatchObject({label: 'hotspots-2026', script: 'hotspots', task: '911 Calls Hotspot'});
		expect(server.jobs[0]?.url).toMatch(
			/^http:\/\/127\.0\.0\.1:\d+\/arcgis\/rest\/services\/PublicSafety\/Emergency911\/GPServer\/911%20Calls%20Hotspot\/jobs\/j[0-9a-f]{32}$/,
		);
	});

	test('are the first of them where fewer are asked for, and generated ones where more', async () => {
		const few = await demoServer({jobs: 3});
		const more = await demoServer({jobs: 15});
		const many = await demoServer({jobs: 1_000});
		expect(few.server.jobs.map(({script}) => script)).toEqual(['hotspots', 'parcel-report', 'nightly-export']);
		expect(more.server.jobs.at(-1)).toMatchObject({label: 'county', script: 'county-parcels'});
		expect(many.server.jobs).toHaveLength(1_000);
		expect(new Set(many.server.jobs.map(({url}) => url)).size).toBe(1_000);
		expect(many.server.jobs.slice(15).every(({script}) => script.startsWith('generated: '))).toBe(true);
	});

	test('are the same for the same seed, and others for another', async () => {
		const told = async (seed: number) => {
			const {server} = await demoServer({jobs: 40, seed});
			const bodies = await Promise.all(server.jobs.map(({url}) => jsonOf(url)));
			return {jobs: server.jobs.map(({url, ...job}) => ({...job, path: new URL(url).pathname})), bodies};
		};
		const [first, again, other] = await Promise.all([told(5), told(5), told(6)]);
		expect(again).toEqual(first);
		expect(other.jobs.slice(15)).not.toEqual(first.jobs.slice(15));
		expect(other.jobs[0]?.id).not.toBe(first.jobs[0]?.id);
	});

	test('are those of a test where it brings its own', async () => {
		const {server} = await demoServer({cast: [shortScript, tileCache], jobs: 50});
		expect(server.jobs.map(({label}) => label)).toEqual(['short', 'tiles']);
	});
});

test('time goes as fast as it is told to', async () => {
	const {server, clock} = await demoServer({cast: [shortScript], speed: 20});
	const {url} = onlyJob(server);
	clock.forward(550);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobExecuting', progress: {percent: 0}});
	clock.forward(250);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobExecuting', progress: {percent: 25}});
	expect(server.allEnded()).toBe(false);
	clock.forward(700);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobSucceeded'});
	expect(server.allEnded()).toBe(true);
});

test('at speed 20 the whole cast has ended after 20 s', async () => {
	const {server, clock} = await demoServer({speed: 20});
	clock.forward(20_000);
	expect(server.allEnded()).toBe(true);
});

test('requests are logged and counted, without their tokens', async () => {
	const {server, clock} = await demoServer({cast: [shortScript]});
	const {url} = onlyJob(server);
	const {pathname} = new URL(url);
	await jsonOf(url, {token: 'secret'});
	clock.forward(5_000);
	await fetch(`${url}/cancel`, {method: 'POST', body: new URLSearchParams({f: 'json', token: 'secret'})});
	const [first, second] = server.requests;
	expect(first).toEqual({method: 'GET', path: `${pathname}?f=json&token=…`, at: clock.now() - 5_000});
	expect(second).toEqual({method: 'POST', path: `${pathname}/cancel`, at: clock.now()});
	expect(server.counts()).toEqual({requests: 2, cancels: 1});
});

test('an answer waits for the latency', async () => {
	const {server} = await demoServer({latency: 60, now: () => performance.now()});
	const asked = performance.now();
	await jsonOf(onlyJob(server).url);
	expect(performance.now() - asked).toBeGreaterThanOrEqual(55);
});

test('a stop ends open connections and requests under way, and may be asked for twice', async () => {
	const server = await startDemoServer({latency: 60_000});
	const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
	await once(socket, 'connect');
	const answer = jsonOf(onlyJob(server).url).catch(() => 'no answer');
	await expect.poll(() => server.requests.length).toBe(1);
	socket.on('error', () => {});
	await Promise.all([server.stop(), server.stop(), once(socket, 'close')]);
	expect(await answer).toBe('no answer');
});

test('a port in use is an error to the caller', async () => {
	const other = createServer().listen(0, '127.0.0.1');
	await once(other, 'listening');
	const address = other.address();
	const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
	await expect(startDemoServer({port})).rejects.toThrow('EADDRINUSE');
	other.close();
});

test('ten thousand jobs are there, and the last of them answers', async () => {
	const {server} = await demoServer({jobs: 10_000});
	const last = server.jobs.at(-1);
	expect(await jsonOf(last?.url ?? '')).toMatchObject({jobId: last?.id});
});
