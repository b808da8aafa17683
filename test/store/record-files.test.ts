import {execFileSync} from 'node:child_process';
import {hash} from 'node:crypto';
import {
	chmodSync,
	lstatSync,
	lutimesSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {type JobRecord, jobRecordSchema} from '../../source/gp/job-record.ts';
import {notWritten} from '../../source/store/disk-error.ts';
import {damagedRecord, type JobRecords, openJobRecords} from '../../source/store/record-files.ts';
import {notAFile} from '../../source/store/regular-file.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const record = (id: string, change: Partial<JobRecord> = {}): JobRecord => ({
	...jobRecordSchema.parse({url: jobUrl(id)}),
	...change,
});

let umask = 0;
beforeEach(() => {
	umask = process.umask(0);
});
afterEach(() => void process.umask(umask));

async function readOne(records: JobRecords, url: string) {
	const {records: read, notices} = await records.read([url]);
	const record = read.get(url);
	return {...(record && {record}), ...(notices.length > 0 && {notices})};
}

test('a record is read back as it was written, and replaced as a whole', async () => {
	const records = openJobRecords(temporaryHome());
	const first = record('j1', {status: 'esriJobExecuting', results: ['Output\u202e'], lastAnswer: 5});
	expect(await records.write(first)).toEqual({ok: true});
	expect(await readOne(records, first.url)).toEqual({record: first});
	const second = record('j1', {status: 'esriJobSucceeded'});
	await records.write(second);
	expect(await readOne(records, first.url)).toEqual({record: second});
});

test('a missing file is not a record', async () => {
	const records = openJobRecords(temporaryHome());
	expect(await readOne(records, jobUrl('j1'))).toEqual({});
});

test('folder and files are private, and nothing else is left there', async () => {
	const home = temporaryHome();
	await openJobRecords(home).write(record('j1', {progress: {type: 'step', message: '\x1b[31m', percent: 1}}));
	const folder = join(home, 'jobs');
	const [name = '', ...others] = readdirSync(folder);
	expect(others).toEqual([]);
	expect(name).toMatch(/^[0-9a-f]{32}\.json$/);
	expect(statSync(folder).mode & 0o777).toBe(0o700);
	expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
	expect(readFileSync(join(folder, name), 'utf8')).not.toContain('\x1b');
});

test('many are read, and a damaged one does not affect others', async () => {
	const home = temporaryHome();
	const records = openJobRecords(home);
	const ids = Array.from({length: 100}, (_, index) => `j${index}`);
	await records.write(record('j0'));
	const [broken = ''] = readdirSync(join(home, 'jobs'));
	for (const id of ids) await records.write(record(id));
	writeFileSync(join(home, 'jobs', broken), '{"url"');
	const {records: read, notices} = await records.read([...ids, 'none'].map(jobUrl));
	expect(read.size).toBe(99);
	expect(notices).toEqual([damagedRecord(join(home, 'jobs', broken))]);
});

test.each([
	['nothing', ''],
	['no JSON', 'x'],
	['another shape', '[]'],
	['null', 'null'],
	['no URL', '{}'],
	['another job', JSON.stringify(record('j2'))],
	['NUL bytes', '\0'.repeat(100)],
])('a file with %s in it counts as not there, and the next record replaces it', async (_, content) => {
	const home = temporaryHome();
	const records = openJobRecords(home);
	await records.write(record('j1'));
	const [name = ''] = readdirSync(join(home, 'jobs'));
	writeFileSync(join(home, 'jobs', name), content);
	expect(await readOne(records, jobUrl('j1'))).toEqual({notices: [damagedRecord(join(home, 'jobs', name))]});
	await records.write(record('j1'));
	expect(await readOne(records, jobUrl('j1'))).toEqual({record: record('j1')});
});

test('a fault of the disk is a sentence', async () => {
	const home = temporaryHome();
	writeFileSync(join(home, 'jobs'), '');
	const records = openJobRecords(home);
	expect(await records.write(record('j1'))).toEqual({
		ok: false,
		sentence: expect.stringContaining(notWritten(join(home, 'jobs'))),
	});
	expect(await readOne(records, jobUrl('j1'))).toEqual({});
});

test('a folder in the place of a record is reported', async () => {
	const home = temporaryHome();
	const records = openJobRecords(home);
	await records.write(record('j1'));
	const [name = ''] = readdirSync(join(home, 'jobs'));
	rmSync(join(home, 'jobs', name));
	mkdirSync(join(home, 'jobs', name));
	chmodSync(join(home, 'jobs', name), 0o700);
	expect(await readOne(records, jobUrl('j1'))).toEqual({notices: [notAFile(join(home, 'jobs', name))]});
	expect(await records.write(record('j1'))).toMatchObject({ok: false});
	expect(readdirSync(join(home, 'jobs'))).toEqual([name]);
});

test.each<[string, (path: string) => void]>([
	['a link to a file of somebody’s own', path => symlinkSync('../precious', path)],
	['a link to another record', path => symlinkSync('other', path)],
	['a pipe', path => execFileSync('mkfifo', [path])],
])('%s in the place of a record stays as it is', async (_, make) => {
	const home = temporaryHome();
	const records = openJobRecords(home);
	await records.write(record('j1'));
	const [name = ''] = readdirSync(join(home, 'jobs'));
	const path = join(home, 'jobs', name);
	rmSync(path);
	writeFileSync(join(home, 'precious'), 'theirs');
	make(path);
	const {ino, mode} = lstatSync(path);
	expect(await records.write(record('j1'))).toMatchObject({ok: false});
	expect(lstatSync(path)).toMatchObject({ino, mode});
	expect(readdirSync(join(home, 'jobs'))).toEqual([name]);
	expect(readFileSync(join(home, 'precious'), 'utf8')).toBe('theirs');
});

test('the sweep removes old records of unlisted jobs, and only records under their own names', async () => {
	const home = temporaryHome();
	const records = openJobRecords(home);
	for (const id of ['listed', 'old', 'young', 'damaged']) await records.write(record(id));
	const name = (id: string) => `${hash('sha256', jobUrl(id)).slice(0, 32)}.json`;
	const path = (id: string) => join(home, 'jobs', name(id));
	const foreign = '0123456789abcdef0123456789abcdef.json';
	writeFileSync(join(home, 'jobs', foreign), '{"theirs":1}');
	writeFileSync(join(home, 'jobs', foreign.replace('0', '1')), readFileSync(path('old')));
	writeFileSync(path('damaged'), '{"url');
	symlinkSync(path('old'), join(home, 'jobs', foreign.replace('0', '2')));
	const longAgo = Date.now() / 1000 - 40 * 86_400;
	for (const file of readdirSync(join(home, 'jobs'))) {
		if (file !== name('young')) lutimesSync(join(home, 'jobs', file), longAgo, longAgo);
	}
	const before = readdirSync(join(home, 'jobs'));
	await records.sweep(new Set([jobUrl('listed')]), Date.now());
	expect(readdirSync(join(home, 'jobs'))).toEqual(before.filter(file => file !== name('old')));
});

test('messages that a server has dropped stay before those that it still has', async () => {
	const records = openJobRecords(temporaryHome());
	const job = record('j1');
	const texts = (from: number, to: number) =>
		Array.from({length: to - from}, (_, index) => ({type: '', text: `${from + index}`}));
	const logOf = async (before: number, messages: ReturnType<typeof texts>) => {
		await records.write(job, {messagesAt: 1, before, messages});
		const log = await records.readLog(job.url);
		return [log?.before, log?.messages.map(({text}) => text).join(' ')];
	};
	expect(await logOf(0, texts(0, 5))).toEqual([0, '0 1 2 3 4']);
	expect(await logOf(3, texts(3, 7))).toEqual([0, '0 1 2 3 4 5 6']);
	// It has none any more.
	expect(await logOf(7, [])).toEqual([0, '0 1 2 3 4 5 6']);
	// What came between is not known: the newest counts.
	expect(await logOf(9, texts(9, 11))).toEqual([9, '9 10']);
	// Another list, that has nothing to do with the one before.
	expect(await logOf(10, texts(20, 22))).toEqual([10, '20 21']);
	expect(await logOf(0, texts(30, 32))).toEqual([0, '30 31']);
	// As many as are kept at most, the last ones.
	const [before, joined = ''] = await logOf(0, texts(0, 5000)).then(() => logOf(4990, texts(4990, 5100)));
	expect([before, String(joined).split(' ').length]).toEqual([100, 5000]);
});
