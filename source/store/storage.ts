import type {JobLog} from '../gp/job-log.ts';
import type {JobRecord} from '../gp/job-record.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {WriteResult} from './job-records.ts';
import type {LastSession} from './last-session.ts';
import type {Relabelling} from './list-edits.ts';
import type {SavedJob} from './saved-job.ts';
import type {Change, ListCondition, SavedListRead} from './saved-list.ts';

/**
 * What gpjobs keeps on disk of jobs: the list with the settings, the record of each job, how long tasks usually run, and
 * when the monitor was last used. `DirectStorage` works in the thread that asks, `WorkerStorage` in a thread of its own.
 *
 * What goes in and comes out is plain data, as JSON has it: it crosses from one thread to another. No method throws for a
 * fault of the disk.
 */
export type Storage = {
	/** List and settings as they are now. Changes nothing on the disk, and a follower still hears of what is read here. */
	readList(): Promise<SavedListRead>;
	/** @param known what becomes of a job that is on the list already: it is left, or takes the label and tags that come */
	addJobs(jobs: readonly SavedJob[], known: 'leave' | 'update'): Promise<Change>;
	removeJobs(urls: readonly string[]): Promise<Change>;
	/** Brings the jobs of the last removal back, also of one by another process. */
	undoRemove(): Promise<Change>;
	relabel(url: string, relabelling: Relabelling): Promise<Change>;
	/** @param value as the user typed it */
	setSetting(name: string, value: string): Promise<Change>;
	/**
	 * From now on reports each list that another process has made, beginning with one that differs from `known`.
	 * One follower at a time.
	 */
	followList(known: readonly SavedJob[], follower: ListFollower): Following;

	/**
	 * Replaces the record of one job.
	 *
	 * @param log what changes of messages, inputs and results; what it does not name stays as it is
	 */
	writeRecord(record: JobRecord, log: Partial<JobLog> | null): Promise<WriteResult>;
	/** The records of the jobs that have one. */
	readRecords(urls: readonly string[]): Promise<RecordsRead>;
	/** What a job said and made; `null` where no copy of it was saved, or none can be read. */
	readLog(url: string): Promise<JobLog | null>;
	/**
	 * Removes records of jobs that have been off the list for long, and the oldest beyond a bound.
	 *
	 * @param listed URLs of the list. @param now epoch milliseconds
	 */
	sweepRecords(listed: readonly string[], now: number): Promise<void>;

	/** How long jobs of each task ran, milliseconds, by the task's URL. */
	readDurations(): Promise<Readonly<Record<string, readonly number[]>>>;
	/** @param most how many of a task stay; the oldest go */
	addDuration(taskUrl: string, milliseconds: number, most: number): Promise<WriteResult>;

	/** When somebody last pressed a key in the monitor. @param at epoch milliseconds */
	writeLastLook(at: number): Promise<void>;
	/** How the monitor did, once it is closed. */
	writeLastSession(session: LastSession): Promise<void>;

	/** Waits a short while for what was asked, then lets go of the disk. */
	close(): Promise<void>;
	/** From now on this process ends, with its own exit code, although the disk has not answered. */
	endProcessDespiteDisk(): void;
};

/** What a follower of the list hears. */
export type ListFollower = {
	/** The list that another process has made. One that cannot be read is not reported: it is not known to be empty. */
	readonly onList: (jobs: readonly SavedJob[]) => void;
	/** Whether list and settings can be read: once in the beginning, and whenever that changes. */
	readonly onCondition: (condition: ListCondition) => void;
};

export type Following = {
	/** Once the list has been compared with what was known. */
	readonly begun: Promise<void>;
	readonly stop: () => void;
};

export type RecordsRead = {readonly records: readonly JobRecord[]; readonly notices: readonly SafeText[]};
