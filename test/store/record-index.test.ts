import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {toJSONSchema} from 'zod/mini';
import {type JobRecord, jobRecordSchema} from '../../source/gp/job-record.ts';
import {openJobRecords} from '../../source/store/record-files.ts';
import {recordShape} from '../../source/store/record-index.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const ids = Array.from({length: 80}, (_, index) => `j${index}`);
const urls = ids.map(id => jobUrl(id));
const record = (url: string, status: string): JobRecord => ({...jobRecordSchema.parse({url}), status});

/** A home with records that have been read once, so that there is an index. */
async function indexedHome() {
	const home = temporaryHome();
	const records = openJobRecords(home);
	for (const url of urls) await records.write(record(url, 'esriJobExecuting'));
	await records.read(urls);
	const path = join(home, 'records.index');
	await expect.poll(() => statSync(path, {throwIfNoEntry: false})?.size ?? 0).toBeGreaterThan(1000);
	return {home, records, path};
}

/** As {@link openJobRecords} reads them where nothing is remembered. */
async function statusesIn(home: string): Promise<readonly (string | null)[]> {
	const {records, notices} = await openJobRecords(home).read(urls);
	expect(notices).toEqual([]);
	return urls.map(url => records.get(url)?.status ?? null);
}

test('records that were read one by one are read from one file the next time', async () => {
	const {home, path} = await indexedHome();
	expect(statSync(path).mode & 0o777).toBe(0o600);
	// In place, as nobody writes there: what is seen comes from the index.
	const [name] = JSON.parse(readFileSync(path, 'utf8').split('\n')[1] ?? '')[0];
	const file = join(home, 'jobs', name);
	const like = join(home, 'like');
	execFileSync('cp', ['-p', file, like]);
	writeFileSync(file, ' '.repeat(statSync(file).size));
	execFileSync('touch', ['-r', like, file]);
	expect(await statusesIn(home)).toEqual(urls.map(() => 'esriJobExecuting'));
});

test('a record that was written later takes precedence', async () => {
	const {home, records} = await indexedHome();
	await records.write(record(urls[3] ?? '', 'esriJobSucceeded'));
	const expected = urls.map((_, index) => (index === 3 ? 'esriJobSucceeded' : 'esriJobExecuting'));
	expect(await statusesIn(home)).toEqual(expected);
});

test('records that are added later, few or many, do not remove others', async () => {
	const {home, records, path} = await indexedHome();
	const indexed = () => (JSON.parse(readFileSync(path, 'utf8').split('\n')[1] ?? '') as unknown[]).length;
	const later = Array.from({length: 60}, (_, index) => jobUrl(`later${index}`));
	for (const url of later) await records.write(record(url, 'esriJobFailed'));
	expect((await records.read(later.slice(0, 2))).records.size).toBe(2);
	expect(indexed()).toBe(urls.length);
	expect((await records.read(later)).records.size).toBe(60);
	await expect.poll(indexed).toBe(urls.length + 60);
	expect(await statusesIn(home)).toEqual(urls.map(() => 'esriJobExecuting'));
});

test.each([
	['cut short', (text: string) => text.slice(0, -20)],
	['changed', (text: string) => text.replace('esriJobExecuting', 'esriJobSucceeded')],
	['of another shape', (text: string) => text.replace(/^\d+/, '999')],
	['empty', () => ''],
	['no index', () => 'x\ny'],
])('an index that is %s counts as none', async (_, spoil) => {
	const {home, path} = await indexedHome();
	writeFileSync(path, spoil(readFileSync(path, 'utf8')));
	expect(await statusesIn(home)).toEqual(urls.map(() => 'esriJobExecuting'));
});

test('when records are removed, no copies remain', async () => {
	const {records, path} = await indexedHome();
	await records.sweep(new Set(urls), Date.now());
	expect(statSync(path, {throwIfNoEntry: false})).toBeDefined();
	await records.sweep(new Set(), Date.now() + 40 * 86_400_000);
	expect(statSync(path, {throwIfNoEntry: false})).toBeUndefined();
});

test('the number of the shape is that of this shape', () => {
	// Whoever changes what a record holds gives it the next number, and writes down the new keys here.
	const {properties = {}} = toJSONSchema(jobRecordSchema, {unrepresentable: 'any'});
	expect([recordShape, ...Object.keys(properties)].join(' ')).toMatchInlineSnapshot(
		`"2 url status hasAnswered endStatus isGone jobId progress messages inputs results firstSeen stateSince metInState lastAnswer runningSince sawStart endedAt took lookedAt transitions"`,
	);
});

test('a command that only reads makes no index', async () => {
	const {home, path} = await indexedHome();
	rmSync(path);
	expect((await openJobRecords(home, 'reading').read(urls)).records.size).toBe(urls.length);
	// What is written without being waited for would be there once this has been written too.
	await openJobRecords(home).write(record(jobUrl('another'), 'esriJobFailed'));
	expect(readdirSync(home)).toEqual(['jobs']);
});

test.each(['theirs', '{"records": []}', '1 abc'])('a file of that name that is no index is left: %s', async text => {
	const {home, records, path} = await indexedHome();
	writeFileSync(path, text);
	expect((await records.read(urls)).records.size).toBe(urls.length);
	await records.sweep(new Set(), Date.now() + 40 * 86_400_000);
	expect(readdirSync(join(home, 'jobs'))).toEqual([]);
	expect(readFileSync(path, 'utf8')).toBe(text);
});

test('a pipe of that name does not block, and is kept', async () => {
	const {home, records, path} = await indexedHome();
	rmSync(path);
	execFileSync('mkfifo', [path]);
	expect((await records.read(urls)).records.size).toBe(urls.length);
	expect(await statusesIn(home)).toEqual(urls.map(() => 'esriJobExecuting'));
	expect(statSync(path).isFIFO()).toBe(true);
});
