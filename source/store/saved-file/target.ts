import {lstat, realpath, stat} from 'node:fs/promises';
import {basename, dirname, resolve} from 'node:path';
import {safeFileName} from '../../text/file-name.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {cannotSaveInto, diskSentence} from '../disk-error.ts';

/** Where to save a file. */
export type Target =
	/**
	 * A folder, and a name that may come from a server: unsafe characters are removed, and a number is appended if it
	 * is taken.
	 */
	| {readonly folder: string; readonly name: string}
	/** The path of the file that the user named; no other name is used. */
	| {readonly file: string};

export type OpenTarget = {
	/** The real path, without symbolic links. */
	readonly folder: string;
	readonly name: string;
	/** The cleaned name, if a number may be appended to it; `undefined` if the user named the file. */
	readonly numberable: SafeText | undefined;
};

/**
 * The meaning of `--output`: a folder if one exists there or it ends in a slash, otherwise a file.
 *
 * @param name of the file inside a folder
 */
export async function targetOf(output: string, name: string): Promise<Target> {
	const isFolder = /[/\\]$/.test(output) || (await stat(output).catch(() => undefined))?.isDirectory() === true;
	return isFolder ? {folder: output, name} : {file: output};
}

/** Checks that the target's folder exists and, if the user named the file, that the file does not exist yet. */
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
			return {ok: true, folder: real, name, numberable: name};
		}
		if (await lstat(wanted).catch(() => undefined)) return {ok: false, sentence: taken(wanted)};
		return {ok: true, folder: real, name: basename(wanted), numberable: undefined};
	} catch (error) {
		return {ok: false, sentence: diskSentence(cannotSaveInto(folder), error)};
	}
}

export function notAFolder(path: string): SafeText {
	return safe`${safeText(path)} is not a folder.`;
}

export function taken(path: string): SafeText {
	return safe`${safeText(path)} is there already. gpjobs replaces no file.`;
}
