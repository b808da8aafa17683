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
		const pieces: Buffer[] = [];
		let size = 0;
		for await (const piece of file.createReadStream({autoClose: false}) as AsyncIterable<Buffer>) {
			size += piece.length;
			if (size > most) {
				return {ok: false, sentence: largerThan(path, most)};
			}
			pieces.push(piece);
		}
		return {ok: true, text: Buffer.concat(pieces).toString('utf8')};
	} catch (error) {
		return {ok: false, sentence: diskSentence(cannotRead(path), error)};
	} finally {
		await file?.close().catch(() => {});
	}
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
