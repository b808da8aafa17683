import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {endTooShort, namesSeveral, neverByRow, noSuchJob} from '../../source/commands/find-job.ts';
import {whichJob} from '../../source/commands/named-jobs.ts';
import {nothingToRestore, removedLine, undoTakesNoJob} from '../../source/commands/remove.ts';
import {notInList} from '../../source/commands/saved-jobs-named.ts';
import {safe, safeLines} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {jobUrl} from '../e2e/servers.ts';
import {refusalOf} from '../field/parsed-url.ts';
import {said} from '../saying.ts';
import {jobs, listOutcomes} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const host = 'https://gis.acme.com';
const [flood, parcels, other] = [jobUrl(host, 'jaaaa1111'), jobUrl(host, 'jaaaa2222'), jobUrl(host, 'jbbbb1111')];

const task = `${host}/arcgis/rest/services/S/GPServer/T`;

async function homeWithThree(): Promise<string> {
	const home = temporaryFolder();
	await runCli(['add', flood, '--label', 'flood', '--tag', 'night'], {home});
	await runCli(['add', parcels, other], {home});
	return home;
}

async function saved(home: string): Promise<string[]> {
	const {stdout} = await runCli(['list', '--json'], {home});
	return jobs.parse(JSON.parse(stdout)).jobs.map(({url}) => url);
}

test.each([
	['its label', 'flood', flood],
	['its URL', `${parcels}?f=pjson`, parcels],
	['its id', 'jaaaa2222', parcels],
	['a unique end of its id', '2222', parcels],
	['a longer end where a shorter one is not unique', 'b1111', other],
])('a job is named by %s', async (_how, word, url) => {
	const home = await homeWithThree();
	expect(await runCli(['remove', word], {home})).toMatchObject({code: 0, stdout: removedLine(url, false), stderr: ''});
	expect(await saved(home)).toEqual([flood, parcels, other].filter(one => one !== url));
});

test.each([
	['an end that two ids have', '1111', said(namesSeveral('1111', 2, safeLines(`\n  ${flood}\n  ${other}`)))],
	['a row number', '1', neverByRow('1')],
	['an end of less than 4 characters', '222', neverByRow('222')],
	['a short word', 'abc', endTooShort],
	['a beginning of an id', 'jaaaa', noSuchJob('jaaaa', safe``)],
	['a job that is not in the list', jobUrl(host, 'j9999'), notInList(jobUrl(host, 'j9999'))],
	['a task', task, refusalOf(task)],
])('refuses %s', async (_what, word, sentence) => {
	const home = await homeWithThree();
	const {code, stdout, stderr} = await runCli(['remove', word], {home});
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toContain(sentence);
	expect(await saved(home)).toHaveLength(3);
});

test('all of them are removed or none', async () => {
	const home = await homeWithThree();
	expect(await runCli(['remove', 'flood', 'nothing-such'], {home})).toMatchObject({code: 2, stdout: ''});
	expect(await saved(home)).toHaveLength(3);
	expect(await runCli(['remove', 'flood', '2222'], {home})).toMatchObject({code: 0});
	expect(await saved(home)).toEqual([other]);
});

test('--undo brings the last removal back, once, with label and tags', async () => {
	const home = await homeWithThree();
	const {stdout: before} = await runCli(['list', '--json'], {home});
	const removed = await runCli(['remove', 'flood', '2222', '--json'], {home});
	expect(listOutcomes.parse(JSON.parse(removed.stdout)).jobs).toEqual([
		{url: flood, outcome: 'removed'},
		{url: parcels, outcome: 'removed'},
	]);
	const back = await runCli(['remove', '--undo'], {home});
	expect(back).toMatchObject({code: 0, stdout: removedLine(flood, true) + removedLine(parcels, true)});
	const {stdout: after} = await runCli(['list', '--json'], {home});
	const byUrl = (text: string) => jobs.parse(JSON.parse(text)).jobs.toSorted((a, b) => a.url.localeCompare(b.url));
	expect(byUrl(after)).toEqual(byUrl(before));
	expect(await runCli(['remove', '--undo'], {home})).toMatchObject({code: 2, stdout: ''});
});

test('says what is missing', async () => {
	expect(await runCli(['remove'])).toMatchObject({code: 2, stderr: said(whichJob)});
	const both = await runCli(['remove', 'flood', '--undo']);
	expect(both).toMatchObject({code: 2, stderr: said(undoTakesNoJob)});
	const never = await runCli(['remove', '--undo']);
	expect(never).toMatchObject({code: 2, stdout: '', stderr: said(nothingToRestore)});
});

test('where nothing can be kept it ends with 6', async () => {
	const file = join(temporaryFolder(), 'a-file');
	writeFileSync(file, '');
	expect(await runCli(['remove', 'flood'], {home: file})).toMatchObject({code: 6, stdout: ''});
	expect(await runCli(['remove', '--undo'], {home: file})).toMatchObject({code: 6, stdout: ''});
});
