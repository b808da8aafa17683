import {describe, expect, test} from 'vitest';
import {trustQuestion} from '../../source/commands/trust.ts';
import {answer, faultServer} from '../gp/fault-server.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {makeCertificate, startSecureServer} from './certificates.ts';
import {temporaryFolder} from './environment.ts';
import {payloads, unmeant} from './hostile-payloads.ts';
import {pass} from './monitor-screen.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {jobUrl} from './servers.ts';

/** Everything but the end of a line that is no text. */
const control = /[^\n\P{Control}]|[\u202A-\u202E\u2066-\u2069]/u;
const statuses = [200, 302, 401, 403, 404, 407, 429, 500, 503] as const;
const hostileHeaders = [
	'location',
	'www-authenticate',
	'content-type',
	'retry-after',
	'server',
	'x-esri-ftsremovetime',
];

/** A server that puts them, one after the other, into the first line of its answers and into their headers. */
function hostileHeads() {
	return faultServer((socket, {path, index}) => {
		const payload = payloads[index % payloads.length] ?? '';
		const status = Number(/\/jobs\/j(\d+)/.exec(path)?.[1] ?? 200);
		const head = [
			`HTTP/1.1 ${status} ${payload}`,
			...hostileHeaders.map(name => `${name}: ${index % 3 === 0 ? payload : ` x ${payload} y`}`),
		];
		// Some of them are refused as no HTTP at all: every other answer has them in its first line only.
		const lines = index % 2 === 0 ? head : head.slice(0, 1);
		socket.end(Buffer.from([...lines, 'content-length: 2', 'connection: close', '', '{}'].join('\r\n'), 'utf8'));
	});
}

test('the first line and the headers of an answer do nothing to the terminal', async () => {
	const {origin, requests} = await hostileHeads();
	const urls = statuses.map(status => jobUrl(origin, `j${status}`));
	const screen = openScreen(gpjobs('--interval', '1s', ...urls), {columns: 160, rows: 30});
	await screen.shows(`${statuses.length} jobs`);
	while (requests.length < 2 * payloads.length) {
		// Where a request is failing in the moment of a key, its answer is the answer to the key too: the next key asks anew.
		const before = requests.length;
		const pressed = performance.now();
		await screen.press('R', 'j');
		await screen.until(() => requests.length > before || performance.now() - pressed > 500, 'another answer');
	}
	await screen.press('Enter', '4');
	await pass(screen, 200);
	expect(unmeant(screen)).toEqual([]);
	expect(screen.brokenRows()).toEqual([]);
	await screen.press('Ctrl-C');
	expect((await screen.ends()).code).toBe(0);
	expect(unmeant(screen)).toEqual([]);
});

test('nor to a pipe', async () => {
	const {origin} = await hostileHeads();
	for (const status of statuses) {
		const {stdout, stderr} = await runCli(['status', jobUrl(origin, `j${status}`)]);
		expect(stdout + stderr).toMatch(/j\d+|127\.0\.0\.1/);
		expect(control.exec(stdout + stderr)?.[0]).toBeUndefined();
	}
});

test('a file whose name the server gives does nothing either', async () => {
	const name = payloads.join('');
	const {origin} = await faultServer((socket, {path}) => {
		const file = {paramName: 'F', dataType: 'GPDataFile', value: {url: `${origin}/files/${encodeURIComponent(name)}`}};
		const job = {jobStatus: 'esriJobSucceeded', results: {F: {paramUrl: 'results/F'}}};
		const body = path.includes('/results/') ? file : path.includes('/jobs/') ? job : {parameters: []};
		if (!path.startsWith('/files/')) socket.end(answer(JSON.stringify(body)));
		else
			socket.end(
				Buffer.from(
					`HTTP/1.1 200 OK\r\ncontent-disposition: attachment; filename="${name}"\r\ncontent-length: 2\r\n\r\nhi`,
				),
			);
	});
	for (const args of [
		['results', jobUrl(origin, 'j1')],
		['results', jobUrl(origin, 'j1'), 'F', '--output', temporaryFolder()],
	]) {
		const {stdout, stderr} = await runCli(args);
		expect(control.exec(stdout + stderr)?.[0]).toBeUndefined();
	}
});

describe('the names in a certificate do nothing to the terminal', () => {
	const groups = Array.from({length: 6}, (_, group) => payloads.filter((_, index) => index % 6 === group).join(' '));
	test.each(groups.map((name, index) => [index, name] as const))('where they are shown, %i', async (_, name) => {
		const server = await startSecureServer(await makeCertificate({name}));
		const env = {GPJOBS_KEYRING: 'false', NODE_EXTRA_CA_CERTS: undefined};
		const screen = openScreen(gpjobs('trust', server.origin), {env, columns: 200, rows: 50});
		await screen.shows(saying(trustQuestion(whatever)));
		expect(screen.events).toEqual([]);
		await screen.press('n', 'Enter');
		await screen.ends();
		expect(screen.events).toEqual([]);
		const {stdout, stderr} = await runCli(['status', server.url, '--json'], {env});
		expect(control.exec(stdout + stderr)?.[0]).toBeUndefined();
	});
});
