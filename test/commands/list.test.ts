import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {emptyList} from '../../source/commands/list.ts';
import {neverAnswered, noAnswerYet} from '../../source/session/job-lines.ts';
import {isDamaged} from '../../source/store/config-file.ts';
import {configPath} from '../../source/store/home.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {ended} from '../e2e/scripts.ts';
import {startGpServer} from '../e2e/servers.ts';
import {said, saying, whatever} from '../saying.ts';
import {jobs} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

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

test('a damaged list is left as it is, and it is said', async () => {
	const home = temporaryFolder();
	writeFileSync(join(home, 'config.json'), '{"jobs": [');
	const {stderr} = await runCli(['list'], {home});
	expect(stderr).toContain(isDamaged(configPath(home)));
	expect(readdirSync(home)).toEqual(['config.json']);
});
