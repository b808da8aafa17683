import {open, realpath, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {numberedName} from '../../text/file-name.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {tryLink} from '../hard-link.ts';
import {mayBeSavedAt, type OpenTarget, taken} from './target.ts';

/** The mode of saved files, from which the umask is taken off: whoever may read a user's other files may read these. */
export const modeOfSaved = 0o666;

/** How many numbered names to try before giving up. */
export const mostNumbers = 1000;

/**
 * Thrown if a file was not saved for a reason other than an error of `node:fs`. The message is a sentence for the user.
 */
export class NotSaved extends Error {
	readonly sentence: SafeText;

	constructor(sentence: SafeText) {
		super(sentence);
		this.sentence = sentence;
	}
}

/**
 * Moves a finished file to its final name. Replaces nothing of that name, not even a broken symbolic link, unless the
 * target says that an existing file is replaced; appends a number to a name that is taken, if allowed.
 *
 * @param temporary a closed file in the same folder; it no longer exists afterwards
 * @returns the path
 * @throws `NotSaved`, and the errors of `node:fs`; the temporary file then still exists
 */
export async function putInPlace(temporary: string, {folder, name, numberable, replaces}: OpenTarget): Promise<string> {
	if ((await realpath(folder)) !== folder) {
		throw new NotSaved(safe`${safeText(folder)} is not the same folder any more. Nothing was saved there.`);
	}
	if (numberable === undefined) {
		const path = join(folder, name);
		if (replaces && (await mayBeSavedAt(path, replaces))) {
			await rename(temporary, path);
			return settled(folder, path);
		}
		if (!(await moved(temporary, path))) throw new NotSaved(taken(path));
		return settled(folder, path);
	}
	for (let n = 0; n < mostNumbers; n++) {
		const path = join(folder, numberedName(numberable, n));
		if (await moved(temporary, path)) return settled(folder, path);
	}
	throw new NotSaved(taken(join(folder, name)));
}

/**
 * Moves the file to `path`, unless something with that name exists; `rename` alone would replace it.
 *
 * @returns whether it was moved
 */
async function moved(temporary: string, path: string): Promise<boolean> {
	switch (await tryLink(temporary, path)) {
		case 'linked':
			await rm(temporary, {force: true}).catch(() => {});
			return true;
		case 'taken':
			return false;
		case 'unsupported':
			return movedWithoutLink(temporary, path);
	}
}

/**
 * Like {@link moved}, on a disk without hard links (FAT, some network disks): reserves the name with an empty file
 * first.
 */
async function movedWithoutLink(temporary: string, path: string): Promise<boolean> {
	try {
		await (await open(path, 'wx', modeOfSaved)).close();
	} catch (error) {
		if (systemErrorCode(error) === 'EEXIST') return false;
		throw error;
	}
	try {
		await rename(temporary, path);
		return true;
	} catch (error) {
		await rm(path, {force: true}).catch(() => {});
		throw error;
	}
}

/**
 * Flushes the folder to the disk, so that the new name survives a power failure. A system on which a folder cannot be
 * opened (Windows) does that itself.
 */
async function settled(folder: string, path: string): Promise<string> {
	const handle = await open(folder, 'r').catch(() => undefined);
	await handle?.sync().catch(() => {});
	await handle?.close();
	return path;
}
