import {type JobAddress, jobAddress, parseJobUrl} from '../gp/job-url.ts';
import {withoutParameters} from '../gp/url-parameters.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';

/** A job that the user named on the command line. */
export type FoundJob = {
	readonly address: JobAddress;
	/** The job's entry in the saved list; `undefined` if the job was named by its URL and is not in the list. */
	readonly saved: SavedJob | undefined;
	readonly token?: string;
	/** A notice about how the URL was read. */
	readonly notice?: SafeText;
};

type JobSearch = {readonly ok: true; readonly found: FoundJob} | {readonly ok: false; readonly sentence: SafeText};

const shortestEnd = 4;
const mostCandidates = 5;

/**
 * Finds the job that a word names: by URL, label, job id, a unique end of an id with at least 4 characters, or the name
 * that gpjobs shows (design §4). Row numbers are refused, because rows move. A word that is the label of one job and
 * the id (or its end) of another is refused too, so that a cancel never reaches the wrong job. A job URL names that
 * job, even if another job has it as its label.
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
	// A complete id means that job, even if the id of another job ends with it.
	const others = identified.length > 0 ? identified : byEndOfId(bare, saved);
	return oneOf(word, [...labelled, ...others, ...byName(word, saved)]);
}

/**
 * Whether a word is meant as a URL, even if it is percent-encoded, inside other text, or without its scheme. The errors
 * for such a word are those for URLs.
 */
export function isUrl(word: string): boolean {
	return /https?:\/\/|^https?:|https?%3a|^\/\/|\/gpserver\//i.test(word);
}

/** Returns the job if the word names exactly one; otherwise an error. */
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

/** Returns the jobs for which gpjobs shows this name: label or task, a middle dot, and the end of the id. */
function byName(word: string, saved: readonly SavedJob[]): readonly FoundJob[] {
	const dot = word.lastIndexOf(' ·');
	const end = word.slice(dot + 2);
	if (dot < 0) return [];
	return saved.flatMap(found).filter(({address, saved: entry}) => {
		const isSoCalled = (entry?.label ?? address.task) === word.slice(0, dot);
		return isSoCalled && (address.jobId === end || (end.length >= shortestEnd && address.jobId.endsWith(end)));
	});
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
	const hint = isShort ? endTooShort : listShowsThem;
	return noSuchJob(word, hint);
}

/** Added to `noSuchJob`: the command that shows the saved jobs. */
export const listShowsThem: SafeText = safe` gpjobs list shows the saved jobs.`;

/** The error for a word that may contain a password; it does not quote the word. */
export const noJobNorUrl: SafeText = safe`This is neither a saved job nor a job URL. gpjobs list shows the saved jobs.`;

/** The error for a row number. */
export function neverByRow(word: string): SafeText {
	return safe`"${safeText(word)}" is not a job. Name a job by its URL, label or id; a row number can mean another job a moment later.`;
}

/** Added to `noSuchJob` for a word that is too short to be the end of an id. */
export const endTooShort: SafeText = safe` The end of an id needs at least 4 characters.`;

/** The error for a word that names no job on the list. */
export function noSuchJob(word: string, hint: SafeText): SafeText {
	return safe`No saved job has the label or id "${safeText(word)}".${hint}`;
}

/**
 * The error for a word that names several jobs.
 *
 * @param jobs one line for each of the jobs, with its URL
 */
export function namesSeveral(word: string, count: number, jobs: SafeText): SafeText {
	return safe`"${safeText(word)}" names ${count} jobs. Give the URL of one of them:${jobs}`;
}
