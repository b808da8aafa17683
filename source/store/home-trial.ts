import {constants} from 'node:fs';
import {access, stat, statfs, utimes} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {diskSentence} from './disk-error.ts';
import {withLock} from './lock.ts';

/**
 * Why nothing can be kept in a folder that was opened for reading; `undefined` where something can. It acquires and
 * releases a lock there, as each change needs one; afterwards the folder is as it was. For a folder that does not exist
 * yet, it checks the nearest one above.
 *
 * @param home from `openHome`
 */
export async function whyNotWritable(home: string): Promise<SafeText | undefined> {
	try {
		const refusal = await whyNeverKept(home);
		return refusal ?? ((await nearestFolder(home)) === home ? await tryLock(home) : undefined);
	} catch (error) {
		return diskSentence(safe`Cannot keep anything in ${safeText(home)}`, error);
	}
}

/**
 * Why nothing can ever have been kept in a folder, found without writing: it checks permissions only, of the nearest
 * existing folder.
 */
export async function whyNeverKept(home: string): Promise<SafeText | undefined> {
	const failed = safe`Cannot keep anything in ${safeText(home)}`;
	try {
		const folder = await nearestFolder(home);
		await access(folder, constants.W_OK | constants.X_OK);
		// Root has every permission there, and still cannot make a file.
		return withoutFiles.has((await statfs(folder)).type) ? safe`${failed}: no files can be made there.` : undefined;
	} catch (error) {
		return diskSentence(failed, error);
	}
}

/** The kernel's own file systems, `/proc` and `/sys` (statfs(2), `f_type`). */
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
