import {openStorage} from '../session/opened-storage.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type AddOutcome, printAdded} from './added-jobs.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {say} from './print.ts';
import {savedJobsNamed} from './saved-jobs-named.ts';
import {withInputWords} from './select-jobs.ts';
import {withoutHome, withoutList} from './without-storage.ts';

/** Runs `gpjobs tag JOB… +TAG -TAG`: adds tags to saved jobs and removes tags from them. */
export async function tag(invocation: Invocation): Promise<ExitCode> {
	const changes = invocation.operands.filter(isTagChange);
	const words = await withInputWords(invocation.operands.filter(word => !isTagChange(word)));
	const unclear = changes.find(word => word.slice(1).trim() === '' || changes.includes(opposite(word)));
	if (words.length === 0 || changes.length === 0 || unclear !== undefined) {
		say(unclear === undefined ? tagUsage : unclearTag(unclear));
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'writing');
	for (const notice of opened.notices) say(notice);
	if (opened.listFault !== undefined) return withoutList(opened);
	const {storage} = opened;
	if (!storage || !opened.home.ok) return withoutHome(opened);
	const jobs = await savedJobsNamed(words, opened);
	if (jobs === undefined) return exitCodes.usage;
	const outcomes: AddOutcome[] = [];
	let refusal: SafeText | undefined;
	for (const {url, tags} of jobs) {
		const change = await storage.relabel(url, {tags: changedTags(tags, changes)});
		if (change.ok) outcomes.push({url, outcome: change.changed.length === 0 ? 'known' : 'updated'});
		// A disk that refuses one change refuses all of them, so one sentence is enough.
		else refusal ??= change.sentence;
	}
	await printAdded(outcomes, invocation.flags);
	if (refusal === undefined) return exitCodes.fine;
	say(refusal);
	return exitCodes.notSaved;
}

/** Whether a word adds or removes a tag: `+nightly`, `-old`. */
function isTagChange(word: string): boolean {
	return /^[+-]./.test(word) || word === '+';
}

function opposite(change: string): string {
	return `${change.startsWith('+') ? '-' : '+'}${change.slice(1)}`;
}

function changedTags(tags: readonly string[], changes: readonly string[]): readonly string[] {
	const of = (sign: string) => changes.filter(word => word.startsWith(sign)).map(word => word.slice(1).trim());
	const removed = new Set(of('-'));
	return [...new Set([...tags, ...of('+')])].filter(one => !removed.has(one));
}

/** The error for a missing job or a missing tag. */
export const tagUsage: SafeText = safe`Usage: gpjobs tag JOB… +TAG -TAG. +TAG adds a tag to the jobs, -TAG removes it.`;

/** The error for a tag without text, and for a tag that is both added and removed. */
export function unclearTag(change: string): SafeText {
	return safe`"${safeText(change)}" does not say which tag to add or remove. ${tagUsage}`;
}
