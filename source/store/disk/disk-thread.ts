import {Worker} from 'node:worker_threads';
import {parseExactly} from '../../gp/exact-json.ts';
import {toJson} from '../../text/json-escape.ts';
import {replacedOnDisk} from '../../text/late-part.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import type {SavedJob} from '../saved-job.ts';
import {heldUntilSettled, type ListCondition} from '../saved-list.ts';
import {defaultSettings} from '../settings.ts';
import type {DiskCalls} from './disk-calls.ts';

/** What crosses to the thread and back, as JSON: numbers with digits of their own are objects, which no clone survives. */
export type ToDisk = {readonly id: number; readonly name: keyof DiskCalls; readonly args: readonly unknown[]};
export type FromDisk =
	| {readonly id: number; readonly answer: unknown}
	/** The call threw, which is a bug: its message. */
	| {readonly id: number; readonly failure: string}
	/** Another process has changed the list. */
	| {readonly list: readonly SavedJob[]}
	/** List and settings can be read, or cannot, otherwise than before. */
	| {readonly condition: ListCondition};

export type DiskThread = {
	readonly calls: DiskCalls;
	/** Tells the list when another process has changed it. @returns ends it */
	readonly onList: (listener: (jobs: readonly SavedJob[]) => void) => () => void;
	/** Tells whether list and settings can be read, once the list is followed. @returns ends it */
	readonly onCondition: (listener: (condition: ListCondition) => void) => () => void;
	/** Calls that have not been answered yet. */
	readonly pending: () => number;
	/** Once none is left. */
	readonly answered: () => Promise<void>;
	/** Ends the thread, whatever it is doing. @returns when it has ended */
	readonly close: () => Promise<void>;
};

type Failures = {readonly [Name in keyof DiskCalls]: Awaited<ReturnType<DiskCalls[Name]>>};

/** The sentence for where the thread that works on the disk failed. */
export function diskUnusable(why: SafeText): SafeText {
	return safe`the disk cannot be used: ${why}${why.endsWith('.') ? safe`` : safe`.`}`;
}

/** What each call comes to where there is nobody to make it. */
function failures(sentence: SafeText): Failures {
	const refusal = {ok: false, sentence} as const;
	const nothingRead = {jobs: [], settings: defaultSettings, notices: [sentence], isNew: false};
	return {
		readList: {...nothingRead, fault: sentence, hold: heldUntilSettled(sentence)},
		addJobs: refusal,
		removeJobs: refusal,
		undoRemove: refusal,
		relabel: refusal,
		setSetting: refusal,
		keepJob: refusal,
		readLog: null,
		readRecords: {records: [], notices: [sentence]},
		sweep: null,
		readDurations: {},
		addDuration: refusal,
		keepLastLook: null,
		keepLastSession: null,
		followList: null,
	};
}

type Pending = ToDisk & {readonly settle: (answer: unknown) => void; readonly whenSettled: Promise<unknown>};

/** MiB that V8 takes for new objects of the thread: it handles one file at a time. */
const roomForNewObjects = 8;

/** The entry of the thread: in `dist/` a file beside the chunks; from source Node reads the TypeScript. */
const usualEntry = new URL(`./disk-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * Runs the disk in a thread: conf writes synchronously, so a slow or dead disk would otherwise stop screen and polling.
 * The thread starts with the first call.
 *
 * A call is answered once, however long that takes; the caller decides how long to wait. If the thread dies, another one
 * replaces it and repeats the open calls; if that one dies before its first answer, all open calls fail.
 *
 * @param home a folder that `openHome` chose
 * @param entry what the thread runs
 */
export function openDiskThread(home: string, entry: URL = usualEntry): DiskThread {
	const listeners = new Set<(jobs: readonly SavedJob[]) => void>();
	const conditionListeners = new Set<(condition: ListCondition) => void>();
	const pending = new Map<number, Pending>();
	let worker: Worker | undefined;
	let lastId = 0;
	let deathsInARow = 0;
	let isClosed = false;
	/** Where following the list began; a new thread needs it. */
	let followedFrom: readonly unknown[] | undefined;

	function started(): Worker {
		if (worker) return worker;
		const resourceLimits = {maxYoungGenerationSizeMb: roomForNewObjects};
		const thread = new Worker(entry, {workerData: home, name: 'gpjobs disk', resourceLimits});
		worker = thread;
		thread.on('message', (text: string) => heard(parseExactly(text) as FromDisk));
		let why = safe`its thread ended`;
		// An exit follows.
		thread.on('error', error => {
			const isMissing = systemErrorCode(error) === 'ERR_MODULE_NOT_FOUND';
			why = isMissing ? replacedOnDisk : safeText(error instanceof Error ? error.message : String(error));
		});
		thread.on('exit', () => died(why));
		// A monitor that ends waits for the disk itself, as long as it means to. Listening has made it wait.
		thread.unref();
		return thread;
	}

	function heard(message: FromDisk): void {
		if ('list' in message) {
			for (const listener of listeners) listener(message.list);
			return;
		}
		if ('condition' in message) {
			for (const listener of conditionListeners) listener(message.condition);
			return;
		}
		deathsInARow = 0;
		const asked = pending.get(message.id);
		if (asked) settle(asked, 'answer' in message ? message.answer : failed(asked, safeText(message.failure)));
	}

	function failed({name}: Pending, why: SafeText): unknown {
		return failures(diskUnusable(why))[name];
	}

	function settle(asked: Pending, answer: unknown): void {
		pending.delete(asked.id);
		asked.settle(answer);
	}

	function died(why: SafeText): void {
		worker = undefined;
		if (isClosed) return;
		deathsInARow++;
		const open = [...pending.values()];
		if (deathsInARow > 1) {
			for (const asked of open) settle(asked, failed(asked, why));
			return;
		}
		if (followedFrom && !open.some(({name}) => name === 'followList')) void call('followList', followedFrom);
		for (const asked of open) post(asked);
	}

	function post({id, name, args}: ToDisk): void {
		if (!isClosed) started().postMessage(toJson({id, name, args} satisfies ToDisk));
	}

	function call(name: keyof DiskCalls, args: readonly unknown[]): Promise<unknown> {
		const {promise, resolve} = Promise.withResolvers<unknown>();
		const asked: Pending = {id: ++lastId, name, args, settle: resolve, whenSettled: promise};
		if (name === 'followList') followedFrom = args;
		pending.set(asked.id, asked);
		post(asked);
		return promise;
	}

	return {
		calls: Object.fromEntries(
			(Object.keys(failures(safe``)) as ReadonlyArray<keyof DiskCalls>).map(name => [
				name,
				(...args: readonly unknown[]) => call(name, args),
			]),
		) as unknown as DiskCalls,
		onList(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		onCondition(listener) {
			conditionListeners.add(listener);
			return () => conditionListeners.delete(listener);
		},
		pending: () => pending.size,
		async answered() {
			while (pending.size > 0) await Promise.all([...pending.values()].map(({whenSettled}) => whenSettled));
		},
		async close() {
			isClosed = true;
			await worker?.terminate();
		},
	};
}
