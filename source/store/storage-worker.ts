/** The entry point of the thread of `WorkerStorage`: answers its calls one after the other. */
import {parentPort, workerData} from 'node:worker_threads';
import {parseForWriting} from '../gp/exact-json.ts';
import {toJson} from '../text/json-escape.ts';
import {untilIdle} from '../text/late-part.ts';
import {loadConf} from './config-write.ts';
import {DirectStorage} from './direct-storage.ts';
import type {SavedJob} from './saved-job.ts';
import type {FromWorker, ToWorker} from './worker-storage.ts';

const storage = new DirectStorage(String(workerData), 'writing');
let isFollowed = false;
let lastTurn: Promise<void> = Promise.resolve();

function post(message: FromWorker): void {
	parentPort?.postMessage(toJson(message));
}

async function followList(known: readonly SavedJob[]): Promise<void> {
	if (isFollowed) return;
	isFollowed = true;
	const following = storage.followList(known, {
		onList: list => post({list}),
		onCondition: condition => post({condition}),
	});
	await following.begun;
}

async function answer({id, name, args}: ToWorker): Promise<void> {
	const call = (name === 'followList' ? followList : storage[name].bind(storage)) as (
		...args: readonly unknown[]
	) => Promise<unknown>;
	try {
		post({id, answer: (await call(...args)) ?? null});
	} catch (error) {
		post({id, failure: error instanceof Error ? error.message : String(error)});
	}
}

// One call at a time: a disk that hangs then blocks only one of Node's few file threads, so that host names can still
// be resolved.
parentPort?.on('message', (text: string) => {
	const message = parseForWriting(text) as ToWorker;
	lastTurn = lastTurn.then(() => answer(message));
});

// Load conf early: an upgrade may remove its file while a monitor runs for days.
setTimeout(() => void loadConf().catch(() => {}), untilIdle).unref();
