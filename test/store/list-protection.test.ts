/** What stays in force where the file of list and settings, or a part of it, cannot be read as it should. */
import {chmodSync, lchownSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {describe, expect, onTestFinished, test} from 'vitest';
import {copyInPlace, isDamaged, saidTwice} from '../../source/store/config-file.ts';
import {goneButForCopy, wasLeft} from '../../source/store/config-recovery.ts';
import {cannotRead, diskSentence} from '../../source/store/disk-error.ts';
import {configPath} from '../../source/store/home.ts';
import {
	commandNotRun,
	heldUntilSettled,
	type ListCondition,
	partlyRead,
	strayNotice,
} from '../../source/store/list-contents.ts';
import {belongsToAnother, writableByOthers} from '../../source/store/ownership.ts';
import {leadsToNothing, notAFile} from '../../source/store/regular-file.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import {listNotSaved, openSavedList} from '../../source/store/saved-list.ts';
import {safe} from '../../source/text/safe-text.ts';
import {needs} from '../e2e/needs.ts';
import {diskError} from './fixtures/disk-error.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const good: SavedJob = {url: jobUrl('j1'), tags: [], addedAt: 1};
const asRoot = needs('a POSIX system', 'root');
const daemon = 1;

function homeWith(value: unknown): string {
	const home = temporaryHome();
	writeFileSync(configPath(home), typeof value === 'string' ? value : JSON.stringify(value), {mode: 0o600});
	return home;
}

/** That jobs are protected because something is in doubt, whatever that is. */
function expectHeld(hold: string | undefined): void {
	expect(hold).toContain(heldUntilSettled(safe``));
}

describe('a bad part affects only itself, and is reported', () => {
	test.each([
		['settings null', {version: 1, jobs: [good], settings: null}],
		['settings list', {version: 1, jobs: [good], settings: [{readOnly: true}]}],
		['settings text', {version: 1, jobs: [good], settings: 'x'}],
		['settings number', {version: 1, jobs: [good], settings: 0}],
		['removed null', {version: 1, jobs: [good], removed: null}],
		['removed object', {version: 1, jobs: [good], removed: {}}],
		['version as text', {version: '1', jobs: [good]}],
		['version as text with a blank', {version: ' 1 ', jobs: [good]}],
		['version null', {version: null, jobs: [good]}],
		['version 0', {version: 0, jobs: [good]}],
		['version 1.5', {version: 1.5, jobs: [good]}],
		['version true', {version: true, jobs: [good]}],
		['version object', {version: {}, jobs: [good]}],
		['version 2', {version: 2, jobs: [good]}],
		['version "2"', {version: '2', jobs: [good]}],
		['a job that is null', {version: 1, jobs: [null, good]}],
		['a job that is a text', {version: 1, jobs: [jobUrl('j9'), good]}],
		['a job of no server', {version: 1, jobs: [{...good, url: '/jobs/j9'}, good]}],
		['a setting that is bad', {version: 1, jobs: [good], settings: {rate: {}, bodyCap: -1}}],
		['all at once', {version: '1', jobs: [[], good], removed: 5, settings: null}],
	])('%s', async (_, value) => {
		const {jobs, fault, notices} = await openSavedList(homeWith(value)).read();
		expect(jobs).toEqual([good]);
		expect(fault).toBeUndefined();
		expect(notices.length).toBeGreaterThan(0);
	});

	test.each([
		[{label: null}],
		[{label: 5}],
		[{tags: null}],
		[{tags: 'a,b'}],
		[{tags: [5, null]}],
		[{tags: {}}],
		[{addedAt: '1'}],
		[{addedAt: null}],
		[{label: [], tags: 1, addedAt: {}}],
	])('a job with %j is there without it', async words => {
		const stored = {...good, ...words};
		const home = homeWith({version: 1, jobs: [stored]});
		const list = openSavedList(home);
		const {jobs, notices} = await list.read();
		expect(jobs).toEqual([{url: good.url, tags: [], addedAt: 'addedAt' in words ? 0 : 1}]);
		expect(notices).toEqual([partlyRead(1, configPath(home))]);
		const other = {...good, url: jobUrl('j2')};
		await list.add([other]);
		expect((await list.remove([good.url])).ok).toBe(true);
		expect(await list.undoRemove()).toMatchObject({ok: true, changed: [{url: good.url}]});
		expect((await list.read()).notices).toHaveLength(1);
		expect(await list.relabel(good.url, {label: 'new'})).toMatchObject({ok: true, changed: [{label: 'new'}]});
	});

	test('of partly invalid tags the valid ones are kept', async () => {
		const {jobs} = await openSavedList(homeWith({jobs: [{...good, tags: ['a', 5, 'b']}]})).read();
		expect(jobs[0]?.tags).toEqual(['a', 'b']);
	});

	test('a change keeps unreadable parts', async () => {
		const home = homeWith({version: '1', jobs: [null, good], removed: null, settings: {rate: 'x'}, readOnly: true});
		const list = openSavedList(home);
		const other = {...good, url: jobUrl('j2')};
		expect(await list.add([other])).toMatchObject({ok: true, jobs: [good, other]});
		expect(await list.undoRemove()).toMatchObject({ok: true, changed: []});
		expect(await list.remove([good.url])).toMatchObject({ok: true, jobs: [other]});
		expect(await list.undoRemove()).toMatchObject({ok: true, changed: [good]});
		expect((await list.read()).settings.readOnly).toBe(true);
	});
});

describe('if it is unknown whether readOnly is set, this is reported with its remedy', () => {
	const damaged = '{"version":1,"settings":{"readOnly":tr';
	test.each([
		['damaged', damaged],
		['empty', ''],
		['blank', '\n\n'],
		['a list', '[]'],
		['null', 'null'],
		['of another program', {database: 'prod'}],
		['jobs that are no list', {version: 1, jobs: {}}],
		['too large', {version: 1, pad: 'x'.repeat(9_000_000)}],
		['a newer version', {version: 2, jobs: []}],
		['a version that is none', {version: 'x', jobs: []}],
		['settings null', {version: 1, settings: null}],
		['settings list', {version: 1, settings: [{readOnly: true}]}],
		['settings text', {version: 1, settings: 'readOnly'}],
		['restored from a copy', {version: 1, settings: {}, restored: '2026-11-27T10:00:00.000Z'}],
		['restored, by hand', {version: 1, restored: true}],
	])('%s', async (_, value) => {
		const {hold, notices} = await openSavedList(homeWith(value), Date.now, 'reading').read();
		expectHeld(hold);
		expect(notices).toContain(hold);
	});

	test('a folder in its place, a loop, a file where the home should be', async () => {
		const home = temporaryHome();
		mkdirSync(configPath(home));
		expect((await openSavedList(home).read()).hold).toBe(heldUntilSettled(notAFile(configPath(home))));
		rmSync(configPath(home), {recursive: true});
		symlinkSync('config.json', configPath(home));
		expectHeld((await openSavedList(home).read()).hold);
		const file = configPath(homeWith('{}'));
		expect((await openSavedList(file).read()).hold).toBe(
			heldUntilSettled(diskSentence(cannotRead(configPath(file)), diskError('ENOTDIR'))),
		);
	});

	test('a symbolic link to a disk that is not mounted', async () => {
		const home = temporaryHome();
		symlinkSync('/nonexistent/gpjobs.json', configPath(home));
		const linked = `${temporaryHome()}/home`;
		symlinkSync('/nonexistent/gpjobs', linked);
		for (const place of [home, linked]) {
			const list = openSavedList(place);
			const fault = leadsToNothing(configPath(place), place === home ? configPath(home) : linked);
			expect(await list.read()).toMatchObject({fault, hold: heldUntilSettled(fault)});
			expect(await list.add([good])).toMatchObject({ok: false});
		}
	});

	test('a missing file sets nothing, and neither does one without the setting', async () => {
		expect(await openSavedList(temporaryHome()).read()).toMatchObject({isNew: true, settings: {readOnly: false}});
		for (const value of [{}, {version: 1}, {jobs: [good]}, {version: 1, settings: {}}, {version: 1, removed: null}]) {
			const read = await openSavedList(homeWith(value)).read();
			expect(read.hold).toBeUndefined();
			expect(read.settings.readOnly).toBe(false);
		}
	});

	test('the backup of a damaged file keeps read-only mode until readOnly is set', async () => {
		for (const settled of ['true', 'false']) {
			const home = temporaryHome();
			await openSavedList(home).add([good]);
			await openSavedList(home).setSetting('readOnly', 'true');
			writeFileSync(configPath(home), damaged);
			// Read only: nothing is put in its place, and it holds as well.
			expectHeld((await openSavedList(home, Date.now, 'reading').read()).hold);
			const other = {...good, url: jobUrl('j2')};
			expect(await openSavedList(home).add([other])).toMatchObject({ok: true, jobs: [good, other]});
			const list = openSavedList(home);
			expect((await list.read()).hold).toBe(heldUntilSettled(copyInPlace(configPath(home))));
			// Another change settles nothing.
			await list.setSetting('rate', '5');
			await list.remove([other.url]);
			expect((await list.read()).hold).toBe(heldUntilSettled(copyInPlace(configPath(home))));
			expect(await list.setSetting('readOnly', settled)).toMatchObject({ok: true});
			const read = await list.read();
			expect(read.hold).toBeUndefined();
			expect(read).toMatchObject({jobs: [good], settings: {rate: 5, readOnly: settled === 'true'}, notices: []});
		}
	});

	test('a value in the place of the settings is replaced only for readOnly', async () => {
		const list = openSavedList(homeWith({version: 1, jobs: [good], settings: [{readOnly: true}]}));
		expect(await list.setSetting('rate', '5')).toMatchObject({ok: false, isFinal: true});
		expect((await list.read()).hold).toBeDefined();
		expect(await list.setSetting('readOnly', 'no')).toMatchObject({ok: true});
		expect(await list.read()).toMatchObject({jobs: [good], settings: {readOnly: false}, notices: []});
	});
});

describe('a misplaced readOnly applies nevertheless', () => {
	test.each([
		[{readOnly: true}],
		[{readonly: 'yes'}],
		[{version: 1, read_only: 1}],
		[{version: 1, jobs: [good], readOnly: true, settings: {readOnly: false}}],
		[{version: 1, jobs: [good], Settings: {readOnly: true}}],
		[{version: 1, jobs: [good], config: {gpjobs: {readOnly: true}}}],
		[{version: 1, settings: {settings: {readOnly: true}}}],
		[{version: 1, settings: {cancel: {readOnly: 'maybe'}}}],
	])('%j', async value => {
		const home = homeWith(value);
		const read = await openSavedList(home).read();
		expect(read.settings.readOnly).toBe(true);
		const names = ['readOnly', 'readonly', 'read_only'].map(name => strayNotice(name, configPath(home)));
		expect(read.notices.filter(notice => names.includes(notice))).toHaveLength(1);
	});

	test('but not the name of a job', async () => {
		const job = {...good, label: 'readOnly', tags: ['readOnly'], readOnly: true};
		const read = await openSavedList(homeWith({version: 1, jobs: [job], removed: [job]})).read();
		expect(read.settings.readOnly).toBe(false);
	});
});

describe('a file that others could write', () => {
	const test = needs('a POSIX system');

	const settings = {notifyCommand: '/bin/true', rate: 5, readOnly: true};

	test('names no program, and does not become the user’s own', async () => {
		const home = homeWith({version: 1, jobs: [good], settings});
		expect((await openSavedList(home).read()).settings.notifyCommand).toBe('/bin/true');
		for (const mode of [0o666, 0o620]) {
			chmodSync(configPath(home), mode);
			const read = await openSavedList(home).read();
			expect(read).toMatchObject({jobs: [good], settings: {notifyCommand: '', rate: 5, readOnly: true}});
			const problem = writableByOthers(configPath(home), mode);
			expect(read.notices).toEqual([commandNotRun(problem)]);
			expect(await openSavedList(home).setSetting('rate', '6')).toMatchObject({
				ok: false,
				sentence: listNotSaved(problem),
			});
		}
	});

	test('through its folder', async () => {
		const home = homeWith({version: 1, jobs: [good], settings});
		chmodSync(home, 0o777);
		expect(await openSavedList(home).read()).toMatchObject({settings: {notifyCommand: ''}, jobs: [good]});
	});

	asRoot('and one of another user holds, and is not changed', async () => {
		for (const belongs of ['file', 'folder', 'both']) {
			const home = homeWith({version: 1, jobs: [good], settings: {...settings, readOnly: false}});
			if (belongs !== 'folder') lchownSync(configPath(home), daemon, daemon);
			if (belongs !== 'file') lchownSync(home, daemon, daemon);
			const list = openSavedList(home);
			const read = await list.read();
			expect(read).toMatchObject({jobs: [good], settings: {notifyCommand: ''}});
			const place = belongs === 'folder' ? home : configPath(home);
			expect(read.hold).toBe(heldUntilSettled(belongsToAnother(place, daemon)));
			expect(await list.add([{...good, url: jobUrl('j2')}])).toMatchObject({ok: false});
		}
	});

	asRoot('and a copy of another user does not take the place of a damaged file', async () => {
		const home = homeWith('{');
		writeFileSync(`${configPath(home)}.bak`, JSON.stringify({version: 1, jobs: [good], settings}));
		lchownSync(`${configPath(home)}.bak`, daemon, daemon);
		expect((await openSavedList(home, Date.now, 'reading').read()).fault).toBe(wasLeft(isDamaged(configPath(home))));
		expect(await openSavedList(home).add([good])).toMatchObject({ok: false});
	});
});

describe('while a monitor runs', () => {
	function watching(home: string) {
		const told: ListCondition[] = [];
		const lists: (readonly SavedJob[])[] = [];
		const list = openSavedList(home);
		const begin = async () => {
			await list.read();
			onTestFinished(
				list.watch(
					jobs => void lists.push(jobs),
					condition => void told.push(condition),
				),
			);
		};
		return {begin, lists, last: () => told.at(-1)};
	}

	test('it is reported when readOnly is set, when the file becomes unreadable, and when it is readable again', async () => {
		const home = homeWith({version: 1, jobs: [good], settings: {}});
		const {begin, last, lists} = watching(home);
		await begin();
		await expect.poll(last).toEqual({isReadOnly: false});
		await openSavedList(home).setSetting('readOnly', 'true');
		await expect.poll(last).toEqual({isReadOnly: true});
		renameSync(configPath(home), `${configPath(home)}.away`);
		mkdirSync(configPath(home));
		const fault = notAFile(configPath(home));
		await expect.poll(last).toEqual({isReadOnly: false, fault, hold: heldUntilSettled(fault)});
		rmSync(configPath(home), {recursive: true});
		writeFileSync(configPath(home), '{"jobs": [', {mode: 0o600});
		await expect.poll(() => last()?.hold).toContain(isDamaged(configPath(home)));
		rmSync(configPath(home));
		renameSync(`${configPath(home)}.away`, configPath(home));
		await openSavedList(home).setSetting('readOnly', 'false');
		await expect.poll(last).toEqual({isReadOnly: false});
		expect(lists).toEqual([]);
	});

	test('a list that could not be read at the start is reported once it can', async () => {
		const home = temporaryHome();
		mkdirSync(configPath(home));
		const {begin, lists} = watching(home);
		await begin();
		rmSync(configPath(home), {recursive: true});
		writeFileSync(configPath(home), JSON.stringify({version: 1, jobs: [good]}), {mode: 0o600});
		await expect.poll(() => lists).toEqual([[good]]);
	});

	asRoot('a file that is given to somebody else holds, although nothing is written', async () => {
		const home = homeWith({version: 1, jobs: [good]});
		const {begin, last} = watching(home);
		await begin();
		await expect.poll(last).toEqual({isReadOnly: false});
		lchownSync(configPath(home), daemon, daemon);
		const hold = heldUntilSettled(belongsToAnother(configPath(home), daemon));
		await expect.poll(() => last()?.hold).toBe(hold);
	});
});

describe('a readOnly that JSON hides', () => {
	const jobs = JSON.stringify([good]);
	const twice: ReadonlyArray<readonly [string, string]> = [
		['the last says no', `{"version":1,"jobs":${jobs},"settings":{"readOnly":true,"readOnly":false}}`],
		['two settings', `{"version":1,"jobs":${jobs},"settings":{"readOnly":true},"settings":{"rate":3}}`],
		[
			'another spelling of the letters',
			`{"version":1,"settings":{"\\u0072eadOnly":"yes","readOnly":false},"jobs":${jobs}}`,
		],
		['of a value that nobody understands', `{"version":1,"jobs":${jobs},"settings":{"readOnly":{"a":1},"readOnly":0}}`],
		['a text with a quote', `{"jobs":${jobs},"settings":{"readOnly" : "\\"no\\"", "readOnly" : "no"}}`],
		['null', `{"jobs":${jobs},"settings":{"readOnly":null,"readOnly":"off"}}`],
	];

	test.each(twice)('%s: it protects until somebody has settled it', async (_, text) => {
		const home = homeWith(text);
		const list = openSavedList(home);
		expect((await list.read()).hold).toBe(heldUntilSettled(saidTwice(configPath(home))));
		// A change of anything else does not lose it.
		expect(await list.setSetting('rate', '2')).toMatchObject({ok: true});
		expect((await list.read()).settings).toMatchObject({readOnly: true, rate: 2});
		expect(await list.setSetting('readOnly', 'false')).toMatchObject({ok: true});
		const after = await list.read();
		expect(after.hold).toBeUndefined();
		expect(after.settings.readOnly).toBe(false);
	});

	test.each(twice)('%s: settled at once', async (_, text) => {
		const list = openSavedList(homeWith(text));
		expect(await list.setSetting('readOnly', 'false')).toMatchObject({ok: true});
		expect(await list.read()).toMatchObject({settings: {readOnly: false}, jobs: [good]});
		expect((await list.read()).hold).toBeUndefined();
	});

	test.each([
		`{"jobs":${jobs},"settings":{"readOnly":false,"readOnly":"no"}}`,
		`{"jobs":${jobs},"settings":{"rate":2},"settings":{"rate":3}}`,
		`{"jobs":[${JSON.stringify({...good, label: '"readOnly":true'})}],"settings":{}}`,
		`{"jobs":[${JSON.stringify({...good, label: 'x\\'})}],"settings":{}}`,
	])('what is clear stays so: %s', async text => {
		const read = await openSavedList(homeWith(text)).read();
		expect(read.hold).toBeUndefined();
		expect(read.settings.readOnly).toBe(false);
	});
});

describe('the copy from before the last change, where the file is gone', () => {
	async function goneHome(readOnly: string): Promise<string> {
		const home = temporaryHome();
		const list = openSavedList(home);
		await list.setSetting('readOnly', readOnly);
		await list.add([good]);
		rmSync(configPath(home));
		return home;
	}

	test('protects if it sets readOnly, also after another change', async () => {
		const home = await goneHome('true');
		const list = openSavedList(home);
		expect((await list.read()).hold).toBe(heldUntilSettled(goneButForCopy(configPath(home))));
		await list.add([good]);
		expect(await list.read()).toMatchObject({jobs: [good], settings: {readOnly: true}});
	});

	test('is resolved by the user', async () => {
		const list = openSavedList(await goneHome('true'));
		expect(await list.setSetting('readOnly', 'false')).toMatchObject({ok: true});
		expect((await list.read()).hold).toBeUndefined();
		expect((await list.read()).settings.readOnly).toBe(false);
	});

	test('has no effect if it says no', async () => {
		expect((await openSavedList(await goneHome('false')).read()).hold).toBeUndefined();
	});
});
