import {randomUUID} from 'node:crypto';
import {lstat, open, rename, rm} from 'node:fs/promises';

/**
 * Replaces a file as a whole: readers see the old text or the new one, also after a power failure.
 *
 * @param path its folder exists. A symbolic link, a folder or a pipe there is what somebody else made, and stays
 * @throws what `node:fs` throws; what was there is then as it was
 *
 * Not `atomically` or `write-file-atomic`: both rename a file that was cut short by a full disk over the good one
 * (fabiospampinato/atomically#18). `FileHandle.writeFile` writes on until all is written, or throws.
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
