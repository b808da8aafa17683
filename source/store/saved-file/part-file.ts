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
import {mostNumbers, NotSaved} from './put-in-place.ts';
import {type OpenTarget, taken} from './target.ts';

/** A file on its way: `<name>.part`, and beside it what it is a part of. One process writes it at a time. */
export type PartFile = {
	readonly path: string;
	/** What is there from an earlier time. */
	readonly resume: Resumption | undefined;
	readonly sink: Sink;
	/** All is there: makes it last and closes it. */
	readonly finish: () => Promise<void>;
	/** Removes what stands beside it, once it has its name. */
	readonly forget: () => Promise<void>;
	/** Releases it. @returns bytes that are kept for the next time; 0 where the file was removed */
	readonly release: () => Promise<number>;
};

/**
 * Makes the part of a file, or takes up the one that an interrupted download left. One that another process writes, or
 * that is not ours (browsers call theirs `.part` too), is left alone: then it is `<name>-1.part`.
 *
 * @throws `NotSaved`, and what `node:fs` throws
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

/** Creates a part. The record comes first, so each part of gpjobs has one. */
async function fresh(path: string, source: string): Promise<Claimed | undefined> {
	const record = newRecord(source);
	const note = await made(recordPath(path));
	if (!note) return undefined;
	let file: FileHandle | undefined;
	try {
		await note.writeFile(toJson(record));
		file = await made(path);
		return file && {file, record, size: 0};
	} finally {
		await note.close();
		if (!file) await rm(recordPath(path), {force: true}).catch(() => {});
	}
}

/** A new file; `undefined` where something has its name, be it a symbolic link that leads nowhere. */
async function made(path: string): Promise<FileHandle | undefined> {
	try {
		return await open(path, 'wx', 0o600);
	} catch (error) {
		if (systemErrorCode(error) === 'EEXIST') return undefined;
		throw error;
	}
}

async function takenUp(path: string, folder: string, source: string): Promise<Claimed | undefined> {
	const found = await readRecord(recordPath(path));
	if (!found || found.source !== source || !(await isPartFree(found, path))) return undefined;
	// Two processes may both see it free: under the lock, one of them sees the other.
	const locked = await withLock(join(folder, '.gpjobs-part.lock'), async () => {
		const again = await readRecord(recordPath(path));
		if (!again || again.source !== source || !(await isPartFree(again, path))) return undefined;
		const file = (await openOwn(path, constants.O_RDWR)) ?? (await made(path));
		if (!file) return undefined;
		try {
			const size = reliableBytes(again, (await file.stat()).size);
			const synced = Math.min(again.synced, size);
			const record: PartRecord = {...again, writer: thisProcess(), isReleased: false, synced};
			// What cannot be relied on goes before the record says that this process wrote it.
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
	// A download may wait long for its turn, or for its server.
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
			// First the old bytes go, then the record says of which file the new ones are.
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
			// The disk may take a part only, when it gets full.
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
			// On a full disk there may be no room for it: then the old record stands, of a writer that is soon no more.
			const synced = isSynced ? position : record.synced;
			await writeRecord(recordPath(path), {...record, synced, isReleased: true}).catch(() => {});
			return position;
		},
	};
}

/** Refuses at once what would fill the disk to its end. If the free space is unknown, assume that it is enough. */
async function makeSureOfRoom(path: string, bytes: number): Promise<void> {
	const disk = await statfs(path).catch(() => undefined);
	if (!disk || disk.blocks === 0 || disk.bavail * disk.bsize >= bytes) return;
	const [needed, free] = [bytes, disk.bavail * disk.bsize].map(count => Math.ceil(count / 2 ** 20));
	throw new NotSaved(noRoom(path, needed ?? 0, free ?? 0));
}

/** @param needed MiB, as `free` */
export function noRoom(path: string, needed: number, free: number): SafeText {
	return safe`There is no room for ${safeText(path)}: ${needed} MiB are to come, ${free} MiB are free (ENOSPC).`;
}
