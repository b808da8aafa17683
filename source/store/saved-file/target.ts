import {lstat, mkdir, realpath, stat} from 'node:fs/promises';
import {basename, dirname, resolve} from 'node:path';
import {safeFileName} from '../../text/file-name.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {cannotSaveInto, diskSentence} from '../disk-error.ts';

/** Where to save a file. */
export type Target =
	/**
	 * A folder, and a file name that may come from a server: unsafe characters are removed, and a number is appended if
	 * the name is taken.
	 */
	| {readonly folder: string; readonly name: string}
	/** The path of the file that the user named; no other name is used. */
	| {readonly file: string};

/** A checked target. */
export type OpenTarget = {
	/** The real path of the folder, without symbolic links. */
	readonly folder: string;
	readonly name: string;
	/** The cleaned name, if a number may be appended to it; `undefined` if the user named the file. */
	readonly numberable: SafeText | undefined;
};

/**
 * Interprets `--output`: a folder if one exists there or the path ends in a slash, otherwise a file.
 *
 * @param name of the file inside a folder
 */
export async function targetOf(output: string, name: string): Promise<Target> {
	const isFolder = /[/\\]$/.test(output) || (await stat(output).catch(() => undefined))?.isDirectory() === true;
	return isFolder ? {folder: output, name} : {file: output};
}

/**
 * Makes a folder and the folders above it, if they do not exist.
 *
 * Makes them one by one: the recursive `mkdir` of Node never returns for a path below `/proc`.
 *
 * @returns the error if the folder cannot be made, or if another file has its name
 */
export async function makeFolder(path: string): Promise<SafeText | undefined> {
	const wanted = resolve(path);
	const missing: string[] = [];
	for (let at = wanted; !(await stat(at).catch(() => undefined)); at = dirname(at)) missing.push(at);
	try {
		for (const folder of missing.reverse()) await mkdir(folder).catch(unlessThere);
		return (await stat(wanted)).isDirectory() ? undefined : notAFolder(wanted);
	} catch (error) {
		return diskSentence(cannotSaveInto(wanted), error);
	}
}

function unlessThere(error: unknown): void {
	if (systemErrorCode(error) !== 'EEXIST') throw error;
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

/** The error for a target in something that is not a folder. */
export function notAFolder(path: string): SafeText {
	return safe`${safeText(path)} is not a folder.`;
}

/** The error for a file that exists already. */
export function taken(path: string): SafeText {
	return safe`${safeText(path)} is there already. gpjobs replaces no file.`;
}
