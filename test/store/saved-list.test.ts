import {execFileSync} from 'node:child_process';
import {mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test, vi} from 'vitest';
import {copyInPlace, howToSettle, isDamaged, notOfGpjobs, ofNewerGpjobs} from '../../source/store/config-file.ts';
import {copyIsShown, wasLeft, wasSetAside} from '../../source/store/config-recovery.ts';
import {cannotLock, diskSentence, notWritten} from '../../source/store/disk-error.ts';
import {fileStamp} from '../../source/store/file-poll.ts';
import {configPath} from '../../source/store/home.ts';
import {heldUntilSettled, notJobs, type SavedListRead} from '../../source/store/list-contents.ts';
import {notInTheList, notTheUrlOfAJob} from '../../source/store/list-edits.ts';
import {notAFile, tooLargeFile} from '../../source/store/regular-file.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import {openSavedList, type SavedList} from '../../source/store/saved-list.ts';
import {defaultSettings} from '../../source/store/settings.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {diskError} from './fixtures/disk-error.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {addInProcess, listTime, openList, savedJob, urlsIn, withUsualUmask} from './fixtures/list-of-jobs.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

/** What is read of a file without faults. */
const readAs = (jobs: readonly SavedJob[], more: Partial<SavedListRead> = {}): SavedListRead => ({
	jobs,
	settings: defaultSettings,
	notices: [],
	isNew: false,
	...more,
});
const contents = (home: string) => JSON.parse(readFileSync(configPath(home), 'utf8'));

withUsualUmask();

describe('changes', () => {
	test('jobs are listed in the order in which they were added', async () => {
		const list = openList(temporaryHome());
		expect(await list.read()).toEqual(readAs([], {isNew: true}));
		const second = savedJob('j2', 2, {label: 'nightly', tags: ['a', 'b']});
		expect(await list.add([second])).toEqual({ok: true, jobs: [second], changed: [second], notices: []});
		await list.add([savedJob('j1', 1)]);
		expect(await list.read()).toEqual(readAs([savedJob('j1', 1), second]));
	});

	test('a job that is already in the list is not changed', async () => {
		const home = temporaryHome();
		const list = openList(home);
		await list.add([savedJob('j1', 1, {label: 'mine'})]);
		const before = statSync(configPath(home)).ino;
		const again = await list.add([savedJob('j1', 2, {label: 'other'})]);
		expect(again).toEqual({ok: true, jobs: [savedJob('j1', 1, {label: 'mine'})], changed: [], notices: []});
		expect(statSync(configPath(home)).ino).toBe(before);
		expect(await list.add([savedJob('j2'), savedJob('j2'), savedJob('j1')])).toMatchObject({changed: [savedJob('j2')]});
	});

	test('a text that is not a job URL is refused', async () => {
		const home = temporaryHome();
		const refused = await openList(home).add([savedJob('j1'), {url: 'https://h/x', tags: [], addedAt: 1}]);
		expect(refused).toEqual({ok: false, sentence: notTheUrlOfAJob('https://h/x'), isFinal: true});
		expect(readdirSync(home)).toEqual([]);
	});

	test('a removal can be undone once, in another process too', async () => {
		const home = temporaryHome();
		const list = openList(home);
		const jobs = [savedJob('j1', 1, {label: 'x'}), savedJob('j2', 2), savedJob('j3', 3)];
		await list.add(jobs);
		const removed = await list.remove([jobUrl('j1'), jobUrl('j3'), jobUrl('never')]);
		expect(removed).toEqual({ok: true, jobs: [jobs[1]], changed: [jobs[0], jobs[2]], notices: []});
		expect(await openList(home).undoRemove()).toEqual({ok: true, jobs, changed: [jobs[0], jobs[2]], notices: []});
		expect(await list.undoRemove()).toEqual({ok: true, jobs, changed: [], notices: []});
	});

	test('undo brings back the last removal, but not over a job that was added again', async () => {
		const list = openList(temporaryHome());
		await list.add([savedJob('j1'), savedJob('j2'), savedJob('j3')]);
		await list.remove([jobUrl('j1')]);
		await list.remove([jobUrl('j2'), jobUrl('j3')]);
		await list.remove([jobUrl('never')]);
		await list.add([savedJob('j2', 9)]);
		expect(await list.undoRemove()).toMatchObject({
			ok: true,
			changed: [savedJob('j3')],
			jobs: [savedJob('j3'), savedJob('j2', 9)],
		});
	});

	test('label and tags are changed, each by itself', async () => {
		const list = openList(temporaryHome());
		await list.add([savedJob('j1')]);
		expect(await list.relabel(jobUrl('j1'), {label: 'a'})).toMatchObject({changed: [savedJob('j1', 1, {label: 'a'})]});
		expect(await list.relabel(jobUrl('j1'), {tags: ['t']})).toMatchObject({
			changed: [savedJob('j1', 1, {label: 'a', tags: ['t']})],
		});
		expect(await list.relabel(jobUrl('j1'), {label: null})).toMatchObject({
			changed: [savedJob('j1', 1, {tags: ['t']})],
		});
		expect(await list.relabel(jobUrl('j1'), {label: null})).toMatchObject({ok: true, changed: []});
		expect(await list.read()).toEqual(readAs([savedJob('j1', 1, {tags: ['t']})]));
		expect(await list.relabel(jobUrl('j2'), {label: 'a'})).toEqual({
			ok: false,
			sentence: notInTheList(jobUrl('j2')),
			isFinal: true,
		});
	});

	test('settings are in the same file as the list', async () => {
		const home = temporaryHome();
		const list = openList(home);
		expect((await list.read()).settings).toEqual(defaultSettings);
		await list.add([savedJob('j1')]);
		expect(await list.setSetting('interval', '5s')).toMatchObject({ok: true});
		expect(await list.setSetting('interval', '5')).toMatchObject({ok: false});
		expect(await openList(home).read()).toMatchObject({settings: {...defaultSettings, interval: '5s'}, notices: []});
		expect(await urlsIn(list)).toEqual([jobUrl('j1')]);
	});

	test('files are private, and contain no character that a terminal acts on', async () => {
		process.umask(0);
		const home = temporaryHome();
		const list = openList(home);
		await list.add([savedJob('j1', 1, {label: 'a\u202e\u009b31m'})]);
		await list.add([savedJob('j2')]);
		expect(readdirSync(home).sort()).toEqual(['config.json', 'config.json.bak']);
		for (const name of readdirSync(home)) {
			expect(statSync(join(home, name)).mode & 0o777).toBe(0o600);
			expect(readFileSync(join(home, name), 'utf8')).toMatch(/^[\n\t -~]*$/);
		}

		expect((await list.read()).jobs[0]?.label).toBe('a\u202e\u009b31m');
	});

	test('the target of a symbolic link is written', async () => {
		const home = temporaryHome();
		const elsewhere = join(temporaryHome(), 'gpjobs.json');
		writeFileSync(elsewhere, '{}');
		symlinkSync(elsewhere, configPath(home));
		const list = openList(home);
		await list.add([savedJob('j1')]);
		await list.add([savedJob('j2')]);
		expect(JSON.parse(readFileSync(elsewhere, 'utf8')).jobs).toHaveLength(2);
		expect(readdirSync(home)).toEqual(['config.json']);
	});
});

describe('unknown members of the file are kept', () => {
	test('a bad entry does not affect others, is reported and kept', async () => {
		const home = temporaryHome();
		const bad = [
			5,
			null,
			{url: 'ftp://h'},
			{url: 'https://gis.example.com/', tags: 'x'},
			{url: 'https://u:p@h/rest/services/S/GPServer/T/jobs/j'},
		];
		writeFileSync(
			configPath(home),
			JSON.stringify({version: 1, jobs: [...bad, {url: jobUrl('j1'), colour: 'red'}], other: [1]}),
		);
		const list = openList(home);
		expect(await list.read()).toEqual(readAs([savedJob('j1', 0)], {notices: [notJobs(5, configPath(home))]}));
		await list.relabel(jobUrl('j1'), {label: 'x'});
		await list.add([savedJob('j2')]);
		await list.remove([jobUrl('j2')]);
		expect(contents(home)).toEqual({
			version: 1,
			jobs: [...bad, {url: jobUrl('j1'), colour: 'red', label: 'x', tags: []}],
			other: [1],
			removed: [savedJob('j2')],
		});
	});

	test('a URL that was edited by hand is read as the job that it names', async () => {
		const home = temporaryHome();
		const url = `${jobUrl('j1').replace('gis.example.com', 'GIS.example.com')}?token=SECRET&f=json`;
		writeFileSync(configPath(home), JSON.stringify({jobs: [{url}, {url: jobUrl('j1'), label: 'again'}]}));
		const list = openList(home);
		expect(await list.read()).toEqual(readAs([savedJob('j1', 0)]));
		expect(await list.remove([jobUrl('j1')])).toMatchObject({ok: true, jobs: []});
	});

	test('a file of a newer gpjobs is read and not written', async () => {
		const home = temporaryHome();
		const text = JSON.stringify({version: 2, jobs: [savedJob('j1')], settings: {rate: 5}});
		writeFileSync(configPath(home), text);
		const list = openList(home);
		const sentence = ofNewerGpjobs(configPath(home));
		expect(await list.read()).toMatchObject({jobs: [savedJob('j1')], settings: {rate: 5}});
		expect((await list.read()).hold).toContain(sentence);
		for (const change of [
			await list.add([savedJob('j2')]),
			await list.remove([jobUrl('j1')]),
			await list.setSetting('rate', '6'),
		]) {
			expect(change).toEqual({ok: false, sentence});
		}

		expect(readFileSync(configPath(home), 'utf8')).toBe(text);
	});
});

const broken = [
	['empty', ''],
	['cut short', '{"version": 1, "jobs": [{"url": "https://'],
	['NUL bytes', '\0'.repeat(64)],
	['merge markers', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> x\n'],
	['an array', '[]'],
	['null', 'null'],
	['a number', '5'],
	['a string', '"{}"'],
	['jobs that are no array', '{"jobs": {}}'],
	['no UTF-8', '\ufffd\ufffd'],
] as const;

describe('a damaged file is set aside, never overwritten and never lost', () => {
	const aside = 'config.json.broken-2026-11-23T14-02-31.000Z';

	test.each(broken)('%s: nothing is moved where no copy shows that it was ours', async (_, text) => {
		const home = temporaryHome();
		writeFileSync(configPath(home), text, {mode: 0o644});
		const list = openList(home);
		const sentence = wasLeft(isDamaged(configPath(home)));
		expect(await list.read()).toMatchObject({jobs: [], notices: [heldUntilSettled(sentence)]});
		expect(await list.add([savedJob('j1')])).toEqual({ok: false, sentence});
		expect(readdirSync(home)).toEqual(['config.json']);
		expect(readFileSync(configPath(home), 'utf8')).toBe(text);
		expect(statSync(configPath(home)).mode & 0o777).toBe(0o644);
	});

	test.each(broken)('%s: a command that only reads shows the copy, and moves nothing', async (_, text) => {
		const home = temporaryHome();
		await openList(home).add([savedJob('j1')]);
		await openList(home).add([savedJob('j2')]);
		writeFileSync(configPath(home), text);
		const before = readdirSync(home);
		const list = openSavedList(home, () => listTime, 'reading');
		const hold = heldUntilSettled(safe`${copyIsShown(isDamaged(configPath(home)))} ${howToSettle}`);
		expect(await list.read()).toMatchObject({
			jobs: [savedJob('j1')],
			settings: defaultSettings,
			notices: [hold],
			hold,
		});
		expect(readdirSync(home)).toEqual(before);
		expect(readFileSync(configPath(home), 'utf8')).toBe(text);
	});

	test.each(broken)('%s: the copy from before the last change takes its place', async (_, text) => {
		const home = temporaryHome();
		await openList(home).add([savedJob('j1')]);
		await openList(home).add([savedJob('j2')]);
		writeFileSync(configPath(home), text);
		const change = await openList(home).add([savedJob('j3')]);
		expect(change).toMatchObject({ok: true, jobs: [savedJob('j1'), savedJob('j3')], changed: [savedJob('j3')]});
		expect(change).toMatchObject({
			notices: [wasSetAside(isDamaged(configPath(home)), safeText(join(home, aside)))],
		});
		expect(readFileSync(join(home, aside), 'utf8')).toBe(text);
		expect(await openList(home).read()).toMatchObject({
			jobs: [savedJob('j1'), savedJob('j3')],
			hold: heldUntilSettled(copyInPlace(configPath(home))),
		});
	});

	test('twice at the same time', async () => {
		const home = temporaryHome();
		await openList(home).add([savedJob('j1')]);
		await openList(home).add([savedJob('j2')]);
		for (const text of ['one', 'two']) {
			writeFileSync(configPath(home), text);
			await openList(home).read();
		}

		expect(readFileSync(join(home, aside), 'utf8')).toBe('one');
		expect(readFileSync(join(home, `${aside}-2`), 'utf8')).toBe('two');
	});

	test('a backup that is damaged too is not used', async () => {
		const home = temporaryHome();
		writeFileSync(configPath(home), 'one');
		writeFileSync(`${configPath(home)}.bak`, 'two');
		expect(await openList(home).read()).toMatchObject({
			jobs: [],
			notices: [heldUntilSettled(wasLeft(isDamaged(configPath(home))))],
		});
		expect(await openList(home).add([savedJob('j1')])).toMatchObject({ok: false});
		expect(readFileSync(configPath(home), 'utf8')).toBe('one');
		expect(readFileSync(`${configPath(home)}.bak`, 'utf8')).toBe('two');
	});
});

describe('a file of another program is not changed', () => {
	test.each([
		['another shape', {database: 'prod', jobs: 'nightly'}],
		['names of its own', {theirs: 1}],
		['settings of its own', {theme: 'dark', settings: {theme: 'dark'}}],
		['a list of jobs of its own', {jobs: [{cron: '* * * * *'}], database: 'prod'}],
		['a version of its program', {name: 'x', version: '1.2.0', settings: {}}],
		['a version number, and nothing of ours', {version: 1, theme: 'x'}],
		['a version number, and jobs that are no list', {version: 1, jobs: 'nightly', services: {}}],
	])('%s', async (_, value) => {
		const home = temporaryHome();
		await openList(home).add([savedJob('j1')]);
		await openList(home).add([savedJob('j2')]);
		const text = JSON.stringify(value);
		writeFileSync(configPath(home), text);
		const before = readdirSync(home);
		const list = openList(home);
		const sentence = notOfGpjobs(configPath(home));
		expect(await list.read()).toMatchObject({jobs: [], fault: sentence});
		for (const change of [
			await list.add([savedJob('j3')]),
			await list.setSetting('rate', '3'),
			await list.undoRemove(),
		]) {
			expect(change).toEqual({ok: false, sentence});
		}
		expect(readdirSync(home)).toEqual(before);
		expect(readFileSync(configPath(home), 'utf8')).toBe(text);
	});

	test.each([
		['names of the user beside ours', {version: 1, jobs: [savedJob('j1')], note: 'mine'}],
		['written by hand', {jobs: [savedJob('j1')]}],
		['settings alone', {settings: {rate: 5}}],
		['nothing', {}],
	])('but not %s', async (_, value) => {
		const home = temporaryHome();
		writeFileSync(configPath(home), JSON.stringify(value));
		expect(await openList(home).add([savedJob('j2')])).toMatchObject({ok: true});
		expect(contents(home)).toMatchObject('jobs' in value ? {...value, jobs: [savedJob('j1'), savedJob('j2')]} : value);
	});
});

describe('errors of reading and writing are sentences', () => {
	test('a folder in the place of the file', async () => {
		const home = temporaryHome();
		mkdirSync(configPath(home));
		const list = openList(home);
		const sentence = notAFile(configPath(home));
		expect(await list.read()).toMatchObject({jobs: [], fault: sentence});
		expect(await list.add([savedJob('j1')])).toEqual({ok: false, sentence});
	});

	test('a FIFO in the place of the file', async () => {
		const home = temporaryHome();
		execFileSync('mkfifo', [configPath(home)]);
		const list = openList(home);
		const sentence = notAFile(configPath(home));
		expect(await list.read()).toMatchObject({jobs: [], fault: sentence});
		expect(await list.add([savedJob('j1')])).toEqual({ok: false, sentence});
	});

	test('a huge file', async () => {
		const home = temporaryHome();
		writeFileSync(configPath(home), ' '.repeat(9 * 1024 * 1024));
		expect(await openList(home).add([savedJob('j1')])).toMatchObject({
			ok: false,
			sentence: tooLargeFile(configPath(home)),
		});
		expect(statSync(configPath(home)).size).toBe(9 * 1024 * 1024);
	});

	test('a folder that does not exist', async () => {
		const home = join(temporaryHome(), 'none');
		expect(await openList(home).read()).toEqual(readAs([], {isNew: true}));
		expect(await openList(home).add([savedJob('j1')])).toEqual({
			ok: false,
			sentence: diskSentence(cannotLock(`${configPath(home)}.lock`), diskError('ENOENT')),
		});
	});

	test('a write that fails leaves the file as it was', async () => {
		const home = temporaryHome();
		const list = openList(home);
		await list.add([savedJob('j1')]);
		// A folder in the place of the copy: nothing is written without one.
		rmSync(`${configPath(home)}.bak`, {force: true});
		mkdirSync(join(`${configPath(home)}.bak`, 'x'), {recursive: true});
		const before = readFileSync(configPath(home), 'utf8');
		expect(await list.add([savedJob('j2')])).toMatchObject({
			ok: false,
			sentence: expect.stringContaining(notWritten(configPath(home))),
		});
		expect(readFileSync(configPath(home), 'utf8')).toBe(before);
		expect(readdirSync(home).sort()).toEqual(['config.json', 'config.json.bak']);
	});
});

describe('watching', () => {
	/** Watches a list whose file is looked at when the test says so. */
	const watched = (list: SavedList, home: string) => {
		vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
		const told: string[][] = [];
		const stop = list.watch(jobs => told.push(jobs.map(({url}) => url)));
		onTestFinished(() => {
			stop();
			vi.useRealTimers();
		});
		/** Looks, and lets what it asks the disk be answered. */
		const look = async () => {
			vi.advanceTimersByTime(2000);
			for (let turn = 0; turn < 10; turn++) await fileStamp(configPath(home));
		};
		return {
			told,
			look,
			/** Looks again and again until something has been told. */
			looksUntilTold: () =>
				expect.poll(async () => {
					await look();
					return told;
				}),
		};
	};

	test('a change by another process is reported, own changes are not', async () => {
		const home = temporaryHome();
		const list = openList(home);
		await list.add([savedJob('j1')]);
		const {told, look, looksUntilTold} = watched(list, home);
		await list.add([savedJob('j2')]);
		await look();
		await look();
		expect(told).toEqual([]);
		await addInProcess(home, 'other', 1);
		const withOther = [jobUrl('other-0'), jobUrl('j1'), jobUrl('j2')];
		await looksUntilTold().toEqual([withOther]);
		await list.remove([jobUrl('j1')]);
		await look();
		await look();
		await openList(home).remove([jobUrl('j2')]);
		await looksUntilTold().toEqual([withOther, [jobUrl('other-0')]]);
	});

	test('a change by another process that is found while changing is reported too', async () => {
		const home = temporaryHome();
		const list = openList(home);
		await list.read();
		const {told} = watched(list, home);
		await openList(home).add([savedJob('j1')]);
		await list.add([savedJob('j2')]);
		expect(told).toEqual([[jobUrl('j1'), jobUrl('j2')]]);
	});

	test('a damaged or missing file does not empty the list', async () => {
		const home = temporaryHome();
		const list = openList(home);
		await list.add([savedJob('j1')]);
		const {told, look, looksUntilTold} = watched(list, home);
		renameSync(configPath(home), join(home, 'away'));
		await look();
		writeFileSync(configPath(home), '{"jobs": [');
		await look();
		expect(told).toEqual([]);
		renameSync(join(home, 'away'), configPath(home));
		await openList(home).add([savedJob('j2')]);
		await looksUntilTold().toEqual([[jobUrl('j1'), jobUrl('j2')]]);
	});

	test('nothing is reported after watching has ended', async () => {
		const home = temporaryHome();
		const list = openList(home);
		await list.read();
		const toldTooLate: unknown[] = [];
		list.watch(jobs => toldTooLate.push(jobs))();
		// Who watches still shows that the change has been seen.
		const {looksUntilTold} = watched(list, home);
		await openList(home).add([savedJob('j1')]);
		await looksUntilTold().toEqual([[jobUrl('j1')]]);
		expect(toldTooLate).toEqual([]);
	});
});
