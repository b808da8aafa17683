import {constants} from 'node:fs';
import {access, stat, utimes} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {diskSentence, errorCode} from './disk-error.ts';
import {withLock} from './lock.ts';

/**
 * Why nothing can be kept in a folder that was opened for reading; `undefined` where something can. A lock is taken there
 * and let go of, as each change needs one; afterwards the folder is as it was. Of a folder that is not there yet, the
 * nearest one above it is looked at.
 *
 * @param home from `openHome`
 */
export async function whyNotWritable(home: string): Promise<SafeText | undefined> {
	try {
		const folder = await nearestFolder(home);
		await access(folder, constants.W_OK | constants.X_OK);
		return folder === home ? await tryLock(home) : undefined;
	} catch (error) {
		return diskSentence(safe`Cannot keep anything in ${safeText(home)}`, error);
	}
}

async function tryLock(home: string): Promise<SafeText | undefined> {
	const {atimeMs, mtimeMs} = await stat(home);
	const locked = await withLock(join(home, 'doctor.lock'), async () => {});
	await utimes(home, atimeMs / 1000, mtimeMs / 1000).catch(() => {});
	return locked.ok ? undefined : locked.sentence;
}

async function nearestFolder(path: string): Promise<string> {
	const found = await stat(path).catch((error: unknown) => {
		if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
		return undefined;
	});
	return found === undefined ? nearestFolder(dirname(path)) : path;
}
