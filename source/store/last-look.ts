import {constants} from 'node:fs';
import {lstat, open, stat, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import {isOwnFile} from './own-file.ts';

/** The path of the file whose modification time is the time at which the monitor was last used. */
function lookPath(home: string): string {
	return join(home, 'last-look');
}

/**
 * When the monitor was last used, in epoch milliseconds; `undefined` if it was never used, or if the time cannot be
 * read.
 */
export async function readLastLook(home: string): Promise<number | undefined> {
	const found = await stat(lookPath(home)).catch(() => undefined);
	// gpjobs writes an empty file; any other file belongs to another program.
	return found?.size === 0 ? found.mtimeMs : undefined;
}

/**
 * Saves when the monitor was last used. Ignores disk errors, because they only make the next summary cover a longer
 * time.
 *
 * @param at epoch milliseconds
 */
export async function writeLastLook(home: string, at: number): Promise<void> {
	try {
		const found = await lstat(lookPath(home)).catch(() => undefined);
		if (found && !(isOwnFile(found) && found.size === 0)) return;
		// O_NONBLOCK: opening a FIFO in its place would otherwise wait for a reader.
		const {O_WRONLY, O_CREAT, O_NONBLOCK = 0} = constants;
		await (await open(lookPath(home), O_WRONLY | O_CREAT | O_NONBLOCK, 0o600)).close();
		await utimes(lookPath(home), at / 1000, at / 1000);
	} catch {
		// A missing time only makes the next summary longer.
	}
}
