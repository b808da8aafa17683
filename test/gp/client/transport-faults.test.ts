/** Every way in which a request can fail, made on bare sockets: the kind of the fault, its sentence, and in time. */
import {gzipSync} from 'node:zlib';
import {RequestError} from 'got';
import {describe, expect, onTestFinished, test} from 'vitest';
import {faultOfError} from '../../../source/gp/client/transport-fault.ts';
import type {FaultKind} from '../../../source/gp/fault.ts';
import {answer, type Behaviour, blackHole, chunk, closedPort, faultServer, head} from '../fault-server.ts';
import {ask, canary, faultAt, mebibyte, patient, quick} from './asking.ts';
import {bomb, job, wrongAnswers} from './wrong-answers.ts';

/** Only the phase that should run out of time is short: a machine that stands still for a moment lets no other do so. */
function timeoutsOf(kind: FaultKind, way: string) {
	if (kind !== 'timeout') return {};
	return {timeouts: way.startsWith('falls silent') ? quick : {...quick, silence: patient.silence}};
}

const table = wrongAnswers.map(
	([way, behaviour, kind, sentence, code]) => [way, behaviour, kind, sentence, code ?? null] as const,
);

describe('a server that', () => {
	test.each(table)('%s', async (way, behaviour, kind, sentence, code) => {
		const server = await faultServer(behaviour);
		const fault = await faultAt(server.origin, timeoutsOf(kind, way));
		expect(fault).toMatchObject({kind, code, sentence: expect.stringMatching(sentence)});
		// A server that sees no token may look for it in a form: that is tried once.
		const isTriedAgain = code === 499;
		expect(server.requests.length).toBeGreaterThanOrEqual(isTriedAgain ? 2 : 1);
		expect(server.requests.length).toBeLessThanOrEqual(isTriedAgain ? 3 : 1);
	});

	test.each(table)('%s when it is asked to cancel is asked once', async (way, behaviour, kind) => {
		const server = await faultServer(behaviour);
		expect((await faultAt(server.origin, {cancel: true, ...timeoutsOf(kind, way)})).kind).toBe(kind);
		expect(server.requests.map(({method}) => method)).toEqual(['POST']);
	});

	test.each(table.flatMap(row => (['messages', 'result'] as const).map(what => [what, ...row] as const)))(
		'asked for the %s %s',
		async (what, way, behaviour, kind, sentence) => {
			const server = await faultServer(behaviour);
			const fault = await faultAt(server.origin, {what, ...timeoutsOf(kind, way)});
			expect(fault).toMatchObject({kind, sentence: expect.stringMatching(sentence)});
			for (const {method} of server.requests) expect(['GET', 'POST']).toContain(method);
		},
	);

	// A file may take hours, drop by drop.
	const forFiles = table.filter(([way]) => !way.startsWith('drips'));
	test.each(forFiles)('%s when a file is fetched: no half file is taken for one', async (way, behaviour, kind) => {
		const server = await faultServer(behaviour);
		const outcome = await ask(server.origin, {what: 'download', ...timeoutsOf(kind, way)});
		// What is no job may well be a file, if it came whole and with a status that says so.
		const mayBeFile = ['not-json', 'unexpected', 'not-a-job', 'server', 'too-large'].includes(kind);
		if (!outcome.ok) expect(outcome.fault.sentence.length).toBeGreaterThan(10);
		else expect(mayBeFile, way).toBe(true);
	});

	test('says when to come back', async () => {
		const server = await faultServer(socket => socket.end(answer('', {status: 503, headers: {'retry-after': '7'}})));
		expect((await faultAt(server.origin)).retryAfter).toBe(7000);
	});
});

describe('a server that is not there', () => {
	test('refuses connections', async () => {
		expect(await faultAt(`http://127.0.0.1:${await closedPort()}`)).toMatchObject({
			kind: 'refused',
			sentence: expect.stringMatching(/^127\.0\.0\.1:\d+ refuses connections/),
		});
	});

	test('takes no connection', async () => {
		expect(await faultAt(`http://127.0.0.1:${await blackHole()}`, {timeouts: quick})).toMatchObject({
			kind: 'timeout',
			sentence: expect.stringMatching(/did not accept a connection within 200 ms/),
		});
	});
});

describe('strange answers that are fine', () => {
	test.each<[string, Behaviour]>([
		[
			'plain text for a content type',
			socket => socket.end(answer(job, {headers: {'content-type': 'text/plain;charset=utf-8'}})),
		],
		['HTML for a content type', socket => socket.end(answer(job, {headers: {'content-type': 'text/html'}}))],
		['no content type', socket => socket.end(answer(job))],
		['a byte order mark', socket => socket.end(answer(`\ufeff${job}`))],
		['gzip', socket => socket.end(answer(gzipSync(job), {headers: {'content-encoding': 'gzip'}}))],
		['no length', socket => socket.end(head() + job)],
		[
			'many small chunks',
			socket =>
				socket.end(
					Buffer.concat([Buffer.from(head({'transfer-encoding': 'chunked'})), ...[...job].map(chunk), chunk()]),
				),
		],
		[
			'an interim answer first',
			socket => socket.end(Buffer.concat([Buffer.from('HTTP/1.1 103 Early Hints\r\n\r\n'), answer(job)])),
		],
		['HTTP/1.0', socket => socket.end(`HTTP/1.0 200 OK\r\n\r\n${job}`)],
		['broken UTF-8 inside a text', socket => socket.end(answer(Buffer.from(job.replace('j1', '\xff'), 'latin1')))],
		['duplicate keys', socket => socket.end(answer('{"jobStatus":"esriJobNew","jobStatus":"esriJobExecuting"}'))],
		[
			'a pause shorter than the silence that is allowed',
			socket => {
				socket.write(`${head({'content-length': String(job.length)})}${job.slice(0, 9)}`);
				setTimeout(() => socket.write(job.slice(9)), quick.silence / 3);
			},
		],
	])('%s', async (_, behaviour) => {
		const server = await faultServer(behaviour);
		expect(await ask(server.origin)).toMatchObject({ok: true, value: {state: 'running'}});
	});
});

describe('errors that a loopback address cannot make', () => {
	const requestError = (code: string) =>
		Object.assign(Object.create(RequestError.prototype), {code, message: `x?token=${canary}`});
	test.each<[code: string, kind: FaultKind, sentence: RegExp]>([
		['ENOTFOUND', 'offline', /The name h cannot be found out/],
		['EAI_AGAIN', 'offline', /cannot be found out/],
		['ENETUNREACH', 'offline', /no route/],
		['EHOSTUNREACH', 'offline', /no route/],
		['EADDRNOTAVAIL', 'offline', /no route/],
		['EPIPE', 'reset', /broke the connection off/],
		['ETIMEDOUT', 'timeout', /did not answer in time/],
		['EMFILE', 'local', /no more file descriptors/],
		['ENFILE', 'local', /no more file descriptors/],
		['CERT_HAS_EXPIRED', 'tls', /has expired/],
		['CERT_NOT_YET_VALID', 'tls', /not valid yet/],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', /another host name/],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', /whole chain/],
		['SELF_SIGNED_CERT_IN_CHAIN', 'tls', /does not know the authority/],
		['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls', /only old versions of TLS/],
		['ERR_NOVEL', 'reset', /connection to h broke \(ERR_NOVEL\)/],
	])('%s is %s', (code, kind, sentence) => {
		const fault = faultOfError(requestError(code), 'h');
		expect(fault).toMatchObject({kind, code: null, sentence: expect.stringMatching(sentence)});
		expect(fault.sentence).not.toContain(canary);
	});

	test('what is no error of got at all shows nothing of itself', () => {
		expect(faultOfError(new Error(`token=${canary}`), 'h').sentence).not.toContain(canary);
		expect(faultOfError(canary, 'h').sentence).not.toContain(canary);
	});
});

test('a bomb costs no more memory than the cap allows', async () => {
	const server = await faultServer(socket => socket.end(bomb));
	const before = process.memoryUsage().rss;
	let peak = before;
	const watch = setInterval(() => {
		peak = Math.max(peak, process.memoryUsage().rss);
	}, 5);
	onTestFinished(() => clearInterval(watch));
	const fault = await faultAt(server.origin, {bodyCap: 8 * mebibyte});
	expect(fault.kind).toBe('too-large');
	expect((peak - before) / mebibyte).toBeLessThan(64);
});
