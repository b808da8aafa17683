import {lstat, realpath, stat} from 'node:fs/promises';
import {basename, dirname, resolve} from 'node:path';
import {safeFileName} from '../../text/file-name.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {cannotSaveInto, diskSentence} from '../disk-error.ts';

/** Where to save a file. */
export type Target =
	/**
	 * A folder, and a file name that may come from a server: unsafe characters are removed, and a number is appended if
	 * the name is taken.
	 */
	| {readonly folder: string; readonly name: string}
	/** The path of the file; no other name is used. `replaces`: an existing file there is replaced. */
	| {readonly file: string; readonly replaces?: boolean};

/** A checked target. */
export type OpenTarget = {
	/** The real path of the folder, without symbolic links. */
	readonly folder: string;
	readonly name: string;
	/** The cleaned name, if a number may be appended to it; `undefined` if the file has to have this name. */
	readonly numberable: SafeText | undefined;
	/** Whether an existing file of this name is replaced. */
	readonly replaces: boolean;
};

/** Checks that the target's folder exists, and that there is no file that must not be replaced. */
export async function openTarget(
	target: Target,
): Promise<({readonly ok: true} & OpenTarget) | {readonly ok: false; readonly sentence: SafeText}> {
	const wanted = 'file' in target ? resolve(target.file) : resolve(target.folder);
	const folder = 'file' in target ? dirname(wanted) : wanted;
	try {
		const real = await realpath(folder);
		if (!(await stat(real)).isDirectory()) return {ok: false, sentence: notAFolder(folder)};
		if (!('file' in target)) {
			const name = safeFileName(target.name, 'download');
			return {ok: true, folder: real, name, numberable: name, replaces: false};
		}
		const {replaces = false} = target;
		if (!(await mayBeSavedAt(wanted, replaces))) return {ok: false, sentence: taken(wanted)};
		return {ok: true, folder: real, name: basename(wanted), numberable: undefined, replaces};
	} catch (error) {
		return {ok: false, sentence: diskSentence(cannotSaveInto(folder), error)};
	}
}

/** Returns whether a file may be put at a path. Only a file is replaced: a symbolic link, a folder or a pipe never is. */
export async function mayBeSavedAt(path: string, replaces: boolean): Promise<boolean> {
	const found = await lstat(path).catch(() => undefined);
	return found === undefined || (replaces && found.isFile());
}

/** Makes the error for a path that is not a folder. */
export function notAFolder(path: string): SafeText {
	return safe`${safeText(path)} is not a folder.`;
}

/** Makes the error for a path that is taken by something that gpjobs does not replace. */
export function taken(path: string): SafeText {
	return safe`${safeText(path)} is there already. gpjobs replaces no file.`;
}
