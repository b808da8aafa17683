import {describe, expect, test} from 'vitest';
import {serverSays} from '../../../source/gp/client/answer-fault.ts';
import type {SignedClient} from '../../../source/gp/client/client.ts';
import {atTokenService, createTokenServices, notFederated} from '../../../source/gp/client/token-services.ts';
import type {HttpRequest, Sent} from '../../../source/gp/client/transport.ts';
import {refusesConnections} from '../../../source/gp/client/transport-fault.ts';
import type {Credential, RenewableMeans, SignInMeans} from '../../../source/gp/credential.ts';
import {namedPortalPlace} from '../../../source/gp/sign-in.ts';
import {Secret} from '../../../source/text/secret.ts';
import {asJobUrl} from '../addresses.ts';
import {
	clientWith,
	federatedServer,
	jobPath,
	notFederatedHere,
	portalServer,
	running,
	testServer,
} from './token-world.ts';

const ask = (client: SignedClient, origin: string) => client.job(asJobUrl(origin + jobPath), {messages: false});

type WorldOptions = {
	readonly isFederated?: boolean;
	readonly life?: number;
	/** Happens before the portal answers. */
	readonly whenAsked?: () => void;
};

/** A portal on one host, and a server on another that names it, federated or not. */
async function world({isFederated = true, life, whenAsked = () => {}}: WorldOptions = {}) {
	const servers: string[] = [];
	const portal = portalServer(() => servers, life);
	const atPortal = await testServer(request => {
		whenAsked();
		return portal.answer(request);
	}, '127.0.0.1');
	const server = await testServer(
		federatedServer(() => atPortal.origin),
		'127.0.0.2',
	);
	if (isFederated) servers.push(`${server.origin}/arcgis`);
	const place = namedPortalPlace(`${atPortal.origin}/portal`);
	if (!place) throw new Error('this should have been a portal');
	const all: Readonly<Record<string, SignInMeans>> = {
		password: {kind: 'password', user: 'ann', password: new Secret('pa55-word'), tokenUrl: place.tokenUrl},
		app: {kind: 'app', clientId: 'app', secret: new Secret('app-secret'), tokenUrl: place.oauthUrl},
		token: {kind: 'token', token: new Secret('USER-TOKEN'), portalTokenUrl: place.tokenUrl},
	};
	portal.known.add('USER-TOKEN');
	return {portal, atPortal, server, servers, means: (kind: string) => all[kind] as SignInMeans};
}

const kinds = ['password', 'app', 'token'];

describe.each(kinds)("a portal's token, got with a %s,", kind => {
	test('is exchanged, and the server receives only the token issued for it', async () => {
		const {atPortal, server, means} = await world();
		const client = clientWith([{server: server.origin, means: means(kind)}]);
		expect(await ask(client, server.origin)).toMatchObject({ok: true});
		expect(server.seen.map(({token}) => token)).toEqual(['SERVER-TOKEN-1']);
		expect(server.all()).not.toMatch(/PORTAL-TOKEN|USER-TOKEN|pa55-word|app-secret/);
		const exchange = atPortal.seen.find(({form}) => form.has('serverUrl'));
		expect(exchange).toMatchObject({method: 'POST', path: '/portal/sharing/rest/generateToken'});
		expect(exchange?.form.get('serverUrl')).toBe(`${server.origin}/arcgis`);
	});

	test('is not sent to a portal that a server names but that does not know it', async () => {
		const {portal, atPortal, server, means} = await world({isFederated: false});
		const client = clientWith([{server: server.origin, means: means(kind)}]);
		const answer = await ask(client, server.origin);
		expect(answer).toMatchObject({ok: false, fault: {kind: 'sign-in'}});
		const {host} = new URL(atPortal.origin);
		const heard = serverSays(host, notFederatedHere, 400);
		const {sentence} = notFederated(host, `${server.origin}/arcgis`, heard);
		expect(answer.ok ? '' : answer.fault.sentence).toBe(sentence);
		expect(server.seen.map(({token}) => token)).toEqual([undefined]);
		expect(server.all()).not.toMatch(/TOKEN-|USER-TOKEN|pa55-word|app-secret/);
		expect(portal.given.server).toBe(0);
	});

	test('is not used for the server if the portal returns it unchanged', async () => {
		const {server, means} = await world();
		const echo = await testServer(({form}) => ({
			token: form.get('token') ?? 'PORTAL-TOKEN-1',
			access_token: 'PORTAL-TOKEN-1',
			expires: Date.now() + 9e5,
		}));
		const atEcho = (url: string) => echo.origin + new URL(url).pathname;
		const at = means(kind);
		const echoed: SignInMeans =
			at.kind === 'token'
				? {...at, portalTokenUrl: atEcho(at.portalTokenUrl ?? '')}
				: {...at, tokenUrl: atEcho(at.tokenUrl)};
		const client = clientWith([{server: server.origin, means: echoed}]);
		expect(await ask(client, server.origin)).toMatchObject({ok: false, fault: {kind: 'sign-in'}});
		expect(server.all()).not.toMatch(/PORTAL-TOKEN|USER-TOKEN/);
	});
});

describe('a token that was made for a server', () => {
	test('is renewed before it expires by another exchange, without a password', async () => {
		const {portal, atPortal, server, means} = await world({life: 400_000});
		let now = Date.now();
		const real = Date.now;
		Date.now = () => now;
		try {
			const client = clientWith([{server: server.origin, means: means('password')}]);
			await ask(client, server.origin);
			expect(portal.given).toEqual({portal: 1, server: 1});
			now += 300_000;
			await ask(client, server.origin);
			expect(portal.given).toEqual({portal: 1, server: 1});
			now += 65_000;
			await ask(client, server.origin);
			expect(portal.given).toEqual({portal: 1, server: 2});
			expect(server.seen.at(-1)?.token).toBe('SERVER-TOKEN-2');
			expect(atPortal.seen.filter(({form}) => form.has('password'))).toHaveLength(1);
		} finally {
			Date.now = real;
		}
	});

	test('is issued with a new portal token if the portal has forgotten its own', async () => {
		const {portal, server, servers, means} = await world();
		const other = await testServer(
			federatedServer(() => 'http://127.0.0.1'),
			'127.0.0.3',
		);
		servers.push(`${other.origin}/arcgis`);
		const kept = means('password');
		const client = clientWith([
			{server: server.origin, means: kept},
			{server: other.origin, means: kept},
		]);
		expect(await ask(client, server.origin)).toMatchObject({ok: true});
		portal.forget();
		expect(await ask(client, other.origin)).toMatchObject({ok: true});
		expect(portal.given).toEqual({portal: 2, server: 2});
	});

	test('belongs to its context path: two servers on one host get one each', async () => {
		const {portal, server, servers, means} = await world();
		servers.push(`${server.origin}/hosting`);
		const client = clientWith([{server: server.origin, means: means('password')}]);
		for (const path of [jobPath, jobPath.replace('/arcgis/', '/hosting/'), jobPath]) {
			expect(await client.job(asJobUrl(server.origin + path), {messages: false})).toMatchObject({ok: true});
		}
		expect(server.seen.map(({token}) => token)).toEqual(['SERVER-TOKEN-1', 'SERVER-TOKEN-2', 'SERVER-TOKEN-1']);
		expect(portal.given).toEqual({portal: 1, server: 2});
	});

	test('is requested once, however many requests wait for it', async () => {
		const {portal, server, means} = await world();
		const client = clientWith([{server: server.origin, means: means('password')}]);
		await Promise.all(Array.from({length: 8}, () => ask(client, server.origin)));
		expect(portal.given).toEqual({portal: 1, server: 1});
	});
});

test('a sign-in from another process is used by all requests that were refused together', async () => {
	const {portal, server, means} = await world();
	const kept: Credential[] = [];
	const client = clientWith(kept);
	expect(await ask(client, server.origin)).toMatchObject({ok: false});
	kept.push({server: server.origin, means: means('password')});
	const answers = await Promise.all(Array.from({length: 6}, () => ask(client, server.origin)));
	expect(answers.map(({ok}) => ok)).toEqual(answers.map(() => true));
	expect(portal.given.server).toBe(1);
});

test('a sign-in while a token is being fetched is used for the next request', async () => {
	let signsIn: (() => void) | undefined;
	const {server, means} = await world({
		whenAsked() {
			signsIn?.();
			signsIn = undefined;
		},
	});
	const client = clientWith([{server: server.origin, means: means('app')}]);
	signsIn = () =>
		client.signIns.use({server: server.origin, means: {kind: 'token', token: new Secret('SERVER-GIVEN')}});
	expect(await ask(client, server.origin)).toMatchObject({ok: true});
	expect(signsIn).toBeUndefined();
	expect(server.seen.map(({token}) => token)).toEqual(['SERVER-GIVEN']);
});

test('a password that the portal refused is tried once for all its servers, and again when the user types it', async () => {
	const {atPortal, server, means} = await world();
	const wrong = {...means('password'), password: new Secret('wr0ng')} as RenewableMeans;
	const client = clientWith([{server: server.origin, means: wrong}]);
	for (const path of [jobPath, jobPath.replace('/arcgis/', '/hosting/')]) {
		expect(await client.job(asJobUrl(server.origin + path), {messages: false})).toMatchObject({ok: false});
	}
	const tries = () => atPortal.seen.filter(({form}) => form.has('password')).length;
	expect(tries()).toBe(1);
	await client.signIns.obtain(wrong, `${server.origin}/arcgis/rest`);
	expect(tries()).toBe(2);
});

describe('the token of ArcGIS Online', () => {
	/** A transport in the place of the network: it gives tokens, and says what it was asked. */
	function services() {
		const asked: HttpRequest[] = [];
		const send = async (request: HttpRequest): Promise<Sent> => {
			asked.push(request);
			const {token} = request.parameters;
			const body = JSON.stringify({token: token === undefined ? 'PORTAL-TOKEN' : 'SERVER-TOKEN', expires: 8e15});
			return {ok: true, received: {status: 200, body, location: undefined, retryAfter: undefined, took: 1, bytes: 9}};
		};
		return {asked, services: createTokenServices({transport: {send}, now: Date.now})};
	}
	const tokenUrl = 'https://www.arcgis.com/sharing/rest/generateToken';
	const means = {kind: 'password', user: 'ann', password: new Secret('x'), tokenUrl} as const;

	test.each([
		['https://services1.arcgis.com/AbC/arcgis', 'PORTAL-TOKEN', 1],
		['https://analysis.arcgis.com/arcgis', 'PORTAL-TOKEN', 1],
		['http://services1.arcgis.com/AbC/arcgis', 'SERVER-TOKEN', 2],
		['https://analysisqa.arcgis.com/arcgis', 'SERVER-TOKEN', 2],
		['https://evilarcgis.com/arcgis', 'SERVER-TOKEN', 2],
		['https://www.arcgis.com.evil.org/arcgis', 'SERVER-TOKEN', 2],
		['https://gis.acme.com/arcgis', 'SERVER-TOKEN', 2],
	])('for %s is %s', async (root, token, requests) => {
		const here = services();
		const obtained = await here.services.tokenFor(means, root);
		expect(obtained.ok && obtained.given.token.reveal()).toBe(token);
		expect(here.asked).toHaveLength(requests);
		expect(here.asked.every(({url}) => url === tokenUrl)).toBe(true);
		if (requests === 2) expect(here.asked[1]?.parameters).toMatchObject({serverUrl: root, token: 'PORTAL-TOKEN'});
	});
});

describe('the token of another server', () => {
	test.each([['/arcgis/tokens/generateToken'], ['/arcgis/tokens/../tokens/generateToken']])(
		'is not fetched for this one by what an older gpjobs kept: %s',
		async path => {
			const other = await testServer(() => ({token: 'OTHER-TOKEN', expires: Date.now() + 9e5}), '127.0.0.3');
			const server = await testServer(() => running, '127.0.0.2');
			const means = {
				kind: 'password',
				user: 'ann',
				password: new Secret('pa55-word'),
				tokenUrl: other.origin + path,
			} as const;
			const client = clientWith([{server: server.origin, means}]);
			// What is open to all is still read.
			expect(await ask(client, server.origin)).toMatchObject({ok: true});
			expect(other.seen).toEqual([]);
			expect(server.all()).not.toContain('OTHER-TOKEN');
		},
	);

	test('is sent if the user named that token service for it', async () => {
		const other = await testServer(() => ({token: 'OTHER-TOKEN', expires: Date.now() + 9e5}), '127.0.0.3');
		const server = await testServer(() => running, '127.0.0.2');
		const tokenUrl = `${other.origin}/arcgis/tokens/generateToken`;
		const means = {kind: 'password', user: 'ann', password: new Secret('x'), tokenUrl, isNamedByUser: true} as const;
		const client = clientWith([{server: server.origin, means}]);
		expect(await ask(client, server.origin)).toMatchObject({ok: true});
		expect(server.seen[0]).toMatchObject({token: 'OTHER-TOKEN'});
	});
});

test('a portal that cannot be reached is named as such, and the server is not blamed', async () => {
	const {server, means} = await world();
	const tokenUrl = 'http://127.0.0.1:9/portal/sharing/rest/generateToken';
	const client = clientWith([{server: server.origin, means: {...means('password'), tokenUrl} as SignInMeans}]);
	const answer = await ask(client, server.origin);
	const [portal, host] = ['127.0.0.1:9', new URL(server.origin).host];
	const sentence = atTokenService(host, portal, refusesConnections(portal).sentence);
	expect(answer).toMatchObject({ok: false, fault: {kind: 'refused', sentence}});
	expect(server.seen).toEqual([]);
});
