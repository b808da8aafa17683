import {chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import {openLogFile} from '../../source/store/log-file.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {needs} from '../e2e/needs.ts';
import {asNobody} from '../e2e/root-rights.ts';

const name = 'gpjobs-errors.log';

test('texts are appended in their order, for the user alone, across runs', async () => {
	const home = temporaryFolder();
	const log = openLogFile(home, name);
	await Promise.all(['one', 'two', 'three'].map(text => log.append(safeText(text))));
	expect(await openLogFile(home, name).append(safe`four`)).toBe(true);
	expect(readFileSync(log.path, 'utf8')).toMatch(/^# .*\none\ntwo\nthree\nfour\n$/);
	expect(statSync(log.path).mode & 0o777).toBe(0o600);
});

test('a long one is rotated, and only one older one is kept', async () => {
	const home = temporaryFolder();
	const log = openLogFile(home, name);
	const long = safeText('x'.repeat(300_000));
	for (let times = 0; times < 9; times++) expect(await log.append(long)).toBe(true);
	const sizes = [log.path, `${log.path}.1`].map(path => statSync(path).size);
	expect(Math.max(...sizes)).toBeLessThan(1_000_000);
	expect(existsSync(`${log.path}.2`)).toBe(false);
});

describe('nothing is written, and nothing thrown', () => {
	test.each([
		['without the folder', (path: string) => void path],
		['into a file of another program', (path: string) => writeFileSync(path, 'my own log\n')],
		['through a symbolic link', (path: string) => symlinkSync('/etc/hosts', path)],
		['into a folder', (path: string) => mkdirSync(path)],
	])('%s', async (what, prepare) => {
		const home = what === 'without the folder' ? join(temporaryFolder(), 'none') : temporaryFolder();
		const {path, append} = openLogFile(home, name);
		prepare(path);
		const before = what.includes('file of another') ? readFileSync(path, 'utf8') : undefined;
		expect(await append(safe`one`)).toBe(false);
		if (before !== undefined) expect(readFileSync(path, 'utf8')).toBe(before);
	});

	needs('a POSIX system')('into a folder that may not be written', async () => {
		const home = temporaryFolder();
		chmodSync(home, 0o500);
		expect(await asNobody(() => openLogFile(home, name).append(safe`one`))).toBe(false);
		chmodSync(home, 0o700);
	});
});

test('an older file of another program is not replaced', async () => {
	const home = temporaryFolder();
	const log = openLogFile(home, name);
	writeFileSync(`${log.path}.1`, 'mine');
	for (let times = 0; times < 4; times++) await log.append(safeText('x'.repeat(300_000)));
	expect(readFileSync(`${log.path}.1`, 'utf8')).toBe('mine');
});
