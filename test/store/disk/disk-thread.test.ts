import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, onTestFinished, test} from 'vitest';
import {ExactNumber} from '../../../source/gp/exact-json.ts';
import {jobAddress} from '../../../source/gp/job-url.ts';
import {newJob} from '../../../source/monitor/job.ts';
import {toRecord} from '../../../source/monitor/job-record.ts';
import {openDiskThread} from '../../../source/store/disk/disk-thread.ts';
import {openKeptJobs} from '../../../source/store/kept-jobs.ts';
import type {SavedJob} from '../../../source/store/saved-job.ts';
import {openSavedList} from '../../../source/store/saved-list.ts';
import {jobUrl} from '../fixtures/job-url.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';

function opened(home = temporaryHome()) {
	const disk = openDiskThread(home);
	onTestFinished(() => disk.close());
	return {home, disk};
}

const saved = (id: string): SavedJob => ({url: jobUrl(id), tags: [], addedAt: 1});

function record(id: string) {
	const address = jobAddress(jobUrl(id));
	if (!address) throw new Error('no address');
	return toRecord(newJob(address));
}

test('what is asked of the thread is on the disk when it has answered', async () => {
	const {home, disk} = opened();
	expect(await disk.calls.addJobs([saved('a'), saved('b')])).toMatchObject({ok: true});
	expect(await disk.calls.relabel(jobUrl('a'), {label: 'A'})).toMatchObject({ok: true});
	expect(await disk.calls.removeJobs([jobUrl('b')])).toMatchObject({ok: true, changed: [saved('b')]});
	expect((await openSavedList(home).read()).jobs).toEqual([{...saved('a'), label: 'A'}]);
	expect(await disk.calls.addDuration('https://h/T', 1234, 3)).toEqual({ok: true});
	expect(await disk.calls.readDurations()).toEqual({'https://h/T': [1234]});
	expect(disk.pending()).toBe(0);
});

test('refusals cross as sentences', async () => {
	const {disk} = opened();
	const change = await disk.calls.relabel(jobUrl('nobody'), {label: 'x'});
	expect(change).toEqual({ok: false, sentence: expect.stringContaining('is not in the list')});
});

test('numbers keep their digits on the way to the disk, in a log of any size', async () => {
	const {home, disk} = opened();
	const rows = [
		{name: 'Mean', label: 'Mean', dataType: 'GPDouble', value: new ExactNumber('1.50')},
		{name: 'Id', label: 'Id', dataType: 'GPLong', value: new ExactNumber('9007199254740993')},
		{name: 'Long', label: 'Long', dataType: 'GPString', value: 'x'.repeat(100_000)},
	];
	expect(await disk.calls.keepJob(record('a'), {results: {at: 1, rows}})).toEqual({ok: true});
	// A second write goes through what is there.
	expect(await disk.calls.keepJob(record('a'), {before: 1})).toEqual({ok: true});
	const [name = ''] = readdirSync(join(home, 'jobs'));
	const text = readFileSync(join(home, 'jobs', name), 'utf8');
	expect(text).toContain('"value":1.50');
	expect(text).toContain('"value":9007199254740993');
	expect((await openKeptJobs(home).readLog(jobUrl('a')))?.before).toBe(1);
});

test('what another process does to the list is told, and what was done while the thread began', async () => {
	const {home, disk} = opened();
	const heard: string[][] = [];
	const next = () => expect.poll(() => heard.at(-1), {timeout: 10_000});
	disk.onList(jobs => heard.push(jobs.map(({label = '?'}) => label)));
	const other = openSavedList(home);
	await other.add([{...saved('a'), label: 'before'}]);
	await disk.calls.followList([]);
	await next().toEqual(['before']);
	await other.add([{...saved('b'), label: 'later'}]);
	await next().toEqual(['before', 'later']);
	await disk.calls.addJobs([{...saved('c'), label: 'own'}]);
	await other.add([{...saved('d'), label: 'last'}]);
	await next().toEqual(['before', 'later', 'own', 'last']);
	// Its own change was no news.
	expect(heard).toHaveLength(3);
});

test('a thread that dies is followed by another, which is asked the same once more; then it is said', async () => {
	const {disk} = opened();
	// No file system takes it as a folder's name, so the thread itself throws where no call does.
	const hopeless = openDiskThread('\0');
	onTestFinished(() => hopeless.close());
	expect(await hopeless.calls.keepJob(record('a'), null)).toMatchObject({ok: false});
	expect(await disk.calls.keepJob(record('a'), null)).toEqual({ok: true});
});

test('an end waits for what was asked', async () => {
	const {home, disk} = opened();
	for (let at = 0; at < 20; at++) void disk.calls.addJobs([saved(`j${at}`)]);
	await disk.answered();
	expect((await openSavedList(home).read()).jobs).toHaveLength(20);
});
