import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {
	certificateWithKey,
	fingerprintNeeded,
	noCertificate,
	noPem,
	otherFingerprint,
	trustQuestion,
	trustUsage,
	unusablePair,
} from '../../source/commands/trust.ts';
import {type Distrust, distrust, untrusted} from '../../source/gp/client/tls-fault.ts';
import {safe} from '../../source/text/safe-text.ts';
import {trusted as trustedShape} from '../commands/json-shapes.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {type CertificateOptions, makeCertificate, startSecureServer} from './certificates.ts';
import {temporaryFolder} from './environment.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';

const env = {GPJOBS_KEYRING: 'false', NODE_EXTRA_CA_CERTS: undefined};

const hostOf = ({origin}: {readonly origin: string}) => new URL(origin).host;

describe('a certificate that', () => {
	test.each<[string, CertificateOptions, readonly Distrust[]]>([
		['signs itself', {name: 'gis.acme.com'}, [distrust.selfSigned]],
		['has expired', {name: 'gis.acme.com', from: -30, until: -1}, [distrust.selfSigned, distrust.expired]],
		['is not valid yet', {name: 'gis.acme.com', from: 5, until: 30}, [distrust.selfSigned, distrust.notYetValid]],
	])('%s is refused with the ways out, and no byte of a request is sent', async (_, options, reasons) => {
		const server = await startSecureServer(await makeCertificate(options));
		const status = await runCli(['status', server.url, '--json'], {env});
		expect(status.code).toBe(5);
		const [job] = JSON.parse(status.stdout).jobs;
		expect(job.fault).toMatchObject({kind: 'tls'});
		expect(reasons.map(reason => untrusted(hostOf(server), reason).sentence)).toContain(job.fault.sentence);
		expect(server.heard).toEqual([]);
	});

	test('is refused whatever in the environment asks not to look at it', async () => {
		const server = await startSecureServer(await makeCertificate({name: 'gis.acme.com'}));
		for (const switches of [
			{NODE_TLS_REJECT_UNAUTHORIZED: '0'},
			{NODE_OPTIONS: '--no-warnings', NODE_TLS_REJECT_UNAUTHORIZED: '0', GPJOBS_INSECURE: 'true'},
		]) {
			const status = await runCli(['status', server.url, '--json'], {env: {...env, ...switches}});
			expect(JSON.parse(status.stdout).jobs[0].fault).toMatchObject({kind: 'tls'});
		}
		expect(server.heard).toEqual([]);
	});

	test.each<[string, CertificateOptions, Distrust]>([
		['has expired', {name: 's', from: -30, until: -1}, distrust.expired],
		['is not valid yet', {name: 's', from: 5, until: 30}, distrust.notYetValid],
		['is for another host', {name: 's', addresses: ['10.9.8.7']}, distrust.otherName],
	])('an authority signed but %s is refused all the same', async (_, options, reason) => {
		const by = await makeCertificate({name: 'Acme Root', isAuthority: true, addresses: []});
		const server = await startSecureServer(await makeCertificate({...options, by}));
		const home = temporaryFolder();
		const caFile = join(home, 'ca.pem');
		writeFileSync(caFile, by.cert);
		expect(await runCli(['trust', server.origin, '--ca-file', caFile], {home, env})).toMatchObject({code: 0});
		const status = await runCli(['status', server.url, '--json'], {home, env});
		expect(JSON.parse(status.stdout).jobs[0].fault).toMatchObject({
			kind: 'tls',
			sentence: untrusted(hostOf(server), reason).sentence,
		});
		expect(server.heard).toEqual([]);
	});
});

describe('trust', () => {
	test('shows a certificate and pins it after a yes; a changed one is a hard stop', async () => {
		const made = await makeCertificate({name: '\u001b]0;evil\u0007gis'});
		const server = await startSecureServer(made);
		const home = temporaryFolder();
		const screen = openScreen(gpjobs('trust', server.origin), {home, env, columns: 160, rows: 24});
		await screen.shows(`SHA-256  ${made.sha256}`);
		await screen.shows(saying(trustQuestion(whatever)));
		expect(screen.events).toEqual([]);
		await screen.press('y', 'Enter');
		expect((await screen.ends()).code).toBe(0);
		expect(await runCli(['status', server.url], {home, env})).toMatchObject({code: 0});
		const before = server.heard.length;
		server.change(await makeCertificate({name: 'gis'}));
		const status = await runCli(['status', server.url, '--json'], {home, env});
		expect(status.code).toBe(5);
		expect(JSON.parse(status.stdout).jobs[0].fault).toMatchObject({
			kind: 'tls',
			sentence: expect.stringMatching(/ANOTHER CERTIFICATE/),
		});
		expect(server.heard.length).toBe(before);
		expect(await runCli(['trust', server.origin, '--remove'], {home, env})).toMatchObject({code: 0});
		const unpinned = await runCli(['status', server.url, '--json'], {home, env});
		expect(JSON.parse(unpinned.stdout).jobs[0].fault).toMatchObject({
			sentence: untrusted(hostOf(server), distrust.selfSigned).sentence,
		});
	});

	test('for the certificate of another authority does not believe others of the same authority', async () => {
		const by = await makeCertificate({name: 'Acme Root', isAuthority: true, addresses: []});
		const made = await makeCertificate({name: 'one', by});
		const server = await startSecureServer(made);
		const home = temporaryFolder();
		const trust = ['trust', server.origin, '--fingerprint', made.sha256.toLowerCase(), '--json'];
		const trusted = await runCli(trust, {home, env});
		expect(trustedShape.parse(JSON.parse(trusted.stdout)).server).toBe(server.origin);
		expect(trusted).toMatchObject({code: 0});
		expect(await runCli(['status', server.url], {home, env})).toMatchObject({code: 0});
		server.change(await makeCertificate({name: 'two', by}));
		expect((await runCli(['status', server.url], {home, env})).stdout).toMatch(/ANOTHER CERTIFICATE/);
	});

	test('without a terminal wants the fingerprint, and the right one', async () => {
		const server = await startSecureServer(await makeCertificate({name: 'gis'}));
		const home = temporaryFolder();
		const blind = await runCli(['trust', server.origin], {home, env});
		expect(blind).toMatchObject({code: 2, stderr: expect.stringContaining(fingerprintNeeded)});
		const wrong = await runCli(['trust', server.origin, '--fingerprint', 'AB'.repeat(32)], {home, env});
		expect(wrong).toMatchObject({code: 5, stderr: expect.stringContaining(otherFingerprint)});
		expect((await runCli(['status', server.url], {home, env})).code).toBe(5);
	});

	test('names the authority for one server', async () => {
		const by = await makeCertificate({name: 'Acme Root', isAuthority: true, addresses: []});
		const server = await startSecureServer(await makeCertificate({name: 'gis', by}));
		const home = temporaryFolder();
		const caFile = join(home, 'ca.pem');
		writeFileSync(caFile, by.cert);
		expect((await runCli(['status', server.url], {home, env})).code).toBe(5);
		expect((await runCli(['trust', server.origin, '--ca-file', caFile], {home, env})).code).toBe(0);
		expect((await runCli(['status', server.url], {home, env})).code).toBe(0);
		const all = await runCli(['status', server.url], {env: {...env, NODE_EXTRA_CA_CERTS: caFile}});
		expect(all.code).toBe(0);
	});

	test('shows a server the certificate of its client', async () => {
		const by = await makeCertificate({name: 'Acme Root', isAuthority: true, addresses: []});
		const made = await makeCertificate({name: 'gis', by});
		const mine = await makeCertificate({name: 'operator', by});
		const server = await startSecureServer(made, {clientAuthority: by});
		const home = temporaryFolder();
		const file = (name: string, text: string) => {
			writeFileSync(join(home, name), text, {mode: 0o600});
			return join(home, name);
		};
		await runCli(['trust', server.origin, '--ca-file', file('ca.pem', by.cert)], {home, env});
		const without = await runCli(['status', server.url], {home, env});
		expect(without.code).toBe(5);
		const pair = ['--cert-file', file('cert.pem', mine.cert), '--key-file', file('key.pem', mine.key)];
		expect(await runCli(['trust', server.origin, ...pair], {home, env})).toMatchObject({code: 0});
		expect(await runCli(['status', server.url], {home, env})).toMatchObject({code: 0});
	});

	test('says what is missing or cannot be used', async () => {
		const home = temporaryFolder();
		const broken = join(home, 'broken.pem');
		writeFileSync(broken, 'x', {mode: 0o600});
		for (const [args, code, sentence] of [
			[['trust'], 2, trustUsage],
			[['trust', 'http://gis.acme.com'], 2, noCertificate(safe`gis.acme.com`)],
			[['trust', 'https://gis.acme.com', '--ca-file', broken], 2, noPem(broken)],
			[['trust', 'https://gis.acme.com', '--ca-file', join(home, 'none')], 6, join(home, 'none')],
			[['trust', 'https://gis.acme.com', '--ca-file', '/dev/zero'], 6, '/dev/zero'],
			[['trust', 'https://gis.acme.com', '--cert-file', broken], 2, certificateWithKey],
			[['trust', 'https://gis.acme.com', '--cert-file', broken, '--key-file', broken], 2, unusablePair(whatever)],
			[['trust', 'https://127.0.0.1:1'], 5, '127.0.0.1:1'],
		] as const) {
			const run = await runCli([...args], {home, env});
			expect(run.code, run.stderr).toBe(code);
			expect(run.stderr).toMatch(saying(sentence));
		}
	});
});

test('a monitor that runs goes on once its server is trusted', async () => {
	const made = await makeCertificate({name: 'gis'});
	const server = await startSecureServer(made);
	const home = temporaryFolder();
	const screen = openScreen(gpjobs(server.url), {home, env, columns: 120, rows: 30});
	await screen.shows(saying(distrust.selfSigned.reason));
	await runCli(['trust', server.origin, '--fingerprint', made.sha256], {home, env});
	await screen.shows('✔ Succeeded');
});
