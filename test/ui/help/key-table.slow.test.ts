import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {afterAll, expect, test} from 'vitest';
import {keyTable} from '../../../source/ui/help/key-table.ts';

const folder = mkdtempSync(join(tmpdir(), 'gpjobs-keys-'));
afterAll(() => rmSync(folder, {recursive: true}));

function run(...args: readonly string[]) {
	const script = fileURLToPath(new URL('../../../scripts/write-key-table.ts', import.meta.url));
	const {status, stderr} = spawnSync(process.execPath, [script, ...args], {encoding: 'utf8'});
	return {status, stderr};
}

test('--check tells a stale README from a fresh one, and says where there is none', () => {
	const path = join(folder, 'README.md');
	expect(run(path, '--check')).toEqual({status: 1, stderr: `${path} does not exist.\n`});
	writeFileSync(path, 'Keys\n');
	expect(run(path)).toMatchObject({status: 1, stderr: expect.stringContaining('lacks the lines')});
	writeFileSync(path, '<!-- keys --><!-- /keys -->\n');
	expect(run(path, '--check')).toMatchObject({status: 1, stderr: expect.stringContaining('is stale')});
	expect(readFileSync(path, 'utf8')).toBe('<!-- keys --><!-- /keys -->\n');
	expect(run(path)).toEqual({status: 0, stderr: ''});
	expect(run(path, '--check')).toEqual({status: 0, stderr: ''});
	const written = readFileSync(path, 'utf8').split('\n');
	expect(written.filter(line => line.startsWith('|'))).toHaveLength(keyTable().split('\n').length);
});
