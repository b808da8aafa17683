import {readFileSync, statSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {readLastLook, writeLastLook} from '../../source/store/last-look.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

const at = Date.parse('2026-11-23T12:00:00Z');

test('the last saved time is read, and nothing before that', async () => {
	const home = temporaryHome();
	expect(await readLastLook(home)).toBeUndefined();
	await writeLastLook(home, at);
	expect(await readLastLook(home)).toBe(at);
	expect(statSync(join(home, 'last-look')).mode & 0o777).toBe(0o600);
	await writeLastLook(home, at + 60_000);
	expect(await readLastLook(home)).toBe(at + 60_000);
});

test('a file of that name with contents belongs to another program: it is ignored, and its time is kept', async () => {
	const home = temporaryHome();
	const path = join(home, 'last-look');
	writeFileSync(path, 'theirs');
	const {mtimeMs} = statSync(path);
	expect(await readLastLook(home)).toBeUndefined();
	await writeLastLook(home, at);
	expect([statSync(path).mtimeMs, readFileSync(path, 'utf8')]).toEqual([mtimeMs, 'theirs']);
});

test('a link in its place is not followed', async () => {
	const home = temporaryHome();
	const path = join(home, 'elsewhere');
	writeFileSync(path, '');
	const {mtimeMs} = statSync(path);
	symlinkSync(path, join(home, 'last-look'));
	await writeLastLook(home, at);
	expect(statSync(path).mtimeMs).toBe(mtimeMs);
});

test('a missing home is ignored', async () => {
	await writeLastLook(join(temporaryHome(), 'missing'), at);
	expect(await readLastLook(join(temporaryHome(), 'missing'))).toBeUndefined();
});
