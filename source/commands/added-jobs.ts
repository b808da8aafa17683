import type {SavedJob} from '../store/saved-job.ts';
import type {Change} from '../store/saved-list.ts';
import type {Storage} from '../store/storage.ts';
import {toJson} from '../text/json-escape.ts';
import {safeText} from '../text/safe-text.ts';
import type {Flags} from './options.ts';
import {print} from './print.ts';

/** A job that was to be added to the list, and what happened to it. */
export type AddOutcome = {
	readonly url: string;
	/** `known`: the job was on the list and did not change. `updated`: it was on the list and got a new label or new tags. */
	readonly outcome: 'added' | 'known' | 'updated';
};

type Added =
	| {readonly ok: true; readonly outcomes: readonly AddOutcome[]; readonly jobs: readonly SavedJob[]}
	| (Change & {readonly ok: false});

/** The word that is printed for each outcome. */
export const addedWords = {added: 'added', known: 'already there', updated: 'updated'} as const;

/**
 * Adds jobs to the saved list.
 *
 * @returns the whole list, and one outcome for each of `jobs`, in their order; a job that occurs twice is `known` the second time
 */
export async function addToList(storage: Storage, jobs: readonly SavedJob[]): Promise<Added> {
	const change = await storage.addJobs(jobs, 'update');
	if (!change.ok) return change;
	const changed = new Map(change.changed.map(job => [job.url, job]));
	const outcomes = jobs.map(({url, addedAt}): AddOutcome => {
		const job = changed.get(url);
		changed.delete(url);
		return {url, outcome: job === undefined ? 'known' : job.addedAt === addedAt ? 'added' : 'updated'};
	});
	return {ok: true, outcomes, jobs: change.jobs};
}

/** Prints the outcomes: one line for each, nothing with `--quiet`, or the JSON document of `add --json` and `import --json`. */
export async function printAdded(outcomes: readonly AddOutcome[], {json, quiet}: Flags): Promise<void> {
	if (json) await print(`${toJson({jobs: outcomes})}\n`);
	else if (!quiet) await print(outcomes.map(addedLine).join(''));
}

/** Formats one outcome as a line of output, with its line end. */
export function addedLine({url, outcome}: AddOutcome): string {
	return `${addedWords[outcome]}  ${safeText(url)}\n`;
}
