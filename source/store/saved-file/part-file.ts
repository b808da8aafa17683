import {constants} from 'node:fs';
import {type FileHandle, open, rm, statfs} from 'node:fs/promises';
import {join} from 'node:path';
import type {Sink} from '../../gp/client/download.ts';
import {canBeResumed, type Resumption} from '../../gp/client/download-answer.ts';
import {numberedName} from '../../text/file-name.ts';
import {toJson} from '../../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {withLock} from '../lock.ts';
import {thisProcess} from '../process-identity.ts';
import {
	fileVersionOf,
	isPartFree,
	newRecord,
	openOwn,
	type PartRecord,
	readRecord,
	reliableBytes,
	signOfLifeEvery,
	sourceOf,
	writeRecord,
} from './part-record.ts';
import {modeOfSaved, mostNumbers, NotSaved} from './put-in-place.ts';
import {type OpenTarget, taken} from './target.ts';

/** An unfinished download: `<name>.part` and its record. Only one process writes it at a time. */
export type PartFile = {
	readonly path: string;
	/** Where to continue an earlier download; `undefined` to begin a new one. */
	readonly resume: Resumption | undefined;
	readonly sink: Sink;
	/** Flushes the complete file to the disk and closes it. */
	readonly finish: () => Promise<void>;
	/** Removes the record of the part, after the file has its final name. */
	readonly forget: () => Promise<void>;
	/**
	 * Releases the part for other processes.
	 *
	 * @returns how many bytes are left for the next attempt; 0 if the part was removed
	 */
	readonly release: () => Promise<number>;
};

/**
 * Creates the part of a file, or continues the one that an interrupted download left. If another process is writing it,
 * or gpjobs did not make it (browsers use `.part` too), the new one is `<name>-1.part`.
 *
 * @throws `NotSaved`, and the errors of `node:fs`
 */
export async function openPart({folder, name, numberable}: OpenTarget, url: string): Promise<PartFile> {
	const source = sourceOf(url);
	for (let n = 0; n < mostNumbers; n++) {
		const numbered = numberable === undefined ? (n === 0 ? name : `${name}-${n}`) : numberedName(numberable, n);
		const path = join(folder, `${numbered}.part`);
		const part = (await fresh(path, source)) ?? (await takenUp(path, folder, source));
		if (part) return partFile(path, part.file, part.record, part.size);
	}
	throw new NotSaved(taken(join(folder, `${name}.part`)));
}

type Claimed = {readonly file: FileHandle; readonly record: PartRecord; readonly size: number};

function recordPath(part: string): string {
	return `${part}.json`;
}

/** Creates a part. Writes its record first, so that each part of gpjobs has one. */
async function fresh(path: string, source: string): Promise<Claimed | undefined> {
	const record = newRecord(source);
	const note = await made(recordPath(path), 0o600);
	if (!note) return undefined;
	let file: FileHandle | undefined;
	try {
		await note.writeFile(toJson(record));
		file = await made(path, modeOfSaved);
		return file && {file, record, size: 0};
	} finally {
		await note.close();
		if (!file) await rm(recordPath(path), {force: true}).catch(() => {});
	}
}

/** Creates a file; returns `undefined` if something with that name exists, even a broken symbolic link. */
async function made(path: string, mode: number): Promise<FileHandle | undefined> {
	try {
		return await open(path, 'wx', mode);
	} catch (error) {
		if (systemErrorCode(error) === 'EEXIST') return undefined;
		throw error;
	}
}

async function takenUp(path: string, folder: string, source: string): Promise<Claimed | undefined> {
	const found = await readRecord(recordPath(path));
	if (!found || found.source !== source || !(await isPartFree(found, path))) return undefined;
	// Two processes may both have found the part free. Under the lock, the second one sees that the first has taken it.
	const locked = await withLock(join(folder, '.gpjobs-part.lock'), async () => {
		const again = await readRecord(recordPath(path));
		if (!again || again.source !== source || !(await isPartFree(again, path))) return undefined;
		const file = (await openOwn(path, constants.O_RDWR)) ?? (await made(path, modeOfSaved));
		if (!file) return undefined;
		try {
			const size = reliableBytes(again, (await file.stat()).size);
			const synced = Math.min(again.synced, size);
			const record: PartRecord = {...again, writer: thisProcess(), isReleased: false, synced};
			// Cut off unreliable bytes before the record names this process as the writer.
			await file.truncate(size);
			await writeRecord(recordPath(path), record);
			return {file, record, size};
		} catch (error) {
			await file.close();
			throw error;
		}
	});
	return locked.ok ? locked.value : undefined;
}

function partFile(path: string, file: FileHandle, claimed: PartRecord, size: number): PartFile {
	let record = claimed;
	let position = size;
	// A download may wait long for its turn or for its server, so the time of its part is renewed meanwhile.
	const signs = setInterval(() => {
		const now = new Date();
		void file.utimes(now, now).catch(() => {});
	}, signOfLifeEvery);
	signs.unref();

	const remove = async () => {
		await rm(path, {force: true});
		await rm(recordPath(path), {force: true});
	};

	const sink: Sink = {
		async begin(at, {etag, lastModified, total}) {
			await makeSureOfRoom(path, total === null ? 0 : total - at);
			// The old bytes must be gone before the record names the new file.
			await file.truncate(at);
			position = at;
			record = {
				source: record.source,
				...(etag === undefined ? {} : {etag}),
				...(lastModified === undefined ? {} : {lastModified}),
				total,
				synced: Math.min(record.synced, at),
				writer: record.writer,
				isReleased: false,
			};
			await writeRecord(recordPath(path), record);
		},
		async write(bytes) {
			// A disk that is nearly full may accept only some of the bytes.
			for (let done = 0; done < bytes.byteLength; ) {
				const {bytesWritten} = await file.write(bytes, done, bytes.byteLength - done, position);
				done += bytesWritten;
				position += bytesWritten;
			}
		},
	};

	const version = fileVersionOf(claimed);
	const resume = size > 0 && canBeResumed(version) ? {version, from: size} : undefined;
	return {
		path,
		resume,
		sink,
		async finish() {
			clearInterval(signs);
			await file.sync();
			record = {...record, synced: position};
			await file.close();
		},
		async forget() {
			await rm(recordPath(path), {force: true}).catch(() => {});
		},
		async release() {
			clearInterval(signs);
			const isKept = position > 0 && canBeResumed(fileVersionOf(record));
			const isSynced = await file.sync().then(
				() => true,
				() => false,
			);
			await file.close().catch(() => {});
			if (!isKept) {
				await remove().catch(() => {});
				return 0;
			}
			// A full disk may have no room for the record. The old record then remains; its writer counts as ended when
			// this process exits.
			const synced = isSynced ? position : record.synced;
			await writeRecord(recordPath(path), {...record, synced, isReleased: true}).catch(() => {});
			return position;
		},
	};
}

/**
 * Refuses a download that would not fit on the disk, before it begins. If the free space is unknown, assumes that there
 * is enough.
 */
async function makeSureOfRoom(path: string, bytes: number): Promise<void> {
	const disk = await statfs(path).catch(() => undefined);
	if (!disk || disk.blocks === 0 || disk.bavail * disk.bsize >= bytes) return;
	const [needed, free] = [bytes, disk.bavail * disk.bsize].map(count => Math.ceil(count / 2 ** 20));
	throw new NotSaved(noRoom(path, needed ?? 0, free ?? 0));
}

/**
 * The error for a download that does not fit on the disk.
 *
 * @param needed the size of the download in MiB
 * @param free the free space in MiB
 */
export function noRoom(path: string, needed: number, free: number): SafeText {
	return safe`There is no room for ${safeText(path)}: ${needed} MiB are to come, ${free} MiB are free (ENOSPC).`;
}
