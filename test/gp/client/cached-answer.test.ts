import {describe, expect, test} from 'vitest';
import {cachedAnswer, dateOfServer} from '../../../source/gp/client/cached-answer.ts';
import {createClient} from '../../../source/gp/client/client.ts';
import {needs} from '../../e2e/needs.ts';
import {startNginx} from '../../e2e/nginx.ts';
import {asJobUrl} from '../addresses.ts';
import {answer, faultServer} from '../fault-server.ts';
import {patient} from './asking.ts';

const path = '/arcgis/rest/services/F/S/GPServer/T/jobs/j1';

test.each<[Record<string, string>, {age: number | null} | undefined]>([
	[{age: '55'}, {age: 55_000}],
	[{age: ' 55 '}, {age: 55_000}],
	[{age: '55, 3'}, {age: 55_000}],
	[{age: '0'}, undefined],
	[{age: 'old'}, undefined],
	[{age: '-5'}, undefined],
	[{age: '55', 'x-cache': 'MISS'}, {age: 55_000}],
	[{'x-cache': 'HIT'}, {age: null}],
	[{'x-cache': 'HIT from proxy.acme.com'}, {age: null}],
	[{'x-cache': 'Hit from cloudfront'}, {age: null}],
	[{'x-cache': 'TCP_MEM_HIT'}, {age: null}],
	[{'x-cache': 'WHITELISTED'}, undefined],
	[{'x-cache': 'MISS'}, undefined],
	[{'x-cache-status': 'HIT'}, {age: null}],
	[{'x-cache-status': 'STALE'}, {age: null}],
	[{'x-cache-status': 'BYPASS'}, undefined],
	[{'cf-cache-status': 'DYNAMIC'}, undefined],
	[{'cache-status': 'ExampleCache; hit; ttl=5'}, {age: null}],
	[{'cache-status': 'ExampleCache; fwd=uri-miss'}, undefined],
	[{}, undefined],
])('headers %j', (headers, cached) => {
	expect(cachedAnswer(headers)).toEqual(cached);
});

test.each([
	[{age: '55'}, undefined],
	[{age: '0'}, undefined],
	[{'x-cache': 'HIT'}, undefined],
	[{}, 'Fri, 27 Nov 2026 12:00:00 GMT'],
])('the clock of a server is not read from an answer of a cache: %j', (headers, date) => {
	expect(dateOfServer({...headers, date: 'Fri, 27 Nov 2026 12:00:00 GMT'})).toBe(date);
});

describe('every poll', () => {
	test('asks caches to revalidate, and an old Date beside Age is not used as clock', async () => {
		const headers = {age: '55', date: new Date(Date.now() - 3_600_000).toUTCString()};
		const server = await faultServer(socket =>
			socket.write(answer('{"jobId":"j1","jobStatus":"esriJobExecuting"}', {headers})),
		);
		const client = createClient({version: '0', timeouts: patient});
		const polled = await client.job(asJobUrl(server.origin + path), {messages: false});
		client.close();
		expect(polled).toMatchObject({ok: true, cached: {age: 55_000}, clockAhead: undefined});
		expect(server.requests[0]?.headers.get('cache-control')).toBe('no-cache');
		expect(server.requests[0]?.headers.get('pragma')).toBe('no-cache');
	});
});

describe('a real nginx that caches', () => {
	const store = 'proxy_cache_path FOLDER/cache keys_zone=zone:1m;';
	const cache = 'proxy_cache zone; proxy_cache_valid 200 1h; add_header X-Cache-Status $upstream_cache_status;';

	/** A server whose job ends after the first answer, behind nginx. */
	async function behindCache(options: string) {
		const server = await faultServer((socket, {index}) => {
			const status = index === 0 ? 'esriJobExecuting' : 'esriJobSucceeded';
			const headers = {'cache-control': 'public, max-age=3600', 'content-type': 'application/json'};
			socket.end(answer(`{"jobId":"j1","jobStatus":"${status}"}`, {headers: {...headers, connection: 'close'}}));
		});
		const {origin} = await startNginx(`location / { proxy_pass ${server.origin}; ${cache} ${options} }`, store);
		const url = `${origin}${path}?f=json&returnMessages=false`;
		expect(await (await fetch(url)).text()).toContain('esriJobExecuting');
		const client = createClient({version: '0', timeouts: patient});
		const polled = await client.job(asJobUrl(origin + path), {messages: false});
		client.close();
		return {polled, cached: await (await fetch(url)).text()};
	}

	needs('nginx')('and heeds no-cache answers what the server says now', async () => {
		const {polled} = await behindCache('proxy_cache_bypass $http_pragma;');
		expect(polled).toMatchObject({ok: true, value: {state: 'succeeded'}, cached: undefined});
	});

	needs('nginx')('and does not is told: what it says is of a time that nobody knows', async () => {
		const {polled, cached} = await behindCache('');
		expect(cached).toContain('esriJobExecuting');
		expect(polled).toMatchObject({ok: true, value: {state: 'running'}, cached: {age: null}});
	});
});
