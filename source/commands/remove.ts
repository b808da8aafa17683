import {hasEnded} from '../gp/status.ts';
import {systemClock} from '../monitor/clock.ts';
import type {WatchedJob} from '../monitor/job.ts';
import {openStorage} from '../session/opened-storage.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {whichJob} from './named-jobs.ts';
import {parseTime} from './options.ts';
import {print, say} from './print.ts';
import {savedJobsNamed} from './saved-jobs-named.ts';
import {allOrJobs, lastKnownJobs, withInputWords} from './select-jobs.ts';
import {withoutHome, withoutList} from './without-storage.ts';

/**
 * Runs `gpjobs remove JOB… | --all | --ended | --undo`: removes jobs from the list, or restores them. If one word does
 * not name a job, nothing changes.
 */
export async function remove(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const older = parseTime('older', flags.older);
	const refusal = misuse(invocation) ?? (older.ok ? undefined : older.sentence);
	if (refusal !== undefined) {
		say(refusal);
		return exitCodes.usage;
	}
	const words = await withInputWords(operands);
	const opened = await openStorage(invocation, 'writing');
	const {storage, home, notices, listFault} = opened;
	for (const notice of notices) say(notice);
	if (listFault !== undefined) return withoutList(opened);
	if (!storage || !home.ok) return withoutHome({home});
	const chosen = flags.ended
		? endedLongAgo(await lastKnownJobs(opened, say), older.ok ? (older.ms ?? 0) : 0)
		: await savedJobsNamed(words, opened, flags.all === true);
	if (chosen === undefined) return exitCodes.usage;
	const change = flags.undo ? await storage.undoRemove() : await storage.removeJobs(chosen.map(({url}) => url));
	if (!change.ok) {
		say(change.sentence);
		return exitCodes.notSaved;
	}
	if (change.changed.length === 0 && !flags.ended) {
		say(flags.undo ? nothingToRestore : whichJob);
		return exitCodes.usage;
	}
	const outcome = flags.undo ? 'added' : 'removed';
	const jobs = change.changed.map(({url}) => ({url, outcome}));
	if (flags.json) await print(`${toJson({jobs})}\n`);
	else if (!flags.quiet) await print(jobs.map(({url}) => removedLine(url, flags.undo === true)).join(''));
	return exitCodes.fine;
}

/** Returns the error for a call that names no jobs, or names them in two ways. */
function misuse({operands, flags}: Invocation): SafeText | undefined {
	const ways = [operands.length > 0, flags.all, flags.ended, flags.undo].filter(Boolean).length;
	if (flags.older !== undefined && !flags.ended) return olderNeedsEnded;
	if (ways === 0) return whichJob;
	if (ways === 1) return undefined;
	return flags.undo ? undoTakesNoJob : flags.ended ? endedTakesNoJob : allOrJobs;
}

/** Returns the jobs that ended or disappeared at least `age` milliseconds ago. */
function endedLongAgo(jobs: readonly WatchedJob[], age: number): readonly {readonly url: string}[] {
	const latest = systemClock.now().epoch - age;
	return jobs
		.filter(({state}) => hasEnded(state) || state === 'gone')
		.filter(({endedAt, stateSince}) => age === 0 || ((endedAt ?? stateSince)?.epoch ?? Infinity) <= latest)
		.map(({address}) => ({url: address.url}));
}

/** The error for `remove --undo` together with jobs. */
export const undoTakesNoJob: SafeText = safe`--undo restores the jobs that were removed last. Leave everything else out.`;

/** The error for `remove --ended` together with jobs. */
export const endedTakesNoJob: SafeText = safe`--ended removes all jobs that have ended. Leave JOB and --all out.`;

/** The error for `--older` without `--ended`. */
export const olderNeedsEnded: SafeText = safe`--older needs --ended: it limits --ended to jobs that ended before that time.`;

/**
 * Formats a job as a line of output, with its line end.
 *
 * @param isRestored after `--undo`
 */
export function removedLine(url: string, isRestored: boolean): string {
	return `${isRestored ? 'restored' : 'removed'}  ${safeText(url)}\n`;
}

/** The error for `remove --undo` if there is no removal to undo. */
export const nothingToRestore: SafeText = safe`There is no removal to undo.`;
