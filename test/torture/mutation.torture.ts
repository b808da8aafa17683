/** How much of a sample of small changes to the code the tests notice; `scripts/mutation.ts` says which they did not. */
import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {expect, onTestFinished, test} from 'vitest';

type Report = {
	readonly room: string;
	readonly tried: number;
	readonly killed: number;
	readonly survivors: readonly object[];
};

test('nine of ten changes are noticed', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'gpjobs-mutation-'));
	onTestFinished(() => rmSync(folder, {recursive: true, force: true}));
	const report = join(folder, 'report.json');
	const script = fileURLToPath(new URL('../../scripts/mutation.ts', import.meta.url));
	await promisify(execFile)(process.execPath, [script, '--sample', '20', '--seed', '1', '--report', report], {
		maxBuffer: 2 ** 24,
	});
	const rooms = JSON.parse(readFileSync(report, 'utf8')) as readonly Report[];
	const tried = rooms.reduce((sum, room) => sum + room.tried, 0);
	const killed = rooms.reduce((sum, room) => sum + room.killed, 0);
	expect(tried).toBe(rooms.length * 20);
	expect(
		killed / tried,
		JSON.stringify(
			rooms.flatMap(({survivors}) => survivors),
			undefined,
			'\t',
		),
	).toBeGreaterThanOrEqual(0.9);
});
