import {mkdirSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {largest, readFirstLine, readRegularFile} from '../../source/store/regular-file.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

function fileWith(text: string | Buffer): string {
	const path = join(temporaryHome(), 'file');
	writeFileSync(path, text);
	return path;
}

test.each([
	['one line', 'one', 'one'],
	['the first of several', 'one\ntwo\nthree', 'one'],
	['nothing before the first line break', '\ntwo', ''],
	['an empty file', '', ''],
	['a line longer than one piece', `${'x'.repeat(40_000)}\ntwo`, 'x'.repeat(40_000)],
	['a line as long as one piece', `${'x'.repeat(16_384)}\ntwo`, 'x'.repeat(16_384)],
	['characters that lie across two pieces', `${'漢'.repeat(20_000)}\ntwo`, '漢'.repeat(20_000)],
])('the first line: %s', (_, text, line) => {
	expect(readFirstLine(fileWith(text))).toEqual({kind: 'text', text: line});
});

test('an unterminated first line is not read to its end', () => {
	const path = fileWith('');
	truncateSync(path, largest + 1);
	expect(readFirstLine(path)).toMatchObject({kind: 'unreadable'});
});

test('a folder has no first line, and a missing file is missing', () => {
	const home = temporaryHome();
	mkdirSync(join(home, 'folder'));
	expect(readFirstLine(join(home, 'folder'))).toMatchObject({kind: 'unreadable'});
	expect(readFirstLine(join(home, 'nothing'))).toEqual({kind: 'missing'});
	expect(readFirstLine(join(fileWith(''), 'below a file'))).toMatchObject({kind: 'unreadable'});
});

test('a file up to the limit is read completely, a larger one is not', async () => {
	const path = fileWith('0123456789');
	expect(await readRegularFile(path, 10)).toEqual({kind: 'text', text: '0123456789'});
	expect(await readRegularFile(path, 9)).toMatchObject({kind: 'unreadable'});
});

test('a broken link does not count as missing: its target is unknown', async () => {
	const home = temporaryHome();
	symlinkSync('/nowhere/at/all', join(home, 'folder'));
	expect(await readRegularFile(join(home, 'folder', 'file'))).toMatchObject({kind: 'unreadable'});
	expect(await readRegularFile(join(home, 'folder'))).toMatchObject({kind: 'unreadable'});
	expect(await readRegularFile(join(home, 'other', 'file'))).toEqual({kind: 'missing'});
});

test('an empty first line is empty, whatever follows', () => {
	expect(readFirstLine(fileWith(`\n${'x'.repeat(40_000)}\n`))).toEqual({kind: 'text', text: ''});
});
