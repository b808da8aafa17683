import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {emptyList, noListedJobMatches, noSortKey, nothingKept} from '../../source/commands/list.ts';
import {neverAnswered, noAnswerYet} from '../../source/session/job-lines.ts';
import {isDamaged} from '../../source/store/config-file.ts';
import {configPath} from '../../source/store/home.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {ended} from '../e2e/scripts.ts';
import {jobUrl, startGpServer, startHandServer} from '../e2e/servers.ts';
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

test('lists the jobs that words and filters name; a filter without a job is not an error', async () => {
	const home = temporaryFolder();
	const urls = ['ja', 'jb', 'jc'].map(id => jobUrl('http://127.0.0.1:9', `${id}0000`));
	for (const [index, url] of urls.entries()) await runCli(['add', url, '--label', `job${index}`], {home});
	await runCli(['tag', 'job0', 'job2', '+nightly'], {home});
	const labels = async (...words: string[]) => {
		const {code, stdout} = await runCli(['list', '--json', ...words], {home});
		return {code, labels: jobs.parse(JSON.parse(stdout)).jobs.map(({label}) => label)};
	};
	expect(await labels('tag:nightly')).toEqual({code: 0, labels: ['job0', 'job2']});
	expect(await labels('job2', 'job1')).toEqual({code: 0, labels: ['job1', 'job2']});
	expect(await labels('tag:weekly')).toEqual({code: 0, labels: []});
	expect(await labels('--last', '2')).toEqual({code: 0, labels: ['job1', 'job2']});
	expect(await runCli(['list', 'tag:weekly'], {home})).toMatchObject({
		code: 0,
		stdout: '',
		stderr: said(noListedJobMatches),
	});
	expect(await runCli(['list', 'flood'], {home})).toMatchObject({code: 2, stdout: ''});
	expect(await runCli(['list', '--sort', 'size'], {home})).toMatchObject({code: 2, stderr: said(noSortKey('size'))});
});

test('--sort ended puts those that ended last first, and --last takes these', async () => {
	const home = temporaryFolder();
	const server = await startHandServer({a: 'esriJobExecuting', b: 'esriJobExecuting', c: 'esriJobExecuting'});
	for (const {url, label} of server.jobs) await runCli(['add', url, '--label', label], {home});
	await runCli(['status', '--all'], {home});
	for (const label of ['c', 'a']) {
		server.job(label).status = 'esriJobSucceeded';
		await runCli(['status', label], {home});
	}
	const listed = async (...words: string[]) => {
		const {stdout} = await runCli(['list', '--sort', 'ended', '--json', ...words], {home});
		return jobs.parse(JSON.parse(stdout)).jobs;
	};
	const all = await listed();
	expect(all.map(({label}) => label)).toEqual(['a', 'c', 'b']);
	expect(all.map(({endedAt}) => endedAt === null)).toEqual([false, false, true]);
	expect((await listed('--last', '1')).map(({label}) => label)).toEqual(['a']);
});

test('--kept lists the jobs whose records remain after they were removed, and changes nothing', async () => {
	const home = temporaryFolder();
	const server = await startHandServer({a: 'esriJobFailed', b: 'esriJobExecuting'});
	for (const {url, label} of server.jobs) await runCli(['add', url, '--label', label], {home});
	expect(await runCli(['list', '--kept'], {home})).toMatchObject({code: 0, stdout: '', stderr: said(nothingKept)});
	await runCli(['status', '--all'], {home});
	await runCli(['remove', 'a'], {home});
	const before = readdirSync(home, {recursive: true}).sort();
	const {stdout} = await runCli(['list', '--kept', '--json'], {home});
	expect(jobs.parse(JSON.parse(stdout)).jobs).toMatchObject([{url: server.job('a').url, label: null, state: 'failed'}]);
	const {stdout: none} = await runCli(['list', '--kept', 'status:succeeded', '--json'], {home});
	expect(JSON.parse(none)).toEqual({jobs: []});
	expect(readdirSync(home, {recursive: true}).sort()).toEqual(before);
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
