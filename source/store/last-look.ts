import {constants} from 'node:fs';
import {lstat, open, stat, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import {isOwnFile} from './own-file.ts';

/** Returns the path of the file whose modification time is the time at which the monitor was last used. */
function lookPath(home: string): string {
	return join(home, 'last-look');
}

/**
 * Returns when the monitor was last used, in epoch milliseconds; `undefined` if it was never used, or if the time
 * cannot be read.
 */
export async function readLastLook(home: string): Promise<number | undefined> {
	const found = await stat(lookPath(home)).catch(() => undefined);
	// gpjobs writes an empty file; a file with contents belongs to another program.
	return found?.size === 0 ? found.mtimeMs : undefined;
}

/**
 * Saves when the monitor was last used. Ignores disk errors: without the time, the next summary only covers a longer
 * period.
 *
 * @param at epoch milliseconds
 */
export async function writeLastLook(home: string, at: number): Promise<void> {
	try {
		const found = await lstat(lookPath(home)).catch(() => undefined);
		if (found && !(isOwnFile(found) && found.size === 0)) return;
		// O_NONBLOCK: if a FIFO has this path, opening it would otherwise wait for a reader.
		const {O_WRONLY, O_CREAT, O_NONBLOCK = 0} = constants;
		await (await open(lookPath(home), O_WRONLY | O_CREAT | O_NONBLOCK, 0o600)).close();
		await utimes(lookPath(home), at / 1000, at / 1000);
	} catch {
		// Without the time, the next summary only covers a longer period.
	}
}
