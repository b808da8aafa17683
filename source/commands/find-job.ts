import {type JobAddress, jobAddress, parseJobUrl} from '../gp/job-url.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';

/** A job that the user named. */
export type FoundJob = {
	readonly address: JobAddress;
	/** The entry of the saved list; `undefined` where the job was named by its URL and is not saved. */
	readonly saved: SavedJob | undefined;
	readonly token?: string;
};

export type JobSearch =
	| {readonly ok: true; readonly found: FoundJob}
	| {readonly ok: false; readonly sentence: SafeText};

const shortestEnd = 4;
const mostCandidates = 5;

/**
 * The job that a word names: a job URL, a label, a job id, or a unique end of an id of 4 characters at least (design
 * §3). Never a row number: rows move.
 */
export function findJob(word: string, saved: readonly SavedJob[]): JobSearch {
	if (/^https?:/i.test(word)) {
		const parsed = parseJobUrl(word);
		if (!parsed.ok) return parsed;
		const {job: address, token} = parsed;
		const entry = saved.find(({url}) => url === address.url);
		return {ok: true, found: {address, saved: entry, ...(token === undefined ? {} : {token})}};
	}
	for (const candidates of [byLabel(word, saved), byId(word, saved), byEndOfId(word, saved)]) {
		const [first, ...others] = candidates;
		if (first === undefined) continue;
		return others.length === 0 ? {ok: true, found: first} : ambiguous(word, candidates);
	}
	return {ok: false, sentence: notFound(word)};
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
	const shown = candidates.slice(0, mostCandidates).map(({address}) => safe`\n  ${safeText(address.url)}`);
	const more = candidates.length > mostCandidates ? safe`\n  and ${candidates.length - mostCandidates} more` : safe``;
	return {
		ok: false,
		sentence: safe`"${safeText(word)}" names ${candidates.length} jobs; say which by its URL:${joinSafe(shown, safe``)}${more}`,
	};
}

function notFound(word: string): SafeText {
	if (/^\d{1,3}$/.test(word)) {
		return safe`"${safeText(word)}" is no job: jobs are named by URL, label or id, never by a row number.`;
	}
	const isShort = word.length < shortestEnd;
	const hint = isShort
		? safe` The end of an id needs 4 characters at least.`
		: safe` gpjobs list shows the saved ones.`;
	return safe`No saved job has the label or the job id "${safeText(word)}".${hint}`;
}
