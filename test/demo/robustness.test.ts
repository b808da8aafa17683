import {once} from 'node:events';
import {type IncomingMessage, request} from 'node:http';
import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import fc from 'fast-check';
import {expect, test} from 'vitest';
import {often} from '../often.ts';
import {demoServer, jsonOf, onlyJob} from './demo-server.ts';

type Odd = {method: string; path: string; contentType: string; body: string};

/** Sends a request whose path no client would tidy up first. */
async function send(origin: string, {method, path, contentType, body}: Odd): Promise<{status: number; body: string}> {
	const headers = {'content-type': contentType, 'content-length': Buffer.byteLength(body)};
	const outgoing = request(origin, {method, path, headers});
	outgoing.end(body);
	const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
	return {status: answer.statusCode ?? 0, body: await text(answer)};
}

/** What is in the paths and queries of good requests, and what is in nobody's. */
const pieces = [
	...['arcgis', 'rest', 'services', 'info', 'directories', 'arcgisjobs', 'scratch', 'GPServer', 'ParcelTools', 'jobs'],
	...['Parcel%20Report', 'submitJob', 'cancel', 'results', 'inputs', 'Levies', '__proto__', 'constructor', '..', ''],
	...[
		'%',
		'%zz',
		'%00',
		'%2F',
		'%F0%9F',
		'//',
		'?',
		'??',
		'&',
		'&&',
		'=',
		'f=json',
		'f=html',
		'f=',
		'f=kmz',
		'\\',
		'*',
	],
	...['returnMessages=false', 'returnColumnName=true', 'Parcel_Number=1', 'As_Of=[[[', 'http://other/', '+', '#', ';'],
];

// How a page, a CSV file, a TIFF and a KMZ file begin.
const notJson = ['<!DOCTYPE html>', 'APN,', 'II*', 'PK\u0003\u0004'];

test('whatever is asked, there is an answer, in JSON or as a page', async () => {
	const {server} = await demoServer();
	const [, {url, id} = {url: '', id: ''}] = server.jobs;
	const piece = fc.oneof(
		{weight: 4, arbitrary: fc.constantFrom(...pieces, id, new URL(url).pathname)},
		{weight: 1, arbitrary: fc.string().map(encodeURIComponent)},
		{weight: 1, arbitrary: fc.stringMatching(/^[!-~]{0,12}$/)},
	);
	const odd = fc.record({
		method: fc.constantFrom('GET', 'POST', 'GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'HEAD'),
		path: fc
			.tuple(fc.constantFrom('/', `${new URL(url).pathname}/`, '/arcgis/rest/'), fc.array(piece, {maxLength: 8}))
			.map(([start, parts]) => start + parts.join('/')),
		contentType: fc.constantFrom('application/x-www-form-urlencoded', 'multipart/form-data', 'application/json', 'x'),
		body: fc.oneof(
			fc.string({unit: 'binary', maxLength: 200}),
			fc.array(piece).map(parts => parts.join('&')),
		),
	});
	await fc.assert(
		fc.asyncProperty(odd, async asked => {
			const {status, body} = await send(server.origin, asked);
			expect([200, 204, 302, 404, 405]).toContain(status);
			expect(body).not.toContain('    at ');
			if (status === 302 || status === 204 || asked.method === 'HEAD') expect(body).toBe('');
			else if (!notJson.some(start => body.startsWith(start))) {
				expect(JSON.parse(body)).toBeTypeOf('object');
			}
		}),
		{numRuns: often(400)},
	);
	expect(await jsonOf(onlyJob(server).url)).toHaveProperty('jobId');
});

test('a value nested so deep that it cannot be written again is a fault without a trace', async () => {
	const {server} = await demoServer({jobs: 2});
	const task = `${server.origin}/arcgis/rest/services/Nightly/Assets/GPServer/Export`;
	const body = new URLSearchParams({f: 'json', Layers: '['.repeat(100_000) + ']'.repeat(100_000)});
	const {jobId} = (await (await fetch(`${task}/submitJob`, {method: 'POST', body})).json()) as {jobId: string};
	expect(await jsonOf(`${task}/jobs/${jobId}/inputs/Layers`)).toEqual({
		error: {code: 500, message: 'Unable to complete operation.', details: []},
	});
});

test('a body of more than 1 MiB is refused, and the next request answered', async () => {
	const {server} = await demoServer();
	const {url} = onlyJob(server);
	const response = await fetch(url, {method: 'POST', body: 'x'.repeat(1024 * 1024 + 1)});
	expect(response.status).toBe(413);
	expect(await response.json()).toMatchObject({error: {code: 413}});
	expect(await jsonOf(url)).toHaveProperty('jobId');
});

test.each([
	['not HTTP at all', 'HELLO\r\n\r\n', 400],
	['a header too large', `GET /${'x'.repeat(100_000)} HTTP/1.1\r\nhost: a\r\n\r\n`, 431],
])('%s is answered in JSON', async (_, sent, status) => {
	const {server} = await demoServer();
	const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
	socket.write(sent);
	const answer = await text(socket);
	expect(answer).toContain(`HTTP/1.1 ${status} `);
	expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toHaveProperty('error.code', status);
});

test('a client that leaves in the middle of its body harms nobody', async () => {
	const {server} = await demoServer();
	const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
	socket.write('POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nhalf');
	await expect.poll(() => server.counts().requests).toBe(1);
	socket.destroy();
	expect(await jsonOf(onlyJob(server).url)).toHaveProperty('jobId');
});
