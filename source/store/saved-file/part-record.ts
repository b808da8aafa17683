import {createHash} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, lstat, open} from 'node:fs/promises';
import * as z from 'zod/mini';
import type {FileVersion} from '../../gp/client/download-answer.ts';
import {toJson} from '../../text/json-escape.ts';
import {writeAtomically} from '../atomic-write.ts';
import {lifeOf, processIdentitySchema, thisProcess} from '../process-identity.ts';

const partRecordSchema = z.object({
	/** A digest of the file's URL; the URL itself may contain a signature. */
	source: z.string(),
	etag: z.optional(z.string()),
	lastModified: z.optional(z.string()),
	total: z.nullable(z.int().check(z.nonnegative())),
	/** The number of bytes that have been flushed to the disk, so that they survive a power failure. */
	synced: z.int().check(z.nonnegative()),
	/** The process that is writing the part or wrote it last. */
	writer: processIdentitySchema,
	isReleased: z.boolean(),
});

/**
 * The record of an unfinished download, with which it can be continued. It is in `report.zip.part.json` beside
 * `report.zip.part`.
 */
export type PartRecord = z.infer<typeof partRecordSchema>;

/**
 * Identifies the file that a part belongs to, by a digest of the URL without its query, which has a new signature each
 * time.
 */
export function sourceOf(url: string): string {
	const {origin, pathname} = new URL(url);
	return createHash('sha256')
		.update(origin + pathname)
		.digest('hex');
}

/** Makes the record of a new part, written by this process. */
export function newRecord(source: string): PartRecord {
	return {source, total: null, synced: 0, writer: thisProcess(), isReleased: false};
}

/** Returns the version of the file on the server to which the part belongs. */
export function fileVersionOf({etag, lastModified, total}: PartRecord): FileVersion {
	return {etag, lastModified, total};
}

/**
 * The interval at which the time of a part is renewed, in milliseconds, for processes that cannot check its writer
 * directly.
 */
export const signOfLifeEvery = 10_000;

/** A writer that cannot be checked counts as ended after this many milliseconds without a renewal. */
const longestSilence = 120_000;

/**
 * Whether a process may continue the part: its writer has released it or has ended.
 *
 * @param part the path of the part; its modification time shows whether a writer on another machine or in another
 * container is alive
 */
export async function isPartFree({isReleased, writer}: PartRecord, part: string): Promise<boolean> {
	if (isReleased) return true;
	const life = lifeOf(writer);
	if (life !== 'unknown') return life === 'ended';
	const found = await lstat(part).catch(() => undefined);
	return found === undefined || Date.now() - found.mtimeMs > longestSilence;
}

/**
 * Returns how many bytes of a part can be trusted. After a crash of the machine a file may be longer than the data that
 * reached the disk, so only flushed bytes count then.
 */
export function reliableBytes({writer, synced}: PartRecord, size: number): number {
	const {boot} = thisProcess();
	return boot !== null && boot === writer.boot ? size : Math.min(size, synced);
}

/**
 * Writes the record of a part.
 *
 * @throws the errors of `node:fs`
 */
export async function writeRecord(path: string, record: PartRecord): Promise<void> {
	await writeAtomically(path, toJson(record));
}

/** The largest record that is read, in bytes. A normal record has a few hundred bytes. */
const largestRecord = 10_000;

/**
 * Reads the record of a part.
 *
 * @returns `undefined` if there is no readable record of gpjobs
 */
export async function readRecord(path: string): Promise<PartRecord | undefined> {
	const file = await openOwn(path, constants.O_RDONLY);
	if (!file) return undefined;
	try {
		if ((await file.stat()).size > largestRecord) return undefined;
		return partRecordSchema.parse(JSON.parse(await file.readFile('utf8')));
	} catch {
		return undefined;
	} finally {
		await file.close();
	}
}

// Windows does not have these flags.
const asItIs = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file that this user made. Returns `undefined` for anything else: a symbolic link, a hard link to another
 * file, or a file of another user in a shared folder.
 */
export async function openOwn(path: string, flags: number): Promise<FileHandle | undefined> {
	const file = await open(path, flags | asItIs).catch(() => undefined);
	const found = await file?.stat();
	const isOwn = process.getuid === undefined || found?.uid === process.getuid();
	if (found?.isFile() && found.nlink === 1 && isOwn) return file;
	await file?.close();
	return undefined;
}
