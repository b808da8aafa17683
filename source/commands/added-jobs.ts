import type {SavedJob} from '../store/saved-job.ts';
import type {Change} from '../store/saved-list.ts';
import type {Storage} from '../store/storage.ts';
import {toJson} from '../text/json-escape.ts';
import {safeText} from '../text/safe-text.ts';
import {print} from './print.ts';

/** What became of a job that was to be added. */
type AddOutcome = {
	readonly url: string;
	/** `updated`: it was there, and has the label and the tags now that came with it. */
	readonly outcome: 'added' | 'known' | 'updated';
};

type Added = {readonly ok: true; readonly outcomes: readonly AddOutcome[]} | (Change & {readonly ok: false});

/** What became of a job, in a word or two. */
export const addedWords = {added: 'added', known: 'already there', updated: 'updated'} as const;

/** Adds jobs to the list, and tells of each what became of it: of one that is named twice the second time is `known`. */
export async function addToList(storage: Storage, jobs: readonly SavedJob[]): Promise<Added> {
	const change = await storage.addJobs(jobs, 'update');
	if (!change.ok) return change;
	const changed = new Map(change.changed.map(job => [job.url, job]));
	const outcomes = jobs.map(({url, addedAt}): AddOutcome => {
		const job = changed.get(url);
		changed.delete(url);
		return {url, outcome: job === undefined ? 'known' : job.addedAt === addedAt ? 'added' : 'updated'};
	});
	return {ok: true, outcomes};
}

/** Prints what became of the jobs: one line each, or the document that `add --json` and `import --json` have. */
export async function printAdded(outcomes: readonly AddOutcome[], isJson: boolean): Promise<void> {
	if (isJson) await print(`${toJson({jobs: outcomes})}\n`);
	else await print(outcomes.map(addedLine).join(''));
}

/** What became of a job, as a line for a person. */
export function addedLine({url, outcome}: AddOutcome): string {
	return `${addedWords[outcome]}  ${safeText(url)}\n`;
}
