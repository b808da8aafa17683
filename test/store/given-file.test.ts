import {spawn} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, onTestFinished, test} from 'vitest';
import {largerThan, readGivenFile} from '../../source/store/given-file.ts';
import {needs} from '../e2e/needs.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

describe('a file that is named on the command line', () => {
	test('is read completely, up to its limit', async () => {
		const path = join(temporaryHome(), 'given');
		writeFileSync(path, 'größer');
		expect(await readGivenFile(path)).toEqual({ok: true, text: 'größer'});
		expect(await readGivenFile(path, 8)).toEqual({ok: true, text: 'größer'});
		expect(await readGivenFile(path, 7)).toEqual({ok: false, sentence: largerThan(path, 7)});
		writeFileSync(path, '');
		expect(await readGivenFile(path)).toEqual({ok: true, text: ''});
	});

	test('that is missing, or a folder, is reported', async () => {
		const home = temporaryHome();
		mkdirSync(join(home, 'folder'));
		expect(await readGivenFile(join(home, 'none'))).toMatchObject({ok: false});
		expect(await readGivenFile(join(home, 'folder'))).toMatchObject({ok: false});
	});

	needs('a POSIX system').each(['/dev/zero', '/dev/urandom', '/dev/tty'])(
		'that never ends is not read: %s',
		async path => {
			expect(await readGivenFile(path)).toMatchObject({ok: false});
		},
	);

	needs('a POSIX system')('may be a pipe, and is read no longer than is wanted', async () => {
		const [short, endless] = [join(temporaryHome(), 'short'), join(temporaryHome(), 'endless')];
		const script = 'mkfifo "$0" "$1" && echo made && printf 0123456789 > "$0"; exec yes > "$1"';
		const writer = spawn('sh', ['-c', script, short, endless]);
		onTestFinished(() => void writer.kill());
		await new Promise(resolve => writer.stdout.once('data', resolve));
		expect(await readGivenFile(short)).toEqual({ok: true, text: '0123456789'});
		const sentence = largerThan(endless, 100_000);
		expect(await readGivenFile(endless, 100_000)).toEqual({ok: false, sentence});
	});
});
