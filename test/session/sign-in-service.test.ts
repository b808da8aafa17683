import {describe, expect, test} from 'vitest';
import {notFederated} from '../../source/gp/client/token-services.ts';
import {fault} from '../../source/gp/fault.ts';
import type {SignInPlace} from '../../source/gp/sign-in.ts';
import type {Engine} from '../../source/session/engine.ts';
import {signInService} from '../../source/session/sign-in-service.ts';
import {Secret} from '../../source/text/secret.ts';
import {clientWith, federatedServer, jobPath, portalServer, testServer} from '../gp/client/token-world.ts';
import {saying, whatever} from '../saying.ts';

/** What the screen asks before it signs in to the server of a job, where that names a place. */
async function asked(server: string, place: SignInPlace) {
	const signIns = {find: async () => place} as unknown as Engine['signIns'];
	const desk = signInService({signIns} as unknown as Engine);
	return desk.find(`${server}/arcgis/rest/services/S/GPServer/T/jobs/j1`);
}

const own = (server: string): SignInPlace => ({kind: 'standalone', tokenUrl: `${server}/arcgis/tokens/generateToken`});
const portalAt = (origin: string): SignInPlace => ({
	kind: 'federated',
	portal: new URL(origin).host,
	tokenUrl: `${origin}/portal/sharing/rest/generateToken`,
	oauthUrl: `${origin}/portal/sharing/rest/oauth2/token`,
});

describe('the screen asks before it sends', () => {
	test.each([
		['https://gis.acme.com', own('https://gis.acme.com'), [], null],
		['http://127.0.0.1:6080', own('http://127.0.0.1:6080'), [], null],
		['http://localhost:6080', own('http://localhost:6080'), [], null],
		['https://gis.acme.com', portalAt('https://gis.acme.com'), [], null],
		[
			'https://gis.acme.com',
			portalAt('https://portal.acme.com'),
			['gis.acme.com', 'portal.acme.com'],
			'portal.acme.com',
		],
		[
			'https://gis.acme.com',
			portalAt('https://gis.acme.com.evil.org'),
			['gis.acme.com', 'gis.acme.com.evil.org'],
			'gis.acme.com.evil.org',
		],
		['https://services1.arcgis.com', portalAt('https://www.arcgis.com'), ['www.arcgis.com'], null],
		['http://vm:6080', own('http://vm:6080'), ['http'], 'http'],
		['http://vm:6080', own('https://vm:6443'), ['http'], 'http'],
		['http://vm:6080', portalAt('https://portal.acme.com'), ['http', 'portal.acme.com'], 'http'],
		['http://vm:6080', portalAt('http://portal.acme.com'), ['http', 'portal.acme.com'], 'http'],
		['http://127.0.0.1.evil.org', own('http://127.0.0.1.evil.org'), ['http'], 'http'],
	])('%s that names %j: of a password %j, of a token %j', async (server, place, password, token) => {
		const {ok, passwordQuestion, tokenQuestion} = await asked(server, place);
		expect(ok).toBe(true);
		expect(passwordQuestion === null).toBe(password.length === 0);
		for (const part of password) expect(passwordQuestion).toContain(part);
		expect(tokenQuestion === null).toBe(token === null);
		if (token !== null) expect(tokenQuestion).toContain(token);
	});

	test.each([
		{kind: 'refused', reason: 'plain-http'},
		{kind: 'refused', reason: 'not-a-url'},
	] as const)('nothing, and sends nothing, where the place is refused: %j', async place => {
		expect(await asked('https://gis.acme.com', place)).toMatchObject({ok: false, passwordQuestion: null});
	});
});

describe('signing in on the screen to a server that names a portal', () => {
	async function world(isFederated: boolean) {
		const servers: string[] = [];
		const portal = await testServer(portalServer(() => servers).answer);
		const server = await testServer(
			federatedServer(() => portal.origin),
			'127.0.0.2',
		);
		if (isFederated) servers.push(`${server.origin}/arcgis`);
		const {signIns} = clientWith();
		const saved: unknown[] = [];
		const credentials = {of: async () => ({}), save: async (one: unknown) => ({ok: saved.push(one) > 0, path: 'x'})};
		const engine = {signIns, access: {credentials}, monitor: {retry() {}}} as unknown as Engine;
		const desk = signInService(engine);
		const url = server.origin + jobPath;
		await desk.find(url);
		return {server, saved, outcome: await desk.signIn(url, 'ann', new Secret('pa55-word'))};
	}

	test('saves the credential once the portal has issued a token for the server', async () => {
		const {saved, outcome} = await world(true);
		expect(outcome).toMatchObject({ok: true, isSignedIn: true});
		expect(saved).toHaveLength(1);
	});

	test('that does not know it: says so, saves nothing, and sends the server nothing', async () => {
		const {server, saved, outcome} = await world(false);
		expect(outcome).toMatchObject({ok: false, isSignedIn: false});
		expect(outcome.notice).toMatch(
			saying(notFederated(whatever, `${server.origin}/arcgis`, fault('server', whatever)).sentence),
		);
		expect(saved).toEqual([]);
		expect(server.all()).not.toMatch(/TOKEN-|pa55-word/);
	});
});
