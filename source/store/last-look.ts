import {constants} from 'node:fs';
import {open, stat, utimes} from 'node:fs/promises';
import {join} from 'node:path';

/** The file whose time says when somebody last looked at the jobs. */
function lookPath(home: string): string {
	return join(home, 'last-look');
}

/** When somebody last looked, epoch milliseconds; `undefined` where nobody ever did, or nobody knows. */
export async function readLastLook(home: string): Promise<number | undefined> {
	return (await stat(lookPath(home)).catch(() => undefined))?.mtimeMs;
}

/** Keeps when somebody looked. A disk that refuses is no matter: more is told the next time. @param at epoch milliseconds */
export async function keepLastLook(home: string, at: number): Promise<void> {
	try {
		// Without waiting: a FIFO in its place would have no reader.
		const {O_WRONLY, O_CREAT, O_NONBLOCK = 0} = constants;
		await (await open(lookPath(home), O_WRONLY | O_CREAT | O_NONBLOCK, 0o600)).close();
		await utimes(lookPath(home), at / 1000, at / 1000);
	} catch {
		// Told above: nothing is lost by it.
	}
}
