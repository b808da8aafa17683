import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {cannotBeRun, endedWith} from '../../source/session/notify-command.ts';
import {ownerUnknown} from '../../source/session/program-owner.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {saying, whatever} from '../saying.ts';
import {failuresOf, jobNamed, manyJobs, script} from './notify-jobs.ts';

const veryLong = 'z'.repeat(300_000);

function notRunnable(): string {
	const path = join(temporaryFolder(), 'plain');
	writeFileSync(path, 'x', {mode: 0o600});
	return path;
}

/** Milliseconds for what ends by itself: a busy machine may need much of it. */
const anyTime = 200_000;

test.each([
	['a name with a NUL', () => './a\u0000b', cannotBeRun('ERR_INVALID_ARG_VALUE')],
	['a program that is not there', () => '/nowhere/at/all', cannotBeRun('ENOENT')],
	['a name without a program', () => 'no-such-program-anywhere', cannotBeRun('ENOENT')],
	['a folder', () => '/', cannotBeRun('EACCES')],
	['a file that may not be run', () => notRunnable(), cannotBeRun('EACCES')],
	['a name of 300,000 letters', () => `/${veryLong}`, ownerUnknown(whatever)],
	['a program that ends badly', () => script('exit 7'), endedWith(7, null)],
	['a program that is killed', () => script('kill -9 $$'), endedWith(null, 'SIGKILL')],
])('%s is told once for many jobs, and ends', async (_, command, sentence) => {
	expect(await failuresOf(command(), manyJobs, anyTime, anyTime)).toEqual([expect.stringMatching(saying(sentence))]);
});

test('a program has no terminal, not even through /dev/tty', async () => {
	const out = join(temporaryFolder(), 'out');
	const command = script(`{ (echo drawn >/dev/tty) 2>/dev/null && echo drawn; ps -o sid= -p $$; echo $$; } > ${out}`);
	expect(await failuresOf(command, [jobNamed('a')], anyTime, anyTime)).toEqual([]);
	const [session, own] = readFileSync(out, 'utf8').trim().split(/\s+/);
	expect(session).toMatch(/^\d+$/);
	expect(session).toBe(own);
});
