import {type FileHandle, open} from 'node:fs/promises';
import {type SafeText, safe} from '../text/safe-text.ts';
import {cannotRead, diskSentence} from './disk-error.ts';

/** The largest file that is read, in bytes: more than any token, certificate or input needs. */
const largest = 64 * 2 ** 20;

type GivenFile = {readonly ok: true; readonly text: string} | {readonly ok: false; readonly sentence: SafeText};

/**
 * Reads a file that the user named on the command line, as UTF-8. It may be a regular file or a pipe, such as a shell's
 * `<(…)`. A device or a pipe may never end, so reading stops after `most` bytes.
 *
 * @param most the largest size in bytes
 */
export async function readGivenFile(path: string, most: number = largest): Promise<GivenFile> {
	let file: FileHandle | undefined;
	try {
		file = await open(path, 'r');
		const found = await file.stat();
		if (!found.isFile() && !found.isFIFO()) {
			return {ok: false, sentence: neitherFileNorPipe(path)};
		}
		return await textOf(file.createReadStream({autoClose: false}), path, most);
	} catch (error) {
		return {ok: false, sentence: diskSentence(cannotRead(path), error)};
	} finally {
		await file?.close().catch(() => {});
	}
}

/**
 * Reads standard input to its end, as UTF-8.
 *
 * @param most the largest size in bytes
 */
export async function readStandardInput(input: AsyncIterable<unknown>, most: number = largest): Promise<GivenFile> {
	try {
		return await textOf(input, standardInput, most);
	} catch (error) {
		return {ok: false, sentence: diskSentence(cannotRead(standardInput), error)};
	}
}

const standardInput = 'standard input';

async function textOf(pieces: AsyncIterable<unknown>, path: string, most: number): Promise<GivenFile> {
	const read: Buffer[] = [];
	let size = 0;
	for await (const piece of pieces as AsyncIterable<Buffer>) {
		size += piece.length;
		if (size > most) return {ok: false, sentence: largerThan(path, most)};
		read.push(piece);
	}
	return {ok: true, text: Buffer.concat(read).toString('utf8')};
}

/** The error for a path that is neither a file nor a pipe. */
export function neitherFileNorPipe(path: string): SafeText {
	return safe`${cannotRead(path)}: it is neither a file nor a pipe.`;
}

/**
 * The error for a file that is too large.
 *
 * @param most the largest size in bytes
 */
export function largerThan(path: string, most: number): SafeText {
	return safe`${cannotRead(path)}: it is larger than ${most / 2 ** 20} MiB.`;
}
