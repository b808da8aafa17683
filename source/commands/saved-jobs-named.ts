import type {OpenedStorage} from '../session/opened-storage.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {say} from './print.ts';
import {selectJobs} from './select-jobs.ts';

/**
 * Finds the saved jobs that words name, for commands that change the list.
 *
 * @param isAll whether to take all saved jobs
 * @returns each job once, in the order of the words; `undefined` if a word does not name a saved job, after an error
 * for each such word
 */
export async function savedJobsNamed(
	words: readonly string[],
	opened: Pick<OpenedStorage, 'saved' | 'storage'>,
	isAll = false,
): Promise<readonly SavedJob[] | undefined> {
	const selection = await selectJobs(words, opened, isAll);
	const sentences = selection.ok
		? selection.found.flatMap(({saved, address}) => (saved ? [] : [notInList(address.url)]))
		: selection.sentences;
	for (const sentence of sentences) say(sentence);
	return selection.ok && sentences.length === 0 ? selection.found.flatMap(({saved}) => saved ?? []) : undefined;
}

/** The error for a job URL that is not on the list. */
export function notInList(url: string): SafeText {
	return safe`${safeText(url)} is not on the list.`;
}
