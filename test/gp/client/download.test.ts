/** Files over bare sockets: what comes whole, what is refused, and that no token goes astray. */
import {describe, expect, test} from 'vitest';
import {compressedFile, unaskedPart, withoutFile} from '../../../source/gp/client/download-answer.ts';
import {jsonForFile, pageForFile} from '../../../source/gp/client/download-opening.ts';
import {redirectsElsewhere} from '../../../source/gp/client/redirect.ts';
import {brokenOff, brokeRule, httpRules, notBegun, silent} from '../../../source/gp/client/transport-fault.ts';
import type {Fault, FaultKind} from '../../../source/gp/fault.ts';
import {deadPort} from '../../e2e/dead-port.ts';
import {answer, type Behaviour, chunk, faultServer, head} from '../fault-server.ts';
import {canary, patient, quick, short} from './asking.ts';
import {download, envelope, file, html, memorySink, part, path} from './downloading.ts';
import {signInsWith} from './tokens.ts';

const fellSilent = (host: string) => silent(host, quick.silence);

describe('a whole file', () => {
	test('has a length, and reports its progress', async () => {
		const server = await faultServer(socket => socket.end(answer(file, {headers: {etag: '"v1"'}})));
		const sink = memorySink();
		const progress: unknown[] = [];
		const order = {url: server.origin + path, sink, onProgress: (each: unknown) => progress.push(each)};
		expect(await download(order)).toEqual({kind: 'done', bytes: 300, resumedAt: 0, isWhole: true});
		expect(sink.bytes().equals(file)).toBe(true);
		expect(sink.begun).toEqual([{at: 0, version: {etag: '"v1"', lastModified: undefined, total: 300}}]);
		expect(progress.at(-1)).toEqual({received: 300, total: 300});
		const [request] = server.requests;
		expect(request?.method).toBe('GET');
		expect(request?.headers.get('accept-encoding')).toBe('identity');
		expect(request?.headers.has('range')).toBe(false);
	});

	test.each<[string, Behaviour, boolean]>([
		[
			'in chunks',
			socket =>
				socket.end(
					Buffer.concat([
						Buffer.from(head({'transfer-encoding': 'chunked'})),
						chunk(file.subarray(0, 7)),
						chunk(file.subarray(7)),
						chunk(),
					]),
				),
			false,
		],
		[
			'until the connection ends',
			socket => socket.end(Buffer.concat([Buffer.from(head({connection: 'close'})), file])),
			false,
		],
		[
			'byte by byte',
			socket => {
				socket.setNoDelay(true);
				socket.write(head({'content-length': '300'}));
				const drip = (index: number) => {
					if (index < 300) socket.write(file.subarray(index, index + 1), () => setImmediate(drip, index + 1));
				};
				drip(0);
			},
			true,
		],
	])('comes %s', async (_, behaviour, isWhole) => {
		const server = await faultServer(behaviour);
		const sink = memorySink();
		expect(await download({url: server.origin + path, sink})).toMatchObject({kind: 'done', bytes: 300, isWhole});
		expect(sink.bytes().equals(file)).toBe(true);
	});

	test('may be empty', async () => {
		const server = await faultServer(socket => socket.end(answer('')));
		expect(await download({url: server.origin + path})).toMatchObject({kind: 'done', bytes: 0});
	});

	test('reports its progress at most every 100 ms', async () => {
		let time = 0;
		const tick = () => {
			time += 30;
		};
		const server = await faultServer(socket => socket.end(answer(Buffer.alloc(4_000_000, 1))));
		const progress: number[] = [];
		const sink = {...memorySink(), write: () => Promise.resolve(tick())};
		const order = {
			url: server.origin + path,
			sink,
			onProgress: ({received}: {received: number}) => progress.push(received),
		};
		await download(order, {now: () => time});
		expect(progress.length).toBeLessThanOrEqual(time / 100 + 2);
		expect(progress.length).toBeGreaterThan(3);
		expect(progress.at(-1)).toBe(4_000_000);
	});
});

describe('no file', () => {
	test.each<[string, Behaviour, FaultKind, RegExp | ((host: string) => Fault)]>([
		[
			'breaks off',
			socket => socket.end(Buffer.concat([Buffer.from(head({'content-length': '300'})), file.subarray(0, 50)])),
			'reset',
			brokenOff,
		],
		[
			'breaks off a chunk',
			socket => socket.end(`${head({'transfer-encoding': 'chunked'})}ff\r\nabcdefgh`),
			'reset',
			brokenOff,
		],
		[
			'resets',
			socket =>
				socket.write(Buffer.concat([Buffer.from(head({'content-length': '300'})), file.subarray(0, 50)]), () =>
					setTimeout(() => socket.resetAndDestroy(), 30),
				),
			'reset',
			brokenOff,
		],
		['says nothing', () => {}, 'timeout', host => notBegun(host, quick.firstByte)],
		[
			'falls silent',
			socket => socket.write(Buffer.concat([Buffer.from(head({'content-length': '300'})), file.subarray(0, 50)])),
			'timeout',
			fellSilent,
		],
		[
			'never ends its headers',
			socket => {
				socket.write('HTTP/1.1 200 OK\r\n');
				const more = () => socket.writable && socket.write(`x: ${'y'.repeat(4000)}\r\n`, () => setImmediate(more));
				more();
			},
			'http',
			host => brokeRule(host, httpRules.headerSize),
		],
		[
			'drips its headers',
			socket => {
				socket.write('HTTP/1.1 200 OK\r\n');
				const drip = setInterval(() => socket.write('x: y\r\n'), 50);
				socket.on('close', () => clearInterval(drip));
			},
			'timeout',
			host => notBegun(host, quick.firstByte),
		],
		[
			'sends it on',
			socket => socket.end(head({location: 'https://evil.example/x.zip?token=s3cret', 'content-length': '0'}, 302)),
			'redirect',
			host => redirectsElsewhere(host, 302, 'evil.example'),
		],
		['does not know it', socket => socket.end(answer(html, {status: 404})), 'not-found', /404/],
		['asks for a sign-in', socket => socket.end(answer('{}', {status: 401})), 'sign-in', /401/],
		['fails', socket => socket.end(answer(html, {status: 500})), 'http', /500/],
		['fails and does not say on', socket => socket.write(head({'content-length': '99'}, 500)), 'http', /500/],
		[
			'fails without end',
			socket => {
				socket.write(head({}, 500));
				const more = () => socket.writable && socket.write('x'.repeat(9999), () => setImmediate(more));
				more();
			},
			'http',
			/500/,
		],
		['has no content', socket => socket.end(head({}, 204)), 'unexpected', host => withoutFile(host, 204)],
		['sends a part unasked', socket => socket.end(part(100)), 'unexpected', unaskedPart],
		[
			'compresses',
			socket => socket.end(answer(file, {headers: {'content-encoding': 'br'}})),
			'unexpected',
			host => compressedFile(host, 'br'),
		],
		[
			'sends an error inside 200',
			socket => socket.end(answer(envelope, {headers: {'content-type': 'text/plain'}})),
			'sign-in',
			/498/,
		],
		[
			'sends an error byte by byte',
			socket => {
				socket.setNoDelay(true);
				const text = answer(envelope);
				const drip = (index: number) =>
					index < text.length && socket.write(text.subarray(index, index + 1), () => setImmediate(drip, index + 1));
				drip(0);
			},
			'sign-in',
			/498/,
		],
		[
			'sends an error of the admin kind',
			socket => socket.end(answer('{"status":"error","messages":["File is gone"],"code":404}')),
			'not-found',
			/File is gone/,
		],
		[
			'sends a page',
			socket => socket.end(answer(html, {headers: {'content-type': 'text/html;charset=utf-8'}})),
			'unexpected',
			host => pageForFile(host, 'Sign in'),
		],
		[
			'sends a page as if it were a file',
			socket => socket.end(answer(`\n\n ${html}`, {headers: {'content-type': 'application/zip'}})),
			'unexpected',
			host => pageForFile(host, 'Sign in'),
		],
		[
			'sends a page without end',
			socket => {
				socket.write(`${head({'content-type': 'text/html'})}${html}`);
				const more = () => socket.writable && socket.write('x'.repeat(9999), () => setImmediate(more));
				more();
			},
			'unexpected',
			host => pageForFile(host, 'Sign in'),
		],
		[
			'sends JSON',
			socket => socket.end(answer('{"a":1}', {headers: {'content-type': 'application/json'}})),
			'unexpected',
			jsonForFile,
		],
	])('where the server %s', async (_, behaviour, kind, says) => {
		const server = await faultServer(behaviour);
		const sink = memorySink();
		const timeouts = kind === 'timeout' ? short(says === fellSilent ? 'silence' : 'firstByte') : patient;
		const outcome = await download(
			{url: server.origin + path, server: server.origin, sink},
			{timeouts, signIns: signInsWith(new Map([[server.origin, canary]]))},
		);
		const sentence = says instanceof RegExp ? expect.stringMatching(says) : says(new URL(server.origin).host).sentence;
		expect(outcome).toMatchObject({kind: 'fault', fault: {kind, sentence}});
		expect(JSON.stringify(outcome)).not.toMatch(/cAnArY|s3cret/);
		expect(server.requests.length).toBe(1);
		if (!/^(reset|timeout)$/.test(kind)) expect(sink.begun).toEqual([]);
	});

	test('without a server', async () => {
		const url = `http://127.0.0.1:${await deadPort()}${path}`;
		expect(await download({url})).toMatchObject({kind: 'fault', fault: {kind: 'refused'}});
	});

	test('if it is too large', async () => {
		const server = await faultServer(socket => socket.end(answer(file)));
		expect(await download({url: server.origin + path}, {bodyCap: 299})).toMatchObject({
			kind: 'fault',
			fault: {kind: 'too-large'},
		});
	});
});

test("a token goes to the job's own server, and to no other, even where one is signed in to that one too", async () => {
	const [own, other] = [
		await faultServer(socket => socket.end(answer(file))),
		await faultServer(socket => socket.end(answer(file))),
	];
	const tokens = [own, other].map(({origin}) => [origin, canary] as const);
	const signIns = signInsWith(new Map(tokens));
	for (const {origin} of [own, other]) await download({url: origin + path, server: own.origin}, {signIns});
	await download({url: other.origin + path}, {signIns});
	expect(other.requests).toHaveLength(2);
	expect(other.requests[1]?.raw).not.toContain(canary);
	expect(own.requests[0]?.headers.get('x-esri-authorization')).toBe(`Bearer ${canary}`);
	expect(own.requests[0]?.path).toBe(path);
	expect(other.requests[0]?.raw).not.toContain(canary);
});

test('nor does it follow a redirect', async () => {
	for (const status of [301, 302, 303, 307, 308]) {
		const other = await faultServer(socket => socket.end(answer(file)));
		const own = await faultServer(socket =>
			socket.end(head({location: `${other.origin}/x`, 'content-length': '0'}, status)),
		);
		const signIns = signInsWith(new Map([[own.origin, canary]]));
		await download({url: own.origin + path, server: own.origin}, {signIns});
		expect(other.requests).toEqual([]);
		expect(other.connections().made).toBe(0);
	}
});
