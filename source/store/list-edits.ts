import {isDeepStrictEqual} from 'node:util';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ConfigRoot, storedIn} from './config-file.ts';
import {readStoredJobs, type SavedJob, type StoredJob} from './saved-job.ts';

/** What happens to the file; without `change` it stays as it is. `changed` are the jobs concerned. */
export type Edit =
	| {
			readonly ok: true;
			readonly change?: Partial<ConfigRoot>;
			readonly changed: readonly SavedJob[];
			/** Somebody says with it whether `readOnly` holds. */
			readonly settles?: true;
	  }
	| {readonly ok: false; readonly sentence: SafeText};

/** New words for a job: `null` takes the label away, what is missing stays. */
export type Relabelling = {readonly label?: string | null; readonly tags?: readonly string[]};

/**
 * Adds what is not in the list yet.
 *
 * @param known what becomes of a job that is there: it is left as it is, or given the label and the tags that come with it
 * @returns with `changed` the jobs that were added or changed; those that were added have the moment that they came with
 */
export function addJobs(root: ConfigRoot, jobs: readonly SavedJob[], known: 'leave' | 'update' = 'leave'): Edit {
	const entries = readStoredJobs(jobs);
	const bad = jobs[entries.findIndex(({job}) => job === undefined)];
	if (bad !== undefined) return {ok: false, sentence: notTheUrlOfAJob(bad.url)};
	if (known === 'leave') return append(root, entries);
	const given = new Map(entries.flatMap(({job}) => (job && hasWords(job) ? [[job.url, job]] : [])));
	const updated: SavedJob[] = [];
	const before = readStoredJobs(storedIn(root, 'jobs')).map(entry => {
		const {job} = entry;
		const words = job && given.get(job.url);
		const after = words && withWords(job, words);
		if (!after || isDeepStrictEqual(after, job)) return asStored(entry);
		updated.push(after);
		return {...Object(entry.stored), ...after};
	});
	const edit = append({...root, jobs: before}, entries);
	if (!edit.ok || updated.length === 0) return edit;
	return {ok: true, change: edit.change ?? {jobs: before}, changed: [...updated, ...edit.changed]};
}

function hasWords({label, tags}: SavedJob): boolean {
	return label !== undefined || tags.length > 0;
}

function withWords(job: SavedJob, {label, tags}: SavedJob): SavedJob {
	return {...job, ...(label === undefined ? {} : {label}), tags: [...new Set([...job.tags, ...tags])]};
}

/** Takes jobs off the list, and remembers them for `undoRemoval` in place of those of the removal before. */
export function removeJobs(root: ConfigRoot, urls: readonly string[]): Edit {
	const wanted = new Set(urls);
	const isMeant = ({job}: StoredJob) => job !== undefined && wanted.has(job.url);
	const entries = readStoredJobs(storedIn(root, 'jobs'));
	const removed = entries.filter(isMeant);
	if (removed.length === 0) return {ok: true, changed: []};
	const rest = entries.filter(entry => !isMeant(entry));
	return {ok: true, change: {jobs: rest.map(asStored), removed: removed.map(asStored)}, changed: jobsAmong(removed)};
}

/** Brings the jobs of the last removal back, once. */
export function undoRemoval(root: ConfigRoot): Edit {
	const edit = append(root, readStoredJobs(storedIn(root, 'removed')));
	return edit.ok && edit.change ? {...edit, change: {...edit.change, removed: []}} : edit;
}

/** Changes the label and the tags of a job. */
export function relabelJob(root: ConfigRoot, url: string, {label, tags}: Relabelling): Edit {
	const entries = readStoredJobs(storedIn(root, 'jobs'));
	const old = entries.find(({job}) => job?.url === url)?.job;
	if (old === undefined) return {ok: false, sentence: notInTheList(url)};
	const words = {label: label === undefined ? old.label : (label ?? undefined), tags: tags ?? old.tags};
	if (isDeepStrictEqual(words, {label: old.label, tags: old.tags})) return {ok: true, changed: []};
	const jobs = entries.map(({stored, job}) => (job?.url === url ? {...Object(stored), ...words} : stored));
	return {ok: true, change: {jobs}, changed: jobsAmong(readStoredJobs(jobs)).filter(job => job.url === url)};
}

function append(root: ConfigRoot, entries: readonly StoredJob[]): Edit {
	const stored = storedIn(root, 'jobs');
	const known = new Set(readStoredJobs(stored).map(({job}) => job?.url));
	const added = entries.filter(({job}) => {
		const isNew = job !== undefined && !known.has(job.url);
		known.add(job?.url);
		return isNew;
	});
	if (added.length === 0) return {ok: true, changed: []};
	return {ok: true, change: {jobs: [...stored, ...added.map(asStored)]}, changed: jobsAmong(added)};
}

function asStored({stored}: StoredJob): unknown {
	return stored;
}

function jobsAmong(entries: readonly StoredJob[]): readonly SavedJob[] {
	return entries.flatMap(({job}) => job ?? []);
}

/**
 * The entries whose URL is written otherwise than gpjobs writes it, with a token or glued parameters for example, put
 * right; entries that cannot be read stay as they are found.
 *
 * @returns what of the file changes by that, and the URLs as they stood there
 */
export function respelled(root: ConfigRoot): {readonly change: Partial<ConfigRoot>; readonly moves: readonly Move[]} {
	const moves: Move[] = [];
	const put = (entries: readonly unknown[]) =>
		readStoredJobs(entries).map(({stored, job}) => {
			const from: unknown = Object(stored).url;
			if (job === undefined || from === job.url) return stored;
			moves.push({from: String(from), to: job.url});
			return {...Object(stored), url: job.url};
		});
	const jobs = put(storedIn(root, 'jobs'));
	const ofJobs = moves.length;
	const removed = put(storedIn(root, 'removed'));
	return {
		change: {...(ofJobs > 0 ? {jobs} : {}), ...(moves.length > ofJobs ? {removed} : {})},
		moves,
	};
}

/** The URL of a job as it stood in a file, and as it stands there now. */
export type Move = {readonly from: string; readonly to: string};

/** The sentence about a URL that the list cannot take. */
export function notTheUrlOfAJob(url: string): SafeText {
	return safe`${safeText(url)} is not the URL of a GP job.`;
}

/** The sentence about a job that is to be changed, and that somebody else has removed. */
export function notInTheList(url: string): SafeText {
	return safe`${safeText(url)} is not in the list.`;
}
