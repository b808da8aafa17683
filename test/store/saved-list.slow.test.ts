import {execFile} from 'node:child_process';
import {readdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {configPath} from '../../source/store/home.ts';
import type {SavedJob} from '../../source/store/saved-job.ts';
import {openSavedList, type SavedList} from '../../source/store/saved-list.ts';
import {jobUrl} from './fixtures/job-url.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const run = promisify(execFile);
const addJobs = join(import.meta.dirname, 'fixtures', 'add-jobs.ts');
const time = Date.UTC(2026, 10, 23, 14, 2, 31);

const job = (id: string, addedAt = 1, more: Partial<SavedJob> = {}): SavedJob => ({
	url: jobUrl(id),
	tags: [],
	addedAt,
	...more,
});
const open = (home: string) => openSavedList(home, () => time);
const urls = async (list: SavedList) => (await list.read()).jobs.map(({url}) => url);

let umask = 0;
beforeEach(() => {
	umask = process.umask(0o022);
});
afterEach(() => void process.umask(umask));

describe('several processes', () => {
	test('4 processes that add 10 jobs each lose none of 40', async () => {
		const home = temporaryHome();
		const prefixes = ['a', 'b', 'c', 'd'];
		const children = await Promise.all(prefixes.map(prefix => run(process.execPath, [addJobs, home, prefix, '10'])));
		expect(children.map(({stderr}) => stderr).join('')).toBe('');
		expect(children.map(({stdout}) => stdout.trim())).toEqual(Array(4).fill('10'));
		expect(await urls(open(home))).toHaveLength(40);
		expect(readdirSync(home).sort()).toEqual(['config.json', 'config.json.bak']);
	});

	test('two that find the same damaged file set it aside once', async () => {
		const home = temporaryHome();
		await open(home).add([job('j1')]);
		await open(home).add([job('j2')]);
		writeFileSync(configPath(home), 'damaged');
		const children = await Promise.all(['a', 'b'].map(prefix => run(process.execPath, [addJobs, home, prefix, '3'])));
		expect(children.map(({stdout}) => stdout.trim())).toEqual(['3', '3']);
		expect(await urls(open(home))).toHaveLength(7);
		expect(readdirSync(home).filter(name => name.includes('.broken-'))).toHaveLength(1);
	});
});
