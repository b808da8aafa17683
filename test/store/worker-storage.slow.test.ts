import {readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {describe, expect, onTestFinished, test} from 'vitest';
import {ExactNumber} from '../../source/gp/exact-json.ts';
import {jobAddress} from '../../source/gp/job-url.ts';
import {newJob} from '../../source/monitor/job.ts';
import {toRecord} from '../../source/monitor/record-conversion.ts';
import {openJobRecords} from '../../source/store/record-files.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import {openSavedList} from '../../source/store/saved-list.ts';
import type {ListFollower} from '../../source/store/storage.ts';
import {diskUnusable, WorkerStorage, type WorkerStorageOptions} from '../../source/store/worker-storage.ts';
import {safe} from '../../source/text/safe-text.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

function opened(home = temporaryHome(), options: WorkerStorageOptions = {}) {
	const storage = new WorkerStorage(home, {recordsWithin: 200_000, ...options});
	onTestFinished(() => storage.close());
	return {home, storage};
}

/** Follows the list, and is told only what another process makes of it. */
function hearing(onList: ListFollower['onList']): ListFollower {
	return {onList, onCondition() {}};
}

const saved = (id: string): SavedJob => ({url: jobUrl(id), tags: [], addedAt: 1});

function record(id: string) {
	const address = jobAddress(jobUrl(id));
	if (!address) throw new Error('no address');
	return toRecord(newJob(address));
}

test('a change is on the disk when the thread has answered', async () => {
	const {home, storage} = opened();
	expect(await storage.addJobs([saved('a'), saved('b')], 'leave')).toMatchObject({ok: true});
	expect(await storage.relabel(jobUrl('a'), {label: 'A'})).toMatchObject({ok: true});
	expect(await storage.removeJobs([jobUrl('b')])).toMatchObject({ok: true, changed: [saved('b')]});
	expect((await openSavedList(home).read()).jobs).toEqual([{...saved('a'), label: 'A'}]);
	expect(await storage.addDuration('https://h/T', 1234, 3)).toEqual({ok: true});
	expect(await storage.readDurations()).toEqual({'https://h/T': [1234]});
});

test('errors arrive as sentences', async () => {
	const {storage} = opened();
	const change = await storage.relabel(jobUrl('nobody'), {label: 'x'});
	expect(change).toEqual({ok: false, sentence: expect.stringContaining('is not in the list'), isFinal: true});
});

test('numbers keep their digits on the way to the disk, in a log of any size', async () => {
	const {home, storage} = opened();
	const rows = [
		{name: 'Mean', label: 'Mean', dataType: 'GPDouble', value: new ExactNumber('1.50')},
		{name: 'Id', label: 'Id', dataType: 'GPLong', value: new ExactNumber('9007199254740993')},
		{name: 'Long', label: 'Long', dataType: 'GPString', value: 'x'.repeat(100_000)},
	];
	expect(await storage.writeRecord(record('a'), {results: {at: 1, rows}})).toEqual({ok: true});
	// A second write goes through what is there.
	expect(await storage.writeRecord(record('a'), {before: 1})).toEqual({ok: true});
	const [name = ''] = readdirSync(join(home, 'jobs'));
	const text = readFileSync(join(home, 'jobs', name), 'utf8');
	expect(text).toContain('"value":1.50');
	expect(text).toContain('"value":9007199254740993');
	expect((await openJobRecords(home).readLog(jobUrl('a')))?.before).toBe(1);
});

test('changes by another process are reported, and those made while the thread started', async () => {
	const {home, storage} = opened();
	const heard: string[][] = [];
	const next = () => expect.poll(() => heard.at(-1));
	const other = openSavedList(home);
	await other.add([{...saved('a'), label: 'before'}]);
	await storage.followList(
		[],
		hearing(jobs => heard.push(jobs.map(({label = '?'}) => label))),
	).begun;
	await next().toEqual(['before']);
	await other.add([{...saved('b'), label: 'later'}]);
	await next().toEqual(['before', 'later']);
	await storage.addJobs([{...saved('c'), label: 'own'}], 'leave');
	await other.add([{...saved('d'), label: 'last'}]);
	await next().toEqual(['before', 'later', 'own', 'last']);
	// Its own change was no news.
	expect(heard).toHaveLength(3);
});

describe('a thread that dies', () => {
	const mortal = new URL('./fixtures/mortal-disk.ts', import.meta.url);

	function dying(times: number) {
		const home = temporaryHome();
		for (let time = 0; time < times; time++) writeFileSync(join(home, `dies-${time}`), '');
		return opened(home, {entry: mortal});
	}

	test('is replaced by another, which repeats the open calls', async () => {
		const {home, storage} = dying(1);
		const changes = await Promise.all([storage.addJobs([saved('a')], 'leave'), storage.addJobs([saved('b')], 'leave')]);
		expect(changes).toMatchObject([{ok: true}, {ok: true}]);
		expect((await openSavedList(home).read()).jobs).toHaveLength(2);
	});

	test('twice in a row fails each call with its own kind of result, and the next call starts a new thread', async () => {
		const {storage} = dying(2);
		const sentence = diskUnusable(safe`made up`);
		expect(
			await Promise.all([
				storage.addJobs([saved('a')], 'leave'),
				storage.readLog(jobUrl('a')),
				storage.readRecords([]),
				storage.readDurations(),
				storage.sweepRecords([], 0),
			]),
		).toEqual([{ok: false, sentence}, null, {records: [], notices: [sentence]}, {}, undefined]);
		expect(await storage.addJobs([saved('a')], 'leave')).toMatchObject({ok: true});
	});

	test('had followed the list, and so does the next one', async () => {
		const {home, storage} = dying(1);
		const heard: number[] = [];
		await storage.followList(
			[],
			hearing(jobs => heard.push(jobs.length)),
		).begun;
		await openSavedList(home).add([saved('a')]);
		await expect.poll(() => heard).toEqual([1]);
	});
});

test('records that a slow disk does not deliver in time count as missing', async () => {
	const {storage} = opened(temporaryHome(), {
		entry: new URL('./fixtures/late-disk.ts', import.meta.url),
		recordsWithin: 1,
	});
	expect(await storage.readRecords([jobUrl('a')])).toEqual({records: [], notices: []});
});

test('a call that throws fails alone', async () => {
	const {storage} = opened();
	const [wrong, right] = await Promise.all([
		storage.readRecords(5 as unknown as readonly string[]),
		storage.addJobs([saved('a')], 'leave'),
	]);
	expect(wrong).toMatchObject({
		records: [],
		notices: [expect.stringMatching(new RegExp(`^${diskUnusable(safe`.+`).slice(0, -1)}`))],
	});
	expect(right).toMatchObject({ok: true});
});

describe('the end of the program', () => {
	test('waits for what was asked', async () => {
		const {home, storage} = opened(temporaryHome(), {lastWait: 200_000});
		for (let at = 0; at < 20; at++) void storage.addJobs([saved(`j${at}`)], 'leave');
		await storage.close();
		expect((await openSavedList(home).read()).jobs).toHaveLength(20);
	});

	test('is not delayed once the disk has answered', async () => {
		const timers = () => process.getActiveResourcesInfo().filter(name => name === 'Timeout').length;
		const {storage} = opened();
		await storage.readDurations();
		const before = timers();
		await storage.close();
		expect(timers()).toBe(before);
	});

	test('waits a limited time for a disk that does not answer, and leaves its thread', async () => {
		const {home, storage} = opened(temporaryHome(), {
			entry: new URL('./fixtures/late-disk.ts', import.meta.url),
			lastWait: 20,
		});
		let isAnswered = false;
		const log = storage.readLog(jobUrl('a')).finally(() => {
			isAnswered = true;
		});
		await storage.close();
		expect(isAnswered).toBe(false);
		writeFileSync(join(home, 'answer'), '');
		expect(await log).toBeNull();
	});
});
