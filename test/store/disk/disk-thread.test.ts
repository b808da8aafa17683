import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {ExactNumber} from '../../../source/gp/exact-json.ts';
import {jobAddress} from '../../../source/gp/job-url.ts';
import {newJob} from '../../../source/monitor/job.ts';
import {toRecord} from '../../../source/monitor/job-record.ts';
import {diskUnusable, openDiskThread} from '../../../source/store/disk/disk-thread.ts';
import {openKeptJobs} from '../../../source/store/kept-jobs.ts';
import type {SavedJob} from '../../../source/store/saved-job.ts';
import {openSavedList} from '../../../source/store/saved-list.ts';
import {safe} from '../../../source/text/safe-text.ts';
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
	expect(change).toEqual({ok: false, sentence: expect.stringContaining('is not in the list'), isFinal: true});
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
	const next = () => expect.poll(() => heard.at(-1));
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

describe('a thread that dies', () => {
	const mortal = new URL('../fixtures/mortal-disk.ts', import.meta.url);

	function dying(times: number) {
		const home = temporaryHome();
		for (let time = 0; time < times; time++) writeFileSync(join(home, `dies-${time}`), '');
		const disk = openDiskThread(home, mortal);
		onTestFinished(() => disk.close());
		return {home, disk};
	}

	test('is followed by another, which is asked what is open', async () => {
		const {home, disk} = dying(1);
		const changes = await Promise.all([disk.calls.addJobs([saved('a')]), disk.calls.addJobs([saved('b')])]);
		expect(changes).toMatchObject([{ok: true}, {ok: true}]);
		expect((await openSavedList(home).read()).jobs).toHaveLength(2);
	});

	test('twice in a row fails each call in the shape that it has, and the next call finds a new thread', async () => {
		const {disk} = dying(2);
		const {addJobs, readLog, readRecords, readDurations, sweep} = disk.calls;
		const sentence = diskUnusable(safe`made up`);
		expect(
			await Promise.all([addJobs([saved('a')]), readLog(jobUrl('a')), readRecords([]), readDurations(), sweep([], 0)]),
		).toEqual([{ok: false, sentence}, null, {records: [], notices: [sentence]}, {}, null]);
		expect(await addJobs([saved('a')])).toMatchObject({ok: true});
	});

	test('had followed the list, and so does the next one', async () => {
		const {home, disk} = dying(1);
		const heard: number[] = [];
		disk.onList(jobs => heard.push(jobs.length));
		await disk.calls.followList([]);
		await openSavedList(home).add([saved('a')]);
		await expect.poll(() => heard).toEqual([1]);
	});
});

test('a call that throws fails alone', async () => {
	const {disk} = opened();
	const [wrong, right] = await Promise.all([
		disk.calls.readRecords(5 as unknown as readonly string[]),
		disk.calls.addJobs([saved('a')]),
	]);
	expect(wrong).toMatchObject({
		records: [],
		notices: [expect.stringMatching(new RegExp(`^${diskUnusable(safe`.+`).slice(0, -1)}`))],
	});
	expect(right).toMatchObject({ok: true});
});

test('an end waits for what was asked', async () => {
	const {home, disk} = opened();
	for (let at = 0; at < 20; at++) void disk.calls.addJobs([saved(`j${at}`)]);
	await disk.answered();
	expect((await openSavedList(home).read()).jobs).toHaveLength(20);
});
