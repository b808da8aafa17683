import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import process from 'node:process';
import {jobAddress} from '../../source/gp/job-url.ts';
import {newJob, type WatchedJob} from '../../source/monitor/job.ts';
import {NotifyCommand} from '../../source/session/notify-command.ts';
import {type SafeText, safeText} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {urlOf} from '../ui/screen/screen-world.ts';

/** The environment of the programs: only what they need to be found. */
export const environment = {PATH: process.env.PATH};

/** Makes a failed job. */
export function jobNamed(name: string, facts: Partial<WatchedJob> = {}): WatchedJob {
	const address = jobAddress(urlOf(name));
	if (!address) throw new Error('no address');
	return {...newJob(address, safeText(name), []), state: 'failed', ...facts};
}

/** More jobs than programs may run at the same time. */
export const manyJobs = Array.from({length: 12}, (_, index) => jobNamed(`j${index}`));

/** Writes a shell script and returns its path. */
export function script(text: string): string {
	const path = join(temporaryFolder(), 'hook');
	writeFileSync(path, `#!/bin/sh\n${text}\n`, {mode: 0o755});
	return path;
}

/**
 * Runs a command for jobs.
 *
 * @param wait milliseconds to wait for the programs; the default is enough for a busy machine
 * @param longest milliseconds that one program may run, if not the default of gpjobs
 * @returns the reported failures
 */
export async function failuresOf(
	command: string,
	jobs: readonly WatchedJob[],
	wait = 200_000,
	longest?: number,
): Promise<readonly SafeText[]> {
	const sentences: SafeText[] = [];
	const runner = new NotifyCommand(command, environment, sentence => sentences.push(sentence), longest);
	runner.runFor(jobs);
	await runner.finish(wait);
	return sentences;
}
