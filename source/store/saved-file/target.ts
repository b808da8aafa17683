import {lstat, realpath, stat} from 'node:fs/promises';
import {basename, dirname, resolve} from 'node:path';
import {safeFileName} from '../../text/file-name.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {cannotSaveInto, diskSentence} from '../disk-error.ts';

/** Where something is to be saved. */
export type Target =
	/** A folder, with a name that may come from a server: it is cleaned, and numbered where a file has it already. */
	| {readonly folder: string; readonly name: string}
	/** The exact file that a person named. */
	| {readonly file: string};

export type OpenTarget = {
	/** Without symbolic links. */
	readonly folder: string;
	readonly name: string;
	/** The name cleaned, where it may be numbered; not there where a person named the file. */
	readonly numberable: SafeText | undefined;
};

/**
 * What `--output` means: a folder where there is one, or where it ends in a slash; else a file.
 *
 * @param name for a file in the folder
 */
export async function targetOf(output: string, name: string): Promise<Target> {
	const isFolder = /[/\\]$/.test(output) || (await stat(output).catch(() => undefined))?.isDirectory() === true;
	return isFolder ? {folder: output, name} : {file: output};
}

/** Makes sure of the folder, and that a file that was named by a person is not there yet. */
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
