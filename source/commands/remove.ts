import {toJson} from '../text/json-escape.ts';
import {safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {findJob} from './find-job.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {openShelf, withoutList} from './shelf.ts';

/** `gpjobs remove JOB…` and `--undo`: only the list changes, all of it or nothing. */
export async function remove(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	if ((operands.length === 0) !== (flags.undo === true)) {
		say(
			flags.undo
				? safe`--undo takes no JOB: it brings back the last removal.`
				: safe`Which job? Give its URL, label or id.`,
		);
		return exitCodes.usage;
	}
	const shelf = await openShelf(invocation, 'writing');
	const {list, home, saved, notices, listFault} = shelf;
	for (const notice of notices) say(notice);
	if (listFault !== undefined) return withoutList(shelf);
	if (!list || !home.ok) {
		say(home.ok ? safe`The list cannot be kept.` : home.sentence);
		return exitCodes.notSaved;
	}
	const urls: string[] = [];
	for (const word of operands) {
		const search = findJob(word, saved);
		if (!search.ok || !search.found.saved) {
			say(search.ok ? safe`${safeText(search.found.address.url)} is not in the list.` : search.sentence);
			return exitCodes.usage;
		}
		urls.push(search.found.address.url);
	}
	const change = flags.undo ? await list.undoRemove() : await list.remove(urls);
	if (!change.ok) {
		say(change.sentence);
		return exitCodes.notSaved;
	}
	if (change.changed.length === 0) {
		say(safe`Nothing was removed, so there is nothing to bring back.`);
		return exitCodes.usage;
	}
	const outcome = flags.undo ? 'added' : 'removed';
	const jobs = change.changed.map(({url}) => ({url, outcome}));
	if (flags.json) await print(`${toJson({jobs})}\n`);
	else await print(`${jobs.map(({url}) => `${flags.undo ? 'back' : 'removed'}  ${safeText(url)}`).join('\n')}\n`);
	return exitCodes.fine;
}
