import {randomUUID} from 'node:crypto';
import {lstat, open, rename, rm} from 'node:fs/promises';

/**
 * Replaces a file as a whole: a reader sees the old text or the new text, even after a power failure. The packages
 * `atomically` and `write-file-atomic` are not used: when the disk is full, both replace the good file by a truncated
 * one (fabiospampinato/atomically#18). `FileHandle.writeFile` repeats short writes until everything is written, or
 * throws.
 *
 * @param path a file in an existing folder; a symbolic link, a folder or a pipe there is not replaced, because gpjobs
 * never makes one
 * @throws the errors of `node:fs`; the old file is then unchanged
 */
export async function writeAtomically(path: string, text: string): Promise<void> {
	const found = await lstat(path).catch(() => undefined);
	if (found && !found.isFile() && !found.isDirectory()) throw somethingElse(path);
	const temporary = `${path}.tmp-${randomUUID()}`;
	try {
		const file = await open(temporary, 'wx', 0o600);
		try {
			await file.writeFile(text);
			await file.sync();
		} finally {
			await file.close();
		}

		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, {force: true}).catch(() => {});
		throw error;
	}
}

function somethingElse(path: string): Error {
	return Object.assign(new Error(`not a file: ${path}`), {code: 'EEXIST'});
}
