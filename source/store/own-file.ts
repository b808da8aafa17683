import type {Stats} from 'node:fs';
import {lstat} from 'node:fs/promises';

/** Whether a file belongs to the user who runs gpjobs. Always true on Windows, where Node does not report owners. */
export function isOfUser({uid}: Pick<Stats, 'uid'>): boolean {
	return process.geteuid === undefined || uid === process.geteuid();
}

/**
 * Whether a file may have been made by gpjobs for this user: it is a regular file of this user. Symbolic links are not,
 * because gpjobs makes none.
 *
 * @param found from `lstat`
 */
export function isOwnFile(found: Stats): boolean {
	return found.isFile() && isOfUser(found);
}

/** Returns the status of the file at a path if it passes {@link isOwnFile}; otherwise `undefined`. */
export async function ownFile(path: string): Promise<Stats | undefined> {
	const found = await lstat(path).catch(() => undefined);
	return found && isOwnFile(found) ? found : undefined;
}
