/** The thread that owns the disk while a monitor runs: answers the calls of `disk-thread.ts` one after the other. */
import {parentPort, workerData} from 'node:worker_threads';
import {parseForWriting} from '../../gp/exact-json.ts';
import {toJson} from '../../text/json-escape.ts';
import {untilIdle} from '../../text/late-part.ts';
import {loadConf} from '../config-write.ts';
import {openDisk} from './disk-calls.ts';
import type {FromDisk, ToDisk} from './disk-thread.ts';

function post(message: FromDisk): void {
	parentPort?.postMessage(toJson(message));
}

const disk = openDisk(
	String(workerData),
	list => post({list}),
	condition => post({condition}),
);

// An upgrade may take it from under a monitor that runs for days.
setTimeout(() => void loadConf().catch(() => {}), untilIdle).unref();

parentPort?.on('message', async (text: string) => {
	const {id, name, args} = parseForWriting(text) as ToDisk;
	const call = disk[name] as (...args: readonly unknown[]) => Promise<unknown>;
	try {
		post({id, answer: await call(...args)});
	} catch (error) {
		post({id, failure: error instanceof Error ? error.message : String(error)});
	}
});
