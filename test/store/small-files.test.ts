/** Files of the home that hold one thing each, and the trial whether it can hold any. */
import {lstatSync, mkdirSync, readFileSync, statSync, symlinkSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {diskSentence} from '../../source/store/disk-error.ts';
import {whyNotWritable} from '../../source/store/home-trial.ts';
import {readIndex, removeIndex, writeIndex} from '../../source/store/record-index.ts';
import {safe} from '../../source/text/safe-text.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

test('the check whether the home is writable does not change it', async () => {
	const home = temporaryHome();
	const longAgo = Date.parse('2026-01-01T00:00:00Z') / 1000;
	utimesSync(home, longAgo, longAgo);
	expect(await whyNotWritable(home)).toBeUndefined();
	expect(statSync(home).mtimeMs).toBe(longAgo * 1000);
	expect(await whyNotWritable(join(home, 'not', 'there', 'yet'))).toBeUndefined();
});

test('if a file is in the place of the home, nothing can be saved', async () => {
	const path = join(temporaryHome(), 'file');
	writeFileSync(path, '');
	expect(await whyNotWritable(join(path, 'home'))).toEqual(expect.any(String));
});

test('an index is written if there is none or one of gpjobs', async () => {
	const home = temporaryHome();
	const path = join(home, 'records.index');
	await writeIndex(home, new Map());
	const ours = readFileSync(path, 'utf8');
	await writeIndex(home, new Map());
	expect(readFileSync(path, 'utf8')).toBe(ours);
	await removeIndex(home);
	expect(await readIndex(home)).toEqual(new Map());

	const target = join(home, 'elsewhere');
	writeFileSync(target, '');
	symlinkSync(target, path);
	await writeIndex(home, new Map());
	await removeIndex(home);
	expect([lstatSync(path).isSymbolicLink(), readFileSync(target, 'utf8')]).toEqual([true, '']);
});

test('an index of another program stays', async () => {
	const home = temporaryHome();
	const path = join(home, 'records.index');
	writeFileSync(path, 'theirs\n');
	await writeIndex(home, new Map());
	await removeIndex(home);
	expect(readFileSync(path, 'utf8')).toBe('theirs\n');
	const other = temporaryHome();
	mkdirSync(join(other, 'records.index'));
	await removeIndex(other);
	expect(lstatSync(join(other, 'records.index')).isDirectory()).toBe(true);
});

test('an unknown disk error is shown with its own message', () => {
	const failed = safe`Cannot write x`;
	const known = diskSentence(failed, Object.assign(new Error('ENOSPC: no space left'), {code: 'ENOSPC'}));
	expect(known).toContain('ENOSPC');
	expect(known).not.toContain('no space left');
	expect(diskSentence(failed, Object.assign(new Error('boom'), {code: 'EWEIRD'}))).toContain('boom');
	expect(diskSentence(failed, new Error('boom'))).toContain('boom');
	expect(diskSentence(failed, 'boom')).toContain('boom');
});
