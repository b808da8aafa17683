import {describe, expect, onTestFinished, test} from 'vitest';
import {fetchCertificate} from '../../../source/gp/client/certificate.ts';
import {createClient} from '../../../source/gp/client/client.ts';
import {createConnections, type ServerTrust} from '../../../source/gp/client/connections.ts';
import {createDownloader} from '../../../source/gp/client/download.ts';
import {
	namelessProxy,
	noAnswerThroughProxy,
	noTlsToProxy,
	notAcceptedByProxy,
	notAProxy,
	notLetThrough,
	proxyBrokeOff,
	proxyRefuses,
	proxyRefusesPassword,
	proxyWantsOtherSignIn,
	proxyWantsPassword,
	refusedBySocks,
	silentProxy,
} from '../../../source/gp/client/proxy-fault.ts';
import {type ForwardProxy, proxyRoutes} from '../../../source/gp/client/proxy-settings.ts';
import {distrust, otherCertificate, untrusted} from '../../../source/gp/client/tls-fault.ts';
import type {Timeouts} from '../../../source/gp/client/transport.ts';
import type {Fault} from '../../../source/gp/fault.ts';
import {postOutcome} from '../../../source/gp/post-outcome.ts';
import {makeCertificate, startSecureServer} from '../../e2e/certificates.ts';
import {deadPort} from '../../e2e/dead-port.ts';
import {asJobUrl, asTaskUrl} from '../addresses.ts';
import {answer, blackHole, faultServer} from '../fault-server.ts';
import {canary, patient, quick, short} from './asking.ts';
import {proxyServer, socksServer} from './proxy-server.ts';

const path = '/arcgis/rest/services/F/S/GPServer/T/jobs/j1';
const body = '{"jobId":"j1","jobStatus":"esriJobExecuting","messages":[]}';
const http = 'http://gis.invalid';
const https = 'https://gis.invalid';

type Place = {
	readonly trust?: ServerTrust;
	readonly timeouts?: Timeouts;
};

function connectionsWith(environment: NodeJS.ProcessEnv, {trust, timeouts = patient}: Place = {}) {
	const waits = {connect: timeouts.connect, tunnel: timeouts.firstByte};
	const connections = createConnections({environment, waits, ...(trust ? {trustOf: () => trust} : {})});
	onTestFinished(connections.close);
	return connections;
}

function clientWith(environment: NodeJS.ProcessEnv, place: Place = {}) {
	const {timeouts = patient} = place;
	const client = createClient({version: '0', timeouts, connections: connectionsWith(environment, place)});
	onTestFinished(client.close);
	return client;
}

async function faultBy(environment: NodeJS.ProcessEnv, origin: string, place: Place = {}): Promise<Fault> {
	const outcome = await clientWith(environment, place).job(asJobUrl(origin + path), {messages: false});
	if (outcome.ok) throw new Error('this should have failed');
	expect(JSON.stringify(outcome)).not.toContain(canary);
	return outcome.fault;
}

/** What a download brings in place of the file. */
async function downloadFault(environment: NodeJS.ProcessEnv, origin: string): Promise<Fault> {
	const downloader = createDownloader({
		version: '0',
		timeouts: patient,
		connections: connectionsWith(environment),
		now: () => performance.now(),
	});
	const sink = {begin: async () => {}, write: async () => {}};
	const done = await downloader.download({url: `${origin}/arcgis/rest/directories/out.zip`, sink});
	if (done.kind !== 'fault') throw new Error('this should have failed');
	return done.fault;
}

/** The proxy that a variable names. */
function proxyOf(environment: NodeJS.ProcessEnv, origin: string): ForwardProxy {
	const route = proxyRoutes(environment)(origin);
	if (route.kind !== 'proxy') throw new Error('this should have been a proxy');
	return route.proxy;
}

describe('plain http', () => {
	test('asks the proxy for the whole URL, with its credentials and over a connection that is kept', async () => {
		const server = await faultServer(socket => socket.write(answer(body)));
		const proxy = await proxyServer();
		const client = clientWith({http_proxy: `ann:${canary}@127.0.0.1:${proxy.port}`});
		for (let poll = 0; poll < 2; poll++)
			expect((await client.job(asJobUrl(server.origin + path), {messages: false})).ok).toBe(true);
		const [first] = proxy.asked;
		expect(first?.line).toBe(`GET ${server.origin}${path}?f=json&returnMessages=false`);
		expect(first?.headers['proxy-authorization']).toBe(`Basic ${Buffer.from(`ann:${canary}`).toString('base64')}`);
		expect(first?.headers.host).toBe(new URL(server.origin).host);
		expect(server.connections().made).toBeGreaterThan(0);
	});

	test('bypasses the proxy if NO_PROXY says so', async () => {
		const server = await faultServer(socket => socket.write(answer(body)));
		const proxy = await proxyServer();
		const environment = {HTTP_PROXY: `http://127.0.0.1:${proxy.port}`, NO_PROXY: '127.0.0.0/8'};
		expect((await clientWith(environment).job(asJobUrl(server.origin + path), {messages: false})).ok).toBe(true);
		expect(proxy.asked).toEqual([]);
	});

	test.each(['cancel', 'submit'] as const)('a %s goes the same way', async what => {
		const server = await faultServer(socket => socket.write(answer('{"jobId":"j7","jobStatus":"esriJobSubmitted"}')));
		const proxy = await proxyServer();
		const client = clientWith({HTTP_PROXY: `127.0.0.1:${proxy.port}`});
		if (what === 'cancel') await client.cancel?.(asJobUrl(server.origin + path));
		else await client.submit?.(asTaskUrl(server.origin + path.replace('/jobs/j1', '')), {});
		expect(proxy.asked.map(({line}) => line)).toEqual([expect.stringMatching(/^POST http:.*(cancel|submitJob)$/)]);
	});
});

describe('https', () => {
	test('goes through a tunnel; the certificate is that of the server', async () => {
		const certificate = await makeCertificate({name: 'gis'});
		const server = await startSecureServer(certificate);
		const proxy = await proxyServer();
		const environment = {HTTPS_PROXY: `http://ann:pw@127.0.0.1:${proxy.port}`};
		const good = clientWith(environment, {trust: {authorities: certificate.cert}});
		expect((await good.job(asJobUrl(server.origin + path), {messages: false})).ok).toBe(true);
		expect((await good.job(asJobUrl(server.origin + path), {messages: false})).ok).toBe(true);
		expect(proxy.asked.map(({line}) => line)).toEqual([`CONNECT ${new URL(server.origin).host}`]);
		expect(await faultBy(environment, server.origin)).toMatchObject({
			...untrusted(new URL(server.origin).host, distrust.selfSigned),
			kind: 'tls',
		});
		const pinned = {pin: {certificate: certificate.cert, sha256: certificate.sha256}};
		expect(
			(await clientWith(environment, {trust: pinned}).job(asJobUrl(server.origin + path), {messages: false})).ok,
		).toBe(true);
		const other = await makeCertificate({name: 'gis'});
		const changed = {pin: {certificate: other.cert, sha256: other.sha256}};
		expect(await faultBy(environment, server.origin, {trust: changed})).toMatchObject({
			...otherCertificate(new URL(server.origin).host),
		});
	});

	test('trust fetches the certificate through it too', async () => {
		const certificate = await makeCertificate({name: 'gis'});
		const server = await startSecureServer(certificate);
		const proxy = await proxyServer();
		const {throughProxy} = connectionsWith({HTTPS_PROXY: `127.0.0.1:${proxy.port}`});
		const shown = await fetchCertificate(server.origin, patient.connect, throughProxy);
		expect(shown).toMatchObject({ok: true, shown: {sha256: certificate.sha256}});
		expect(proxy.asked).toHaveLength(1);
		const dead = connectionsWith({HTTPS_PROXY: `127.0.0.1:${await deadPort()}`});
		expect(await fetchCertificate(server.origin, patient.connect, dead.throughProxy)).toMatchObject({
			ok: false,
			fault: {kind: 'proxy', sentence: expect.stringMatching(/HTTPS_PROXY/)},
		});
	});

	test('over an https:// proxy: its certificate must be trusted by this machine', async () => {
		const certificate = await makeCertificate({name: 'proxy'});
		const proxy = await startSecureServer(certificate);
		const {host} = new URL(proxy.origin);
		expect(await faultBy({HTTPS_PROXY: `https://ann:${canary}@${host}`}, https)).toMatchObject({
			kind: 'proxy',
			sentence: noTlsToProxy(proxyOf({HTTPS_PROXY: `https://${host}`}, https), 'DEPTH_ZERO_SELF_SIGNED_CERT').sentence,
		});
	});

	test('a server that breaks off behind the tunnel is blamed itself', async () => {
		const server = await faultServer(
			() => {},
			socket => socket.destroy(),
		);
		const proxy = await proxyServer();
		const why = await faultBy({HTTPS_PROXY: `127.0.0.1:${proxy.port}`}, server.origin.replace('http', 'https'));
		expect(why).toMatchObject({kind: 'reset', isUnsent: true});
	});
});

describe.each([
	['HTTP_PROXY', http],
	['HTTPS_PROXY', https],
])('a proxy in %s that cannot be had is named, and the server is not blamed', (variable, origin) => {
	test('it refuses', async () => {
		const port = await deadPort();
		const why = await faultBy({[variable]: `http://ann:${canary}@127.0.0.1:${port}`}, origin);
		const {sentence} = proxyRefuses(proxyOf({[variable]: `127.0.0.1:${port}`}, origin));
		expect(why).toMatchObject({kind: 'proxy', isUnsent: true, sentence});
		expect(await downloadFault({[variable]: `127.0.0.1:${port}`}, origin)).toMatchObject({kind: 'proxy'});
	});

	test('its name is unknown', async () => {
		expect(await faultBy({[variable]: 'proxy.invalid:3128'}, origin)).toMatchObject({
			kind: 'proxy',
			sentence: namelessProxy(proxyOf({[variable]: 'proxy.invalid:3128'}, origin)).sentence,
		});
	});

	test('it accepts no connection', async () => {
		const port = await blackHole();
		expect(await faultBy({[variable]: `127.0.0.1:${port}`}, origin, {timeouts: short('connect')})).toMatchObject({
			kind: 'proxy',
			sentence: notAcceptedByProxy(proxyOf({[variable]: `127.0.0.1:${port}`}, origin), quick.connect).sentence,
		});
	});

	test('its variable is unusable: no request is sent', async () => {
		const why = await faultBy({[variable]: `quic://ann:${canary}@127.0.0.1:1`}, origin);
		expect(why).toMatchObject({kind: 'proxy', sentence: expect.stringMatching(new RegExp(variable))});
	});

	test('a submit or cancel with this fault was not sent', async () => {
		const client = clientWith({[variable]: `127.0.0.1:${await deadPort()}`});
		expect(await client.submit?.(asTaskUrl(`${origin}/arcgis/rest/services/S/GPServer/T`), {})).toMatchObject({
			outcome: 'not-sent',
		});
	});
});

describe('CONNECT', () => {
	test.each<
		[number, (proxy: ForwardProxy, target: string, status: number) => Fault, Readonly<Record<string, string>>?]
	>([
		[407, (proxy, _, status) => proxyWantsPassword(proxy, status), {'proxy-authenticate': 'Basic realm="x"'}],
		[407, (proxy, _, status) => proxyWantsPassword(proxy, status)],
		[407, proxy => proxyWantsOtherSignIn(proxy, 'Negotiate'), {'proxy-authenticate': 'Negotiate'}],
		[403, notLetThrough],
		[400, notLetThrough],
		[502, noAnswerThroughProxy],
		[503, noAnswerThroughProxy],
		[504, noAnswerThroughProxy],
		[302, notLetThrough, {location: 'http://login.acme.com'}],
	])('answered with %i', async (connectStatus, says, headers = {}) => {
		const proxy = await proxyServer({connectStatus, headers});
		const why = await faultBy({HTTPS_PROXY: `127.0.0.1:${proxy.port}`}, https);
		expect(why).toMatchObject({kind: 'proxy', code: connectStatus, isUnsent: true});
		const environment = {HTTPS_PROXY: `127.0.0.1:${proxy.port}`};
		expect(why.sentence).toBe(says(proxyOf(environment, https), 'gis.invalid', connectStatus).sentence);
		expect(why.sentence).toContain('HTTPS_PROXY');
		expect(postOutcome(why)).toBe('not-sent');
	});

	test('refused credentials are reported as those of the variable', async () => {
		const proxy = await proxyServer({connectStatus: 407});
		const why = await faultBy({HTTPS_PROXY: `ann:${canary}@127.0.0.1:${proxy.port}`}, https);
		const named = proxyOf({HTTPS_PROXY: `127.0.0.1:${proxy.port}`}, https);
		expect(why.sentence).toBe(proxyRefusesPassword(named, 407).sentence);
	});

	test.each<[string, Parameters<typeof faultServer>[0], (proxy: ForwardProxy) => Fault]>([
		['nothing', () => {}, proxy => silentProxy(proxy, 'gis.invalid', quick.firstByte)],
		['no HTTP', socket => socket.end('SSH-2.0-OpenSSH\r\n'), notAProxy],
		['an end', socket => socket.end(), proxy => proxyBrokeOff(proxy, 'ECONNRESET')],
		['a reset', socket => socket.resetAndDestroy(), proxy => proxyBrokeOff(proxy, 'ECONNRESET')],
	])('answered with %s', async (_, play, says) => {
		const proxy = await faultServer(play);
		const why = await faultBy({HTTPS_PROXY: proxy.origin}, https, {timeouts: short('connect', 'firstByte')});
		const {sentence} = says(proxyOf({HTTPS_PROXY: proxy.origin}, https));
		expect(why).toMatchObject({kind: 'proxy', isUnsent: true, sentence});
	});
});

describe('an answer to plain http', () => {
	const page = '<html><title>Blocked by policy</title></html>';
	test.each<[string, number, string, Readonly<Record<string, string>>]>([
		['407', 407, '', {'proxy-authenticate': 'Basic realm="x"'}],
		['a page of its own', 403, page, {}],
		['502', 502, page, {}],
		[
			'squid, which adds Via to its own',
			503,
			page,
			{via: '1.1 proxy (squid/5.7)', 'x-squid-error': 'ERR_CONNECT_FAIL 111'},
		],
		['tinyproxy', 500, page, {server: 'tinyproxy/1.11.1'}],
	])('of the proxy itself is told as that: %s', async (_, status, text, headers) => {
		const proxy = await faultServer(socket => socket.write(answer(text, {status, headers})));
		const why = await faultBy({HTTP_PROXY: proxy.origin}, http);
		expect(why).toMatchObject({kind: 'proxy', code: status, sentence: expect.stringMatching(/HTTP_PROXY/)});
		expect(await downloadFault({HTTP_PROXY: proxy.origin}, http)).toMatchObject({kind: 'proxy', code: status});
	});

	test.each<[string, number, string, Readonly<Record<string, string>>, Fault['kind']]>([
		['an envelope', 200, '{"error":{"code":403,"message":"You do not have permissions"}}', {}, 'forbidden'],
		['HTTP 403 with JSON', 403, '{"error":{"code":403,"message":"x"}}', {}, 'forbidden'],
		['HTTP 403 that was handed on', 403, page, {via: '1.1 proxy', server: 'Microsoft-IIS/10.0'}, 'http'],
		['a page of ArcGIS', 403, '<html><title>ArcGIS REST Services Directory</title></html>', {}, 'http'],
		['HTTP 404', 404, page, {}, 'not-found'],
	])('of the server is not the proxy’s: %s', async (_, status, text, headers, kind) => {
		const proxy = await faultServer(socket => socket.write(answer(text, {status, headers})));
		expect(await faultBy({HTTP_PROXY: proxy.origin}, http)).toMatchObject({kind});
	});

	test.each<[number, string]>([
		[403, 'not-sent'],
		[407, 'not-sent'],
		[504, 'unknown'],
	])('to a submit, with %i by the proxy: %s', async (status, outcome) => {
		const proxy = await faultServer(socket => socket.write(answer(page, {status})));
		const client = clientWith({HTTP_PROXY: proxy.origin});
		expect(await client.submit?.(asTaskUrl(`${http}/arcgis/rest/services/S/GPServer/T`), {})).toMatchObject({outcome});
	});
});

describe('SOCKS', () => {
	test.each(['socks5://', 'socks5h://'])('%s, for http and https', async scheme => {
		const certificate = await makeCertificate({name: 'gis'});
		const secure = await startSecureServer(certificate);
		const plain = await faultServer(socket => socket.write(answer(body)));
		const proxy = await socksServer();
		const client = clientWith(
			{ALL_PROXY: `${scheme}127.0.0.1:${proxy.port}`},
			{trust: {authorities: certificate.cert}},
		);
		expect((await client.job(asJobUrl(plain.origin + path), {messages: false})).ok).toBe(true);
		expect((await client.job(asJobUrl(secure.origin + path), {messages: false})).ok).toBe(true);
		expect(proxy.asked.map(({line}) => line)).toEqual(
			[plain, secure].map(({origin}) => `SOCKS ${new URL(origin).host}`),
		);
	});

	test('a refusal names the proxy', async () => {
		const proxy = await socksServer(5);
		for (const origin of [http, https]) {
			const environment = {ALL_PROXY: `socks5h://127.0.0.1:${proxy.port}`};
			const why = await faultBy(environment, origin);
			expect(why).toMatchObject({kind: 'proxy', isUnsent: true});
			// What the library says of the protocol's number 5 is its own.
			expect(why.sentence).toContain(
				refusedBySocks(proxyOf(environment, origin), 'gis.invalid', '').sentence.slice(0, -1),
			);
		}
	});

	test('one that does not answer', async () => {
		const proxy = await faultServer(() => {});
		const why = await faultBy({ALL_PROXY: proxy.origin.replace('http', 'socks5')}, https, {
			timeouts: short('connect', 'firstByte'),
		});
		const named = proxyOf({ALL_PROXY: proxy.origin.replace('http', 'socks5')}, https);
		expect(why).toMatchObject({...silentProxy(named, 'gis.invalid', quick.firstByte), kind: 'proxy'});
	});
});
