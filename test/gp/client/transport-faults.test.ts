/** Every way in which a request can fail, made on bare sockets: the kind of the fault, its sentence, and in time. */
import dns from 'node:dns';
import {gzipSync} from 'node:zlib';
import {RequestError} from 'got';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {createClient} from '../../../source/gp/client/client.ts';
import {noDescriptors} from '../../../source/gp/client/proxy-fault.ts';
import {brokeHandshake, distrust, speaksOldTls, untrusted} from '../../../source/gp/client/tls-fault.ts';
import {
	broke,
	brokenOff,
	faultOfError,
	nameless,
	nameNotFound,
	noRoute,
	notAccepted,
	notInTime,
	refusesConnections,
	strangeToken,
	wronglyCompressed,
} from '../../../source/gp/client/transport-fault.ts';
import type {Fault, FaultKind} from '../../../source/gp/fault.ts';
import {deadPort} from '../../e2e/dead-port.ts';
import {asJobUrl} from '../addresses.ts';
import {answer, type Behaviour, blackHole, chunk, faultServer, head} from '../fault-server.ts';
import {ask, canary, everything, faultAt, mebibyte, patient, quick, short} from './asking.ts';
import {bomb, job, wrongAnswers} from './wrong-answers.ts';

function timeoutsOf(kind: FaultKind, way: string) {
	if (kind !== 'timeout') return {};
	if (way.startsWith('falls silent')) return {timeouts: short('silence')};
	if (way.startsWith('drips')) return {timeouts: short('whole', 'wholeOfLong')};
	if (way.startsWith('sends interim answers')) return {timeouts: short('firstByte', 'whole', 'wholeOfLong')};
	return {timeouts: short('firstByte')};
}

const hostOf = ({origin}: {readonly origin: string}) => new URL(origin).host;

/** That the fault is that one, or one of those. */
function expectSaid({sentence}: Fault, meant: Fault | readonly Fault[]): void {
	const sentences = [meant].flat().map(each => each.sentence);
	expect(sentence).toBe(sentences.find(each => each === sentence) ?? sentences[0]);
}

const table = wrongAnswers.map(
	([way, behaviour, kind, says, code]) => [way, behaviour, kind, says, code ?? null] as const,
);

describe('a server that', () => {
	test.each(table)('%s', async (way, behaviour, kind, says, code) => {
		const server = await faultServer(behaviour);
		const fault = await faultAt(server.origin, timeoutsOf(kind, way));
		expect(fault).toMatchObject({kind, code});
		expectSaid(fault, says(hostOf(server)));
		// A server that sees no token may look for it in a form, and one that compresses wrongly need not: that is tried once.
		const isTriedAgain = code === 499 || says === wronglyCompressed;
		expect(server.requests.length).toBeGreaterThanOrEqual(isTriedAgain ? 2 : 1);
		// One that refuses the token may answer anybody, which is tried once too, perhaps on a connection that it has closed.
		const withoutToken = kind === 'sign-in' ? 2 : 0;
		expect(server.requests.length).toBeLessThanOrEqual((isTriedAgain ? 3 : 1) + withoutToken);
	});

	test.each(table)('%s when it is asked to cancel is asked once', async (way, behaviour, kind, says, code) => {
		const server = await faultServer(behaviour);
		const fault = await faultAt(server.origin, {cancel: true, ...timeoutsOf(kind, way)});
		expect(fault).toMatchObject({kind, code});
		expectSaid(fault, says(hostOf(server)));
		expect(server.requests.map(({method}) => method)).toEqual(['POST']);
	});

	test.each(table.flatMap(row => (['messages', 'result'] as const).map(what => [what, ...row] as const)))(
		'asked for the %s %s',
		async (what, way, behaviour, kind, says) => {
			const server = await faultServer(behaviour);
			const fault = await faultAt(server.origin, {what, ...timeoutsOf(kind, way)});
			expect(fault).toMatchObject({kind});
			expectSaid(fault, says(hostOf(server)));
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
		if (outcome.ok) expect(mayBeFile, way).toBe(true);
		// Of a body that is not what a file of that name can be, more is not to be said.
		else expect([kind, 'unexpected']).toContain(outcome.fault.kind);
	});

	test('sends Retry-After', async () => {
		const server = await faultServer(socket => socket.end(answer('', {status: 503, headers: {'retry-after': '7'}})));
		expect((await faultAt(server.origin)).retryAfter).toBe(7000);
	});
});

describe.each(everything)('a server that is not there, asked for the %s', what => {
	test('refuses connections', async () => {
		const origin = `http://127.0.0.1:${await deadPort()}`;
		const fault = await faultAt(origin, {what});
		expect(fault.kind).toBe('refused');
		expectSaid(fault, refusesConnections(hostOf({origin})));
	});

	test('accepts no connection', async () => {
		const origin = `http://127.0.0.1:${await blackHole()}`;
		const fault = await faultAt(origin, {what, timeouts: short('connect')});
		expect(fault.kind).toBe('timeout');
		expectSaid(fault, notAccepted(hostOf({origin}), 200));
	});

	test.each<[code: string, kind: FaultKind, says: (host: string) => Fault]>([
		['ENOTFOUND', 'offline', nameless],
		['EAI_AGAIN', 'offline', nameless],
		['ENETUNREACH', 'offline', noRoute],
		['EHOSTUNREACH', 'offline', noRoute],
		['EMFILE', 'local', noDescriptors],
	])('cannot be found or reached: %s', async (code, kind, says) => {
		lookUp((_, done) => done(Object.assign(new Error(`getaddrinfo ${code} ${canary}`), {code}), ''));
		const fault = await faultAt('http://gis.acme.invalid', {what});
		expect(fault.kind).toBe(kind);
		expectSaid(fault, says('gis.acme.invalid'));
	});

	test('has a name that is not resolved', async () => {
		lookUp(() => {});
		const fault = await faultAt('http://gis.acme.invalid', {what, timeouts: short('connect')});
		expect(fault.kind).toBe('timeout');
		expectSaid(fault, nameNotFound('gis.acme.invalid', 200));
	});
});

describe('addresses', () => {
	test.each([
		['a name that has an IPv6 address too, at which nobody is', ['::1', '127.0.0.1']],
		['a name with one address', ['127.0.0.1']],
	])('%s', async (_, addresses) => {
		const server = await faultServer(socket => socket.end(answer(job)));
		const all = addresses.map(address => ({address, family: address.includes(':') ? 6 : 4}));
		lookUp((options, done) => (options.all ? done(null, all) : done(null, '127.0.0.1', 4)));
		expect(await ask(server.origin.replace('127.0.0.1', 'gis.acme.invalid'))).toMatchObject({ok: true});
	});

	test('one with only IPv6 is refused like any other', async () => {
		expect(await faultAt(`http://[::1]:${await deadPort('::1')}`)).toMatchObject({
			kind: expect.stringMatching(/^(refused|offline)$/),
		});
	});
});

type Found = (
	error: Error | null,
	address: string | readonly {address: string; family: number}[],
	family?: number,
) => void;

/** Names are looked up by the test, until it is over: it asks no name server. */
function lookUp(answer: (options: {readonly all?: boolean}, done: Found) => void): void {
	const lookup = (_: string, options: {readonly all?: boolean}, done: Found) => answer(options, done);
	const spy = vi.spyOn(dns, 'lookup').mockImplementation(lookup as unknown as typeof dns.lookup);
	onTestFinished(() => spy.mockRestore());
}

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
		[
			'gzip, where it was not broken when it was asked not to be',
			(socket, {headers}) => {
				const isCompressed = headers.get('accept-encoding') === 'gzip';
				socket.write(
					answer(isCompressed ? 'broken' : job, {headers: isCompressed ? {'content-encoding': 'gzip'} : {}}),
				);
			},
		],
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
	const old = 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION';
	const refused = 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED';
	test.each<[code: string, kind: FaultKind, meant: Fault]>([
		['EADDRNOTAVAIL', 'offline', noRoute('h')],
		['EPIPE', 'reset', brokenOff('h')],
		['ETIMEDOUT', 'timeout', notInTime('h')],
		['ENFILE', 'local', noDescriptors()],
		['ERR_INVALID_CHAR', 'sign-in', strangeToken('h')],
		['CERT_HAS_EXPIRED', 'tls', untrusted('h', distrust.expired)],
		['CERT_NOT_YET_VALID', 'tls', untrusted('h', distrust.notYetValid)],
		['CERT_REVOKED', 'tls', untrusted('h', distrust.revoked)],
		['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', untrusted('h', distrust.otherName)],
		['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls', untrusted('h', distrust.incomplete)],
		['SELF_SIGNED_CERT_IN_CHAIN', 'tls', untrusted('h', distrust.unknownAuthority)],
		[old, 'tls', {...speaksOldTls('h', old), isOfProtocol: true}],
		[refused, 'tls', brokeHandshake('h', refused)],
		['ERR_NOVEL', 'reset', broke('h', 'ERR_NOVEL')],
	])('%s is %s', (code, kind, meant) => {
		const fault = faultOfError(requestError(code), 'h');
		expect(fault).toMatchObject({kind, code: null});
		expect(fault).toEqual(meant);
		expect(fault.sentence).not.toContain(canary);
	});

	test('an error that is not from got reveals nothing', () => {
		expect(faultOfError(new Error(`token=${canary}`), 'h').sentence).not.toContain(canary);
		expect(faultOfError(canary, 'h').sentence).not.toContain(canary);
	});
});

test('a server that compresses wrongly is asked for uncompressed answers from then on', async () => {
	const server = await faultServer((socket, {headers}) => {
		if (headers.get('accept-encoding') === 'gzip') socket.end(answer('x', {headers: {'content-encoding': 'gzip'}}));
		else socket.write(answer(job));
	});
	const client = createClient({version: '0', timeouts: patient});
	onTestFinished(client.close);
	const poll = () =>
		client.job(asJobUrl(`${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`), {messages: false});
	for (let count = 0; count < 3; count++) expect(await poll()).toMatchObject({ok: true});
	expect(server.requests.map(({headers}) => headers.get('accept-encoding'))).toEqual([
		'gzip',
		...Array.from({length: 3}, () => 'identity'),
	]);
});

test('a decompression bomb uses no more memory than the limit', async () => {
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
