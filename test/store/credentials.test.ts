import {chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {dirname} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {Credential} from '../../source/gp/credential.ts';
import {credentialsPath, openCredentials} from '../../source/store/credentials.ts';
import {type Keyring, noKeyring} from '../../source/store/keyring.ts';
import {maskSecrets} from '../../source/text/mask-secrets.ts';
import {Secret} from '../../source/text/secret.ts';
import {needs} from '../e2e/needs.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const server = 'https://gis.acme.com';
const secret = (text: string) => new Secret(text);
const tokenUrl = 'https://portal.acme.com/portal/sharing/rest/generateToken';

/** A keyring in memory; `isLocked`: it takes and gives nothing. */
function keyringOf({isLocked = false} = {}): Keyring & {readonly kept: Map<string, string>} {
	const kept = new Map<string, string>();
	return {
		kept,
		get: async account => (isLocked ? undefined : kept.get(account)),
		set: async (account, text) => !isLocked && kept.set(account, text) === kept,
		delete: async account => kept.delete(account),
	};
}

/** As it would be shown to a server: with its secrets, which no other way of writing one down gives. */
function shown(value: unknown): unknown {
	if (value instanceof Secret) return value.reveal();
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shown(inner)]));
}

const credentials: readonly (readonly [string, Credential])[] = [
	['a token', {server, means: {kind: 'token', token: secret('tokenOne1234')}}],
	[
		'a token with its end and its referer',
		{server, means: {kind: 'token', token: secret('tokenTwo1234'), expires: 1_800_000_000_000, referer: 'https://me'}},
	],
	[
		'a token of a portal, which the server itself must not see',
		{server, means: {kind: 'token', token: secret('tokenThree1234'), portalTokenUrl: tokenUrl}},
	],
	['a password', {server, means: {kind: 'password', user: 'ann', password: secret('pass word 9'), tokenUrl}}],
	[
		'a password for a portal that the user named',
		{server, means: {kind: 'password', user: 'ann', password: secret('pass word 9'), tokenUrl, isNamedByUser: true}},
	],
	['an app', {server, means: {kind: 'app', clientId: 'app1', secret: secret('appSecret9876'), tokenUrl}}],
	['HTTP Basic alone', {server, basic: {user: 'web', password: secret('basicPass77')}}],
	[
		'HTTP Basic beside a token',
		{
			server,
			means: {kind: 'token', token: secret('tokenFour1234')},
			basic: {user: 'web', password: secret('basicPass77')},
		},
	],
];

describe.each([
	['file', noKeyring],
	['keyring', keyringOf()],
] as const)('kept in the %s', (where, keyring) => {
	test.each(credentials)('%s comes back as it was given', async (_, credential) => {
		const home = temporaryHome();
		const kept = openCredentials(home, keyring);
		expect(await kept.save(credential)).toEqual({ok: true, where, path: credentialsPath(home)});
		const {credential: back, sentence} = await openCredentials(home, keyring).of(server);
		expect(sentence).toBeUndefined();
		expect(shown(back)).toEqual(shown(credential));
	});

	test('it belongs to that server only, and is removed once', async () => {
		const home = temporaryHome();
		const kept = openCredentials(home, keyring);
		await kept.save({server, means: {kind: 'token', token: secret('tokenFive1234')}});
		await kept.save({server: 'https://b.acme.com', means: {kind: 'token', token: secret('tokenSix1234')}});
		expect(await kept.of('https://gis.acme.com:6443')).toEqual({});
		expect(await kept.remove(server)).toEqual({ok: true, was: true});
		expect(await kept.remove(server)).toEqual({ok: true, was: false});
		expect(await kept.of(server)).toEqual({});
		expect(shown((await kept.of('https://b.acme.com')).credential)).toMatchObject({means: {token: 'tokenSix1234'}});
	});
});

test('a credential in the keyring is not on the disk, and is gone after its removal', async () => {
	const home = temporaryHome();
	const keyring = keyringOf();
	const kept = openCredentials(home, keyring);
	await kept.save({server, means: {kind: 'token', token: secret('tokenSeven1234')}});
	expect(readFileSync(credentialsPath(home), 'utf8')).not.toContain('tokenSeven1234');
	expect([...keyring.kept.keys()]).toEqual([server]);
	await kept.remove(server);
	expect(keyring.kept.size).toBe(0);
});

test.each([
	['gives nothing', undefined],
	['gives something else', '"not a credential"'],
	['gives what is no JSON', 'gibberish'],
])('a keyring that %s is said: what is kept cannot be had, and nothing is shown in its place', async (_, text) => {
	const home = temporaryHome();
	const keyring = keyringOf();
	const kept = openCredentials(home, keyring);
	await kept.save({server, means: {kind: 'token', token: secret('tokenEight1234')}});
	if (text === undefined) keyring.kept.clear();
	else keyring.kept.set(server, text);
	const read = await kept.of(server);
	expect(read).toEqual({sentence: expect.stringContaining('gis.acme.com')});
});

test('if the keyring accepts nothing, the private file is used', async () => {
	const home = temporaryHome();
	const kept = openCredentials(home, keyringOf({isLocked: true}));
	const saved = await kept.save({server, means: {kind: 'token', token: secret('tokenNine1234')}});
	expect(saved).toEqual({ok: true, where: 'file', path: credentialsPath(home)});
	expect(statSync(credentialsPath(home)).mode & 0o777).toBe(0o600);
	expect(statSync(dirname(credentialsPath(home))).mode & 0o777).toBe(0o700);
});

/** Writes the file by hand, as another version or a person would. */
function withFile(content: unknown, mode = 0o600): string {
	const home = temporaryHome();
	mkdirSync(dirname(credentialsPath(home)), {mode: 0o700});
	writeFileSync(credentialsPath(home), typeof content === 'string' ? content : JSON.stringify(content));
	chmodSync(credentialsPath(home), mode);
	return home;
}

const inFile = (means: object) => ({version: 1, servers: {[server]: {where: 'file', credential: {means}}}});

test('one server’s secrets are masked in texts from another, once they have been read', async () => {
	const home = withFile({
		version: 1,
		servers: {'https://b.acme.com': {where: 'file', credential: {means: {kind: 'token', token: 'ofAnother99887'}}}},
	});
	expect(await openCredentials(home, noKeyring).of(server)).toEqual({});
	expect(maskSecrets('it said ofAnother99887 to us')).not.toContain('ofAnother99887');
});

test.each([
	['of a newer version', {version: 2, servers: {}}],
	['damaged', '{"version":1,'],
])('a file that is %s gives nothing, and is not written over', async (_, content) => {
	const home = withFile(content);
	const before = readFileSync(credentialsPath(home), 'utf8');
	const kept = openCredentials(home, noKeyring);
	expect(await kept.problem()).toEqual(expect.any(String));
	expect(await kept.of(server)).toEqual({sentence: expect.any(String)});
	expect(await kept.save({server, means: {kind: 'token', token: secret('tokenTen1234')}})).toMatchObject({ok: false});
	expect(await kept.remove(server)).toMatchObject({ok: false});
	expect(readFileSync(credentialsPath(home), 'utf8')).toBe(before);
});

needs('a POSIX system')('a file that others can read gives nothing', async () => {
	const home = withFile(inFile({kind: 'token', token: 'seenByAll12345'}), 0o644);
	const kept = openCredentials(home, noKeyring);
	expect(await kept.problem()).toEqual(expect.any(String));
	expect((await kept.of(server)).credential).toBeUndefined();
});

test.each([
	['an empty token', {kind: 'token', token: ''}],
	['a portal’s token without the portal', {kind: 'portal-token', token: 'abcdef123456'}],
	['an empty token of a portal', {kind: 'portal-token', token: '', portalTokenUrl: tokenUrl}],
	['a password for nowhere', {kind: 'password', user: 'ann', password: 'x', tokenUrl: 'no URL'}],
	['a kind of a newer gpjobs', {kind: 'passkey', token: 'abcdef123456'}],
])('%s in the file is shown to nobody', async (_, means) => {
	const kept = openCredentials(withFile(inFile(means)), noKeyring);
	expect((await kept.of(server)).credential).toBeUndefined();
});

test('an invalid time says nothing about the expiry of a token', async () => {
	const kept = openCredentials(withFile(inFile({kind: 'token', token: 'abcdef123456', expires: 1e300})), noKeyring);
	expect(shown((await kept.of(server)).credential)).toEqual({server, means: {kind: 'token', token: 'abcdef123456'}});
});

test('if nothing was ever saved, reading reports no problem and creates nothing', async () => {
	const home = temporaryHome();
	const kept = openCredentials(home, noKeyring);
	expect(await kept.problem()).toBeUndefined();
	expect(await kept.of(server)).toEqual({});
	expect(existsSync(dirname(credentialsPath(home)))).toBe(false);
});
