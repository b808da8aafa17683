import {constants} from 'node:fs';
import {lstat, open, stat, utimes} from 'node:fs/promises';
import {join} from 'node:path';
import {isOwnFile} from './own-file.ts';

/** The file whose time says when somebody last used the monitor. */
function lookPath(home: string): string {
	return join(home, 'last-look');
}

/** When somebody last used the monitor, epoch milliseconds; `undefined` where that is unknown or never happened. */
export async function readLastLook(home: string): Promise<number | undefined> {
	const found = await stat(lookPath(home)).catch(() => undefined);
	// The file that gpjobs makes is empty.
	return found?.size === 0 ? found.mtimeMs : undefined;
}

/** Keeps when somebody looked. If the disk refuses, the next report only covers more. @param at epoch milliseconds */
export async function writeLastLook(home: string, at: number): Promise<void> {
	try {
		const found = await lstat(lookPath(home)).catch(() => undefined);
		if (found && !(isOwnFile(found) && found.size === 0)) return;
		// Without waiting: a FIFO in its place would have no reader.
		const {O_WRONLY, O_CREAT, O_NONBLOCK = 0} = constants;
		await (await open(lookPath(home), O_WRONLY | O_CREAT | O_NONBLOCK, 0o600)).close();
		await utimes(lookPath(home), at / 1000, at / 1000);
	} catch {
		// Told above: nothing is lost by it.
	}
}
