import {chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {
	httpNotMeant,
	loginUsage,
	oneWay,
	passwordOf,
	savedInFile,
	signedIn as signedInWords,
} from '../../source/commands/login.ts';
import {logoutUsage} from '../../source/commands/logout.ts';
import {leaveSecretsOut, noServer} from '../../source/commands/server-named.ts';
import type {Security} from '../../source/demo/http/guard.ts';
import {fault} from '../../source/gp/fault.ts';
import {tokenWithoutServer} from '../../source/session/environment-token.ts';
import {toServerItself} from '../../source/session/sign-in-place.ts';
import {openToOthers} from '../../source/store/ownership.ts';
import {safe} from '../../source/text/safe-text.ts';
import {faultWords} from '../../source/ui/panes/list/fault-words.ts';
import {signedIn, signedOut} from '../commands/json-shapes.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith, openMonitor, rowOf} from './monitor-screen.ts';
import {type RunOptions, run, runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {ended, executing} from './scripts.ts';
import {startGpServer, startSmallServer} from './servers.ts';

/** Nobody's keyring is touched by a test. */
const env = {GPJOBS_KEYRING: 'false'};
const cast = [ended('parcels'), executing('flood')];
const gpjobsIn = (home: string, args: readonly string[], options: RunOptions = {}) =>
	runCli(args, {home, env, ...options});
const credentialsOf = (home: string) => join(home, 'credentials', 'servers.json');

async function secured(security: Security = {mode: 'standalone'}) {
	const server = await startGpServer({cast, secured: security});
	const home = await homeWith(server);
	const [parcels] = server.jobs;
	return {server, home, url: parcels?.url ?? ''};
}

describe('login', () => {
	test.each<[string, Security]>([
		['a server that stands alone', {mode: 'standalone'}],
		['a federated server', {mode: 'federated'}],
		['a server that looks for tokens in forms only', {mode: 'standalone', reads: 'parameters'}],
	])('to %s: status asks without it in vain, and with it is answered', async (_, security) => {
		const {server, home} = await secured(security);
		const before = await gpjobsIn(home, ['status', 'parcels', '--json']);
		expect(before.code).toBe(4);
		expect(JSON.parse(before.stdout).jobs[0]).toMatchObject({status: null, fault: {kind: 'sign-in', code: 499}});
		const login = await gpjobsIn(home, ['login', server.origin, '--user', 'demo'], {input: 'demo\n'});
		expect(login).toMatchObject({code: 0, stdout: ''});
		expect(login.stderr).toMatch(saying(signedInWords(whatever, safe`demo`, whatever, savedInFile(whatever))));
		const after = await gpjobsIn(home, ['status', 'parcels', 'flood', '--json']);
		expect(after).toMatchObject({code: 0, stderr: ''});
		expect(JSON.parse(after.stdout).jobs.map((job: {status: string}) => job.status)).toEqual([
			'esriJobSucceeded',
			'esriJobExecuting',
		]);
		expect(server.requests.some(({path}) => path.includes('token=') || path.includes('password'))).toBe(false);
		expect(await gpjobsIn(home, ['logout', server.origin])).toMatchObject({code: 0});
		expect((await gpjobsIn(home, ['status', 'parcels'])).code).toBe(4);
	});

	test('with a wrong password is refused, and nothing is kept', async () => {
		const {server, home} = await secured();
		const login = await gpjobsIn(home, ['login', server.origin, '--user', 'demo'], {input: 'wrong-cAnArY\n'});
		expect(login.code).toBe(4);
		expect(login.stderr).toMatch(/Invalid username or password/);
		expect(login.stderr).not.toContain('cAnArY');
		expect(existsSync(credentialsOf(home))).toBe(false);
	});

	test('of an application, at the portal of a federated server', async () => {
		const {server, home} = await secured({mode: 'federated'});
		const login = await gpjobsIn(home, ['login', server.origin, '--client-id', 'demo-app', '--json'], {
			input: 'demo-secret',
		});
		expect(login.code).toBe(0);
		expect(signedIn.parse(JSON.parse(login.stdout))).toMatchObject({
			server: server.origin,
			user: 'demo-app',
			kept: 'file',
		});
		expect((await gpjobsIn(home, ['status', 'parcels'])).code).toBe(0);
		const logout = await gpjobsIn(home, ['logout', server.origin, '--json']);
		expect(signedOut.parse(JSON.parse(logout.stdout))).toEqual({server: server.origin, was: true});
	});

	test('with --no-save tries it and keeps nothing', async () => {
		const {server, home} = await secured();
		const login = await gpjobsIn(home, ['login', server.origin, '--user', 'demo', '--no-save'], {input: 'demo'});
		expect(login.code).toBe(0);
		expect(existsSync(credentialsOf(home))).toBe(false);
	});

	test('says what is missing', async () => {
		const home = temporaryFolder();
		for (const [args, sentence] of [
			[['login'], loginUsage],
			[['login', 'not a server'], noServer(safe`"not a server"`)],
			[['login', 'https://a:b@gis.acme.com'], leaveSecretsOut],
			[['login', 'http://gis.acme.com', '--user', 'x'], httpNotMeant(safe`gis.acme.com`)],
			[['login', 'https://gis.acme.com', '--user', 'x', '--token-stdin'], oneWay],
			[['logout'], logoutUsage],
		] as const) {
			const {code, stderr} = await gpjobsIn(home, [...args]);
			expect(code, stderr).toBe(2);
			expect(stderr).toContain(sentence);
		}
	});
});

describe('on a terminal, where a server names a portal on another host', () => {
	const asked = /\[y\/N\]/;

	async function opened() {
		const portal = await startSmallServer(() => ({body: {token: 'x', expires: Date.now() + 900_000}}));
		const {origin} = await startSmallServer(({path}) =>
			path.includes('/rest/info')
				? {body: {owningSystemUrl: `${portal.origin.replace('127.0.0.1', 'localhost')}/portal`}}
				: {body: {error: {code: 499, message: 'Token Required', details: []}}},
		);
		const screen = openScreen(gpjobs('login', origin, '--user', 'ann'), {columns: 100, rows: 20, env});
		await screen.shows(asked);
		return {portal, screen, host: new URL(portal.origin).port};
	}

	test('login names both hosts before a password is typed, and sends nothing after a no', async () => {
		const {portal, screen, host} = await opened();
		await expect.poll(() => screen.text()).toContain(`localhost:${host}`);
		await expect.poll(() => screen.text()).toContain('127.0.0.1:');
		expect(screen.text()).not.toContain(passwordOf('ann'));
		await screen.type('n');
		await screen.press('Enter');
		expect((await screen.ends()).code).toBe(2);
		expect(portal.requests).toEqual([]);
	});

	test('and asks for the password after a yes', async () => {
		const {portal, screen} = await opened();
		await screen.type('y');
		await screen.press('Enter');
		await screen.shows(passwordOf('ann').trim());
		await screen.type('pw');
		await screen.press('Enter');
		await screen.ends();
		expect(portal.requests.map(({method}) => method)).toContain('POST');
	});
});

test('a token that runs out while the monitor watches is renewed, once for all', async () => {
	const {server, home} = await secured({mode: 'standalone', tokenLife: 4000});
	await gpjobsIn(home, ['login', server.origin, '--user', 'demo'], {input: 'demo'});
	const asked = () => server.requests.filter(({path}) => path.includes('generateToken')).length;
	const screen = await openMonitor(server, {home, env});
	const before = asked();
	await screen.until(() => asked() >= before + 2, 'two renewals');
	await expect.poll(() => rowOf(screen, 'flood')).toContain('● Executing');
	expect(screen.text()).not.toContain(faultWords(fault('sign-in', '')));
	server.revokeTokens();
	const after = asked();
	await screen.until(() => asked() > after, 'a renewal after the refusal');
	await screen.press('R');
	await screen.until(() => rowOf(screen, 'flood').includes('● Executing'), 'an answer');
	expect(screen.text()).not.toContain(faultWords(fault('sign-in', '')));
});

test('in the monitor a server that asks is signed in to by key; others go on, and what was known stays', async () => {
	const open = await startGpServer({cast: [executing('roads')]});
	const {server, home} = await secured();
	const screen = openScreen(gpjobs(...open.jobs.map(({url}) => url)), {columns: 120, rows: 30, home, env});
	await screen.shows(/● Executing/);
	await screen.shows(`: ${faultWords(fault('sign-in', ''))}`);
	await screen.press('g', 'i');
	await screen.shows(toServerItself(safe``));
	await screen.type('demo');
	await screen.press('Enter');
	await screen.type('wrong-cAnArY');
	await screen.press('Enter');
	await screen.shows('Invalid username or password');
	await screen.type('demo');
	await screen.press('Enter');
	await screen.until(() => rowOf(screen, 'parcels').includes('✔ Succeeded'), 'parcels');
	await screen.until(() => rowOf(screen, 'flood').includes('● Executing'), 'flood');
	await screen.press('Enter', '4');
	await screen.shows(/ demo, \S+ \d\d:\d\d/);
	expect(screen.output).not.toContain('cAnArY');
	expect(statSync(credentialsOf(home)).mode & 0o777).toBe(0o600);
	expect(server.requests.some(({path}) => path.includes('token='))).toBe(false);
});

test('who signs in elsewhere has the monitor go on', async () => {
	const {server, home} = await secured();
	const screen = openScreen(gpjobs(), {columns: 120, rows: 30, home, env});
	await screen.shows(`: ${faultWords(fault('sign-in', ''))}`);
	await gpjobsIn(home, ['login', server.origin, '--user', 'demo'], {input: 'demo'});
	await screen.until(() => rowOf(screen, 'flood').includes('● Executing'), 'flood');
});

describe('a token that was given', () => {
	const canary = 'cAnArY-0123456789';

	test('is in no file but the private one, on no screen, and in no process list', async () => {
		const {server, home, url} = await secured();
		await gpjobsIn(home, ['add', `${url}?token=${canary}`]);
		await gpjobsIn(home, ['login', server.origin, '--token-stdin'], {input: `${canary}\n`});
		await gpjobsIn(home, ['status', `${url}?token=${canary}`]);
		const file = join(home, 'token');
		writeFileSync(file, canary, {mode: 0o600});
		const login = await gpjobsIn(home, ['login', server.origin, '--token-file', file]);
		expect(login.code).toBe(4);
		expect(login.stdout + login.stderr).not.toContain(canary);
		const kept = readdirSync(home, {recursive: true, withFileTypes: true})
			.filter(entry => entry.isFile() && readFileSync(join(entry.parentPath, entry.name), 'utf8').includes(canary))
			.map(entry => entry.name);
		expect(kept).toEqual(['token']);
		expect(server.requests.some(({path}) => path.includes(canary))).toBe(false);
	});

	test('of the environment goes to the server that it is for', async () => {
		const {server, home, url} = await secured();
		const given = await fetch(`${server.origin}/arcgis/tokens/generateToken`, {
			method: 'POST',
			body: new URLSearchParams({username: 'demo', password: 'demo', f: 'json'}),
		});
		const {token} = (await given.json()) as {token: string};
		const withToken = (of: string) => ({env: {...env, GPJOBS_TOKEN: token, GPJOBS_TOKEN_SERVER: of}});
		expect((await gpjobsIn(home, ['status', url], withToken(server.origin))).code).toBe(0);
		expect((await gpjobsIn(home, ['status', url], withToken('https://other.example'))).code).toBe(4);
		const nowhere = await gpjobsIn(home, ['status', url], {env: {...env, GPJOBS_TOKEN: token}});
		expect(nowhere.code).toBe(4);
		expect(nowhere.stderr).toContain(tokenWithoutServer);
	});
});

describe('the private file', () => {
	test('is for its user alone, whatever the umask', async () => {
		const {server, home} = await secured();
		const [program = '', ...args] = gpjobs('login', server.origin, '--user', 'demo');
		const {code} = await run(['sh', '-c', 'umask 000; exec "$0" "$@"', program, ...args], {home, env, input: 'demo'});
		expect(code).toBe(0);
		expect(statSync(credentialsOf(home)).mode & 0o777).toBe(0o600);
		expect(statSync(join(home, 'credentials')).mode & 0o777).toBe(0o700);
	});

	test('is neither read nor written when others can read it', async () => {
		const {server, home} = await secured();
		await gpjobsIn(home, ['login', server.origin, '--user', 'demo'], {input: 'demo'});
		chmodSync(credentialsOf(home), 0o644);
		const before = readFileSync(credentialsOf(home), 'utf8');
		expect((await gpjobsIn(home, ['status', 'parcels'])).code).toBe(4);
		const login = await gpjobsIn(home, ['login', server.origin, '--user', 'demo'], {input: 'demo'});
		expect(login.code).toBe(6);
		expect(login.stderr).toContain((await openToOthers(credentialsOf(home))) ?? 'a reason');
		expect(readFileSync(credentialsOf(home), 'utf8')).toBe(before);
	});

	test('that somebody put there open is not filled', async () => {
		const {server, home} = await secured();
		mkdirSync(join(home, 'credentials'));
		writeFileSync(credentialsOf(home), '', {mode: 0o644});
		chmodSync(credentialsOf(home), 0o644);
		expect((await gpjobsIn(home, ['login', server.origin, '--user', 'demo'], {input: 'demo'})).code).toBe(6);
		expect(readFileSync(credentialsOf(home), 'utf8')).toBe('');
	});
});
