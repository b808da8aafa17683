import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {type DiskThread, openDiskThread} from '../store/disk/disk-thread.ts';
import type {Shelf} from './opened-storage.ts';

/** Milliseconds that a job which joins waits for what was kept of it. */
const patience = 1000;

/** A shelf whose disk is held by a thread of its own, as a program that runs for days wants it. */
export type HeldShelf = Shelf & {readonly disk: DiskThread | undefined};

/** Hands a shelf over to such a thread; one that nothing can be kept on stays as it is. The thread begins when it is asked. */
export function heldByThread(shelf: Shelf): HeldShelf {
	const {home, list, kept, saved} = shelf;
	if (!home.ok || !list || !kept) return {...shelf, disk: undefined};
	const disk = openDiskThread(home.path);
	const {calls} = disk;
	return {
		...shelf,
		disk,
		list: {
			...list,
			read: calls.readList,
			add: calls.addJobs,
			remove: calls.removeJobs,
			undoRemove: calls.undoRemove,
			relabel: calls.relabel,
			setSetting: calls.setSetting,
			watch(onChange, onCondition) {
				const stops = [disk.onList(onChange), ...(onCondition ? [disk.onCondition(onCondition)] : [])];
				void calls.followList(saved);
				return () => {
					for (const stop of stops) stop();
				};
			},
		},
		kept: {
			...kept,
			keepJob: (record, log) => calls.keepJob(record, log ?? null),
			readLog: async url => (await calls.readLog(url)) ?? undefined,
			async readAllKept(urls) {
				// Jobs join the screen at once, with what is known of them or without.
				const late = sleep(patience, {records: [], notices: []}, {ref: false});
				const {records, notices} = await Promise.race([calls.readRecords(urls), late]);
				return {records: new Map(records.map(record => [record.url, record])), notices};
			},
			async sweep(listed, now) {
				await calls.sweep([...listed], now);
			},
		},
	};
}

/** Milliseconds that the end of the program gives the disk to answer what it was asked. */
const lastWait = 900;

/** Lets go of the disk once it has answered, or has had its time. */
export async function letGo({disk}: HeldShelf): Promise<void> {
	if (!disk) return;
	// A timer that goes on would hold the end of the process as long.
	const isAnswered = new AbortController();
	const wait = sleep(lastWait, undefined, {signal: isAnswered.signal}).catch(() => {});
	await Promise.race([disk.answered().then(() => isAnswered.abort()), wait]);
	// To end a thread that the kernel holds is to wait for it.
	if (disk.pending() === 0) await disk.close();
}

/**
 * From now on this process ends, with its own exit code, although its disk has not answered.
 *
 * A disk that is dead holds a thread of Node's, and the end of the process would wait for that thread for ever (libuv
 * joins them all). What takes the place of the process joins nothing. Windows and Node before 22.15 cannot do that: there it is killed.
 * What there was to say has been said before, and what was being written takes the place of a file as a whole or not at all.
 */
export function endDespiteDisk({disk}: HeldShelf): void {
	if (!disk) return;
	process.once('exit', code => {
		if (disk.pending() === 0) return;
		if (process.platform !== 'win32' && process.execve) process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {});
		process.kill(process.pid, 'SIGKILL');
	});
}
