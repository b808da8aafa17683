/**
 * The built program on the oldest Node that is promised, on the newest, and on some that are too old. The tests
 * themselves run on a third one. `node scripts/fetch-nodes.ts` fetches them.
 */
import {describe, expect, test} from 'vitest';
import {proxyServer} from '../gp/client/proxy-server.ts';
import {gpjobs} from './built-program.ts';
import {makeCertificate, startSecureServer} from './certificates.ts';
import {temporaryFolder} from './environment.ts';
import {needs} from './needs.ts';
import {type NodeName, nodeProgram, nodes} from './nodes.ts';
import {run} from './run-cli.ts';

const [, launcher = ''] = gpjobs();
const on = (name: NodeName) => needs(`Node ${name}`);

describe.each(nodes.filter(({isPromised}) => isPromised))('on the $name', ({name}) => {
	on(name)('https is polled, with a certificate that is trusted, directly and by way of a proxy', async () => {
		const certificate = await makeCertificate({name: 'gis'});
		const server = await startSecureServer(certificate);
		const proxy = await proxyServer();
		const home = temporaryFolder();
		const start = (...args: string[]) => run([nodeProgram(name), launcher, ...args], {home});
		const untrusted = await start('status', server.url);
		expect(untrusted.stdout + untrusted.stderr).toMatch(/self-signed/);
		const trusted = await start('trust', server.url, '--fingerprint', certificate.sha256);
		expect(trusted, trusted.stderr).toMatchObject({code: 0});
		const direct = await start('status', server.url, '--json');
		expect(direct, direct.stderr).toMatchObject({code: 0});
		const through = await run([nodeProgram(name), launcher, 'status', server.url], {
			home,
			env: {HTTPS_PROXY: `127.0.0.1:${proxy.port}`},
		});
		expect(through, through.stderr).toMatchObject({code: 0});
		expect(proxy.asked.map(({line}) => line)).toEqual([`CONNECT ${new URL(server.origin).host}`]);
		expect(server.heard).toHaveLength(2);
	});

	on(name)('the list is kept, and the demo plays to its end', async () => {
		const home = temporaryFolder();
		const start = (...args: string[]) => run([nodeProgram(name), launcher, ...args], {home, patience: 150_000});
		const url = 'https://gis.acme.invalid/arcgis/rest/services/S/GPServer/T/jobs/j1';
		expect(await start('add', url)).toMatchObject({code: 0});
		expect(await start('list')).toMatchObject({code: 0, stdout: expect.stringContaining('j1')});
		const demo = await start('demo', '--jobs', '2', '--speed', '1000');
		expect(demo, demo.stderr).toMatchObject({code: 0});
	});
});

const sentence = /^gpjobs needs Node 22\.15 or newer .*this is Node \d+\.\d+/;

describe.each(nodes.filter(({isPromised}) => !isPromised))('on the $name', ({name}) => {
	on(name)('a sentence says which Node is needed, and nothing else is done', async () => {
		for (const args of [['status', 'x'], ['--version'], []]) {
			const {code, stdout, stderr} = await run([nodeProgram(name), launcher, ...args]);
			expect([code, stdout]).toEqual([2, '']);
			expect(stderr).toMatch(sentence);
			expect(stderr.trim().split('\n')).toHaveLength(1);
		}
	});
});

test.each([
	['22.14.0', false],
	['22.0.0', false],
	['20.19.5', false],
	['21.7.3', false],
	['23.0.0', false],
	['23.9.0', false],
	['22.15.0', true],
	['22.21.0', true],
	['23.10.0', true],
	['24.0.0', true],
	['26.10.0', true],
	['100.0.0', true],
])('Node %s: may run %s', async (version, isGood) => {
	const pretend = `Object.defineProperty(process, 'versions', {value: {...process.versions, node: '${version}'}})`;
	const [program = '', ...rest] = gpjobs('--version');
	const {code, stderr} = await run([
		program,
		'--import',
		`data:text/javascript,${encodeURIComponent(pretend)}`,
		...rest,
	]);
	expect([code, sentence.test(stderr)]).toEqual(isGood ? [0, false] : [2, true]);
});
