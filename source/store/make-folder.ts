import {mkdir, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import {systemErrorCode} from '../text/system-error.ts';

/**
 * Makes a folder and its parents.
 *
 * It does not use the `recursive` option of Node: below a folder that answers ENOENT to everything (`/proc`, an
 * automounter), Node retries for ever (measured with Node 24.21).
 *
 * @param mode of the new folders, from which the umask is taken off
 * @returns whether the folder is new
 * @throws the errors of `node:fs`
 */
export async function makeFolder(path: string, mode: number): Promise<boolean> {
	try {
		await mkdir(path, mode);
		return true;
	} catch (error) {
		const isThere = (await stat(path).catch(() => undefined))?.isDirectory() === true;
		if (isThere) return false;
		if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
	}

	await makeFolder(dirname(path), mode);
	await mkdir(path, mode);
	return true;
}
