import {
	chmodSync,
	chownSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {faultWords} from '../../source/ui/panes/list/fault-words.ts';
import {gpjobs} from './built-program.ts';
import {type Made, makeCertificate, startSecureServer} from './certificates.ts';
import {temporaryFolder} from './environment.ts';
import {needs} from './needs.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';

const token = 'SECRET-of-the-pinned-server';

/** A server that was pinned, and now shows another certificate, which this machine believes; and what is kept of it. */
async function pinnedServer() {
	const authority = await makeCertificate({name: 'Acme Root', isAuthority: true, addresses: []});
	const pinned = await makeCertificate({name: 'gis'});
	const server = await startSecureServer(await makeCertificate({name: 'gis', by: authority}));
	const home = temporaryFolder();
	const authorities = join(temporaryFolder(), 'ca.pem');
	writeFileSync(authorities, authority.cert);
	const env = {
		GPJOBS_KEYRING: 'false',
		NODE_EXTRA_CA_CERTS: authorities,
		GPJOBS_TOKEN: token,
		GPJOBS_TOKEN_SERVER: server.origin,
	};
	mkdirSync(join(home, 'trust'), {mode: 0o700});
	const file = join(home, 'trust', 'servers.json');
	const write = (value: unknown) =>
		writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value), {mode: 0o600});
	const entry = entryOf(pinned);
	write({version: 1, servers: {[server.origin]: entry}});
	return {server, home, env, file, write, entry, run: (...args: string[]) => runCli(args, {home, env})};
}

type Pinned = Awaited<ReturnType<typeof pinnedServer>>;

const entryOf = ({cert, sha256}: Made) => ({pin: {certificate: cert, sha256, at: 1}});
const port = ({server}: Pinned) => new URL(server.origin).port;

test('without a pin the other certificate is believed, and gets the token', async () => {
	const pinned = await pinnedServer();
	pinned.write({version: 1, servers: {}});
	expect(await pinned.run('status', pinned.server.url)).toMatchObject({code: 0});
	expect(pinned.server.heard.join()).toContain(token);
});

test('a monitor that runs keeps the pins that it has, and says that they cannot be read', async () => {
	const pinned = await pinnedServer();
	const {home, env, server, file} = pinned;
	const authority = await makeCertificate({name: 'Acme Root', isAuthority: true, addresses: []});
	const made = await makeCertificate({name: 'gis', by: authority});
	writeFileSync(env.NODE_EXTRA_CA_CERTS, authority.cert);
	pinned.write({version: 1, servers: {[server.origin]: entryOf(made)}});
	server.change(made);
	const screen = openScreen(gpjobs(server.url, '--interval', '1s'), {home, env, columns: 120, rows: 30});
	await screen.shows('✔ Succeeded');
	server.change(await makeCertificate({name: 'gis', by: authority}));
	const before = server.heard.length;
	writeFileSync(file, '{"version": 2}');
	await screen.shows('trust/servers.json');
	await screen.press('r');
	await screen.shows(`${faultWords(fault('tls', ''))} · `);
	expect(server.heard.length).toBe(before);
});

describe('a pin holds', () => {
	test.each<[string, (pinned: Pinned) => void]>([
		['as it was written', () => {}],
		['where others can read the file', ({file}) => chmodSync(file, 0o644)],
		['with a moment that is none', ({write, entry, server}) => write(withPin(server.origin, {...entry.pin, at: 'x'}))],
		['with no moment', ({write, entry: {pin}, server}) => write(withPin(server.origin, {...pin, at: undefined}))],
		['under the origin with a slash', pinned => rename(pinned, `${pinned.server.origin}/`)],
		['under the URL of a job', pinned => rename(pinned, pinned.server.url)],
		['in capitals', pinned => rename(pinned, pinned.server.origin.toUpperCase())],
		['without https://', pinned => rename(pinned, `127.0.0.1:${port(pinned)}`)],
		['with blanks', pinned => rename(pinned, ` ${pinned.server.origin} `)],
		[
			'named twice alike',
			({write, entry, server}) => write({version: 1, servers: {[server.origin]: entry, [`${server.origin}/`]: entry}}),
		],
		[
			'with a fingerprint in small letters',
			({write, entry: {pin}, server}) =>
				write(withPin(server.origin, {...pin, sha256: pin.sha256.toLowerCase().replaceAll(':', '')})),
		],
	])('%s: another certificate gets nothing', async (_, spoil) => {
		const pinned = await pinnedServer();
		spoil(pinned);
		const status = await pinned.run('status', pinned.server.url, '--json');
		expect(status.code, status.stderr).toBe(5);
		expect(JSON.parse(status.stdout).jobs[0].fault).toMatchObject({
			kind: 'tls',
			sentence: expect.stringMatching(/ANOTHER CERTIFICATE/),
		});
		expect(pinned.server.heard).toEqual([]);
	});

	test.each<[string, (pinned: Pinned) => void]>([
		[
			'a file of a newer gpjobs',
			({file, write}) => write(readFileSync(file, 'utf8').replace('"version":1', '"version":2')),
		],
		['a file that was cut short', ({file, write}) => write(readFileSync(file, 'utf8').slice(0, -5))],
		['an empty file', ({write}) => write('')],
		['a list in place of the servers', ({write}) => write({version: 1, servers: []})],
		['a file without a version', ({write, server, entry}) => write({servers: {[server.origin]: entry}})],
		['a server of no name', pinned => rename(pinned, 'not a server')],
		['a server by http', pinned => rename(pinned, pinned.server.origin.replace('https:', 'http:'))],
		['an entry that is no object', ({write, server}) => write({version: 1, servers: {[server.origin]: 'pinned'}})],
		['an entry of nothing', ({write, server}) => write({version: 1, servers: {[server.origin]: {}}})],
		[
			'an entry with a name that is not known',
			({write, server, entry}) => write({version: 1, servers: {[server.origin]: {Pin: entry.pin}}}),
		],
		[
			'a pin whose certificate was cut short',
			({write, server, entry: {pin}}) =>
				write(withPin(server.origin, {...pin, certificate: pin.certificate.slice(0, 100)})),
		],
		[
			'a pin whose fingerprint is of another one',
			({write, server, entry: {pin}}) =>
				write(withPin(server.origin, {...pin, sha256: pin.sha256.replace(/^../, '00')})),
		],
		[
			'a server that is named twice, differently',
			({write, server, entry}) =>
				write({version: 1, servers: {[server.origin]: entry, [`${server.origin}/`]: {caFile: '/x.pem'}}}),
		],
		['a file that others can write to', ({file}) => chmodSync(file, 0o666)],
		['a folder that others can write to', ({home}) => chmodSync(join(home, 'trust'), 0o777)],
		[
			'a folder in the place of the file',
			({file}) => {
				rmSync(file);
				mkdirSync(file);
			},
		],
		[
			'a file in the place of the folder',
			({home}) => {
				rmSync(join(home, 'trust'), {recursive: true});
				writeFileSync(join(home, 'trust'), 'x');
			},
		],
		[
			'a link that leads nowhere in the place of the file',
			({file}) => {
				renameSync(file, `${file}.gone`);
				symlinkSync('nowhere', file);
			},
		],
		[
			'a link that leads nowhere in the place of the folder',
			({home}) => {
				rmSync(join(home, 'trust'), {recursive: true});
				symlinkSync('nowhere', join(home, 'trust'));
			},
		],
	])('against %s: nothing is sent, and 6 says why', async (_, spoil) => {
		const pinned = await pinnedServer();
		spoil(pinned);
		const status = await pinned.run('status', pinned.server.url, '--json');
		expect(status.code, status.stderr).toBe(6);
		expect(status.stderr).toMatch(/trust/);
		expect(JSON.parse(status.stdout).jobs[0].fault).toMatchObject({
			kind: 'trust',
			sentence: expect.any(String),
		});
		expect(pinned.server.heard).toEqual([]);
	});

	needs('root')('against a file of another user: nothing is sent', async () => {
		const pinned = await pinnedServer();
		chownSync(pinned.file, 1, 1);
		expect((await pinned.run('status', pinned.server.url)).code).toBe(6);
		expect(pinned.server.heard).toEqual([]);
	});
});

function withPin(origin: string, pin: unknown): unknown {
	return {version: 1, servers: {[origin]: {pin}}};
}

function rename({write, entry}: Pinned, name: string): void {
	write({version: 1, servers: {[name]: entry}});
}

test('one entry that cannot be understood spoils only its own server', async () => {
	const pinned = await pinnedServer();
	const made = await makeCertificate({name: 'other'});
	const other = await startSecureServer(made);
	pinned.write({version: 1, servers: {[pinned.server.origin]: {pin: 5}, [other.origin]: entryOf(made)}});
	expect(await pinned.run('status', other.url)).toMatchObject({code: 0});
	expect(other.heard.length).toBeGreaterThan(0);
	expect(await pinned.run('status', pinned.server.url)).toMatchObject({code: 6});
	expect(pinned.server.heard).toEqual([]);
});

describe('trust replaces nothing that it cannot read', () => {
	test('neither a file', async () => {
		const pinned = await pinnedServer();
		const text = readFileSync(pinned.file, 'utf8').replace('"version":1', '"version":2');
		pinned.write(text);
		for (const option of ['--yes', '--remove']) {
			expect(await pinned.run('trust', pinned.server.origin, option)).toMatchObject({
				code: 6,
				stderr: expect.stringContaining(pinned.file),
			});
		}
		expect(readFileSync(pinned.file, 'utf8')).toBe(text);
	});

	test('nor an entry, which can be removed', async () => {
		const pinned = await pinnedServer();
		const {origin} = pinned.server;
		pinned.write({version: 1, servers: {[`${origin}/`]: {pin: 'x'}, 'https://other': pinned.entry}});
		expect(await pinned.run('trust', origin, '--yes')).toMatchObject({code: 6});
		expect(JSON.parse(readFileSync(pinned.file, 'utf8')).servers).toHaveProperty([`${origin}/`]);
		expect(await pinned.run('trust', origin, '--remove')).toMatchObject({code: 0});
		expect(JSON.parse(readFileSync(pinned.file, 'utf8')).servers).toEqual({'https://other': pinned.entry});
		expect(statSync(pinned.file).mode & 0o777).toBe(0o600);
		expect(await pinned.run('trust', origin, '--yes')).toMatchObject({code: 0});
		expect(await pinned.run('status', pinned.server.url)).toMatchObject({code: 0});
	});
});
