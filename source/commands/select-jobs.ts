import process from 'node:process';
import {text as readAll} from 'node:stream/consumers';
import {jobAddress} from '../gp/job-url.ts';
import {systemClock} from '../monitor/clock.ts';
import {newJob, type WatchedJob} from '../monitor/job.ts';
import {
	doubtfulPart,
	type Filter,
	filterFields,
	filterJobs,
	isLasting,
	matches,
	readFilter,
} from '../monitor/job-filter.ts';
import {fromRecord} from '../monitor/record-conversion.ts';
import {listed, type OpenedStorage} from '../session/opened-storage.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type FoundJob, findJob, isUrl} from './find-job.ts';

/** The jobs that the arguments of a command line name. */
type Selection =
	| {
			readonly ok: true;
			/** The jobs that were found, without duplicates, in the order of the arguments that named them. */
			readonly found: readonly FoundJob[];
			/** Whether a filter or `--all` selected some of the jobs, so that the user may not know which jobs they are. */
			readonly isByFilter: boolean;
			/**
			 * Whether a job is still selected in its present state; `undefined` if the selection does not depend on states.
			 * A filter by state selects jobs by their last known states, which may be old.
			 */
			readonly isStillSelected: ((job: WatchedJob) => boolean) | undefined;
	  }
	| {readonly ok: false; readonly sentences: readonly SafeText[]};

/**
 * Finds the jobs that words name: by URL, label or id as {@link findJob} does, or by a filter like `tag:nightly`, which
 * chooses saved jobs by their last known states.
 *
 * @param isAll whether to select the whole saved list
 * @param mayBeEmpty whether a filter without a matching job is not an error
 */
export async function selectJobs(
	words: readonly string[],
	opened: Pick<OpenedStorage, 'saved' | 'storage'>,
	isAll: boolean,
	mayBeEmpty = false,
): Promise<Selection> {
	const {saved} = opened;
	const isByFilter = isAll || words.some(isFilter);
	const known = isByFilter ? await lastKnownJobs(opened) : [];
	const entries = new Map(saved.map(entry => [entry.url, entry]));
	const found = new Map<string, FoundJob>();
	/** The jobs that do not depend on a filter. */
	const certain = new Set<string>();
	const filters: Filter[] = [];
	const sentences: SafeText[] = [];
	const add = (jobs: readonly WatchedJob[]) => {
		for (const {address} of jobs) {
			if (!found.has(address.url)) found.set(address.url, {address, saved: entries.get(address.url)});
		}
	};
	if (isAll) {
		add(known);
		for (const {address} of known) certain.add(address.url);
		if (known.length === 0) sentences.push(noSavedJobs);
	}
	for (const word of words) {
		if (isFilter(word)) {
			const filter = readFilter(word);
			const matching = filterJobs(known, filter, systemClock.now());
			const refusal = filterRefusal(word, matching, saved);
			if (refusal !== undefined) sentences.push(refusal);
			else if (matching.length === 0 && !mayBeEmpty) sentences.push(noSavedJobMatches(word));
			filters.push(filter);
			add(matching);
			continue;
		}
		const search = findJob(word, saved);
		if (search.ok) {
			found.set(search.found.address.url, search.found);
			certain.add(search.found.address.url);
		} else sentences.push(search.sentence);
	}
	if (sentences.length > 0) return {ok: false, sentences};
	const isStillSelected = (job: WatchedJob) =>
		certain.has(job.address.url) || filters.some(filter => matches(job, filter, systemClock.now()));
	return {
		ok: true,
		found: [...found.values()],
		isByFilter,
		isStillSelected: filters.every(isLasting) ? undefined : isStillSelected,
	};
}

/**
 * Returns the error for a filter that may not mean what the user thinks: a part of it is a mistake, or it is also the label of
 * a job that is not the only one that matches.
 */
function filterRefusal(
	word: string,
	matching: readonly WatchedJob[],
	saved: readonly SavedJob[],
): SafeText | undefined {
	const mistake = filterMistake(word);
	if (mistake !== undefined) return mistake;
	const labelled = saved.filter(({label}) => label === word);
	const isSame = labelled.every(({url}) => matching.length === 1 && matching[0]?.address.url === url);
	return isSame ? undefined : labelOrFilter(word, labelled.length, matching.length);
}

/** Replaces the word `-` by the words on standard input, one per line. Blank lines and lines that start with `#` are skipped. */
export async function withInputWords(words: readonly string[]): Promise<readonly string[]> {
	if (!words.includes('-')) return words;
	const lines = (await readAll(process.stdin)).split(/\r?\n/).map(line => line.trim());
	const input = lines.filter(line => line !== '' && !line.startsWith('#'));
	return words.flatMap(word => (word === '-' ? input : [word]));
}

/** Returns the saved jobs in the states that their records contain. */
export async function lastKnownJobs(
	{saved, storage}: Pick<OpenedStorage, 'saved' | 'storage'>,
	onNotice: (notice: SafeText) => void = () => {},
): Promise<readonly WatchedJob[]> {
	const known = await listed(
		saved.filter(({url}) => jobAddress(url) !== undefined),
		storage,
	);
	for (const notice of known.notices) onNotice(notice);
	const now = systemClock.now();
	return known.listed.map(({address, label, tags, record}) =>
		record ? fromRecord(record, address, {label, tags}, now) : newJob(address, label, tags),
	);
}

/**
 * Whether a word is a filter and not a name: it has a field, an exclusion or an alternative, or it asks for problems.
 */
function isFilter(word: string): boolean {
	if (isUrl(word)) return false;
	return readFilter(word).some(
		({alternatives, isExcluded}) =>
			isExcluded ||
			alternatives.length > 1 ||
			alternatives.some(({field, question}) => field !== undefined || question !== undefined),
	);
}

/** Returns the error for a filter with a part that is probably a mistake, if it has one. */
export function filterMistake(filter: string): SafeText | undefined {
	const part = doubtfulPart(filter);
	return part === undefined ? undefined : doubtfulFilter(filter, part);
}

/** The error for a filter of which a part is unfinished or has an unknown field. */
export function doubtfulFilter(filter: string, part: string): SafeText {
	return safe`The filter ${safeText(filter)} is not clear: "${safeText(part)}" has no text, or its field is unknown. The fields are ${joinSafe(filterFields.map(safeText), safe`, `)}.`;
}

/** The error for a word that is a label and a filter. */
export function labelOrFilter(word: string, labelled: number, matching: number): SafeText {
	return safe`"${safeText(word)}" is the label of ${counted(labelled, 'job')} and a filter that ${counted(matching, 'job')} match. Give URLs or ids, or rename the job with gpjobs label.`;
}

/** The error for a filter without a matching job. */
export function noSavedJobMatches(filter: string): SafeText {
	return safe`No saved job matches ${safeText(filter)}. gpjobs list shows the saved jobs.`;
}

/** The error for `--all` if the list is empty. */
export const noSavedJobs: SafeText = safe`The list is empty, so --all selects no job.`;

/** The error for `--all` together with jobs. */
export const allOrJobs: SafeText = safe`Give jobs or --all, not both.`;

/** The error if several jobs are given to a command that takes one. */
export function oneJobOnly(command: string, jobs: number): SafeText {
	return safe`gpjobs ${safeText(command)} takes one job, but ${jobs} are given.`;
}
