import {createHash} from 'node:crypto';
import {constants} from 'node:fs';
import {type FileHandle, lstat, open} from 'node:fs/promises';
import * as z from 'zod/mini';
import type {FileVersion} from '../../gp/client/download-answer.ts';
import {toJson} from '../../text/json-escape.ts';
import {writeAtomically} from '../atomic-write.ts';
import {lifeOf, processIdentitySchema, thisProcess} from '../process-identity.ts';

const partRecordSchema = z.object({
	/** A digest of the file's URL, which may itself hold a signature. */
	source: z.string(),
	etag: z.optional(z.string()),
	lastModified: z.optional(z.string()),
	total: z.nullable(z.int().check(z.nonnegative())),
	/** Bytes of the part that are certainly on the disk, even after a power failure. */
	synced: z.int().check(z.nonnegative()),
	/** The process that writes the part or wrote it last. */
	writer: processIdentitySchema,
	isReleased: z.boolean(),
});

/** What lies beside the part of a file, `report.zip.part.json` beside `report.zip.part`, so that it can be continued. */
export type PartRecord = z.infer<typeof partRecordSchema>;

/** Which file a part is of: the URL without its query, as the signature in it is another one each time. */
export function sourceOf(url: string): string {
	const {origin, pathname} = new URL(url);
	return createHash('sha256')
		.update(origin + pathname)
		.digest('hex');
}

export function newRecord(source: string): PartRecord {
	return {source, total: null, synced: 0, writer: thisProcess(), isReleased: false};
}

export function fileVersionOf({etag, lastModified, total}: PartRecord): FileVersion {
	return {etag, lastModified, total};
}

/** Milliseconds between two signs of life of the writer of a part, for those who cannot ask for it. */
export const signOfLifeEvery = 10_000;

/** A writer that cannot be asked for and has shown no sign of life for this long has ended. */
const longestSilence = 120_000;

/**
 * Whether the part may be taken over: its writer has released it, or has ended.
 *
 * @param part the path of the part; its time shows whether a writer on another machine, or in another container, is
 * alive
 */
export async function isPartFree({isReleased, writer}: PartRecord, part: string): Promise<boolean> {
	if (isReleased) return true;
	const life = lifeOf(writer);
	if (life !== 'unknown') return life === 'ended';
	const found = await lstat(part).catch(() => undefined);
	return found === undefined || Date.now() - found.mtimeMs > longestSilence;
}

/**
 * Bytes of a part that can be relied on. After the machine itself went down a file may be longer than what of it
 * reached the disk.
 */
export function reliableBytes({writer, synced}: PartRecord, size: number): number {
	const {boot} = thisProcess();
	return boot !== null && boot === writer.boot ? size : Math.min(size, synced);
}

export async function writeRecord(path: string, record: PartRecord): Promise<void> {
	await writeAtomically(path, toJson(record));
}

/** Bytes; a record has some hundred. */
const largestRecord = 10_000;

/** `undefined` where no readable record of gpjobs is there. */
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

// Windows has neither.
const asItIs = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a file that this user made: not a symbolic link, not a second name of another file, nothing of another user in a
 * shared folder. `undefined` for any other.
 */
export async function openOwn(path: string, flags: number): Promise<FileHandle | undefined> {
	const file = await open(path, flags | asItIs).catch(() => undefined);
	const found = await file?.stat();
	const isOwn = process.getuid === undefined || found?.uid === process.getuid();
	if (found?.isFile() && found.nlink === 1 && isOwn) return file;
	await file?.close();
	return undefined;
}
