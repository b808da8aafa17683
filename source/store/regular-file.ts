import {closeSync, constants, fstatSync, openSync, readSync} from 'node:fs';
import {type FileHandle, lstat, open} from 'node:fs/promises';
import {dirname} from 'node:path';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {cannotRead, diskSentence} from './disk-error.ts';

type FileText =
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'missing'}
	| {readonly kind: 'unreadable'; readonly sentence: SafeText};

/**
 * The largest file that is read, in bytes. A list of ten thousand jobs needs 2.5 MB, so a larger file is not from
 * gpjobs.
 */
export const largest = 8 * 1024 * 1024;

// Without O_NONBLOCK, opening a FIFO waits for a writer. Windows does not have the flag.
const withoutWaiting = constants.O_NONBLOCK ?? 0;

/**
 * Reads a regular file as UTF-8; returns a sentence for a folder, a FIFO, a device or a file that is too large. Follows
 * symbolic links, because people keep such files in a repository; returns a sentence for a broken link.
 */
export async function readRegularFile(path: string, most = largest): Promise<FileText> {
	let file: FileHandle | undefined;
	try {
		file = await open(path, constants.O_RDONLY | withoutWaiting);
		const found = await file.stat();
		if (!found.isFile()) return unreadable(notAFile(path));
		if (found.size > most) return unreadable(tooLargeFile(path, most));
		return {kind: 'text', text: await file.readFile('utf8')};
	} catch (error) {
		if (systemErrorCode(error) !== 'ENOENT') return unreadable(diskSentence(cannotRead(path), error));
		const link = await linkToNothing(path);
		if (link === undefined) return {kind: 'missing'};
		return unreadable(leadsToNothing(path, link));
	} finally {
		await file?.close();
	}
}

/**
 * Finds the broken symbolic link because of which a path does not lead to a file. A file behind a broken link does not
 * count as missing, because its disk may only be unmounted.
 *
 * @param path of the file that was not found
 */
async function linkToNothing(path: string): Promise<string | undefined> {
	const found = await lstat(path).catch(() => undefined);
	if (found !== undefined) return found.isSymbolicLink() ? path : undefined;
	const folder = dirname(path);
	return folder === path ? undefined : linkToNothing(folder);
}

/**
 * Reads only the first line of a regular file of any size. It is synchronous because gpjobs reads a thousand files at
 * startup, which takes a tenth of the time that way.
 */
export function readFirstLine(path: string): FileText {
	let file: number | undefined;
	try {
		file = openSync(path, constants.O_RDONLY | withoutWaiting);
		if (!fstatSync(file).isFile()) return unreadable(notAFile(path));
		const pieces: Buffer[] = [];
		for (let read = 0; read < largest; ) {
			const buffer = Buffer.allocUnsafe(pieceSize);
			const piece = buffer.subarray(0, readSync(file, buffer, 0, pieceSize, read));
			const end = piece.indexOf(0x0a);
			pieces.push(end < 0 ? piece : piece.subarray(0, end));
			if (end >= 0 || piece.length === 0) return {kind: 'text', text: Buffer.concat(pieces).toString('utf8')};
			read += piece.length;
		}
		return unreadable(safe`${safeText(path)} is too large: more than 8 MiB in one line.`);
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') return {kind: 'missing'};
		return unreadable(diskSentence(cannotRead(path), error));
	} finally {
		if (file !== undefined) closeSync(file);
	}
}

const pieceSize = 16_384;

/** The error for a folder, a FIFO or a device where a file was expected. */
export function notAFile(path: string): SafeText {
	return safe`${safeText(path)} is not a file.`;
}

/**
 * The error for a file that is too large.
 *
 * @param most the limit in bytes
 */
export function tooLargeFile(path: string, most = largest): SafeText {
	return safe`${safeText(path)} is too large: more than ${most / 2 ** 20} MiB.`;
}

/**
 * The error for a broken symbolic link.
 *
 * @param link the link, which may be a folder above the file
 */
export function leadsToNothing(path: string, link: string): SafeText {
	return safe`${cannotRead(path)}: the symbolic link ${safeText(link)} leads to nothing. Is a disk not mounted?`;
}

function unreadable(sentence: SafeText): FileText {
	return {kind: 'unreadable', sentence};
}
