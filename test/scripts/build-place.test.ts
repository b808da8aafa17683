import {mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {isBuilt, newFolder, putInPlace, sourceStamp} from '../../scripts/build-place.ts';
import {temporaryHome} from '../store/fixtures/temporary-home.ts';

function clone(): string {
	const root = temporaryHome();
	for (const folder of ['source/commands', 'scripts']) mkdirSync(join(root, folder), {recursive: true});
	for (const file of [
		'source/cli.ts',
		'source/commands/main.ts',
		'scripts/build.js',
		'package.json',
		'package-lock.json',
	])
		writeFileSync(join(root, file), file);
	return root;
}

function build(root: string, text: string, stamp: string): void {
	const folder = newFolder(root);
	writeFileSync(join(folder, 'cli.js'), text);
	writeFileSync(join(root, 'dist-inputs.json'), '[]');
	putInPlace(folder, root, stamp);
}

const launcher = (root: string) => readFileSync(join(root, 'dist', 'cli.js'), 'utf8');

test('what is built takes the place of the build before as a whole, and leaves nothing beside it', () => {
	const root = clone();
	build(root, 'one', '1');
	expect([isBuilt(root, '1'), isBuilt(root, '2')]).toEqual([true, false]);
	build(root, 'two', '2');
	expect([launcher(root), isBuilt(root, '2')]).toEqual(['two', true]);
	expect(readdirSync(join(root, 'build'))).toEqual([]);
});

test('of two builds of the same, the one that was there first stays', () => {
	const root = clone();
	const [slow, quick] = [newFolder(root), newFolder(root)];
	writeFileSync(join(slow, 'cli.js'), 'slow');
	writeFileSync(join(quick, 'cli.js'), 'quick');
	putInPlace(quick, root, '1');
	putInPlace(slow, root, '1');
	expect(launcher(root)).toBe('quick');
	expect(readdirSync(join(root, 'build'))).toEqual([]);
});

test('a dist without a stamp, as it was before or as a copy leaves it, is built anew', () => {
	const root = clone();
	mkdirSync(join(root, 'dist'));
	writeFileSync(join(root, 'dist', 'cli.js'), 'old');
	expect(isBuilt(root, '1')).toBe(false);
	build(root, 'new', '1');
	expect(launcher(root)).toBe('new');
});

test.each(['source/commands/main.ts', 'scripts/build.js', 'package.json', 'package-lock.json'])(
	'a change of %s is another build',
	file => {
		const root = clone();
		const before = sourceStamp(root);
		expect(sourceStamp(root)).toBe(before);
		writeFileSync(join(root, file), 'changed');
		expect(sourceStamp(root)).not.toBe(before);
	},
);

test('what killed builds left behind goes after an hour, and nothing else does', () => {
	const root = clone();
	const left = newFolder(root);
	mkdirSync(join(root, 'build', 'package'));
	for (const path of [left, join(root, 'build', 'package')]) utimesSync(path, 1, 1);
	const young = newFolder(root);
	expect(readdirSync(join(root, 'build')).sort()).toEqual([young.slice(-41), 'package'].sort());
});
