import type {JobLog} from '../../gp/job-log.ts';
import type {JobRecord} from '../../gp/job-record.ts';
import type {SafeText} from '../../text/safe-text.ts';
import {openDurations} from '../durations.ts';
import {type KeepResult, openKeptJobs} from '../kept-jobs.ts';
import {keepLastLook} from '../last-look.ts';
import {keepLastSession, type LastSession} from '../last-session.ts';
import type {Relabelling} from '../list-edits.ts';
import type {SavedJob} from '../saved-job.ts';
import {type Change, type ListCondition, openSavedList, type SavedListRead} from '../saved-list.ts';

/**
 * What a running monitor asks of the disk. What goes in and comes out is plain data, as JSON has it: it crosses from one
 * thread to another (`disk-thread.ts`). Nothing here throws for a fault of the disk.
 */
export type DiskCalls = {
	/** List and settings as they are now; changes nothing on the disk. */
	readonly readList: () => Promise<SavedListRead>;
	readonly addJobs: (jobs: readonly SavedJob[]) => Promise<Change>;
	readonly removeJobs: (urls: readonly string[]) => Promise<Change>;
	readonly undoRemove: () => Promise<Change>;
	readonly relabel: (url: string, words: Relabelling) => Promise<Change>;
	readonly setSetting: (name: string, value: string) => Promise<Change>;
	readonly keepJob: (record: JobRecord, log: Partial<JobLog> | null) => Promise<KeepResult>;
	/** `null` where nothing of it was kept. */
	readonly readLog: (url: string) => Promise<JobLog | null>;
	readonly readRecords: (
		urls: readonly string[],
	) => Promise<{readonly records: readonly JobRecord[]; readonly notices: readonly SafeText[]}>;
	/** @param listed URLs of the list. @param now epoch milliseconds */
	readonly sweep: (listed: readonly string[], now: number) => Promise<null>;
	/** How long jobs of each task ran, milliseconds, by the task's URL. */
	readonly readDurations: () => Promise<Readonly<Record<string, readonly number[]>>>;
	/** @param most how many durations of a task are kept, the newest */
	readonly addDuration: (taskUrl: string, milliseconds: number, most: number) => Promise<KeepResult>;
	/** @param at epoch milliseconds */
	readonly keepLastLook: (at: number) => Promise<null>;
	/** How the monitor did, once it is closed. */
	readonly keepLastSession: (session: LastSession) => Promise<null>;
	/** Reports from now on every list that differs from this one, whoever changed it, and whether it can be read. */
	readonly followList: (known: readonly SavedJob[]) => Promise<null>;
};

/**
 * Opens a folder that `openHome` chose. One call is under way at a time, so that a disk that hangs holds one of the few
 * threads that Node has for files, and names are still looked up.
 *
 * @param onList gets the list when another process has changed it, once `followList` was called
 * @param onCondition gets whether list and settings can be read, once then and whenever that changes
 */
export function openDisk(
	home: string,
	onList: (jobs: readonly SavedJob[]) => void,
	onCondition: (condition: ListCondition) => void = () => {},
): DiskCalls {
	const list = openSavedList(home);
	// A look of its own: what it has seen counts as told to nobody.
	const looking = openSavedList(home, Date.now, 'reading');
	const kept = openKeptJobs(home);
	const durations = openDurations(home);
	let isFollowed = false;
	return inTurn({
		readList: () => looking.read(),
		addJobs: jobs => list.add(jobs),
		removeJobs: urls => list.remove(urls),
		undoRemove: () => list.undoRemove(),
		relabel: (url, words) => list.relabel(url, words),
		setSetting: (name, value) => list.setSetting(name, value),
		keepJob: (record, log) => kept.keepJob(record, log ?? undefined),
		readLog: async url => (await kept.readLog(url)) ?? null,
		async readRecords(urls) {
			const {records, notices} = await kept.readAllKept(urls);
			return {records: [...records.values()], notices};
		},
		async sweep(listed, now) {
			await kept.sweep(new Set(listed), now);
			return null;
		},
		async readDurations() {
			const read = await durations.read();
			return read.ok ? Object.fromEntries(read.entries) : {};
		},
		addDuration: (taskUrl, milliseconds, most) =>
			durations.change(taskUrl, (before = []) => [...before, milliseconds].slice(-most)),
		async keepLastLook(at) {
			await keepLastLook(home, at);
			return null;
		},
		async keepLastSession(session) {
			await keepLastSession(home, session);
			return null;
		},
		async followList(known) {
			if (isFollowed) return null;
			isFollowed = true;
			const {jobs, fault} = await list.read();
			// What another process did since the list was read at the start. One that cannot be read is not known to be empty.
			if (fault === undefined && JSON.stringify(jobs) !== JSON.stringify(known)) onList(jobs);
			list.watch(onList, onCondition);
			return null;
		},
	});
}

function inTurn(calls: DiskCalls): DiskCalls {
	let last: Promise<unknown> = Promise.resolve();
	return Object.fromEntries(
		Object.entries(calls).map(([name, call]) => [
			name,
			(...args: readonly never[]) => {
				const turn = last.then(() => (call as (...args: readonly never[]) => Promise<unknown>)(...args));
				last = turn.catch(() => {});
				return turn;
			},
		]),
	) as DiskCalls;
}
