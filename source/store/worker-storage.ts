import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';
import {parseExactly} from '../gp/exact-json.ts';
import type {JobLog} from '../gp/job-log.ts';
import type {JobRecord} from '../gp/job-record.ts';
import {toJson} from '../text/json-escape.ts';
import {replacedOnDisk} from '../text/late-part.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import type {LastSession} from './last-session.ts';
import type {LastView} from './last-view.ts';
import {heldUntilSettled, type ListCondition, type SavedListRead} from './list-contents.ts';
import type {Relabelling} from './list-edits.ts';
import type {WriteResult} from './record-files.ts';
import type {SavedJob} from './saved-job.ts';
import type {Change} from './saved-list.ts';
import {defaultSettings} from './settings.ts';
import type {Following, ListFollower, RecordsRead, Storage} from './storage.ts';

/** The methods that the worker forwards to its `DirectStorage` unchanged. */
type PlainCall = Exclude<keyof Storage, 'followList' | 'close' | 'endProcessDespiteDisk'>;
type WorkerCall = PlainCall | 'followList';

/**
 * A message to the worker. Both directions carry JSON text, because structured cloning would lose the numbers that
 * gpjobs keeps with their exact digits.
 */
export type ToWorker = {readonly id: number; readonly name: WorkerCall; readonly args: readonly unknown[]};
/** A message from the worker. */
export type FromWorker =
	| {readonly id: number; readonly answer: unknown}
	/** The call threw an exception, which is a bug in gpjobs; `failure` is its message. */
	| {readonly id: number; readonly failure: string}
	/** Another process changed the list. */
	| {readonly list: readonly SavedJob[]}
	/** The condition of the list and the settings has changed. */
	| {readonly condition: ListCondition};

/** A call that the worker has not answered yet. */
type OpenCall = ToWorker & {
	readonly answered: Promise<unknown>;
	readonly answer: (answer: unknown) => void;
	/** Makes the result of the call if the worker cannot answer it. */
	readonly failed: (sentence: SafeText) => unknown;
};

/** Options of the storage. Tests use them to shorten waiting times. */
export type WorkerStorageOptions = {
	/** The module that the thread runs. */
	readonly entry?: URL;
	/** How long to wait for open calls when the program ends, in milliseconds. */
	readonly lastWait?: number;
	/** How long to wait for the records of jobs that are added to the monitor, in milliseconds. */
	readonly recordsWithin?: number;
};

const usualLastWait = 900;
const usualRecordsWithin = 1000;
/**
 * The size in MiB of the space for new objects in the worker's V8 heap. The worker handles one file at a time, so a
 * small space is enough.
 */
const roomForNewObjects = 8;

/**
 * The module that the thread runs: in `dist/` a file beside this one; from source, the TypeScript file, which Node
 * runs.
 */
const usualEntry = new URL(`./storage-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Storage in a separate thread, for a monitor that runs for days: conf writes synchronously, so a slow or dead disk
 * would otherwise block the screen and the polling. The first call starts the thread. Each call is answered once,
 * however long that takes; the caller decides how long to wait. If the thread dies, a new one repeats the open calls;
 * if the new one dies before its first answer, all open calls fail.
 */
export class WorkerStorage implements Storage {
	readonly #home: string;
	readonly #entry: URL;
	readonly #lastWait: number;
	readonly #recordsWithin: number;
	readonly #followers = new Set<ListFollower>();
	readonly #open = new Map<number, OpenCall>();
	#worker: Worker | undefined;
	#lastId = 0;
	#deathsInARow = 0;
	#isClosed = false;
	/**
	 * The list that the follower knew at the start. If the thread dies, its replacement starts following from this
	 * list.
	 */
	#followedFrom: readonly SavedJob[] | undefined;

	/** @param home a folder from `openHome` */
	constructor(
		home: string,
		{entry = usualEntry, lastWait = usualLastWait, recordsWithin = usualRecordsWithin}: WorkerStorageOptions = {},
	) {
		this.#home = home;
		this.#entry = entry;
		this.#lastWait = lastWait;
		this.#recordsWithin = recordsWithin;
	}

	readList(): Promise<SavedListRead> {
		return this.#call('readList', [], sentence => ({
			jobs: [],
			settings: defaultSettings,
			notices: [sentence],
			isNew: false,
			fault: sentence,
			hold: heldUntilSettled(sentence),
		}));
	}

	addJobs(jobs: readonly SavedJob[], known: 'leave' | 'update'): Promise<Change> {
		return this.#call('addJobs', [jobs, known], refusal);
	}

	removeJobs(urls: readonly string[]): Promise<Change> {
		return this.#call('removeJobs', [urls], refusal);
	}

	undoRemove(): Promise<Change> {
		return this.#call('undoRemove', [], refusal);
	}

	relabel(url: string, relabelling: Relabelling): Promise<Change> {
		return this.#call('relabel', [url, relabelling], refusal);
	}

	setSetting(name: string, value: string | undefined): Promise<Change> {
		return this.#call('setSetting', [name, value], refusal);
	}

	followList(known: readonly SavedJob[], follower: ListFollower): Following {
		this.#followers.add(follower);
		this.#followedFrom = known;
		return {begun: this.#follow(known), stop: () => void this.#followers.delete(follower)};
	}

	writeRecord(record: JobRecord, log: Partial<JobLog> | null): Promise<WriteResult> {
		return this.#call('writeRecord', [record, log], refusal);
	}

	/** Reads records. Waits a second at most, so that jobs appear on the screen even if the disk hangs. */
	readRecords(urls: readonly string[]): Promise<RecordsRead> {
		const late = sleep(this.#recordsWithin, {records: [], notices: []}, {ref: false});
		const read = this.#call('readRecords', [urls], sentence => ({records: [], notices: [sentence]}));
		return Promise.race([read, late]);
	}

	readLog(url: string): Promise<JobLog | null> {
		return this.#call('readLog', [url], () => null);
	}

	sweepRecords(listed: readonly string[], now: number): Promise<void> {
		return this.#call('sweepRecords', [listed, now], () => undefined);
	}

	readDurations(): Promise<Readonly<Record<string, readonly number[]>>> {
		return this.#call('readDurations', [], () => ({}));
	}

	addDuration(taskUrl: string, milliseconds: number, most: number): Promise<WriteResult> {
		return this.#call('addDuration', [taskUrl, milliseconds, most], refusal);
	}

	writeLastLook(at: number): Promise<void> {
		return this.#call('writeLastLook', [at], () => undefined);
	}

	writeLastSession(session: LastSession): Promise<void> {
		return this.#call('writeLastSession', [session], () => undefined);
	}

	writeLastView(view: LastView): Promise<void> {
		return this.#call('writeLastView', [view], () => undefined);
	}

	/**
	 * Waits for open calls, up to the limit, then ends the thread. A thread that is blocked in the kernel cannot be
	 * ended.
	 */
	async close(): Promise<void> {
		// A timer that is still running would delay the end of the process.
		const isAnswered = new AbortController();
		const wait = sleep(this.#lastWait, undefined, {signal: isAnswered.signal}).catch(() => {});
		await Promise.race([this.#whenAnswered().then(() => isAnswered.abort()), wait]);
		if (this.#open.size > 0) return;
		this.#isClosed = true;
		await this.#worker?.terminate();
	}

	/**
	 * Lets the process exit even if the disk does not answer. A blocked file thread of Node would keep the process
	 * alive for ever, because libuv joins all its threads. `execve` replaces the process image without joining them.
	 * Windows and Node before 22.15 do not have `execve`, so there the process kills itself. All output has been
	 * written by then, and files are always replaced as a whole.
	 */
	endProcessDespiteDisk(): void {
		process.once('exit', code => {
			if (this.#open.size === 0) return;
			if (process.platform !== 'win32' && process.execve) process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {});
			process.kill(process.pid, 'SIGKILL');
		});
	}

	async #whenAnswered(): Promise<void> {
		while (this.#open.size > 0) await Promise.all([...this.#open.values()].map(({answered}) => answered));
	}

	async #follow(known: readonly SavedJob[]): Promise<void> {
		await this.#ask('followList', [known], () => null);
	}

	/**
	 * Sends a call to the worker and returns its result.
	 *
	 * @param failed makes the result if the worker cannot answer the call
	 */
	#call<Name extends PlainCall>(
		name: Name,
		args: Parameters<Storage[Name]>,
		failed: (sentence: SafeText) => Awaited<ReturnType<Storage[Name]>>,
	): ReturnType<Storage[Name]> {
		// The worker calls the method of the same name on `DirectStorage`, so the type of the answer is known.
		return this.#ask(name, args, failed) as ReturnType<Storage[Name]>;
	}

	#ask(name: WorkerCall, args: readonly unknown[], failed: (sentence: SafeText) => unknown): Promise<unknown> {
		const {promise, resolve} = Promise.withResolvers<unknown>();
		const call: OpenCall = {id: ++this.#lastId, name, args, failed, answered: promise, answer: resolve};
		this.#open.set(call.id, call);
		this.#post(call);
		return promise;
	}

	#post({id, name, args}: ToWorker): void {
		if (!this.#isClosed) this.#started().postMessage(toJson({id, name, args} satisfies ToWorker));
	}

	#started(): Worker {
		if (this.#worker) return this.#worker;
		const resourceLimits = {maxYoungGenerationSizeMb: roomForNewObjects};
		const worker = new Worker(this.#entry, {workerData: this.#home, name: 'gpjobs storage', resourceLimits});
		this.#worker = worker;
		worker.on('message', (text: string) => this.#heard(parseExactly(text) as FromWorker));
		let why = safe`its thread ended`;
		// The `exit` event follows.
		worker.on('error', error => {
			const isMissing = systemErrorCode(error) === 'ERR_MODULE_NOT_FOUND';
			why = isMissing ? replacedOnDisk : safeText(error instanceof Error ? error.message : String(error));
		});
		worker.on('exit', () => this.#died(why));
		// The listeners above would keep the process alive. `close` waits for the thread at the end.
		worker.unref();
		return worker;
	}

	#heard(message: FromWorker): void {
		if ('list' in message) {
			for (const {onList} of this.#followers) onList(message.list);
			return;
		}
		if ('condition' in message) {
			for (const {onCondition} of this.#followers) onCondition(message.condition);
			return;
		}
		this.#deathsInARow = 0;
		const call = this.#open.get(message.id);
		if (!call) return;
		if ('answer' in message) this.#settle(call, message.answer);
		else this.#fail(call, safeText(message.failure));
	}

	#settle(call: OpenCall, answer: unknown): void {
		this.#open.delete(call.id);
		call.answer(answer);
	}

	#fail(call: OpenCall, why: SafeText): void {
		this.#settle(call, call.failed(diskUnusable(why)));
	}

	#died(why: SafeText): void {
		this.#worker = undefined;
		if (this.#isClosed) return;
		this.#deathsInARow++;
		const open = [...this.#open.values()];
		if (this.#deathsInARow > 1) {
			for (const call of open) this.#fail(call, why);
			return;
		}
		if (this.#followedFrom && !open.some(({name}) => name === 'followList')) void this.#follow(this.#followedFrom);
		for (const call of open) this.#post(call);
	}
}

function refusal(sentence: SafeText): {readonly ok: false; readonly sentence: SafeText} {
	return {ok: false, sentence};
}

/** The error if the storage thread fails. */
export function diskUnusable(why: SafeText): SafeText {
	return safe`the disk cannot be used: ${why}${why.endsWith('.') ? safe`` : safe`.`}`;
}
