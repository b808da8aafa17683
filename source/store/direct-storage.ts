import {join} from 'node:path';
import * as z from 'zod/mini';
import type {JobLog} from '../gp/job-log.ts';
import type {JobRecord} from '../gp/job-record.ts';
import type {HomeUse} from './home.ts';
import {writeLastLook} from './last-look.ts';
import {type LastSession, writeLastSession} from './last-session.ts';
import {type LastView, writeLastView} from './last-view.ts';
import type {SavedListRead} from './list-contents.ts';
import type {Relabelling} from './list-edits.ts';
import {type JobRecords, openJobRecords, type WriteResult} from './record-files.ts';
import type {SavedJob} from './saved-job.ts';
import {type Change, openSavedList, type SavedList} from './saved-list.ts';
import {openServerMap, type ServerMap} from './server-map.ts';
import type {Following, ListFollower, RecordsRead, Storage} from './storage.ts';

const durationsOfTask = z.readonly(z.array(z.number().check(z.nonnegative())));

/** Storage that works in the calling thread: for commands, and inside the thread of `WorkerStorage`. */
export class DirectStorage implements Storage {
	readonly #home: string;
	readonly #list: SavedList;
	/**
	 * A second instance for `readList`. If `#list` read the file, its follower would not be told about a change that
	 * was read.
	 */
	readonly #look: SavedList;
	readonly #records: JobRecords;
	/** The durations of past jobs in milliseconds, oldest first, by the URL of the task. */
	readonly #durations: ServerMap<readonly number[]>;

	/**
	 * @param home a folder from `openHome`
	 * @param use with `reading`, it neither repairs a damaged list nor writes the index of records
	 */
	constructor(home: string, use: HomeUse) {
		this.#home = home;
		this.#list = openSavedList(home, Date.now, use);
		this.#look = openSavedList(home, Date.now, 'reading');
		this.#records = openJobRecords(home, use);
		this.#durations = openServerMap(join(home, 'durations', 'tasks.json'), durationsOfTask, {guard: 'any'});
	}

	/** Reads list and settings for the first time, and repairs a damaged file if the command may write. */
	openList(): Promise<SavedListRead> {
		return this.#list.read();
	}

	readList(): Promise<SavedListRead> {
		return this.#look.read();
	}

	addJobs(jobs: readonly SavedJob[], known: 'leave' | 'update'): Promise<Change> {
		return this.#list.add(jobs, known);
	}

	removeJobs(urls: readonly string[]): Promise<Change> {
		return this.#list.remove(urls);
	}

	undoRemove(): Promise<Change> {
		return this.#list.undoRemove();
	}

	relabel(url: string, relabelling: Relabelling): Promise<Change> {
		return this.#list.relabel(url, relabelling);
	}

	setSetting(name: string, value: string | undefined): Promise<Change> {
		return this.#list.setSetting(name, value);
	}

	followList(known: readonly SavedJob[], {onList, onCondition}: ListFollower): Following {
		let isStopped = false;
		let stopWatching: (() => void) | undefined;
		const begin = async () => {
			const {jobs, fault} = await this.#list.read();
			if (isStopped) return;
			if (fault === undefined && JSON.stringify(jobs) !== JSON.stringify(known)) onList(jobs);
			stopWatching = this.#list.watch(onList, onCondition);
		};
		return {
			begun: begin(),
			stop() {
				isStopped = true;
				stopWatching?.();
			},
		};
	}

	writeRecord(record: JobRecord, log: Partial<JobLog> | null): Promise<WriteResult> {
		return this.#records.write(record, log);
	}

	async readRecords(urls: readonly string[]): Promise<RecordsRead> {
		const {records, notices} = await this.#records.read(urls);
		return {records: [...records.values()], notices};
	}

	readLog(url: string): Promise<JobLog | null> {
		return this.#records.readLog(url);
	}

	sweepRecords(listed: readonly string[], now: number): Promise<void> {
		return this.#records.sweep(new Set(listed), now);
	}

	async readDurations(): Promise<Readonly<Record<string, readonly number[]>>> {
		const read = await this.#durations.read();
		return read.ok ? Object.fromEntries(read.entries) : {};
	}

	addDuration(taskUrl: string, milliseconds: number, most: number): Promise<WriteResult> {
		return this.#durations.change(taskUrl, (before = []) => [...before, milliseconds].slice(-most));
	}

	writeLastLook(at: number): Promise<void> {
		return writeLastLook(this.#home, at);
	}

	writeLastSession(session: LastSession): Promise<void> {
		return writeLastSession(this.#home, session);
	}

	writeLastView(view: LastView): Promise<void> {
		return writeLastView(this.#home, view);
	}

	async close(): Promise<void> {}

	/** Does nothing: a command that uses the disk directly waits for each of its calls. */
	endProcessDespiteDisk(): void {}
}
