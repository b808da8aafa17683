/** What a folder or a file of `source/` may be called. The lint of import directions relies on the first two rules. */
import {readdir} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {beforeAll, expect, test} from 'vitest';
import {rooms} from '../../scripts/house.ts';

const vague = /^(?:index|types|utils?|helpers?|common|shared|misc)$/;

let folders: string[] = [];
let files: string[] = [];

beforeAll(async () => {
	const source = fileURLToPath(new URL('../../source/', import.meta.url));
	const entries = await readdir(source, {withFileTypes: true, recursive: true});
	const pathOf = (entry: (typeof entries)[number]) =>
		`${entry.parentPath}/${entry.name}`.slice(source.length - 1).replace(/^\/+/, '');
	folders = entries.filter(entry => entry.isDirectory()).map(pathOf);
	files = entries.filter(entry => entry.isFile()).map(pathOf);
});

const lastOf = (path: string) => path.split('/').at(-1) ?? '';

test('source/ holds the rooms and the launcher, nothing else', () => {
	const known = new Set<string>([...rooms, 'cli.ts']);
	expect([...folders, ...files].filter(path => !path.includes('/') && !known.has(path))).toEqual([]);
});

test('no folder inside a room bears the name of a room', () => {
	const names = new Set<string>(rooms);
	expect(folders.filter(path => path.includes('/') && names.has(lastOf(path)))).toEqual([]);
});

test('names say what is in it, in kebab-case', () => {
	const name = (path: string) => lastOf(path).replace(/\.(?:ts|tsx)$/, '');
	expect([...folders, ...files].filter(path => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(name(path)))).toEqual([]);
	expect([...folders, ...files].filter(path => vague.test(name(path)))).toEqual([]);
});
