import {chmodSync, chownSync, mkdirSync, symlinkSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect} from 'vitest';
import {readPem} from '../../source/session/pem-file.ts';
import {trustOf} from '../../source/session/server-trust.ts';
import {belongsToAnother, openToOthers, ownershipProblem} from '../../source/store/ownership.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {needs} from '../e2e/needs.ts';

const asRoot = needs('a POSIX system', 'root');
const daemon = 1;

function pem(mode: number, folderMode = 0o755): string {
	const folder = join(temporaryFolder(), 'keys');
	mkdirSync(folder);
	const path = join(folder, 'one.pem');
	writeFileSync(path, 'PEM');
	chmodSync(path, mode);
	chmodSync(folder, folderMode);
	return path;
}

describe('certificates and keys that others could have written or read', () => {
	const test = needs('a POSIX system');

	test.each<[boolean, number, number, boolean]>([
		[false, 0o644, 0o755, true],
		[false, 0o664, 0o755, false],
		[false, 0o646, 0o755, false],
		[false, 0o644, 0o777, false],
		[true, 0o600, 0o755, true],
		[true, 0o400, 0o700, true],
		[true, 0o640, 0o755, false],
		[true, 0o604, 0o755, false],
		[true, 0o620, 0o755, false],
		[true, 0o600, 0o775, false],
	])('a key: %s, mode %o in a folder of mode %o: read is %s', async (isKey, mode, folderMode, isRead) => {
		const path = pem(mode, folderMode);
		const read = await readPem(path, isKey);
		expect(read.ok).toBe(isRead);
		if (!read.ok) expect(read.sentence).toBe((await ownershipProblem(path))?.sentence ?? (await openToOthers(path)));
	});

	asRoot('one of another user', async () => {
		const path = pem(0o600);
		chownSync(path, daemon, daemon);
		expect(await readPem(path, true)).toMatchObject({ok: false, sentence: belongsToAnother(path, daemon)});
	});

	test('a link into a folder that everybody can write to', async () => {
		const link = join(temporaryFolder(), 'link.pem');
		symlinkSync(pem(0o600, 0o777), link);
		expect((await readPem(link, true)).ok).toBe(false);
	});

	test('are not used, and a notice says so', async () => {
		const notices: never[] = [];
		const own = pem(0o600);
		expect(await trustOf({certFile: own, keyFile: own}, notices)).toEqual({client: {certificate: 'PEM', key: 'PEM'}});
		expect(notices).toEqual([]);
		expect(await trustOf({certFile: pem(0o666), keyFile: own}, notices)).toEqual({});
		expect(await trustOf({certFile: own, keyFile: pem(0o644)}, notices)).toEqual({});
		expect(await trustOf({caFile: pem(0o666)}, notices)).toEqual({});
		expect(notices).toHaveLength(3);
	});
});
