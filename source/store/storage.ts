import type {JobLog} from '../gp/job-log.ts';
import type {JobRecord} from '../gp/job-record.ts';
import type {SafeText} from '../text/safe-text.ts';
import type {LastSession} from './last-session.ts';
import type {LastView} from './last-view.ts';
import type {ListCondition, SavedListRead} from './list-contents.ts';
import type {Relabelling} from './list-edits.ts';
import type {WriteResult} from './record-files.ts';
import type {SavedJob} from './saved-job.ts';
import type {Change} from './saved-list.ts';

/**
 * What gpjobs saves about jobs: the list with the settings, the record of each job, the durations of past jobs, and
 * when the monitor was last used. `DirectStorage` works in the calling thread, `WorkerStorage` in a separate one.
 *
 * Arguments and results are plain JSON data, because they cross between threads. No method throws for a disk error.
 */
export type Storage = {
	/**
	 * Reads the current list and settings. Changes nothing on the disk. A follower is told about changes even if this
	 * call has read them first.
	 */
	readList(): Promise<SavedListRead>;
	/**
	 * Adds jobs.
	 *
	 * @param known whether a job that is already in the list gets the new label and tags
	 */
	addJobs(jobs: readonly SavedJob[], known: 'leave' | 'update'): Promise<Change>;
	removeJobs(urls: readonly string[]): Promise<Change>;
	/** Restores the jobs of the last removal, even if another process removed them. */
	undoRemove(): Promise<Change>;
	relabel(url: string, relabelling: Relabelling): Promise<Change>;
	/**
	 * Changes a setting.
	 *
	 * @param value as the user typed it; `undefined` removes the setting, also one that gpjobs does not know
	 */
	setSetting(name: string, value: string | undefined): Promise<Change>;
	/**
	 * Reports each list that another process writes from now on. First reports the current list if it differs from
	 * `known`. There can be one follower at a time.
	 */
	followList(known: readonly SavedJob[], follower: ListFollower): Following;

	/**
	 * Replaces the record of one job.
	 *
	 * @param log the changes of the saved messages, inputs and results; members that are absent keep their value
	 */
	writeRecord(record: JobRecord, log: Partial<JobLog> | null): Promise<WriteResult>;
	/** Returns the records of the given jobs; jobs without a record are left out. */
	readRecords(urls: readonly string[]): Promise<RecordsRead>;
	/** Returns the saved messages, inputs and results of a job; `null` if none were saved or they cannot be read. */
	readLog(url: string): Promise<JobLog | null>;
	/**
	 * Removes records of jobs that have been off the list for a long time, and the oldest ones if all records together
	 * are too large.
	 *
	 * @param listed URLs of the list
	 * @param now epoch milliseconds
	 */
	sweepRecords(listed: readonly string[], now: number): Promise<void>;

	/** Returns the durations of past jobs in milliseconds, by the URL of the task. */
	readDurations(): Promise<Readonly<Record<string, readonly number[]>>>;
	/**
	 * Adds the duration of a job.
	 *
	 * @param most how many to keep for a task; the oldest are removed
	 */
	addDuration(taskUrl: string, milliseconds: number, most: number): Promise<WriteResult>;

	/**
	 * Saves when a key was last pressed in the monitor.
	 *
	 * @param at epoch milliseconds
	 */
	writeLastLook(at: number): Promise<void>;
	/** Saves the statistics of a session of the monitor, after it has been closed. */
	writeLastSession(session: LastSession): Promise<void>;

	/** Saves how the list and the messages were shown when the monitor was closed. */
	writeLastView(view: LastView): Promise<void>;

	/** Waits a short time for open calls, then stops using the disk. */
	close(): Promise<void>;
	/** Makes sure that the process can exit with its exit code even if the disk never answers. */
	endProcessDespiteDisk(): void;
};

/** The listener that receives changes of the list. */
export type ListFollower = {
	/**
	 * Called with each list that another process writes. Not called for a list that cannot be read, because it may not
	 * be empty.
	 */
	readonly onList: (jobs: readonly SavedJob[]) => void;
	/** Called with the condition of the list and the settings at the start, and whenever it changes. */
	readonly onCondition: (condition: ListCondition) => void;
};

/** A started observation of the list. */
export type Following = {
	/** Resolves after the list on the disk has been compared with the list that the caller knew. */
	readonly begun: Promise<void>;
	readonly stop: () => void;
};

/** Records, and notices about those that could not be read. */
export type RecordsRead = {readonly records: readonly JobRecord[]; readonly notices: readonly SafeText[]};
