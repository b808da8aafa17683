import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {exitCodes} from '../../source/commands/exit-code.ts';
import {noSuchJob} from '../../source/commands/find-job.ts';
import {labelUsage} from '../../source/commands/label.ts';
import {notInList} from '../../source/commands/saved-jobs-named.ts';
import {tagUsage} from '../../source/commands/tag.ts';
import {safe} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {jobUrl} from '../e2e/servers.ts';
import {jobs, listOutcomes} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

const host = 'https://gis.acme.com';
const [flood, parcels] = [jobUrl(host, 'jaaaa1111'), jobUrl(host, 'jbbbb2222')];

async function homeWithTwo(): Promise<string> {
	const home = temporaryFolder();
	await runCli(['add', flood, '--label', 'flood', '--tag', 'night'], {home});
	await runCli(['add', parcels], {home});
	return home;
}

async function saved(home: string) {
	const {stdout} = await runCli(['list', '--json'], {home});
	return jobs.parse(JSON.parse(stdout)).jobs.map(({label, tags}) => ({label, tags}));
}

async function changed(home: string, ...args: readonly string[]) {
	const {code, stdout, stderr} = await runCli([...args, '--json'], {home});
	return {code, stderr, jobs: listOutcomes.parse(JSON.parse(stdout)).jobs};
}

test('label names a job, names it otherwise, and takes the name away', async () => {
	const home = await homeWithTwo();
	const updated = [{url: parcels, outcome: 'updated'}];
	expect(await changed(home, 'label', '2222', 'parcels of 2026')).toEqual({code: 0, stderr: '', jobs: updated});
	expect((await saved(home))[1]).toMatchObject({label: 'parcels of 2026'});
	expect((await changed(home, 'label', parcels, 'parcels of 2026')).jobs).toEqual([{url: parcels, outcome: 'known'}]);
	expect((await changed(home, 'label', 'parcels of 2026', '')).jobs).toEqual(updated);
	expect((await saved(home))[1]).toMatchObject({label: null});
	expect((await saved(home))[0]).toEqual({label: 'flood', tags: ['night']});
});

test('tag adds and removes tags of several jobs, and leaves other tags and labels', async () => {
	const home = await homeWithTwo();
	expect((await changed(home, 'tag', 'flood', '+big', '2222', '-night', '-none')).jobs).toEqual([
		{url: flood, outcome: 'updated'},
		{url: parcels, outcome: 'updated'},
	]);
	expect(await saved(home)).toEqual([
		{label: 'flood', tags: ['big']},
		{label: null, tags: ['big']},
	]);
	expect((await changed(home, 'tag', 'flood', '+big')).jobs).toEqual([{url: flood, outcome: 'known'}]);
});

test.each([
	['label without a text', ['label', 'flood'], labelUsage],
	['label of two jobs', ['label', 'flood', '2222', 'x'], labelUsage],
	['label of an unknown job', ['label', 'nobody', 'x'], noSuchJob('nobody', safe``)],
	['label of a job that is not saved', ['label', jobUrl(host, 'j9'), 'x'], notInList(jobUrl(host, 'j9'))],
	['tag without a change', ['tag', 'flood'], tagUsage],
	['tag without a job', ['tag', '+big'], tagUsage],
	['a tag without text', ['tag', 'flood', '+'], tagUsage],
	['a tag that is added and removed', ['tag', 'flood', '+big', '-big'], tagUsage],
	['tag of an unknown job beside a known one', ['tag', 'flood', 'nobody', '+big'], noSuchJob('nobody', safe``)],
])('%s is wrong usage, and nothing changes', async (_what, args, sentence) => {
	const home = await homeWithTwo();
	const before = await saved(home);
	const {code, stdout, stderr} = await runCli(args, {home});
	expect({code, stdout}).toEqual({code: exitCodes.usage, stdout: ''});
	expect(stderr).toContain(sentence);
	expect(await saved(home)).toEqual(before);
});

test.each([
	['label', 'flood', 'x'],
	['tag', 'flood', '+x'],
])('a home that is a file: %s ends with 6', async (...args) => {
	const home = join(temporaryFolder(), 'file');
	writeFileSync(home, '');
	expect(await runCli(args, {home})).toMatchObject({code: exitCodes.notSaved, stdout: ''});
});
