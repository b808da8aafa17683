import {jobAddress} from '../gp/job-url.ts';
import {systemClock} from '../monitor/clock.ts';
import {newJob} from '../monitor/job.ts';
import {isLasting, matches, readFilter} from '../monitor/job-filter.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {filterMistake} from './select-jobs.ts';

/** A choice of jobs from the saved list; the error if one of its filters cannot be used. */
type ListSelection =
	| {readonly ok: true; readonly chosen: (saved: readonly SavedJob[]) => readonly SavedJob[]}
	| {readonly ok: false; readonly sentence: SafeText};

/**
 * Reads filters that choose jobs from the saved list for as long as the program runs. A job is chosen if one of the
 * filters matches; without filters all jobs are chosen. Only filters by label, id, task, service, server and tag are
 * accepted. With a filter by state, a job would no longer be chosen after its end, and programs that share a list could
 * not divide it among them.
 */
export function readSelection(words: readonly string[]): ListSelection {
	if (words.length === 0) return {ok: true, chosen: saved => saved};
	const filters = words.map(readFilter);
	const refused = words.find((_, index) => !isLasting(filters[index] ?? []));
	if (refused !== undefined) return {ok: false, sentence: notLasting(refused)};
	const mistake = words.flatMap(word => filterMistake(word) ?? [])[0];
	if (mistake !== undefined) return {ok: false, sentence: mistake};
	const isChosen = ({url, label, tags}: SavedJob) => {
		const address = jobAddress(url);
		if (address === undefined) return false;
		const job = newJob(address, label === undefined ? null : safeText(label), tags.map(safeText));
		return filters.some(filter => matches(job, filter, systemClock.now()));
	};
	return {ok: true, chosen: saved => saved.filter(isChosen)};
}

/** The error for a word that is not a filter, or for a filter whose matches change while a job runs. */
export function notLasting(word: string): SafeText {
	return safe`"${safeText(word)}" cannot choose the jobs. Give filters by label, id, task, service, server or tag, like server:gis.acme.com or !tag:test.`;
}
