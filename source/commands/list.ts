import {systemClock} from '../monitor/clock.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import {jobJson} from '../session/job-json.ts';
import {jobLines, stateWords} from '../session/job-lines.ts';
import {openStorage} from '../session/opened-storage.ts';
import {readLastLook} from '../store/last-look.ts';
import {exactAge} from '../text/duration.ts';
import {toJson} from '../text/json-escape.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {lastKnownJobs} from './select-jobs.ts';
import {withoutList} from './without-storage.ts';

/** Runs `gpjobs list`: prints the last known state of each saved job. It sends no requests to servers. */
export async function list(invocation: Invocation): Promise<ExitCode> {
	if (invocation.operands.length > 0) {
		say(listTakesNoJobs);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'reading');
	const {notices, home, listFault} = opened;
	for (const notice of notices) say(notice);
	if (listFault !== undefined) return withoutList(opened);
	if (!home.ok) say(home.sentence);
	const now = systemClock.now();
	const jobs = await lastKnownJobs(opened, say);
	if (invocation.flags.json) await print(`${toJson({jobs: jobs.map(jobJson)})}\n`);
	else if (jobs.length === 0) say(emptyList);
	else
		await print(
			jobLines(jobs, now.epoch)
				.map(line => `${line}\n`)
				.join(''),
		);
	if (home.ok) await tellSinceLastLook(jobs, home.path, now.epoch);
	return exitCodes.fine;
}

/** Prints a notice about the jobs that ended since a key was last pressed in the monitor. */
async function tellSinceLastLook(jobs: readonly WatchedJob[], home: string, now: number): Promise<void> {
	const since = await readLastLook(home);
	if (since === undefined) return;
	const ended = jobs.filter(({endedAt, metInState}) => endedAt !== null && !metInState && endedAt.epoch > since);
	if (ended.length === 0) return;
	const words = ended.map(job => safe`${jobName(job)} ${stateWords(job)}`);
	say(endedSince(now - since, ended.length, joinSafe(words, safe`, `)));
}

/** The notice for an empty list. */
export const emptyList: SafeText = safe`The list is empty. Add a job with gpjobs add URL.`;

/**
 * The notice about jobs that ended while the monitor was not used.
 *
 * @param age milliseconds since it was last used
 * @param ends each job's name and how it ended
 */
export function endedSince(age: number, jobs: number, ends: SafeText): SafeText {
	return safe`Since you last used the monitor, ${exactAge(age)} ago, ${counted(jobs, 'job')} ended: ${ends}.`;
}

/** The error for a job as an argument of `gpjobs list`. */
export const listTakesNoJobs: SafeText = safe`gpjobs list always shows the whole list. For one job, use gpjobs status JOB.`;
