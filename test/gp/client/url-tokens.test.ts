import {describe, expect, test} from 'vitest';
import {wantsBasicSignIn, wantsWindowsSignIn} from '../../../source/gp/client/answer-fault.ts';
import type {SignedClient} from '../../../source/gp/client/client.ts';
import {keptNotNeeded, refererHint, tokenNotNeeded, tokenRefused} from '../../../source/gp/client/sign-ins.ts';
import {Secret} from '../../../source/text/secret.ts';
import {asJobUrl} from '../addresses.ts';
import {clientWith, jobPath, refusal, running, type Seen, type TestServer, testServer} from './token-world.ts';

const ask = (client: SignedClient, {origin}: TestServer, id = 'j1') =>
	client.job(asJobUrl(origin + jobPath.replace('j1', id)), {messages: false});
const hostOf = ({origin}: TestServer) => new URL(origin).host;
const offer = (client: SignedClient, {origin}: TestServer, ...tokens: readonly string[]) => {
	for (const token of tokens) client.signIns.offer(origin, new Secret(token));
};

/** A public server: it answers anybody, and refuses any token but GOOD, as ArcGIS does. */
const publicly = ({token}: Seen) => (token === undefined || token === 'GOOD' ? running : refusal(498, 'Invalid Token'));
/** A secured one. */
const securely = ({token}: Seen) =>
	token === undefined ? refusal(499, 'Token Required') : token === 'GOOD' ? running : refusal(498, 'Invalid Token');

function heardOf(client: SignedClient): readonly string[] {
	const heard: string[] = [];
	client.signIns.listen(sentence => heard.push(sentence));
	return heard;
}

describe('a token that came with a URL and is refused', () => {
	test('is dropped, the request is repeated without it, and a notice is shown once', async () => {
		const server = await testServer(publicly);
		const client = clientWith();
		const heard = heardOf(client);
		offer(client, server, 'OLD');
		for (const id of ['j1', 'j2', 'j1']) expect(await ask(client, server, id)).toMatchObject({ok: true});
		expect(server.seen.map(({token}) => token)).toEqual(['OLD', undefined, undefined, undefined]);
		expect(heard).toEqual([tokenNotNeeded(hostOf(server))]);
	});

	test('does not affect requests in progress with it', async () => {
		const server = await testServer(publicly);
		const client = clientWith();
		offer(client, server, 'OLD');
		const answers = await Promise.all(['j1', 'j2', 'j3', 'j4'].map(id => ask(client, server, id)));
		expect(answers.map(({ok}) => ok)).toEqual([true, true, true, true]);
	});

	test('is replaced by another one from a URL', async () => {
		const server = await testServer(securely);
		const client = clientWith();
		offer(client, server, 'OLD', 'OLDER', 'GOOD');
		expect(await ask(client, server)).toMatchObject({ok: true});
		expect(await ask(client, server, 'j2')).toMatchObject({ok: true});
		expect(server.seen.map(({token}) => token)).toEqual(['OLD', 'OLDER', 'GOOD', 'GOOD']);
	});

	test('or has no access to another job does not hide public jobs', async () => {
		const server = await testServer(({token, path}) =>
			token !== undefined && path.includes('/j2') ? refusal(403, 'You do not have permissions') : running,
		);
		const client = clientWith();
		offer(client, server, 'OF-J1');
		for (const id of ['j1', 'j2']) expect(await ask(client, server, id)).toMatchObject({ok: true});
	});

	test('is reported as expired if a sign-in is needed', async () => {
		const server = await testServer(securely);
		const client = clientWith();
		offer(client, server, 'OLD');
		const answer = await ask(client, server);
		expect(answer).toMatchObject({ok: false, fault: {kind: 'sign-in', code: 499}});
		expect(answer.ok ? '' : answer.fault.sentence).toBe(tokenRefused(hostOf(server), 499));
	});

	test.each([['a\r\nb'], ['ключ'], ['']])('is never sent where no header can hold it: %j', async token => {
		const server = await testServer(publicly);
		const client = clientWith();
		offer(client, server, token);
		expect(await ask(client, server)).toMatchObject({ok: true});
	});

	test('is not sent with a cancel, which is sent once after a poll that dropped it', async () => {
		const server = await testServer(publicly);
		const client = clientWith();
		offer(client, server, 'OLD');
		await ask(client, server);
		await client.cancel?.(asJobUrl(server.origin + jobPath));
		expect(server.seen.filter(({method}) => method === 'POST').map(({token}) => token)).toEqual([undefined]);
	});
});

describe('a saved sign-in', () => {
	const kept = (server: TestServer, token: string) =>
		({server: server.origin, means: {kind: 'token', token: new Secret(token)}}) as const;

	test('takes precedence over tokens from URLs', async () => {
		const server = await testServer(securely);
		const client = clientWith([kept(server, 'GOOD')]);
		offer(client, server, 'OLD');
		expect(await ask(client, server)).toMatchObject({ok: true});
		expect(server.seen.map(({token}) => token)).toEqual(['GOOD']);
	});

	test('that is refused is replaced by a valid token from a URL', async () => {
		const server = await testServer(securely);
		const client = clientWith([kept(server, 'OLD')]);
		offer(client, server, 'GOOD');
		for (const id of ['j1', 'j2']) expect(await ask(client, server, id)).toMatchObject({ok: true});
		expect(server.seen.map(({token}) => token)).toEqual(['OLD', 'GOOD', 'GOOD']);
	});

	test('that is refused does not hide public jobs, and costs one request a minute', async () => {
		const server = await testServer(publicly);
		const client = clientWith([kept(server, 'OLD')]);
		const heard = heardOf(client);
		for (const id of ['j1', 'j2', 'j3']) expect(await ask(client, server, id)).toMatchObject({ok: true});
		expect(server.seen.map(({token}) => token)).toEqual(['OLD', undefined, undefined, undefined]);
		expect(heard).toEqual([keptNotNeeded(hostOf(server))]);
	});

	test('that is refused does not make a job gone that anonymous users may not see', async () => {
		const server = await testServer(({token}) =>
			token === undefined ? refusal(400, 'Job not found') : refusal(498, 'Invalid Token'),
		);
		const client = clientWith([kept(server, 'OLD')]);
		expect(await ask(client, server)).toMatchObject({ok: false, fault: {kind: 'sign-in', code: 498}});
	});

	test('is tried with the credential when the user signs in: a public answer does not count', async () => {
		const server = await testServer(publicly);
		const client = clientWith([kept(server, 'OLD')]);
		expect(await client.probe(`${server.origin}/arcgis/rest`)).toMatchObject({kind: 'sign-in', code: 498});
	});

	test.each([
		[false, {}, true],
		[true, {}, true],
		[false, {referer: 'https://app.acme.com'}, false],
	])('of the environment %s with %j, refused, names a referer: %s', async (isOfEnvironment, more, isHinted) => {
		const server = await testServer(securely);
		const means = {kind: 'token', token: new Secret('OLD'), ...more} as const;
		const client = clientWith([{server: server.origin, means, ...(isOfEnvironment ? {isOfEnvironment} : {})}]);
		const answer = await ask(client, server);
		const sentence = answer.ok ? '' : answer.fault.sentence;
		expect(sentence.includes(refererHint(isOfEnvironment))).toBe(isHinted);
	});
});

describe('if a server has no sign-in by token', () => {
	test.each([
		['Negotiate', wantsWindowsSignIn],
		['NTLM', wantsWindowsSignIn],
		['Basic realm="x"', wantsBasicSignIn],
	])('%s is told before anything is typed', async (challenge, says) => {
		const {createServer} = await import('node:http');
		const asked: string[] = [];
		const server = createServer((request, response) => {
			asked.push(`${request.method} ${request.url}`);
			if (request.url?.includes('/rest/info')) return response.end('{"authInfo":{"isTokenBasedSecurity":false}}');
			return response.writeHead(401, {'www-authenticate': challenge}).end();
		});
		await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
		try {
			const {port} = server.address() as import('node:net').AddressInfo;
			const found = await clientWith().signIns.find(`http://127.0.0.1:${port}/arcgis/rest`);
			expect(found).toMatchObject({kind: 'fault', fault: {kind: 'sign-in', code: 401}});
			expect(found).toEqual({kind: 'fault', fault: says(`127.0.0.1:${port}`)});
			expect(asked.every(line => line.startsWith('GET '))).toBe(true);
		} finally {
			server.closeAllConnections();
			server.close();
		}
	});
});
