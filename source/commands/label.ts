import {openStorage} from '../session/opened-storage.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {printAdded} from './added-jobs.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {labelNotices} from './label-notices.ts';
import {say} from './print.ts';
import {savedJobsNamed} from './saved-jobs-named.ts';
import {oneJobOnly} from './select-jobs.ts';
import {withoutHome, withoutList} from './without-storage.ts';

/** Runs `gpjobs label JOB TEXT`: names a saved job. An empty text removes its label. */
export async function label(invocation: Invocation): Promise<ExitCode> {
	const [word, text, ...more] = invocation.operands;
	if (word === undefined || text === undefined || more.length > 0) {
		say(labelUsage);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'writing');
	for (const notice of opened.notices) say(notice);
	if (opened.listFault !== undefined) return withoutList(opened);
	if (!opened.storage || !opened.home.ok) return withoutHome(opened);
	const jobs = (await savedJobsNamed([word], opened)) ?? [];
	const [job] = jobs;
	if (job === undefined) return exitCodes.usage;
	if (jobs.length > 1) {
		say(oneJobOnly('label', jobs.length));
		return exitCodes.usage;
	}
	const name = text.trim();
	const change = await opened.storage.relabel(job.url, {label: name === '' ? null : name});
	if (!change.ok) {
		say(change.sentence);
		return exitCodes.notSaved;
	}
	const outcome = change.changed.length === 0 ? 'known' : 'updated';
	await printAdded([{url: job.url, outcome}], invocation.flags);
	for (const notice of labelNotices([name], change.jobs)) say(notice);
	return exitCodes.fine;
}

/** The error for a wrong number of arguments. */
export const labelUsage: SafeText = safe`Usage: gpjobs label JOB TEXT. Put a text of several words in quotes; an empty text removes the label.`;
