import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {findJob} from './find-job.ts';
import {say} from './print.ts';

/**
 * Finds the saved jobs that words name, for commands that change the list.
 *
 * @returns each job once, in the order of the words; `undefined` after an error for each word that names no saved job
 */
export function savedJobsNamed(words: readonly string[], saved: readonly SavedJob[]): readonly SavedJob[] | undefined {
	const jobs = new Map<string, SavedJob>();
	let isWrong = false;
	for (const word of words) {
		const search = findJob(word, saved);
		if (search.ok && search.found.saved) {
			jobs.set(search.found.saved.url, search.found.saved);
			continue;
		}
		say(search.ok ? notInList(search.found.address.url) : search.sentence);
		isWrong = true;
	}
	return isWrong ? undefined : [...jobs.values()];
}

/** The error for a job URL that is not on the list. */
export function notInList(url: string): SafeText {
	return safe`${safeText(url)} is not on the list.`;
}
