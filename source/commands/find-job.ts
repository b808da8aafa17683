import {type JobAddress, jobAddress, parseJobUrl} from '../gp/job-url.ts';
import {withoutParameters} from '../gp/url-parameters.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';

/** A job that the user named. */
export type FoundJob = {
	readonly address: JobAddress;
	/** The entry of the saved list; `undefined` where the job was named by its URL and is not saved. */
	readonly saved: SavedJob | undefined;
	readonly token?: string;
	/** What a person should know of how the URL was read. */
	readonly notice?: SafeText;
};

type JobSearch = {readonly ok: true; readonly found: FoundJob} | {readonly ok: false; readonly sentence: SafeText};

const shortestEnd = 4;
const mostCandidates = 5;

/**
 * The job that a word names: a job URL, a label, a job id, or a unique end of an id of 4 characters at least (design §4).
 * Never a row number: rows move. A word that means one job as a label and another as an id or the end of one names neither:
 * a cancel must not take the wrong one. The URL of a job names that job, whatever others are called.
 */
export function findJob(word: string, saved: readonly SavedJob[]): JobSearch {
	const labelled = byLabel(word, saved);
	if (isUrl(word)) {
		const parsed = parseJobUrl(word);
		if (!parsed.ok) return labelled.length > 0 ? oneOf(word, labelled) : parsed;
		const {job: address, token, notice} = parsed;
		const entry = saved.find(({url}) => url === address.url);
		const found: FoundJob = {
			address,
			saved: entry,
			...(token === undefined ? {} : {token}),
			...(notice === undefined ? {} : {notice}),
		};
		return {ok: true, found};
	}
	const {segment: bare} = withoutParameters(word);
	const identified = byId(bare, saved);
	// Who gives a whole id means that job, also where the id of another one ends alike.
	return oneOf(word, [...labelled, ...(identified.length > 0 ? identified : byEndOfId(bare, saved))]);
}

/** A URL, also encoded whole, in a command line, or without its beginning: what is wrong with it is said as of a URL. */
export function isUrl(word: string): boolean {
	return /https?:\/\/|^https?:|https?%3a|^\/\/|\/gpserver\//i.test(word);
}

/** The one job among those that a word may name. */
function oneOf(word: string, named: readonly FoundJob[]): JobSearch {
	const jobs = [...new Map(named.toReversed().map(one => [one.address.url, one])).values()].toReversed();
	const [first, ...others] = jobs;
	if (first === undefined) return {ok: false, sentence: notFound(word)};
	return others.length === 0 ? {ok: true, found: first} : ambiguous(word, jobs);
}

function byLabel(word: string, saved: readonly SavedJob[]): readonly FoundJob[] {
	return saved.filter(({label}) => label === word).flatMap(found);
}

function byId(word: string, saved: readonly SavedJob[]): readonly FoundJob[] {
	return saved.flatMap(found).filter(({address}) => address.jobId === word);
}

function byEndOfId(word: string, saved: readonly SavedJob[]): readonly FoundJob[] {
	if (word.length < shortestEnd) return [];
	return saved.flatMap(found).filter(({address}) => address.jobId.endsWith(word));
}

function found(entry: SavedJob): readonly FoundJob[] {
	const address = jobAddress(entry.url);
	return address ? [{address, saved: entry}] : [];
}

function ambiguous(word: string, candidates: readonly FoundJob[]): JobSearch {
	const isByLabel = ({saved}: FoundJob) => saved?.label === word;
	const isMixed = candidates.some(isByLabel) && !candidates.every(isByLabel);
	const shown = candidates.slice(0, mostCandidates).map(one => {
		const why = isMixed ? (isByLabel(one) ? safe`  (by its label)` : safe`  (by its id)`) : safe``;
		return safe`\n  ${safeText(one.address.url)}${why}`;
	});
	const more = candidates.length > mostCandidates ? safe`\n  and ${candidates.length - mostCandidates} more` : safe``;
	return {
		ok: false,
		sentence: namesSeveral(word, candidates.length, safe`${joinSafe(shown, safe``)}${more}`),
	};
}

function notFound(word: string): SafeText {
	// `user:password@host`
	if (/:.*@/.test(word)) return noJobNorUrl;
	if (/^\d{1,3}$/.test(word)) {
		return neverByRow(word);
	}
	const isShort = word.length < shortestEnd;
	const hint = isShort ? endTooShort : safe` gpjobs list shows the saved ones.`;
	return noSuchJob(word, hint);
}

/** The sentence about a word that may hold a password, so that it is not quoted. */
export const noJobNorUrl: SafeText = safe`This names no saved job, and is no job URL. gpjobs list shows the saved ones.`;

/** The sentence about a number that somebody took for that of a row. */
export function neverByRow(word: string): SafeText {
	return safe`"${safeText(word)}" is no job: jobs are named by URL, label or id, never by a row number.`;
}

/** Behind `noSuchJob` where the word is too short for the end of an id. */
export const endTooShort: SafeText = safe` The end of an id needs 4 characters at least.`;

/** The sentence about a word that names nothing in the list. */
export function noSuchJob(word: string, hint: SafeText): SafeText {
	return safe`No saved job has the label or the job id "${safeText(word)}".${hint}`;
}

/** The sentence about a word that names more than one job; `jobs` are lines with their URLs. */
export function namesSeveral(word: string, count: number, jobs: SafeText): SafeText {
	return safe`"${safeText(word)}" names ${count} jobs; say which by its URL:${jobs}`;
}
