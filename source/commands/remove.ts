import {openStorage} from '../session/opened-storage.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {findJob} from './find-job.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {withoutList} from './unreadable-list.ts';

/** `gpjobs remove JOB…` and `--undo`: only the list changes, all of it or nothing. */
export async function remove(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	if ((operands.length === 0) !== (flags.undo === true)) {
		say(flags.undo ? undoTakesNoJob : whichJobToRemove);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'writing');
	const {storage, home, saved, notices, listFault} = opened;
	for (const notice of notices) say(notice);
	if (listFault !== undefined) return withoutList(opened);
	if (!storage || !home.ok) {
		say(home.ok ? safe`The list cannot be kept.` : home.sentence);
		return exitCodes.notSaved;
	}
	const urls: string[] = [];
	for (const word of operands) {
		const search = findJob(word, saved);
		if (!search.ok || !search.found.saved) {
			say(search.ok ? notInList(search.found.address.url) : search.sentence);
			return exitCodes.usage;
		}
		urls.push(search.found.address.url);
	}
	const change = flags.undo ? await storage.undoRemove() : await storage.removeJobs(urls);
	if (!change.ok) {
		say(change.sentence);
		return exitCodes.notSaved;
	}
	if (change.changed.length === 0) {
		say(nothingToBringBack);
		return exitCodes.usage;
	}
	const outcome = flags.undo ? 'added' : 'removed';
	const jobs = change.changed.map(({url}) => ({url, outcome}));
	if (flags.json) await print(`${toJson({jobs})}\n`);
	else await print(jobs.map(({url}) => removedLine(url, flags.undo === true)).join(''));
	return exitCodes.fine;
}

/** The sentence about `remove --undo JOB`. */
export const undoTakesNoJob: SafeText = safe`--undo takes no JOB: it brings back the last removal.`;

/** The sentence about `remove` without a job. */
export const whichJobToRemove: SafeText = safe`Which job? Give its URL, label or id.`;

/** The sentence about a job that cannot be taken off the list. */
export function notInList(url: string): SafeText {
	return safe`${safeText(url)} is not in the list.`;
}

/** What became of a job, as a line for a person. */
export function removedLine(url: string, isBack: boolean): string {
	return `${isBack ? 'back' : 'removed'}  ${safeText(url)}\n`;
}

/** The sentence about `remove --undo` where there was no removal. */
export const nothingToBringBack: SafeText = safe`Nothing was removed, so there is nothing to bring back.`;
