import {open, realpath, rename, rm} from 'node:fs/promises';
import {join} from 'node:path';
import {numberedName} from '../../text/file-name.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {tryLink} from '../hard-link.ts';
import {type OpenTarget, taken} from './target.ts';

/** Names that are tried; more copies of one file than that are a mistake. */
export const mostNumbers = 1000;

/** A reason not to save, as a sentence, that does not come from `node:fs`. */
export class NotSaved extends Error {
	readonly sentence: SafeText;

	constructor(sentence: SafeText) {
		super(sentence);
		this.sentence = sentence;
	}
}

/**
 * Gives a finished file its name, without ever replacing what has it: a file, or a symbolic link that leads nowhere. A
 * name that is taken is numbered, where it may be.
 *
 * @param temporary in the same folder, written and closed; it is gone afterwards
 * @returns the path
 * @throws `NotSaved`, and what `node:fs` throws; the temporary file is then still there
 */
export async function putInPlace(temporary: string, {folder, name, numberable}: OpenTarget): Promise<string> {
	if ((await realpath(folder)) !== folder) {
		throw new NotSaved(safe`${safeText(folder)} is not the same folder any more. Nothing was saved there.`);
	}
	if (numberable === undefined) {
		const path = join(folder, name);
		if (!(await moved(temporary, path))) throw new NotSaved(taken(path));
		return settled(folder, path);
	}
	for (let n = 0; n < mostNumbers; n++) {
		const path = join(folder, numberedName(numberable, n));
		if (await moved(temporary, path)) return settled(folder, path);
	}
	throw new NotSaved(taken(join(folder, name)));
}

/** Whether the file has the name now; not where something else has it. `rename` alone would replace that. */
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

/** FAT and some network disks know no second name of a file: there an empty file of our own takes the place first. */
async function movedWithoutLink(temporary: string, path: string): Promise<boolean> {
	try {
		await (await open(path, 'wx', 0o600)).close();
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

/** Makes the name last; systems that cannot open a folder (Windows) do that by themselves. */
async function settled(folder: string, path: string): Promise<string> {
	const handle = await open(folder, 'r').catch(() => undefined);
	await handle?.sync().catch(() => {});
	await handle?.close();
	return path;
}
