/** Standard error that is closed, broken or full changes neither the exit code nor the work. */

import {cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {wentWrong} from '../../source/commands/uncaught-errors.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith} from './monitor-screen.ts';
import {run, runCli} from './run-cli.ts';
import {startHandServer} from './servers.ts';

/** Ways to lose standard error, as a shell writes them around `"$@"`. */
const ways = [
	['full', '"$@" 2>/dev/full'],
	['closed', '"$@" 2>&-'],
	// The reader ends at once; what is written afterwards has nowhere to go.
	['broken', '{ "$@"; echo "exit $?" >&3; } 2>&1 >&3 3>&3 | true'],
] as const;

async function codeOf(way: string, ...args: string[]): Promise<number> {
	const {stdout} = await run(['bash', '-c', `exec 3>&1; ${way}; echo "exit $?" >&3`, 'bash', ...gpjobs(...args)], {
		patience: 150_000,
	});
	return Number(/exit (\d+)/.exec(stdout)?.[1]);
}

describe.each(ways)('%s', (_, way) => {
	test('usage errors, time-outs and cancels end as they do otherwise', async () => {
		const server = await startHandServer({flood: 'esriJobExecuting', asked: 'esriJobExecuting'});
		const url = server.job('flood').url;
		expect(await codeOf(way, 'lst')).toBe(2);
		expect(await codeOf(way, 'wait', url, '--timeout', '1s')).toBe(124);
		const asked = server.job('asked');
		expect(await codeOf(way, 'cancel', '--yes', asked.url)).toBe(await codeOf('"$@"', 'cancel', '--yes', asked.url));
	});
});

/** The built program with something planted into it. */
function planted(code: string) {
	return {NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}`};
}

/** Something that happens once the program has asked a server about its jobs. */
const whenAsked = (what: string) =>
	`import {isMainThread} from 'node:worker_threads';
	import {subscribe} from 'node:diagnostics_channel';
	let isOver = false;
	if (isMainThread) subscribe('http.client.response.finish', () => {
		if (!isOver) setImmediate(() => { ${what} });
		isOver = true;
	});`;

/** A stack has a few seconds to be written, in which a disk that many use may not have its turn: then once more. */
async function untilWritten<T>(home: string, play: () => Promise<T>): Promise<T> {
	for (let tries = 0; tries < 3; tries++) {
		const played = await play();
		if (existsSync(join(home, 'gpjobs-errors.log'))) return played;
	}
	return play();
}

describe('an error inside gpjobs', () => {
	test.each([
		['that nobody caught', `throw new Error('boom token=cAnArY \\u001b]0;x\\u0007')`],
		['that nobody heard', `Promise.reject(new Error('boom token=cAnArY'))`],
		['that is no error', `throw {toString() { throw 1; }}`],
		['of megabytes', `throw new Error('boom '.repeat(1_000_000))`],
	])('%s is one line, its stack in a file for the user alone', async (_, what) => {
		const server = await startHandServer({flood: 'esriJobExecuting'});
		const home = await homeWith({jobs: [{url: server.job('flood').url, label: 'flood'}]});
		const {code, stderr} = await untilWritten(home, () =>
			runCli(['wait', 'flood'], {home, env: planted(whenAsked(what))}),
		);
		expect(code).toBe(5);
		expect(stderr.trim().split('\n')).toHaveLength(1);
		expect(stderr.startsWith(`gpjobs: ${wentWrong('')}`)).toBe(true);
		expect(stderr.length).toBeLessThan(1500);
		const path = join(home, 'gpjobs-errors.log');
		expect(stderr).toContain(path);
		const log = readFileSync(path, 'utf8');
		expect(statSync(path).mode & 0o777).toBe(0o600);
		expect(log.length).toBeLessThan(20_000);
		expect(stderr + log).not.toMatch(/cAnArY|\u001b/);
	});

	test('shows no secret that gpjobs knows, wherever its message has it', async () => {
		const server = await startHandServer({flood: 'esriJobExecuting'});
		const home = await homeWith({jobs: [{url: server.job('flood').url, label: 'flood'}]});
		const secret = {GPJOBS_TOKEN: 'cAnArY-of-the-environment', GPJOBS_TOKEN_SERVER: server.origin};
		const what = `const s = process.env.GPJOBS_TOKEN; throw new Error('it said ' + s, {cause: new Error(encodeURIComponent(s))})`;
		const {code, stderr} = await untilWritten(home, () =>
			runCli(['wait', 'flood'], {home, env: {...planted(whenAsked(what)), ...secret}}),
		);
		expect(code).toBe(5);
		expect(stderr).toMatch(/it said/);
		const log = readFileSync(join(home, 'gpjobs-errors.log'), 'utf8');
		expect(log).toMatch(/Caused by/);
		expect(stderr + log).not.toContain('cAnArY-of');
	});

	test.each([
		['a home that cannot be', '/proc/nowhere'],
		['a home that is a file', '/etc/hosts'],
	])('is no second one with %s', async (_, home) => {
		const server = await startHandServer({flood: 'esriJobExecuting'});
		const env = planted(whenAsked(`throw new Error('boom')`));
		const {code, stderr} = await runCli(['wait', server.job('flood').url], {home, env});
		expect(code).toBe(5);
		expect(stderr).toContain(wentWrong('boom'));
		expect(stderr).not.toMatch(/ at .*:\d+:\d+/);
	});
});

test.each([
	['app.js', 5],
	['chunk-', 5],
])('a program whose %s is missing says that it is not whole, without a stack', async (missing, code) => {
	const folder = temporaryFolder();
	const root = fileURLToPath(new URL('../../', import.meta.url));
	cpSync(join(root, 'dist'), join(folder, 'dist'), {recursive: true});
	cpSync(join(root, 'package.json'), join(folder, 'package.json'));
	for (const file of readdirSync(join(folder, 'dist')))
		if (file.startsWith(missing)) rmSync(join(folder, 'dist', file));
	const ended = await run([gpjobs()[0] ?? '', join(folder, 'dist/cli.js'), 'list']);
	expect(ended.code).toBe(code);
	expect(ended.stderr).toMatch(/^gpjobs: .*install/i);
	expect(ended.stderr.trim().split('\n')).toHaveLength(1);
});
