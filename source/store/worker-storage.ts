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
import type {WriteResult} from './job-records.ts';
import type {LastSession} from './last-session.ts';
import type {Relabelling} from './list-edits.ts';
import type {SavedJob} from './saved-job.ts';
import {type Change, heldUntilSettled, type ListCondition, type SavedListRead} from './saved-list.ts';
import {defaultSettings} from './settings.ts';
import type {Following, ListFollower, RecordsRead, Storage} from './storage.ts';

/** Methods that the worker answers as `DirectStorage` does. */
type PlainCall = Exclude<keyof Storage, 'followList' | 'close' | 'endProcessDespiteDisk'>;
type WorkerCall = PlainCall | 'followList';

/** What crosses to the worker and back, as JSON: numbers with digits of their own are objects, which no clone survives. */
export type ToWorker = {readonly id: number; readonly name: WorkerCall; readonly args: readonly unknown[]};
export type FromWorker =
	| {readonly id: number; readonly answer: unknown}
	/** The call threw, which is a bug: its message. */
	| {readonly id: number; readonly failure: string}
	/** Another process has changed the list. */
	| {readonly list: readonly SavedJob[]}
	/** Whether list and settings can be read has changed. */
	| {readonly condition: ListCondition};

/** A call that the worker has not answered yet. */
type OpenCall = ToWorker & {
	readonly answered: Promise<unknown>;
	readonly answer: (answer: unknown) => void;
	/** The result where the worker cannot make the call. */
	readonly failed: (sentence: SafeText) => unknown;
};

export type WorkerStorageOptions = {
	/** What the thread runs. */
	readonly entry?: URL;
	/** Milliseconds that the end of the program gives the disk to answer what it was asked. */
	readonly lastWait?: number;
	/** Milliseconds that a job which joins the monitor waits for its record. */
	readonly recordsWithin?: number;
};

const usualLastWait = 900;
const usualRecordsWithin = 1000;
/** MiB that V8 takes for new objects of the worker: it handles one file at a time. */
const roomForNewObjects = 8;

/** The entry of the thread: in `dist/` a file beside the chunks; from source Node reads the TypeScript. */
const usualEntry = new URL(`./storage-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Storage in a thread of its own, for a program that runs for days: conf writes synchronously, so a slow or dead disk
 * would otherwise stop screen and polling. The thread starts with the first call.
 *
 * A call is answered once, however long that takes; the caller decides how long to wait. If the thread dies, another one
 * replaces it and repeats the open calls; if that one dies before its first answer, all open calls fail.
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
	/** The list as it was known when following began; a new thread needs it. */
	#followedFrom: readonly SavedJob[] | undefined;

	/** @param home a folder that `openHome` chose */
	constructor(
		home: string,
		{entry = usualEntry, lastWait = usualLastWait, recordsWithin = usualRecordsWithin}: WorkerStorageOptions = {},
	) {
		this.#home = home;
		this.#entry = entry;
		this.#lastWait = lastWait;
		this.#recordsWithin = recordsWithin;
	}

	/** How many calls the disk has not answered. */
	get unanswered(): number {
		return this.#open.size;
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

	setSetting(name: string, value: string): Promise<Change> {
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

	/** Jobs join the screen at once: a disk that takes longer than a second counts as one without records. */
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

	/** Once the disk has answered, or has had its time. A thread that the kernel holds cannot be ended: it stays. */
	async close(): Promise<void> {
		// A timer that goes on would hold the end of the process as long.
		const isAnswered = new AbortController();
		const wait = sleep(this.#lastWait, undefined, {signal: isAnswered.signal}).catch(() => {});
		await Promise.race([this.#whenAnswered().then(() => isAnswered.abort()), wait]);
		if (this.#open.size > 0) return;
		this.#isClosed = true;
		await this.#worker?.terminate();
	}

	/**
	 * A disk that is dead holds a thread of Node's, and the end of the process would wait for that thread for ever (libuv
	 * joins them all). `execve` replaces the process image, so no thread is joined. Windows and Node before 22.15 cannot
	 * do that: there it is killed. What there was to say has been said before, and what was being written takes the place
	 * of a file as a whole or not at all.
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

	/** @param failed the result where the worker cannot make the call */
	#call<Name extends PlainCall>(
		name: Name,
		args: Parameters<Storage[Name]>,
		failed: (sentence: SafeText) => Awaited<ReturnType<Storage[Name]>>,
	): ReturnType<Storage[Name]> {
		// What the worker answers is what the method of the same name in `DirectStorage` gives.
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
		// An exit follows.
		worker.on('error', error => {
			const isMissing = systemErrorCode(error) === 'ERR_MODULE_NOT_FOUND';
			why = isMissing ? replacedOnDisk : safeText(error instanceof Error ? error.message : String(error));
		});
		worker.on('exit', () => this.#died(why));
		// A monitor that ends waits for the disk itself, as long as it means to. Listening has made it wait.
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

/** Where the thread that works on the disk failed. */
export function diskUnusable(why: SafeText): SafeText {
	return safe`the disk cannot be used: ${why}${why.endsWith('.') ? safe`` : safe`.`}`;
}
