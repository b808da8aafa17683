import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {expect, test} from 'vitest';
import {jobAddress} from '../../source/gp/job-url.ts';
import {newJob, type WatchedJob} from '../../source/monitor/job.ts';
import {cannotBeRun, endedWith, NotifyCommand} from '../../source/session/notify-command.ts';
import {ownerUnknown} from '../../source/session/program-owner.ts';
import {type SafeText, safeText} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {saying, whatever} from '../saying.ts';
import {urlOf} from '../ui/screen/screen-world.ts';

const veryLong = 'z'.repeat(300_000);
const environment = {PATH: process.env.PATH};

function jobNamed(name: string, facts: Partial<WatchedJob> = {}): WatchedJob {
	const address = jobAddress(urlOf(name));
	if (!address) throw new Error('no address');
	return {...newJob(address, safeText(name), []), state: 'failed', ...facts};
}

function script(text: string): string {
	const path = join(temporaryFolder(), 'hook');
	writeFileSync(path, `#!/bin/sh\n${text}\n`, {mode: 0o755});
	return path;
}

function notRunnable(): string {
	const path = join(temporaryFolder(), 'plain');
	writeFileSync(path, 'x', {mode: 0o600});
	return path;
}

/** Milliseconds for what ends by itself: a busy machine may need much of it. */
const anyTime = 200_000;

/** Runs a command for jobs to its end. @returns what it was told that failed */
async function told(command: string, jobs: readonly WatchedJob[]): Promise<readonly SafeText[]> {
	const sentences: SafeText[] = [];
	const runner = new NotifyCommand(command, environment, sentence => sentences.push(sentence), anyTime);
	runner.runFor(jobs);
	await runner.finish(anyTime);
	return sentences;
}

const manyJobs = Array.from({length: 12}, (_, index) => jobNamed(`j${index}`));

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
	expect(await told(command(), manyJobs)).toEqual([expect.stringMatching(saying(sentence))]);
});

test('a program has no terminal, not even one that it opens by its name', async () => {
	const out = join(temporaryFolder(), 'out');
	const command = script(`{ (echo drawn >/dev/tty) 2>/dev/null && echo drawn; ps -o sid= -p $$; echo $$; } > ${out}`);
	expect(await told(command, [jobNamed('a')])).toEqual([]);
	const [session, own] = readFileSync(out, 'utf8').trim().split(/\s+/);
	expect(session).toMatch(/^\d+$/);
	expect(session).toBe(own);
});
