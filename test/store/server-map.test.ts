import {chmodSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
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

describe('the folder of what is kept for servers', () => {
	const test = needs('a POSIX system');

	test.each([
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

	test('is closed to others where it is ours', async () => {
		const {folder, map} = folderWith('{"version":1,"servers":{}}');
		expect(await map.change('https://a.acme.com', () => 'kept')).toEqual({ok: true});
		expect(statSync(folder).mode & 0o777).toBe(0o700);
	});
});
