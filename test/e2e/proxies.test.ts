/** The built program behind a real tinyproxy: plain, refusing, asking for a password. */

import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {
	notLetThrough,
	proxyRefuses,
	proxyRefusesPassword,
	proxyWantsPassword,
} from '../../source/gp/client/proxy-fault.ts';
import {type ForwardProxy, readProxy} from '../../source/gp/client/proxy-settings.ts';
import {refusesConnections} from '../../source/gp/client/transport-fault.ts';
import {proxyServer} from '../gp/client/proxy-server.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {makeCertificate, startSecureServer} from './certificates.ts';
import {temporaryFolder} from './environment.ts';
import {needs} from './needs.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {ended} from './scripts.ts';
import {startGpServer} from './servers.ts';
import {startTinyproxy} from './tinyproxy.ts';

const behind = needs('tinyproxy');

async function plainJob(): Promise<string> {
	const server = await startGpServer({cast: [ended('parcels')]});
	return server.jobs[0]?.url ?? '';
}

/** A job over https, in a home that trusts the certificate. */
async function secureJob() {
	const certificate = await makeCertificate({name: 'gis'});
	const server = await startSecureServer(certificate);
	const home = temporaryFolder();
	return {url: server.url, home, fingerprint: certificate.sha256, heard: server.heard};
}

behind('plain http and https go through it, submit and download alike', async () => {
	const {port, log} = await startTinyproxy();
	const env = {HTTP_PROXY: `127.0.0.1:${port}`, HTTPS_PROXY: `127.0.0.1:${port}`};
	const home = temporaryFolder();
	const url = await plainJob();
	const status = await runCli(['status', url, '--json'], {home, env});
	expect(status, status.stderr).toMatchObject({code: 0});
	const rerun = await runCli(['rerun', url, '--json'], {home, env});
	expect(rerun, rerun.stderr).toMatchObject({code: 0});
	expect(log()).toMatch(/POST http:.*submitJob/);
	const secure = await secureJob();
	const trusted = await runCli(['trust', secure.url, '--fingerprint', secure.fingerprint], {home: secure.home, env});
	expect(trusted, trusted.stderr).toMatchObject({code: 0});
	const https = await runCli(['status', secure.url], {home: secure.home, env});
	expect(https, https.stderr).toMatchObject({code: 0});
	expect(secure.heard).toHaveLength(1);
	expect(log().match(/CONNECT 127\.0\.0\.1:\d+/g)?.length).toBeGreaterThanOrEqual(2);
});

/** The proxy that a variable names. */
function proxyOf(variable: string, value: string): ForwardProxy {
	const read = readProxy(variable, value);
	if (!read.ok) throw new Error(read.sentence);
	return read.proxy;
}

behind.each([
	['does not allow the server', 'Filter "FOLDER/filter"', '', (one: ForwardProxy) => notLetThrough(one, whatever, 403)],
	['wants a password', 'BasicAuth ann open', '', (one: ForwardProxy) => proxyWantsPassword(one, 407)],
	[
		'does not take the password',
		'BasicAuth ann open',
		'ann:wrong-word@',
		(one: ForwardProxy) => proxyRefusesPassword(one, 401),
	],
])('one that %s is named', async (_, config, user, faultOf) => {
	const {port} = await startTinyproxy(config);
	const proxy = `http://${user}127.0.0.1:${port}`;
	const secure = await secureJob();
	for (const [variable, url] of [
		['HTTP_PROXY', await plainJob()],
		['HTTPS_PROXY', secure.url],
	] as const) {
		const run = await runCli(['status', url], {home: secure.home, env: {[variable]: proxy}});
		expect(run.code, run.stderr).toBe(5);
		expect(run.stdout + run.stderr).toMatch(saying(faultOf(proxyOf(variable, proxy)).sentence));
		expect(run.stdout + run.stderr).toContain(`127.0.0.1:${port} (${variable})`);
		expect(run.stdout + run.stderr).not.toMatch(/wrong-word|gpjobs login/);
	}
	expect(secure.heard).toEqual([]);
});

behind('the password of the variable is the one that it gets', async () => {
	const {port} = await startTinyproxy('BasicAuth ann open');
	const env = {HTTP_PROXY: `http://ann:%6Fpen@127.0.0.1:${port}`};
	const run = await runCli(['status', await plainJob()], {env});
	expect(run.code, run.stdout + run.stderr).toBe(0);
});

behind('a server that is down behind it is told as that', async () => {
	const {port} = await startTinyproxy();
	for (const scheme of ['http', 'https']) {
		const run = await runCli(['status', `${scheme}://127.0.0.1:1/arcgis/rest/services/S/GPServer/T/jobs/j1`], {
			env: {[`${scheme.toUpperCase()}_PROXY`]: `127.0.0.1:${port}`},
		});
		expect(run.code).toBe(5);
		const {name} = proxyOf(`${scheme.toUpperCase()}_PROXY`, `127.0.0.1:${port}`);
		expect(run.stdout + run.stderr).toMatch(saying(`${name}${whatever}127.0.0.1`));
	}
});

test('an https:// proxy whose certificate is trusted: TLS with it, and TLS with the server inside', async () => {
	const authority = await makeCertificate({name: 'authority', isAuthority: true});
	const certificate = await makeCertificate({name: 'proxy', by: authority});
	const proxy = await proxyServer({certificate});
	const home = temporaryFolder();
	const file = join(home, 'authority.pem');
	writeFileSync(file, authority.cert);
	const env = {ALL_PROXY: `https://ann:open-word@127.0.0.1:${proxy.port}`, NODE_EXTRA_CA_CERTS: file};
	const plain = await runCli(['status', await plainJob()], {home, env});
	expect(plain, plain.stdout + plain.stderr).toMatchObject({code: 0});
	const secure = await secureJob();
	const trusted = await runCli(['trust', secure.url, '--fingerprint', secure.fingerprint], {home: secure.home, env});
	expect(trusted, trusted.stderr).toMatchObject({code: 0});
	const https = await runCli(['status', secure.url], {home: secure.home, env});
	expect(https, https.stdout + https.stderr).toMatchObject({code: 0});
	expect(proxy.asked.every(({headers}) => headers['proxy-authorization'] !== undefined)).toBe(true);
});

test('a monitor behind a dead proxy names it in its first line, in the row and in About', async () => {
	const url = await plainJob();
	const home = temporaryFolder();
	await runCli(['add', url, '--label', 'nightly'], {home});
	const screen = openScreen(gpjobs(), {columns: 160, rows: 40, home, env: {HTTP_PROXY: 'http://127.0.0.1:1'}});
	await screen.shows(/127\.0\.0\.1:\d+: .*127\.0\.0\.1:1/);
	await screen.shows(/nightly.*127\.0\.0\.1:1/);
	await screen.press('Enter');
	await screen.press('4');
	await screen.shows(saying(proxyRefuses(proxyOf('HTTP_PROXY', 'http://127.0.0.1:1')).sentence));
	expect(screen.text()).not.toMatch(saying(refusesConnections(whatever).sentence));
});
