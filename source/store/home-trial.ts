import {constants} from 'node:fs';
import {access, stat, statfs, utimes} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {diskSentence} from './disk-error.ts';
import {withLock} from './lock.ts';

/**
 * Checks whether gpjobs can write to its folder: acquires and releases the lock that each change needs, which leaves
 * the folder unchanged. If the folder does not exist yet, checks the permissions of the nearest folder above it.
 *
 * @param home from `openHome`
 * @returns why nothing can be written; `undefined` if it can
 */
export async function whyNotWritable(home: string): Promise<SafeText | undefined> {
	try {
		const refusal = await whyNeverSaved(home);
		return refusal ?? ((await nearestFolder(home)) === home ? await tryLock(home) : undefined);
	} catch (error) {
		return diskSentence(safe`Cannot keep anything in ${safeText(home)}`, error);
	}
}

/**
 * Checks whether anything can ever be saved in a folder. Writes nothing, and only checks the permissions of the nearest
 * existing folder.
 *
 * @returns why not; `undefined` if it can
 */
export async function whyNeverSaved(home: string): Promise<SafeText | undefined> {
	const failed = safe`Cannot keep anything in ${safeText(home)}`;
	try {
		const folder = await nearestFolder(home);
		await access(folder, constants.W_OK | constants.X_OK);
		// For root every permission check passes, but files cannot be created in these file systems.
		return withoutFiles.has((await statfs(folder)).type) ? safe`${failed}: no files can be made there.` : undefined;
	} catch (error) {
		return diskSentence(failed, error);
	}
}

/**
 * The `f_type` (statfs(2)) of the file systems `/proc` and `/sys`, which are made by the kernel and cannot hold files
 * of users.
 */
const withoutFiles: ReadonlySet<number> = new Set([0x9fa0, 0x62656572]);

async function tryLock(home: string): Promise<SafeText | undefined> {
	const {atimeMs, mtimeMs} = await stat(home);
	const locked = await withLock(join(home, 'doctor.lock'), async () => {});
	await utimes(home, atimeMs / 1000, mtimeMs / 1000).catch(() => {});
	return locked.ok ? undefined : locked.sentence;
}

async function nearestFolder(path: string): Promise<string> {
	const found = await stat(path).catch((error: unknown) => {
		if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
		return undefined;
	});
	return found === undefined ? nearestFolder(dirname(path)) : path;
}
