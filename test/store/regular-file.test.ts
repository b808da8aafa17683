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

test('a first line that does not end is not read to its end', () => {
	const path = fileWith('');
	truncateSync(path, largest + 1);
	expect(readFirstLine(path)).toMatchObject({kind: 'unreadable'});
});

test('a folder has no first line, and what is not there is missing', () => {
	const home = temporaryHome();
	mkdirSync(join(home, 'folder'));
	expect(readFirstLine(join(home, 'folder'))).toMatchObject({kind: 'unreadable'});
	expect(readFirstLine(join(home, 'nothing'))).toEqual({kind: 'missing'});
	expect(readFirstLine(join(fileWith(''), 'below a file'))).toMatchObject({kind: 'unreadable'});
});

test('a file up to the bound is read whole, one beyond it is not', async () => {
	const path = fileWith('0123456789');
	expect(await readRegularFile(path, 10)).toEqual({kind: 'text', text: '0123456789'});
	expect(await readRegularFile(path, 9)).toMatchObject({kind: 'unreadable'});
});

test('what a link leads to is not missing where it is not there: nobody knows what it holds', async () => {
	const home = temporaryHome();
	symlinkSync('/nowhere/at/all', join(home, 'folder'));
	expect(await readRegularFile(join(home, 'folder', 'file'))).toMatchObject({kind: 'unreadable'});
	expect(await readRegularFile(join(home, 'folder'))).toMatchObject({kind: 'unreadable'});
	expect(await readRegularFile(join(home, 'other', 'file'))).toEqual({kind: 'missing'});
});

test('an empty first line is empty, however much stands below it', () => {
	expect(readFirstLine(fileWith(`\n${'x'.repeat(40_000)}\n`))).toEqual({kind: 'text', text: ''});
});
