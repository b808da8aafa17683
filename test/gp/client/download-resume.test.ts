/** A download that was broken off, at any byte: it goes on where the server still has the same file, else starts over. */
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Resumption} from '../../../source/gp/client/download-answer.ts';
import {often} from '../../often.ts';
import {answer, type Behaviour, faultServer, head} from '../fault-server.ts';
import {download, envelope, file, html, memorySink, part, path, rangeOf, sha256, version} from './downloading.ts';

describe('a download that was interrupted', () => {
	test('several times at random bytes of a larger one', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.array(fc.integer({min: 0, max: 400_000}), {maxLength: 5}),
				fc.integer(),
				async (cuts, seed) => {
					const large = Buffer.alloc(400_000);
					for (let index = 0; index < large.length; index++)
						large[index] = Math.imul(index ^ seed, 2_654_435_761) >>> 24;
					const server = await faultServer((socket, {headers, index}) => {
						const from = headers.has('range') ? rangeOf(headers) : 0;
						const range = {'content-range': `bytes ${from}-${large.length - 1}/${large.length}`};
						const body = answer(large.subarray(from), {
							status: headers.has('range') ? 206 : 200,
							headers: {etag: '"v1"', ...(headers.has('range') ? range : {})},
						});
						const start = body.length - (large.length - from);
						socket.end(body.subarray(0, start + (cuts[index] ?? large.length)));
					});
					const sink = memorySink();
					for (let tries = 0; tries <= cuts.length; tries++) {
						const resume: Resumption = {version: {...version, total: large.length}, from: sink.bytes().length};
						const outcome = await download({url: server.origin + path, sink, resume});
						if (outcome.kind === 'done') break;
					}
					expect(sha256(sink.bytes())).toBe(sha256(large));
					await server.stop();
				},
			),
			{numRuns: often(200, 10)},
		);
	});

	const old = Buffer.alloc(100, 0xee);
	const resume: Resumption = {version, from: 100};
	test.each<[string, Behaviour, Resumption?]>([
		['has no ranges', socket => socket.end(answer(file, {headers: {etag: '"v1"'}}))],
		['has another file now', socket => socket.end(answer(file, {headers: {etag: '"v2"'}}))],
		[
			'sends the part of another file',
			(socket, {headers}) => socket.end(headers.has('range') ? part(100, {etag: '"v2"'}) : answer(file)),
		],
		[
			'does not say of which file the part is',
			(socket, {headers}) =>
				socket.end(
					headers.has('range')
						? answer(file.subarray(100), {status: 206, headers: {'content-range': 'bytes 100-299/300'}})
						: answer(file),
				),
		],
		[
			'says of the part a weak ETag only',
			(socket, {headers}) => socket.end(headers.has('range') ? part(100, {etag: 'W/"v1"'}) : answer(file)),
		],
		[
			'says of the part no date, by which the first was told',
			(socket, {headers}) => socket.end(headers.has('range') ? part(100, {etag: 'W/"v1"'}) : answer(file)),
			{version: {etag: 'W/"v1"', lastModified: 'Tue, 01 Sep 2026 10:00:00 GMT', total: 300}, from: 100},
		],
		[
			'says another date of the part',
			(socket, {headers}) =>
				socket.end(
					headers.has('range')
						? part(100, {etag: 'W/"v1"', 'last-modified': 'Tue, 01 Sep 2026 10:00:01 GMT'})
						: answer(file),
				),
			{version: {etag: 'W/"v1"', lastModified: 'Tue, 01 Sep 2026 10:00:00 GMT', total: 300}, from: 100},
		],
		['sends another part', (socket, {headers}) => socket.end(headers.has('range') ? part(50) : answer(file))],
		[
			'sends a part of another length',
			(socket, {headers}) =>
				socket.end(headers.has('range') ? part(100, {'content-range': 'bytes 100-298/300'}) : answer(file)),
		],
		[
			'sends a part of a file of another length',
			(socket, {headers}) =>
				socket.end(headers.has('range') ? part(100, {'content-range': 'bytes 100-299/301'}) : answer(file)),
		],
		[
			'says nothing of the part',
			(socket, {headers}) =>
				socket.end(headers.has('range') ? answer(file.subarray(100), {status: 206}) : answer(file)),
		],
		[
			'says nonsense of the part',
			(socket, {headers}) =>
				socket.end(headers.has('range') ? part(100, {'content-range': 'bytes 299-100/300'}) : answer(file)),
		],
		[
			'sends several parts',
			(socket, {headers}) =>
				socket.end(
					headers.has('range')
						? answer('--x', {status: 206, headers: {'content-type': 'multipart/byteranges; boundary=x'}})
						: answer(file),
				),
		],
		[
			'has no such range',
			(socket, {headers}) =>
				socket.end(
					headers.has('range') ? answer('', {status: 416, headers: {'content-range': 'bytes */300'}}) : answer(file),
				),
		],
		['had only a weak ETag', socket => socket.end(answer(file)), {version: {etag: 'W/"v1"', total: 300}, from: 100}],
		['had nothing to tell it by', socket => socket.end(answer(file)), {version: {total: 300}, from: 100}],
	])('starts over where the server %s', async (_, behaviour, from = resume) => {
		const server = await faultServer(behaviour);
		const sink = memorySink(old);
		expect(await download({url: server.origin + path, sink, resume: from})).toMatchObject({
			kind: 'done',
			bytes: 300,
			resumedAt: 0,
		});
		expect(sink.bytes().equals(file)).toBe(true);
		expect(server.requests.length).toBeLessThanOrEqual(2);
	});

	test('uses the date if the ETag is weak, as Tomcat’s is', async () => {
		const lastModified = 'Tue, 01 Sep 2026 10:00:00 GMT';
		const dates = {'last-modified': lastModified, date: 'Tue, 01 Sep 2026 10:00:09 GMT', etag: 'W/"v1"'};
		const server = await faultServer((socket, {headers}) =>
			socket.end(headers.has('range') ? part(100, dates) : answer(file, {headers: dates})),
		);
		const first = memorySink();
		await download({url: server.origin + path, sink: first});
		expect(first.begun[0]?.version).toEqual({etag: 'W/"v1"', lastModified, total: 300});
		const sink = memorySink(file.subarray(0, 100));
		const outcome = await download({
			url: server.origin + path,
			sink,
			resume: {version: {etag: 'W/"v1"', lastModified, total: 300}, from: 100},
		});
		expect(outcome).toMatchObject({kind: 'done', resumedAt: 100});
		expect(server.requests[1]?.headers.get('if-range')).toBe(lastModified);
	});

	test('does not use the date of a file that had just been written', async () => {
		const now = 'Tue, 01 Sep 2026 10:00:00 GMT';
		const server = await faultServer(socket => socket.end(answer(file, {headers: {'last-modified': now, date: now}})));
		const sink = memorySink();
		await download({url: server.origin + path, sink});
		expect(sink.begun[0]?.version.lastModified).toBeUndefined();
	});

	test.each<[string, Behaviour]>([
		['an error', socket => socket.end(answer('', {status: 503}))],
		['a sign-in page', socket => socket.end(answer(html, {headers: {'content-type': 'text/html'}}))],
		['an error inside 200', socket => socket.end(answer(envelope))],
		['nothing', socket => socket.end()],
	])('keeps what there is where the server answers %s', async (_, behaviour) => {
		const server = await faultServer(behaviour);
		const sink = memorySink(file.subarray(0, 100));
		expect((await download({url: server.origin + path, sink, resume})).kind).toBe('fault');
		expect(sink.bytes().equals(file.subarray(0, 100))).toBe(true);
	});

	test('can be stopped before and after it begins', async () => {
		const server = await faultServer(socket =>
			socket.write(Buffer.concat([Buffer.from(head({'content-length': '300'})), file.subarray(0, 50)])),
		);
		const stop = new AbortController();
		const sink = memorySink();
		const order = {url: server.origin + path, sink, signal: stop.signal, onProgress: () => stop.abort()};
		expect(await download(order)).toEqual({kind: 'stopped'});
		expect(sink.bytes().length).toBe(50);
		expect(await download(order)).toEqual({kind: 'stopped'});
		expect(server.requests.length).toBe(1);
	});
});
