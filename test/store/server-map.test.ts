import {
	chmodSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import * as z from 'zod/mini';
import {openServerMap} from '../../source/store/server-map.ts';
import {needs} from '../e2e/needs.ts';
import {temporaryHome} from './fixtures/temporary-home.ts';

function folderWith(text: string) {
	const folder = join(temporaryHome(), 'credentials');
	const path = join(folder, 'servers.json');
	mkdirSync(folder);
	writeFileSync(path, text);
	chmodSync(path, 0o600);
	chmodSync(folder, 0o755);
	return {folder, path, map: openServerMap(path, z.string(), {guard: 'private'})};
}

describe('the folder of the servers’ data', () => {
	const onPosix = needs('a POSIX system');

	onPosix.each([
		'{"servers":["db1","db2"]}',
		'{"version":"3","servers":{}}',
		'{"version":2,"servers":{}}',
		'{"version":1.5,"servers":{}}',
		'{"servers":{}}',
		'[]',
		'hosts: db1',
		'',
	])('keeps its mode where its file is another program’s, or of another version: %j', async text => {
		const {folder, path, map} = folderWith(text);
		expect((await map.change('https://a.acme.com', () => undefined)).ok).toBe(false);
		expect(statSync(folder).mode & 0o777).toBe(0o755);
		expect(readFileSync(path, 'utf8')).toBe(text);
		expect(readdirSync(folder)).toEqual(['servers.json']);
	});

	onPosix('is closed to others where it is ours', async () => {
		const {folder, map} = folderWith('{"version":1,"servers":{}}');
		expect(await map.change('https://a.acme.com', () => 'kept')).toEqual({ok: true});
		expect(statSync(folder).mode & 0o777).toBe(0o700);
	});
});

test('a file behind a symbolic link is changed at its target', async () => {
	const {folder, path, map} = folderWith('{"version":1,"servers":{}}');
	const elsewhere = join(folder, 'elsewhere');
	renameSync(path, elsewhere);
	symlinkSync('elsewhere', path);
	expect(await map.change('https://a.acme.com', () => 'kept')).toEqual({ok: true});
	expect(readlinkSync(path)).toBe('elsewhere');
	expect(JSON.parse(readFileSync(elsewhere, 'utf8'))).toMatchObject({servers: {'https://a.acme.com': 'kept'}});
});

test.each<[string, (path: string, folder: string) => void]>([
	[
		'a folder in the place of the file',
		path => {
			rmSync(path);
			mkdirSync(path, {mode: 0o700});
		},
	],
	[
		'a link in the place of the file that leads nowhere',
		path => {
			rmSync(path);
			symlinkSync('/nowhere/at/all', path);
		},
	],
	[
		'a file in the place of the folder',
		(_, folder) => {
			rmSync(folder, {recursive: true});
			writeFileSync(folder, '');
		},
	],
	[
		'a link in the place of the folder that leads nowhere',
		(_, folder) => {
			rmSync(folder, {recursive: true});
			symlinkSync('/nowhere/at/all', folder);
		},
	],
])('%s: what is kept cannot be read, which is not the same as nothing', async (_, spoil) => {
	const {folder, path, map} = folderWith('{"version":1,"servers":{"https://a.acme.com":"kept"}}');
	chmodSync(folder, 0o700);
	spoil(path, folder);
	expect(await map.read()).toEqual({ok: false, sentence: expect.any(String)});
	expect(await map.change('https://a.acme.com', () => 'other')).toEqual({ok: false, sentence: expect.any(String)});
});

test('entries are added, changed and removed', async () => {
	const {path, map} = folderWith('{"version":1,"servers":{"https://b.acme.com":"other"}}');
	const origin = 'https://a.acme.com';
	expect(await map.change(origin, before => before ?? 'new')).toEqual({ok: true});
	expect(await map.change(origin, before => `${before}er`)).toEqual({ok: true});
	expect(await map.read()).toEqual({
		ok: true,
		unreadable: new Set(),
		entries: new Map([
			['https://b.acme.com', 'other'],
			[origin, 'newer'],
		]),
	});
	expect(await map.change(origin, () => undefined)).toEqual({ok: true});
	expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({version: 1, servers: {'https://b.acme.com': 'other'}});
	expect(statSync(path).mode & 0o777).toBe(0o600);
});

test('a lock that cannot be acquired is reported, and nothing changes', async () => {
	const {path, map} = folderWith('{"version":1,"servers":{}}');
	writeFileSync(`${path}.lock`, 'of another program');
	expect(await map.change('https://a.acme.com', () => 'kept')).toEqual({ok: false, sentence: expect.any(String)});
	expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({version: 1, servers: {}});
});
