import {isDeepStrictEqual} from 'node:util';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import type {ConfigRoot} from './config-file.ts';
import {readStoredJobs, type SavedJob, type StoredJob} from './saved-job.ts';

/** What becomes of the file: nothing where there is no `change`. `changed` are the jobs that it is about. */
export type Edit =
	| {readonly ok: true; readonly change?: Partial<ConfigRoot>; readonly changed: readonly SavedJob[]}
	| {readonly ok: false; readonly sentence: SafeText};

/** New words for a job: `null` takes the label away, what is missing stays. */
export type Relabelling = {readonly label?: string | null; readonly tags?: readonly string[]};

/** Adds what is not in the list yet; `changed` tells which those were. */
export function addJobs(root: ConfigRoot, jobs: readonly SavedJob[]): Edit {
	const entries = readStoredJobs(jobs);
	const bad = jobs[entries.findIndex(({job}) => job === undefined)];
	if (bad !== undefined) return {ok: false, sentence: safe`${safeText(bad.url)} is not the URL of a GP job.`};
	return append(root, entries);
}

/** Takes jobs off the list, and remembers them for `undoRemoval` in place of those of the removal before. */
export function removeJobs(root: ConfigRoot, urls: readonly string[]): Edit {
	const wanted = new Set(urls);
	const isMeant = ({job}: StoredJob) => job !== undefined && wanted.has(job.url);
	const entries = readStoredJobs(root.jobs ?? []);
	const removed = entries.filter(isMeant);
	if (removed.length === 0) return {ok: true, changed: []};
	const rest = entries.filter(entry => !isMeant(entry));
	return {ok: true, change: {jobs: rest.map(asStored), removed: removed.map(asStored)}, changed: jobsAmong(removed)};
}

/** Brings the jobs of the last removal back, once. */
export function undoRemoval(root: ConfigRoot): Edit {
	const edit = append(root, readStoredJobs(root.removed ?? []));
	return edit.ok && edit.change ? {...edit, change: {...edit.change, removed: []}} : edit;
}

/** Changes the label and the tags of a job. */
export function relabelJob(root: ConfigRoot, url: string, {label, tags}: Relabelling): Edit {
	const entries = readStoredJobs(root.jobs ?? []);
	const old = entries.find(({job}) => job?.url === url)?.job;
	if (old === undefined) return {ok: false, sentence: safe`${safeText(url)} is not in the list.`};
	const words = {label: label === undefined ? old.label : (label ?? undefined), tags: tags ?? old.tags};
	if (isDeepStrictEqual(words, {label: old.label, tags: old.tags})) return {ok: true, changed: []};
	const jobs = entries.map(({stored, job}) => (job?.url === url ? {...Object(stored), ...words} : stored));
	return {ok: true, change: {jobs}, changed: jobsAmong(readStoredJobs(jobs)).filter(job => job.url === url)};
}

function append(root: ConfigRoot, entries: readonly StoredJob[]): Edit {
	const stored = root.jobs ?? [];
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
