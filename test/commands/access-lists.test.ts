import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {loginUsage} from '../../source/commands/login.ts';
import {noSignIns} from '../../source/commands/login-list.ts';
import {trustUsage} from '../../source/commands/trust.ts';
import {nothingIsTrusted} from '../../source/commands/trust-list.ts';
import {openCredentials} from '../../source/store/credentials.ts';
import {noKeyring} from '../../source/store/keyring.ts';
import {unreadableEntry} from '../../source/store/server-map.ts';
import {openTrustedServers, trustPath} from '../../source/store/trusted-servers.ts';
import {Secret} from '../../source/text/secret.ts';
import {makeCertificate} from '../e2e/certificates.ts';
import {said} from '../saying.ts';
import {temporaryHome} from '../store/fixtures/temporary-home.ts';
import {signIns, trustedServers} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const env = {GPJOBS_KEYRING: 'false'};
const secrets = ['pass word 9', 'tokenOne1234', 'basicPass77', 'tokenOfPipeline1'];
const tokenUrl = 'https://portal.acme.com/portal/sharing/rest/generateToken';

test('login --list shows each sign-in without its secrets, and that of the environment', async () => {
	const home = temporaryHome();
	const credentials = openCredentials(home, noKeyring);
	const [password = '', token = '', basic = '', ofPipeline = ''] = secrets;
	await credentials.save({
		server: 'https://gis.acme.com',
		means: {kind: 'password', user: 'ann', password: new Secret(password), tokenUrl},
		basic: {user: 'web', password: new Secret(basic)},
	});
	await credentials.save({
		server: 'https://old.acme.com:6443',
		means: {kind: 'token', token: new Secret(token), expires: Date.UTC(2027, 0, 1)},
	});
	const withToken = {...env, GPJOBS_TOKEN: ofPipeline, GPJOBS_TOKEN_SERVER: 'https://ci.acme.com'};
	const {code, stdout, stderr} = await runCli(['login', '--list'], {home, env: withToken});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout.trim().split('\n')).toHaveLength(4);
	const json = (await runCli(['login', '--list', '--json'], {home, env: withToken})).stdout;
	const nothing = {user: null, tokenUrl: null, expires: null};
	expect(signIns.parse(JSON.parse(json)).signIns).toEqual([
		{...nothing, server: 'https://gis.acme.com', kind: 'password', user: 'ann', tokenUrl, place: 'file'},
		{...nothing, server: 'https://gis.acme.com', kind: 'basic', user: 'web', place: 'file'},
		{
			...nothing,
			server: 'https://old.acme.com:6443',
			kind: 'token',
			expires: '2027-01-01T00:00:00.000Z',
			place: 'file',
		},
		{...nothing, server: 'https://ci.acme.com', kind: 'token', place: 'environment'},
	]);
	for (const secret of secrets) expect(stdout + json).not.toContain(secret);
});

test('trust --list shows pins and files, and what cannot be read with exit code 6', async () => {
	const home = temporaryHome();
	const {cert, sha256} = await makeCertificate({name: 'gis.acme.com'});
	await openTrustedServers(home).change('https://gis.acme.com', () => ({pin: {certificate: cert, sha256, at: 0}}));
	await openTrustedServers(home).change('https://old.acme.com', () => ({caFile: '/etc/ssl/acme-ca.pem'}));
	const {code, stdout, stderr} = await runCli(['trust', '--list'], {home});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).toMatch(
		new RegExp(`^https://gis\\.acme\\.com\\n +SHA-256 +${sha256}\\n(?: +.*\\n)+https://old\\.acme\\.com\\n`),
	);
	const list = async () =>
		trustedServers.parse(JSON.parse((await runCli(['trust', '--list', '--json'], {home})).stdout));
	expect((await list()).servers).toMatchObject([
		{server: 'https://gis.acme.com', sha256, caFile: null},
		{server: 'https://old.acme.com', sha256: null, until: null, caFile: '/etc/ssl/acme-ca.pem'},
	]);
	const root = JSON.parse(readFileSync(trustPath(home), 'utf8'));
	writeFileSync(
		trustPath(home),
		JSON.stringify({...root, servers: {...root.servers, 'https://bad.acme.com': {pinn: 1}}}),
	);
	const broken = await runCli(['trust', '--list'], {home});
	expect(broken).toMatchObject({
		code: 6,
		stdout,
		stderr: said(unreadableEntry(trustPath(home), 'https://bad.acme.com')),
	});
});

test.each([
	['login', noSignIns, loginUsage],
	['trust', nothingIsTrusted, trustUsage],
])('%s --list of an empty home says so and makes no file; it takes no server', async (command, nothing, usage) => {
	const home = temporaryHome();
	const before = readdirSync(home);
	expect(await runCli([command, '--list'], {home, env})).toMatchObject({code: 0, stdout: '', stderr: said(nothing)});
	expect(existsSync(home) && readdirSync(home)).toEqual(before);
	expect(await runCli([command, '--list', 'gis.acme.com'], {home, env})).toMatchObject({code: 2, stderr: said(usage)});
});
