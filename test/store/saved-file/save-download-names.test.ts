/** Whatever a server calls its file, it is saved inside the folder, and nothing else is made. */
import {mkdirSync, readdirSync, realpathSync, rmSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {Downloaded, DownloadRequest} from '../../../source/gp/client/download.ts';
import {saveDownload} from '../../../source/store/saved-file/save-download.ts';
import {often} from '../../often.ts';
import {nastyParts} from '../../text/nasty-names.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';
import {given, quickFolder} from './flaky-file.ts';

const anywhere = 'https://h/roads.zip';

describe('a name', () => {
	test.each([
		['..\\..\\x', 'x'],
		['../../x', 'x'],
		['a/../../b', 'b'],
		['%2e%2e%2f', 'download'],
		['.bashrc', 'bashrc'],
		['-rf', 'rf'],
		['a\0b\u001b[2J\u202egpj.exe', 'ab[2Jgpj.exe'],
		['CON.txt', '_CON.txt'],
		['x'.repeat(300), 'x'.repeat(200)],
		['/etc/passwd', 'passwd'],
	])('%j is %s in the folder', async (offered, safe) => {
		const home = temporaryHome();
		const folder = join(home, 'inside');
		mkdirSync(folder);
		expect(await saveDownload({target: {folder, name: offered}, url: anywhere, fetch: given})).toMatchObject({
			kind: 'saved',
		});
		expect(readdirSync(folder)).toEqual([safe]);
		expect(readdirSync(home)).toEqual(['inside']);
	});

	test('stays inside the folder, whatever it is, and nothing else is created', async () => {
		const home = quickFolder();
		const folder = join(home, 'a', 'b', 'inside');
		mkdirSync(folder, {recursive: true});
		const nasty = fc.constantFrom(...nastyParts);
		const names = fc
			.array(fc.oneof(nasty, fc.string({unit: 'binary', maxLength: 8})), {maxLength: 40})
			.map(parts => parts.join(''));
		const fetch = async ({sink}: DownloadRequest): Promise<Downloaded> => {
			await sink.begin(0, {total: 0});
			return {kind: 'done', bytes: 0, resumedAt: 0, isWhole: true};
		};
		await fc.assert(
			fc.asyncProperty(names, async offered => {
				const saved = await saveDownload({target: {folder, name: offered}, url: anywhere, fetch});
				if (saved.kind !== 'saved') throw new Error(JSON.stringify(saved));
				expect(dirname(realpathSync(saved.path))).toBe(folder);
				expect(readdirSync(folder)).toEqual([basename(saved.path)]);
				rmSync(saved.path);
			}),
			{numRuns: often(10_000, 250)},
		);
		expect(readdirSync(home, {recursive: true}).sort()).toEqual(['a', 'a/b', 'a/b/inside']);
	});
});
