import type {Stats} from 'node:fs';
import {lstat} from 'node:fs/promises';

/** Whether something belongs to the user who runs gpjobs. Windows does not tell: there everything does. */
export function isOfUser({uid}: Pick<Stats, 'uid'>): boolean {
	return process.geteuid === undefined || uid === process.geteuid();
}

/**
 * Whether something can be a file that gpjobs made for this user: a regular file of theirs. A symbolic link is what
 * somebody else put there.
 *
 * @param found from `lstat`
 */
export function isOwnFile(found: Stats): boolean {
	return found.isFile() && isOfUser(found);
}

/** The file at a path, where {@link isOwnFile} holds for it; otherwise `undefined`. */
export async function ownFile(path: string): Promise<Stats | undefined> {
	const found = await lstat(path).catch(() => undefined);
	return found && isOwnFile(found) ? found : undefined;
}
