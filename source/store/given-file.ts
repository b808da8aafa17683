import {type FileHandle, open} from 'node:fs/promises';
import {type SafeText, safe} from '../text/safe-text.ts';
import {cannotRead, diskSentence} from './disk-error.ts';

/** Bytes: more than any token, certificate or input. */
const largest = 64 * 2 ** 20;

type GivenFile = {readonly ok: true; readonly text: string} | {readonly ok: false; readonly sentence: SafeText};

/**
 * Reads a file that somebody named on the command line, as UTF-8: a regular one, or a pipe, as `<(…)` of a shell is.
 * A device may never end, and so may a pipe: neither is read for longer than bytes are wanted.
 *
 * @param most bytes
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

export function neitherFileNorPipe(path: string): SafeText {
	return safe`${cannotRead(path)}: it is neither a file nor a pipe.`;
}

/** @param most bytes */
export function largerThan(path: string, most: number): SafeText {
	return safe`${cannotRead(path)}: it is larger than ${most / 2 ** 20} MiB.`;
}
