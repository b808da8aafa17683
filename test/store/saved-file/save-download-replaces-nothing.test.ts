/** What is there stays as it is, whatever a server calls its file. */
import {existsSync, linkSync, lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {DownloadRequest} from '../../../source/gp/client/download.ts';
import {saveDownload} from '../../../source/store/saved-file/save-download.ts';
import {taken} from '../../../source/store/saved-file/target.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';
import {downloader, file, filesOf, flakyFile, given, sha256} from './flaky-file.ts';

const name = 'roads.zip';
const anywhere = 'https://h/roads.zip';

describe('an existing file', () => {
	test.each<[string, (path: string, folder: string) => void]>([
		['a file', path => writeFileSync(path, 'mine')],
		['a folder', path => mkdirSync(path)],
		[
			'a symbolic link to a file',
			(path, folder) => {
				writeFileSync(join(folder, 'victim'), 'mine');
				symlinkSync('victim', path);
			},
		],
		['a symbolic link that leads nowhere', path => symlinkSync('victim', path)],
	])('is not replaced: %s', async (_, make) => {
		for (const place of [name, `${name}.part`, `${name}.part.json`]) {
			const folder = temporaryHome();
			make(join(folder, place), folder);
			const before = lstatSync(join(folder, place)).ino;
			const saved = await saveDownload({target: {folder, name}, url: anywhere, fetch: given});
			expect(saved).toMatchObject({kind: 'saved', path: join(folder, place === name ? 'roads-1.zip' : name)});
			expect(lstatSync(join(folder, place)).ino).toBe(before);
			const victim = join(folder, 'victim');
			expect(existsSync(victim) ? readFileSync(victim, 'utf8') : 'mine').toBe('mine');
		}
	});

	test('not even if it appears while the download runs', async () => {
		const folder = temporaryHome();
		const fetch = (request: DownloadRequest) => {
			writeFileSync(join(folder, name), 'mine');
			return given(request);
		};
		expect(await saveDownload({target: {folder, name}, url: anywhere, fetch})).toMatchObject({
			path: join(folder, 'roads-1.zip'),
		});
		expect(readFileSync(join(folder, name), 'utf8')).toBe('mine');
	});

	test('is refused if the user named it, before and after the download', async () => {
		const folder = temporaryHome();
		const target = {file: join(folder, 'mine.zip')};
		const fetch = (request: DownloadRequest) => {
			writeFileSync(target.file, 'mine');
			return given(request);
		};
		const refusal = {kind: 'not-saved', sentence: taken(target.file)};
		expect(await saveDownload({target, url: anywhere, fetch})).toMatchObject(refusal);
		expect(await saveDownload({target, url: anywhere, fetch: given})).toMatchObject({...refusal, kept: 0});
		expect(readFileSync(target.file, 'utf8')).toBe('mine');
		expect(await saveDownload({target: {file: join(folder, 'other.zip')}, url: anywhere, fetch: given})).toMatchObject({
			kind: 'saved',
		});
		expect(statSync(join(folder, 'other.zip')).mode & 0o777).toBe(0o666 & ~process.umask());
		const replaced = {file: target.file, replaces: true};
		expect(await saveDownload({target: replaced, url: anywhere, fetch: given})).toMatchObject({path: target.file});
		expect(readFileSync(target.file)).toEqual(file);
	});

	test('twenty at once get twenty names', async () => {
		const folder = temporaryHome();
		const all = await Promise.all(
			Array.from({length: 20}, () => saveDownload({target: {folder, name}, url: anywhere, fetch: given})),
		);
		expect(new Set(all.map(saved => (saved.kind === 'saved' ? saved.path : saved.kind))).size).toBe(20);
		expect(Object.values(filesOf(folder))).toEqual(Array(20).fill(sha256(file)));
	});

	test('a hard link in the place of the part is not written to', async () => {
		const server = await flakyFile(file);
		const fetch = downloader().download;
		const folder = temporaryHome();
		server.cuts.push(100);
		await saveDownload({target: {folder, name}, url: server.url, fetch});
		linkSync(join(folder, `${name}.part`), join(folder, 'precious'));
		expect(await saveDownload({target: {folder, name}, url: server.url, fetch})).toMatchObject({
			kind: 'saved',
			resumedAt: 0,
		});
		expect(readFileSync(join(folder, 'precious')).equals(file.subarray(0, 100))).toBe(true);
	});
});
