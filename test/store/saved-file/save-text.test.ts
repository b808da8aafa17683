import {mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {cannotSaveInto, diskSentence} from '../../../source/store/disk-error.ts';
import {saveText} from '../../../source/store/saved-file/save-text.ts';
import {taken} from '../../../source/store/saved-file/target.ts';
import {diskError} from '../fixtures/disk-error.ts';
import {temporaryHome} from '../fixtures/temporary-home.ts';

test('writes all chunks', async () => {
	const folder = temporaryHome();
	const pieces = Array.from({length: 100_000}, (_, row) => `${row},漢字 👍\r\n`);
	const whole = pieces.join('');
	const halves = function* () {
		for (let at = 0; at < whole.length; at += 7) yield whole.slice(at, at + 7);
	};
	async function* late() {
		yield* halves();
	}
	for (const chunks of [pieces, halves(), late()]) {
		const saved = await saveText({folder, name: 'rows.csv'}, chunks);
		if (!saved.ok) throw new Error(saved.sentence);
		expect(saved.bytes).toBe(Buffer.byteLength(whole));
		expect(readFileSync(saved.path, 'utf8') === whole).toBe(true);
		expect(statSync(saved.path).mode & 0o777).toBe(0o666 & ~process.umask());
	}
	expect(readdirSync(folder).sort()).toEqual(['rows-1.csv', 'rows-2.csv', 'rows.csv']);
});

test('a target that replaces gets the new file as a whole; what is not a file stays', async () => {
	const folder = temporaryHome();
	const file = join(folder, 'a.csv');
	writeFileSync(file, 'old');
	expect(await saveText({file, replaces: true}, ['new'])).toMatchObject({ok: true, path: file});
	expect(readFileSync(file, 'utf8')).toBe('new');
	symlinkSync('a.csv', join(folder, 'link'));
	mkdirSync(join(folder, 'folder'));
	for (const name of ['link', 'folder']) {
		const other = join(folder, name);
		expect(await saveText({file: other, replaces: true}, ['x'])).toEqual({ok: false, sentence: taken(other)});
	}
	expect(readFileSync(file, 'utf8')).toBe('new');
	expect(readdirSync(folder).sort()).toEqual(['a.csv', 'folder', 'link']);
});

test('no chunks give an empty file', async () => {
	const folder = temporaryHome();
	expect(await saveText({folder, name: '../x.txt'}, [])).toEqual({ok: true, path: join(folder, 'x.txt'), bytes: 0});
});

test('replaces nothing', async () => {
	const folder = temporaryHome();
	writeFileSync(join(folder, 'a.csv'), 'mine');
	symlinkSync('victim', join(folder, 'a-1.csv'));
	mkdirSync(join(folder, 'a-2.csv'));
	expect(await saveText({folder, name: 'a.csv'}, ['x'])).toMatchObject({ok: true, path: join(folder, 'a-3.csv')});
	for (const file of ['a.csv', 'a-1.csv', 'a-2.csv']) {
		expect(await saveText({file: join(folder, file)}, ['x'])).toEqual({
			ok: false,
			sentence: taken(join(folder, file)),
		});
	}
	expect(readFileSync(join(folder, 'a.csv'), 'utf8')).toBe('mine');
	expect(readdirSync(folder).sort()).toEqual(['a-1.csv', 'a-2.csv', 'a-3.csv', 'a.csv']);
});

test('leaves nothing if it fails', async () => {
	const folder = temporaryHome();
	function* broken() {
		yield 'x'.repeat(1_000_000);
		throw new TypeError('a bug');
	}
	await expect(saveText({folder, name: 'a.csv'}, broken())).rejects.toThrow('a bug');
	expect(readdirSync(folder)).toEqual([]);
	expect(await saveText({folder: join(folder, 'nowhere'), name: 'a.csv'}, ['x'])).toMatchObject({
		ok: false,
		sentence: diskSentence(cannotSaveInto(join(folder, 'nowhere')), diskError('ENOENT')),
	});
	expect(await saveText({file: join(folder, 'nowhere', 'a.csv')}, ['x'])).toMatchObject({ok: false});
	expect(await saveText({file: join(folder, 'x'.repeat(300))}, ['x'])).toMatchObject({ok: false});
	expect(readdirSync(folder)).toEqual([]);
});
