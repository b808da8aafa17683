import {openStorage} from '../session/opened-storage.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {whichJob} from './named-jobs.ts';
import {print, say} from './print.ts';
import {savedJobsNamed} from './saved-jobs-named.ts';
import {withoutHome, withoutList} from './without-storage.ts';

/** Runs `gpjobs remove JOB… | --undo`: takes jobs off the list, or puts them back. If one word names no job, nothing changes. */
export async function remove(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	if ((operands.length === 0) !== (flags.undo === true)) {
		say(flags.undo ? undoTakesNoJob : whichJob);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'writing');
	const {storage, home, saved, notices, listFault} = opened;
	for (const notice of notices) say(notice);
	if (listFault !== undefined) return withoutList(opened);
	if (!storage || !home.ok) {
		return withoutHome({home});
	}
	const named = savedJobsNamed(operands, saved);
	if (named === undefined) return exitCodes.usage;
	const change = flags.undo ? await storage.undoRemove() : await storage.removeJobs(named.map(({url}) => url));
	if (!change.ok) {
		say(change.sentence);
		return exitCodes.notSaved;
	}
	if (change.changed.length === 0) {
		say(nothingToRestore);
		return exitCodes.usage;
	}
	const outcome = flags.undo ? 'added' : 'removed';
	const jobs = change.changed.map(({url}) => ({url, outcome}));
	if (flags.json) await print(`${toJson({jobs})}\n`);
	else await print(jobs.map(({url}) => removedLine(url, flags.undo === true)).join(''));
	return exitCodes.fine;
}

/** The error for `remove --undo JOB`. */
export const undoTakesNoJob: SafeText = safe`--undo restores the jobs that were removed last. Leave JOB out.`;

/** Formats a job as a line of output, with its line end. @param isRestored after `--undo` */
export function removedLine(url: string, isRestored: boolean): string {
	return `${isRestored ? 'restored' : 'removed'}  ${safeText(url)}\n`;
}

/** The error for `remove --undo` without an earlier removal. */
export const nothingToRestore: SafeText = safe`There is no removal to undo.`;
