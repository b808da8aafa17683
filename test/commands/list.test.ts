import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {emptyList} from '../../source/commands/list.ts';
import {outputFailed} from '../../source/commands/main.ts';
import {neverAnswered, noAnswerYet} from '../../source/session/job-lines.ts';
import {isDamaged} from '../../source/store/config-file.ts';
import {configPath} from '../../source/store/home.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {run} from '../e2e/run-cli.ts';
import {ended} from '../e2e/scripts.ts';
import {jobUrl, startGpServer} from '../e2e/servers.ts';
import {said, saying, whatever} from '../saying.ts';
import {jobs} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const one = jobUrl('https://gis.acme.com', 'j1111');

test('says that the list is empty, and how to begin', async () => {
	const words = said(emptyList);
	expect(await runCli(['list'])).toMatchObject({code: 0, stdout: '', stderr: words});
	const {code, stdout, stderr} = await runCli(['list', '--json']);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(JSON.parse(stdout)).toEqual({jobs: []});
});

test('takes no words', async () => {
	expect(await runCli(['list', 'flood'])).toMatchObject({code: 2, stdout: ''});
});

test('shows what is known of a job without asking its server', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [ended('parcels')]});
	const url = server.jobs[0]?.url ?? '';
	await runCli(['add', url, '--label', 'parcels', '--tag', 'cadastre'], {home});
	const before = await runCli(['list'], {home});
	expect(before.stdout).toMatch(saying(`${noAnswerYet} parcels Short Task 127.0.0.1:${whatever} ${neverAnswered}`));
	expect(server.counts().requests).toBe(0);
	await runCli(['status', 'parcels'], {home});
	const asked = server.counts().requests;
	await server.stop();

	const after = await runCli(['list'], {home});
	expect(after.stdout).toMatch(/^Succeeded +parcels +Short Task +127\.0\.0\.1:\d+ .*\b\d+ s\b.*\n$/);
	const {stdout} = await runCli(['list', '--json'], {home});
	expect(jobs.parse(JSON.parse(stdout)).jobs).toMatchObject([
		{url, label: 'parcels', tags: ['cadastre'], state: 'succeeded', status: 'esriJobSucceeded', fault: null},
	]);
	expect(server.counts().requests).toBe(asked);
});

test('does not end with 0 where the output cannot be written', async () => {
	const home = temporaryFolder();
	await runCli(['add', one], {home});
	for (const args of [['list'], ['list', '--json'], ['--help'], ['config', 'path'], ['completion', 'bash']]) {
		const {code, stderr} = await run(['sh', '-c', '"$@" >/dev/full', 'sh', ...gpjobs(...args)], {home});
		expect(code, args.join(' ')).toBe(5);
		expect(stderr).toBe(said(outputFailed('ENOSPC')));
	}
});

test('a reader that goes away is no fault', async () => {
	const home = temporaryFolder();
	const input = Array.from({length: 3000}, (_, index) => jobUrl('https://gis.acme.com', `j${10_000 + index}`)).join(
		'\n',
	);
	await runCli(['add', '-'], {home, input});
	for (const args of [['list'], ['list', '--json']]) {
		const command = ['sh', '-c', '{ "$@"; echo "code $?" >&2; } | head -c 100', 'sh', ...gpjobs(...args)];
		const {code, stdout, stderr} = await run(command, {home});
		expect({code, stderr}).toEqual({code: 0, stderr: 'code 0\n'});
		expect(Buffer.byteLength(stdout)).toBe(100);
	}
	const {stdout} = await run(['sh', '-c', '"$@" | head -1', 'sh', ...gpjobs('list', '--json')], {home});
	expect(jobs.parse(JSON.parse(stdout)).jobs).toHaveLength(3000);
});

test('a damaged list is left as it is, and it is said', async () => {
	const home = temporaryFolder();
	writeFileSync(join(home, 'config.json'), '{"jobs": [');
	const {stderr} = await runCli(['list'], {home});
	expect(stderr).toContain(isDamaged(configPath(home)));
	expect(readdirSync(home)).toEqual(['config.json']);
});
