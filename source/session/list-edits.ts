import {findJobUrls, jobAddress} from '../gp/job-url.ts';
import type {WatchedJob} from '../monitor/job.ts';
import type {SavedJob} from '../store/saved-job.ts';
import type {Change} from '../store/saved-list.ts';
import type {Storage} from '../store/storage.ts';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {nothingPasted} from '../ui/dialogs/paste.ts';
import {aboutRemoval, type ListEdits, type Outcome} from '../ui/list-edits.ts';
import {columnNames} from '../ui/panes/list/columns.ts';
import type {Engine} from './engine.ts';
import {listed, type OpenedStorage} from './opened-storage.ts';
import type {PendingEdits} from './pending-edits.ts';
import {begunAgain} from './rerun.ts';

/**
 * Makes the edits of the list that the screen requests, first on the disk, then in the monitor. If the disk refuses an
 * edit or does not answer, the monitor still shows the edit, a notice says that it is not saved yet, and `pending`
 * tries again.
 */
export function listEdits(
	{storage, home}: Pick<OpenedStorage, 'storage' | 'home'>,
	{monitor, showToken, client}: Engine,
	pending: PendingEdits,
): ListEdits {
	let lastRemoved: readonly SavedJob[] = [];
	let orderBefore: readonly string[] = [];

	async function saved(edit: (storage: Storage) => Promise<Change>): Promise<Change> {
		if (storage) return pending.put(() => edit(storage));
		return {ok: false, sentence: home.ok ? safe`The list cannot be saved.` : home.sentence, isFinal: true};
	}

	async function watch(jobs: readonly SavedJob[], order?: readonly string[]): Promise<void> {
		monitor.watch((await listed(jobs, storage)).listed, order);
	}

	function asSaved(urls: readonly string[]): readonly SavedJob[] {
		return urls.flatMap(url => {
			const job = monitor.jobs.get(url);
			if (!job) return [];
			return [{url, tags: job.tags, addedAt: Date.now(), ...(job.label === null ? {} : {label: job.label})}];
		});
	}

	function outcome(change: Change, notice: SafeText): Outcome {
		// The disk may have accepted the edit while the jobs joined the monitor.
		if (change.ok || (!change.isFinal && pending.size === 0)) return {ok: true, notice};
		if (change.isFinal) return {ok: false, notice: safe`NOT SAVED: ${change.sentence}`};
		return {ok: false, notice: safe`NOT SAVED YET: ${change.sentence}`, isPending: true};
	}

	return {
		async add(text) {
			const found = findJobUrls(text);
			for (const {job, token} of found) if (token !== undefined) showToken(job.server, token);
			const isNew = found.filter(({job}) => !monitor.jobs.get(job.url));
			const jobs = isNew.map(({job}) => ({url: job.url, tags: [], addedAt: Date.now()}));
			if (jobs.length === 0) return {ok: true, notice: found.length > 0 ? alreadyOnList : nothingPasted};
			const change = await saved(storage => storage.addJobs(jobs, 'leave'));
			await watch(jobs);
			const added = addedJobs(jobs.length);
			const notices = [...new Set(isNew.flatMap(({notice}) => notice ?? []))];
			return outcome(change, notices.length === 0 ? added : safe`${added}. ${joinSafe(notices, safe` `)}`);
		},
		async remove(urls) {
			lastRemoved = asSaved(urls);
			const change = await saved(storage => storage.removeJobs(urls));
			orderBefore = monitor.jobs.list.map(({address}) => address.url);
			monitor.forget(urls);
			const notice = removedJobs(lastRemoved.length);
			return {...outcome(change, notice), about: aboutRemoval, offers: 'undo'};
		},
		async undo() {
			const change = await saved(storage => storage.undoRemove());
			const back = change.ok ? change.changed : lastRemoved;
			lastRemoved = [];
			await watch(back, change.ok ? change.jobs.map(({url}) => url) : orderBefore);
			if (back.length === 0) return {ok: true, notice: safe`There is no removal to undo.`, about: aboutRemoval};
			return {...outcome(change, restoredJobs(back.length)), about: aboutRemoval};
		},
		async relabel(url, {label, tags}) {
			const notice = relabelled(monitor.jobs.get(url), label, tags);
			const change = await saved(storage => storage.relabel(url, {label: label === '' ? null : label, tags}));
			const address = jobAddress(url);
			if (monitor.jobs.get(url) && address)
				monitor.watch([{address, label: label === '' ? null : safeText(label), tags: tags.map(safeText)}]);
			return outcome(change, notice);
		},
		async tag(urls, {added, removed}) {
			const jobs = asSaved(urls).map(job => ({
				...job,
				tags: [...new Set([...job.tags, ...added])].filter(tag => !removed.includes(tag)),
			}));
			const changes: Change[] = [];
			for (const {url, tags} of jobs) changes.push(await saved(storage => storage.relabel(url, {tags})));
			await watch(jobs);
			const notice = taggedJobs(jobs.length);
			const worst = changes.find(({ok}) => !ok);
			return worst ? outcome(worst, notice) : {ok: true, notice};
		},
		...(client.submit
			? {
					async rerun(url: string) {
						const begun = await begunAgain({client, monitor}, url);
						if (!begun.ok) return begun;
						const jobs = [{url: begun.jobUrl, tags: [], addedAt: Date.now()}];
						const change = await saved(storage => storage.addJobs(jobs, 'leave'));
						await watch(jobs);
						return outcome(change, safe`Begun again: ${begun.jobId.safe}.`);
					},
				}
			: {}),
		async hideColumns(names) {
			const change = await saved(storage => storage.setSetting('hiddenColumns', names.join(',')));
			return outcome(change, safe`The list has ${counted(columnNames.length - names.length, 'column')} now.`);
		},
	};
}

/** The notice if a job to be added is already in the list. */
export const alreadyOnList: SafeText = safe`Already on the list.`;

/** The notice after jobs were added to the list. */
export function addedJobs(jobs: number): SafeText {
	return safe`Added ${counted(jobs, 'job')}`;
}

/** The notice after jobs were removed from the list. */
export function removedJobs(jobs: number): SafeText {
	return safe`Removed ${counted(jobs, 'job')} · u undo`;
}

/** The notice after the last removal was undone. */
export function restoredJobs(jobs: number): SafeText {
	return safe`Restored ${counted(jobs, 'job')}`;
}

/** The notice after the tags of several jobs were changed. */
export function taggedJobs(jobs: number): SafeText {
	return safe`Tags of ${counted(jobs, 'job')} set`;
}

/**
 * The notice after a change in the label dialog.
 *
 * @param before the job before the change
 */
function relabelled(before: WatchedJob | undefined, label: string, tags: readonly string[]): SafeText {
	if (label !== '' && label !== before?.label) return calledNow(label);
	if (label === '' && before?.label != null) return labelRemoved;
	return tags.length === 0 ? tagsRemoved : tagsSet(tags);
}

/** The notice after the tags of a job were changed. */
export function tagsSet(tags: readonly string[]): SafeText {
	return safe`Tags set: ${joinSafe(tags.map(safeText), safe`, `)}`;
}

/** The notice after all tags of a job were removed. */
export const tagsRemoved: SafeText = safe`Tags removed`;

/** The notice after the label of a job was removed. */
export const labelRemoved: SafeText = safe`Label removed`;

/** The notice after a job was given a label. */
export function calledNow(label: string): SafeText {
	return safe`Label set: ${safeText(label)}`;
}
