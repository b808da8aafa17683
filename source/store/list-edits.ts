import {isDeepStrictEqual} from 'node:util';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ConfigRoot, howToSettle, settingsIn, storedIn} from './config-file.ts';
import {readStoredJobs, type SavedJob, type StoredJob} from './saved-job.ts';
import {parseSetting, settingName} from './settings.ts';

/**
 * A change to the saved list. If `change` is absent, the file is not written. `changed` contains the jobs that the
 * change affects.
 */
export type Edit =
	| {
			readonly ok: true;
			readonly change?: Partial<ConfigRoot>;
			readonly changed: readonly SavedJob[];
			/** Present if the change says explicitly whether `readOnly` is on. */
			readonly settles?: true;
	  }
	| {readonly ok: false; readonly sentence: SafeText};

/** A new label or new tags for a job. `null` removes the label; an absent member changes nothing. */
export type Relabelling = {readonly label?: string | null; readonly tags?: readonly string[]};

/**
 * Adds the jobs that are not in the list yet.
 *
 * @param known `leave` keeps the label and tags of jobs that are already in the list; `update` sets the new label and
 * adds the new tags
 * @returns in `changed`, the jobs that were added or updated; updated jobs keep their `addedAt`
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

/** Removes jobs from the list. `undoRemoval` brings them back until the next removal. */
export function removeJobs(root: ConfigRoot, urls: readonly string[]): Edit {
	const wanted = new Set(urls);
	const isMeant = ({job}: StoredJob) => job !== undefined && wanted.has(job.url);
	const entries = readStoredJobs(storedIn(root, 'jobs'));
	const removed = entries.filter(isMeant);
	if (removed.length === 0) return {ok: true, changed: []};
	const rest = entries.filter(entry => !isMeant(entry));
	return {ok: true, change: {jobs: rest.map(asStored), removed: removed.map(asStored)}, changed: jobsAmong(removed)};
}

/** Restores the jobs of the last removal. Works once for each removal. */
export function undoRemoval(root: ConfigRoot): Edit {
	const edit = append(root, readStoredJobs(storedIn(root, 'removed')));
	return edit.ok && edit.change ? {...edit, change: {...edit.change, removed: []}} : edit;
}

/** Changes the label, the tags or both of a job. */
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
 * Changes a setting. Only a change of `readOnly` itself may resolve a doubt about `readOnly` or replace settings that
 * are not an object: with any other setting the protection would be lost.
 */
export function changeSetting(root: ConfigRoot, name: string, value: string | undefined): Edit {
	if (value === undefined) return removeSetting(root, name);
	const parsed = parseSetting(name, value);
	if (!parsed.ok) return parsed;
	const before = settingsIn(root);
	const settles = parsed.change.readOnly !== undefined;
	if (before === undefined && !settles) {
		return {
			ok: false,
			sentence: safe`"settings" is not an object, so gpjobs cannot tell whether readOnly is set. ${howToSettle}`,
		};
	}
	const settings = {...before, ...parsed.change};
	// The change is written even if the value seems the same: the file may contain the name twice, and the JSON parser
	// returns only one of the values.
	if (settles) {
		const restored = root.restored === undefined ? {} : {restored: undefined};
		return {ok: true, change: {settings, ...restored}, changed: [], settles};
	}
	return isDeepStrictEqual(settings, root.settings)
		? {ok: true, changed: []}
		: {ok: true, change: {settings}, changed: []};
}

/**
 * Removes a setting, so that its default counts. A name that gpjobs does not know is removed too: a misspelt setting
 * would otherwise be reported at each start.
 */
function removeSetting(root: ConfigRoot, name: string): Edit {
	const before = settingsIn(root) ?? {};
	if (!Object.hasOwn(before, name)) {
		const known = settingName(name);
		return known.ok ? {ok: true, changed: []} : known;
	}
	const {[name]: _, ...settings} = before;
	return {ok: true, change: {settings}, changed: []};
}

/**
 * Rewrites entries whose URL is not in the form that gpjobs writes, for example one with a token in it. Leaves entries
 * that it cannot read as they are.
 *
 * @returns the changed members of the file, and the old and new URLs
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

/** The old and the new URL of a job in the file. */
export type Move = {readonly from: string; readonly to: string};

/** The error for a URL that cannot be added to the list. */
export function notTheUrlOfAJob(url: string): SafeText {
	return safe`${safeText(url)} is not the URL of a GP job.`;
}

/** The error for a change of a job that is not in the list any more. */
export function notInTheList(url: string): SafeText {
	return safe`${safeText(url)} is not in the list.`;
}
