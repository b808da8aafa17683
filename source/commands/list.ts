import {jobAddress} from '../gp/job-url.ts';
import {type Moment, systemClock} from '../monitor/clock.ts';
import {jobName, type WatchedJob} from '../monitor/job.ts';
import {matches, readFilter} from '../monitor/job-filter.ts';
import {fromRecord} from '../monitor/record-conversion.ts';
import {jobJson} from '../session/job-json.ts';
import {jobLines, stateWords} from '../session/job-lines.ts';
import {type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {readLastLook} from '../store/last-look.ts';
import {readUnlistedRecords} from '../store/record-files.ts';
import {exactAge} from '../text/duration.ts';
import {toJson} from '../text/json-escape.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {endedBy} from '../ui/panes/list/ended.ts';
import {isSortKey, type SortKey, sortJobs, sortKeys} from '../ui/panes/list/order.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {type Flags, parseNumber} from './options.ts';
import {print, say} from './print.ts';
import {notInList} from './saved-jobs-named.ts';
import {filterMistake, lastKnownJobs, selectJobs, withInputWords} from './select-jobs.ts';
import {withoutList} from './without-storage.ts';

/** How many jobs are listed, and in which order. */
type ListWish = {readonly sortBy: SortKey; readonly last: number | undefined};

/**
 * Runs `gpjobs list [JOB…]`: prints the last known states of the saved jobs, or of some of them; with `--kept` those of jobs
 * that are no longer on the list. It sends no requests to servers.
 */
export async function list(invocation: Invocation): Promise<ExitCode> {
	const {operands, flags} = invocation;
	const wish = wishOf(flags);
	if (!wish.ok) {
		say(wish.sentence);
		return exitCodes.usage;
	}
	const words = await withInputWords(operands);
	const opened = await openStorage(invocation, 'reading');
	const {notices, home, listFault} = opened;
	for (const notice of notices) say(notice);
	if (listFault !== undefined) return withoutList(opened);
	if (!home.ok) say(home.sentence);
	const now = systemClock.now();
	const mistake = flags.kept ? words.flatMap(word => filterMistake(word) ?? [])[0] : undefined;
	if (mistake !== undefined) {
		say(mistake);
		return exitCodes.usage;
	}
	const jobs = flags.kept ? await keptJobs(opened, words, now) : await savedJobs(opened, words);
	if (jobs === undefined) return exitCodes.usage;
	const shown = inOrder(jobs, wish.wish, now);
	if (flags.json) await print(`${toJson({jobs: shown.map(jobJson)})}\n`);
	else if (shown.length === 0) say(operands.length > 0 ? noListedJobMatches : flags.kept ? nothingKept : emptyList);
	else
		await print(
			jobLines(shown, now.epoch)
				.map(line => `${line}\n`)
				.join(''),
		);
	const isWhole = operands.length === 0 && flags.kept !== true && wish.wish.last === undefined;
	if (home.ok && isWhole) await tellSinceLastLook(jobs, home.path, now.epoch);
	return exitCodes.fine;
}

function wishOf({sort = 'added', last}: Flags): {ok: true; wish: ListWish} | {ok: false; sentence: SafeText} {
	if (!isSortKey(sort)) return {ok: false, sentence: noSortKey(sort)};
	const parsed = parseNumber('last', last, {least: 0, most: 999_999_999, isWhole: true});
	return parsed.ok ? {ok: true, wish: {sortBy: sort, last: parsed.value}} : parsed;
}

/** Returns the saved jobs that words name; `undefined` if a word names no job, after an error for each such word. */
async function savedJobs(opened: OpenedStorage, words: readonly string[]): Promise<readonly WatchedJob[] | undefined> {
	const jobs = await lastKnownJobs(opened, say);
	if (words.length === 0) return jobs;
	const selection = await selectJobs(words, opened, false, true);
	const sentences = selection.ok
		? selection.found.flatMap(({saved, address}) => (saved ? [] : [notInList(address.url)]))
		: selection.sentences;
	for (const sentence of sentences) say(sentence);
	if (!selection.ok || sentences.length > 0) return undefined;
	const chosen = new Set<string>(selection.found.map(({address}) => address.url));
	return jobs.filter(({address}) => chosen.has(address.url));
}

/** Returns the jobs that are no longer on the list but have a record, and match one of the filters if there are any. */
async function keptJobs(
	{home, saved}: OpenedStorage,
	filters: readonly string[],
	now: Moment,
): Promise<readonly WatchedJob[]> {
	if (home.path === undefined) return [];
	const urls = saved.map(({url}) => url);
	const records = await readUnlistedRecords(home.path, urls);
	const jobs = records.flatMap(record => {
		const address = jobAddress(record.url);
		return address ? [fromRecord(record, address, {label: null, tags: []}, now)] : [];
	});
	const parsed = filters.map(readFilter);
	return parsed.length === 0 ? jobs : jobs.filter(job => parsed.some(filter => matches(job, filter, now)));
}

/** Returns the last jobs, in the wanted order: those that ended last if they are sorted by their end, otherwise those added last. */
function inOrder(jobs: readonly WatchedJob[], {sortBy, last}: ListWish, now: Moment): readonly WatchedJob[] {
	if (sortBy === 'ended') {
		// A job that ended between two calls of gpjobs is sorted by the first answer after its end.
		return jobs.toSorted((a, b) => (endedBy(b) ?? -Infinity) - (endedBy(a) ?? -Infinity) || 0).slice(0, last);
	}
	const chosen = last === undefined ? jobs : jobs.slice(Math.max(0, jobs.length - last));
	return sortJobs(chosen, {by: sortBy, isInverted: false}, now);
}

/** Prints a notice about the jobs that ended since a key was last pressed in the monitor. */
async function tellSinceLastLook(jobs: readonly WatchedJob[], home: string, now: number): Promise<void> {
	const since = await readLastLook(home);
	if (since === undefined) return;
	const ended = jobs.filter(({endedAt, metInState}) => endedAt !== null && !metInState && endedAt.epoch > since);
	if (ended.length === 0) return;
	const words = ended.map(job => safe`${jobName(job)} ${stateWords(job)}`);
	say(endedSince(now - since, ended.length, joinSafe(words, safe`, `)));
}

/** The notice for an empty list. */
export const emptyList: SafeText = safe`The list is empty. Add a job with gpjobs add URL.`;

/** The notice if no record of a job outside the list is left. */
export const nothingKept: SafeText = safe`gpjobs has no records of jobs outside the list.`;

/** The notice if no job matches the filters. */
export const noListedJobMatches: SafeText = safe`No job matches.`;

/** Makes the error for an unknown key of `--sort`. */
export function noSortKey(key: string): SafeText {
	return safe`--sort must be one of ${joinSafe(sortKeys.map(safeText), safe`, `)}, not "${safeText(key)}".`;
}

/**
 * The notice about jobs that ended while the monitor was not used.
 *
 * @param age milliseconds since it was last used
 * @param ends each job's name and how it ended
 */
export function endedSince(age: number, jobs: number, ends: SafeText): SafeText {
	return safe`Since you last used the monitor, ${exactAge(age)} ago, ${counted(jobs, 'job')} ended: ${ends}.`;
}
