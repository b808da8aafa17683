import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {emptyLabel, nothingToAdd, oneLabel, tokenTakenOff} from '../../source/commands/add.ts';
import {addedLine} from '../../source/commands/added-jobs.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {jobUrl} from '../e2e/servers.ts';
import {refusalOf} from '../field/parsed-url.ts';
import {said} from '../saying.ts';
import {jobs, listOutcomes} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const host = 'https://gis.acme.com';
const [one, two] = [jobUrl(host, 'j1111'), jobUrl(host, 'j2222')];

async function savedJobs(home: string) {
	const {stdout} = await runCli(['list', '--json'], {home});
	return jobs.parse(JSON.parse(stdout)).jobs;
}

function textOfFiles(folder: string): string {
	return readdirSync(folder, {recursive: true, withFileTypes: true})
		.filter(entry => entry.isFile())
		.map(entry => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
		.join('\n');
}

test('adds a job, and knows it when it is given again', async () => {
	const home = temporaryFolder();
	const first = await runCli(['add', one], {home});
	expect(first).toMatchObject({code: 0, stdout: addedLine({url: one, outcome: 'added'}), stderr: ''});
	const again = await runCli(['add', `${one}/results/Answer?f=json`], {home});
	expect(again).toMatchObject({code: 0, stdout: addedLine({url: one, outcome: 'known'}), stderr: ''});
	expect((await savedJobs(home)).map(({url}) => url)).toEqual([one]);
});

test('adds several jobs with their tags', async () => {
	const home = temporaryFolder();
	const {code} = await runCli(['add', one, two, '--tag', 'night', '--tag', 'flood'], {home});
	expect(code).toBe(0);
	expect(await savedJobs(home)).toMatchObject([
		{url: one, tags: ['night', 'flood'], label: null},
		{url: two, tags: ['night', 'flood'], label: null},
	]);
});

test('adds what standard input holds, one URL a line, without comments and blank lines', async () => {
	const home = temporaryFolder();
	const input = `# the night's jobs\r\n${one}\r\n\r\n   ${two}\n`;
	const {code, stdout} = await runCli(['add', '-', '--json'], {home, input});
	expect(code).toBe(0);
	expect(listOutcomes.parse(JSON.parse(stdout)).jobs).toEqual([
		{url: one, outcome: 'added'},
		{url: two, outcome: 'added'},
	]);
	expect(await savedJobs(home)).toHaveLength(2);
});

test('a label names one job', async () => {
	const home = temporaryFolder();
	expect(await runCli(['add', one, '--label', '洪水 2026'], {home})).toMatchObject({code: 0});
	expect(await savedJobs(home)).toMatchObject([{url: one, label: '洪水 2026'}]);
	const both = await runCli(['add', one, two, '--label', 'both'], {home});
	expect(both).toMatchObject({code: 2, stdout: ''});
	expect(both.stderr).toBe(said(oneLabel(2)));
});

test('a token is taken off and is nowhere afterwards', async () => {
	const home = temporaryFolder();
	const {code, stdout, stderr} = await runCli(['add', `${one}?f=json&token=SECRET-0123456789`], {home});
	expect(code).toBe(0);
	expect(stdout).toBe(addedLine({url: one, outcome: 'added'}));
	expect(stderr).toBe(said(tokenTakenOff));
	expect(textOfFiles(home)).toContain(one);
	expect(textOfFiles(home)).not.toContain('SECRET');
});

test('refuses what is no job URL, each with its sentence', async () => {
	const refused = [
		'',
		'flood',
		'gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1',
		`${host}/arcgis/rest/services/S/GPServer`,
		`${host}/arcgis/rest/services/S/GPServer/T`,
		`${host}/arcgis/rest/services/S/GPServer/T/jobs/`,
		`${host}/arcgis/rest/services/S/GPServer/T/submitJob`,
		`${host}/arcgis/rest/services/S/GPServer/T/execute`,
		`${host}/arcgis/rest/services/S/FeatureServer/jobs/1`,
		`${host}/arcgis/admin/services/S.GPServer`,
		'https://me:pw@gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1',
		'ftp://gis.acme.com/arcgis/rest/services/S/GPServer/T/jobs/j1',
	];
	const {code, stdout, stderr} = await runCli(['add', ...refused]);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	const sentences = refused.map(refusalOf);
	expect(stderr).toBe(said(...sentences));
	expect(new Set(sentences).size).toBe(refused.length);
	expect(stderr).not.toContain(':pw');
	expect(await runCli(['add', 'flood'])).toMatchObject({code: 2, stdout: ''});
});

test('among several those that are job URLs are added, the others said', async () => {
	const home = temporaryFolder();
	const {code, stdout, stderr} = await runCli(['add', one, 'flood', two], {home});
	expect(code).toBe(2);
	expect(stdout).toBe([one, two].map(url => addedLine({url, outcome: 'added'})).join(''));
	expect(stderr).toContain(refusalOf('flood'));
	expect(await savedJobs(home)).toHaveLength(2);
});

test('an empty label is wrong usage: a row without a name could not be told from another', async () => {
	for (const label of ['', '  ']) {
		const {code, stdout, stderr} = await runCli(['add', one, '--label', label]);
		expect({code, stdout}).toEqual({code: 2, stdout: ''});
		expect(stderr).toBe(said(emptyLabel));
	}
});

test('nothing to add is wrong usage', async () => {
	const words = said(nothingToAdd);
	expect(await runCli(['add'])).toMatchObject({code: 2, stdout: '', stderr: words});
	expect(await runCli(['add', '-'], {input: '\n# none\n'})).toMatchObject({code: 2, stdout: '', stderr: words});
});

test('where nothing can be kept it says so and ends with 6', async () => {
	const file = join(temporaryFolder(), 'a-file');
	writeFileSync(file, 'not a folder');
	const {code, stdout, stderr} = await runCli(['add', one], {home: file});
	expect({code, stdout}).toEqual({code: 6, stdout: ''});
	expect(stderr).toContain(file);
	expect(readFileSync(file, 'utf8')).toBe('not a folder');
	// What is wrong with the words weighs more.
	expect(await runCli(['add', one, 'flood'], {home: file})).toMatchObject({code: 2});
});

test('a hostile label reaches no terminal', async () => {
	const home = temporaryFolder();
	await runCli(['add', one, '--label', '\u001B]0;owned\u0007\u001B[2Jflood\u202E'], {home});
	const shown = await runCli(['list'], {home});
	expect(shown.stdout).toContain('flood');
	expect(shown.stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202A-\u202E]/);
	const json = await runCli(['list', '--json'], {home});
	expect(json.stdout.trimEnd()).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u202A-\u202E]/);
});
