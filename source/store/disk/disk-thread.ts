import {Worker} from 'node:worker_threads';
import {parseExactly} from '../../gp/exact-json.ts';
import {toJson} from '../../text/json-escape.ts';
import {safe, safeText} from '../../text/safe-text.ts';
import type {SavedJob} from '../saved-job.ts';
import type {DiskCalls} from './disk-calls.ts';

/** What crosses to the thread and back, as JSON: numbers with digits of their own are objects, which no clone survives. */
export type ToDisk = {readonly id: number; readonly name: keyof DiskCalls; readonly args: readonly unknown[]};
export type FromDisk =
	| {readonly id: number; readonly answer: unknown}
	/** Another process has changed the list. */
	| {readonly list: readonly SavedJob[]};

export type DiskThread = {
	readonly calls: DiskCalls;
	/** Tells the list when another process has changed it. @returns ends it */
	readonly onList: (listener: (jobs: readonly SavedJob[]) => void) => () => void;
	/** Calls that have not been answered yet. */
	readonly pending: () => number;
	/** Milliseconds for which the disk has been silent although it was asked something. */
	readonly silentFor: () => number;
	/** Once none is left. */
	readonly answered: () => Promise<void>;
	/** Ends the thread, whatever it is doing. @returns when it has ended */
	readonly close: () => Promise<void>;
};

type Pending = {
	readonly text: string;
	readonly answer: (answer: unknown) => void;
	readonly whenAnswered: Promise<unknown>;
};

const names = [
	...(['addJobs', 'removeJobs', 'undoRemove', 'relabel', 'setSetting', 'keepJob', 'readLog', 'readRecords'] as const),
	...(['sweep', 'readDurations', 'addDuration', 'keepLastLook', 'followList'] as const),
] satisfies ReadonlyArray<keyof DiskCalls>;

/** In `dist/` it is a file of its own beside the chunks; from source Node reads the TypeScript. */
const entry = new URL(`./disk-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/**
 * The disk, owned by a thread of its own: conf writes synchronously, and a disk that is slow or dead would hold screen
 * and polling with it. The thread begins with the first call.
 *
 * A call is answered once, however long that takes; who asks decides how long to wait. Where the thread itself dies, what
 * it was asked is asked of a new one, once: each call can be made twice without harm.
 *
 * @param home a folder that `openHome` chose
 */
export function openDiskThread(home: string): DiskThread {
	const listeners = new Set<(jobs: readonly SavedJob[]) => void>();
	const pending = new Map<number, Pending>();
	let worker: Worker | undefined;
	let lastId = 0;
	let deaths = 0;
	let isClosed = false;
	/** When it last answered, or was asked something while it had nothing to do. */
	let quietSince = 0;

	function started(): Worker {
		if (worker) return worker;
		const thread = new Worker(entry, {workerData: home, name: 'gpjobs disk'});
		worker = thread;
		thread.on('message', (text: string) => heard(parseExactly(text) as FromDisk));
		// A machine that has much to do takes its time to begin a thread.
		thread.on('online', () => {
			quietSince = performance.now();
		});
		thread.on('error', died);
		thread.on('exit', died);
		// A monitor that ends waits for the disk itself, as long as it means to. Listening has made it wait.
		thread.unref();
		return thread;
	}

	function heard(message: FromDisk): void {
		if ('list' in message) {
			for (const listener of listeners) listener(message.list);
			return;
		}
		quietSince = performance.now();
		const asked = pending.get(message.id);
		pending.delete(message.id);
		asked?.answer(message.answer);
		deaths = 0;
	}

	function died(error?: unknown): void {
		if (!worker || isClosed) return;
		worker = undefined;
		deaths++;
		const isHopeless = deaths > 1;
		const why = error instanceof Error ? safeText(error.message) : safe`its thread ended`;
		for (const [id, {text, answer}] of [...pending]) {
			if (!isHopeless) started().postMessage(text);
			else {
				pending.delete(id);
				answer({ok: false, sentence: safe`the disk cannot be used: ${why}.`});
			}
		}
	}

	function call(name: keyof DiskCalls, args: readonly unknown[]): Promise<unknown> {
		const id = ++lastId;
		const text = toJson({id, name, args} satisfies ToDisk);
		const {promise, resolve} = Promise.withResolvers<unknown>();
		if (pending.size === 0) quietSince = performance.now();
		pending.set(id, {text, answer: resolve, whenAnswered: promise});
		if (!isClosed) started().postMessage(text);
		return promise;
	}

	return {
		calls: Object.fromEntries(
			names.map(name => [name, (...args: readonly unknown[]) => call(name, args)]),
		) as unknown as DiskCalls,
		onList(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		pending: () => pending.size,
		silentFor: () => (pending.size === 0 ? 0 : performance.now() - quietSince),
		async answered() {
			while (pending.size > 0) await Promise.all([...pending.values()].map(({whenAnswered}) => whenAnswered));
		},
		async close() {
			isClosed = true;
			await worker?.terminate();
		},
	};
}
