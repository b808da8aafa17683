import {lstat, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {numberedName, safeFileName} from '../../text/file-name.ts';
import type {SafeText} from '../../text/safe-text.ts';
import {cannotSaveInto, diskSentence} from '../disk-error.ts';
import {makeFolder} from '../make-folder.ts';
import {notAFolder, type Target} from './target.ts';

/** A file that exists already, so that nothing is saved under its name. */
export type ExistingFile = {readonly existing: string};

type Opening = {
	/** Whether the user named one value. */
	readonly isForOne: boolean;
	/** Whether existing files are replaced. */
	readonly replaces: boolean;
	/** Whether nothing will be saved, so that no folder is made. */
	readonly isEmpty?: boolean;
};

type Opened = {readonly ok: true; readonly files: OutputFiles} | {readonly ok: false; readonly sentence: SafeText};

/** Chooses the file for each value that a command saves. */
export class OutputFiles {
	readonly #output: string;
	readonly #isFolder: boolean;
	readonly #replaces: boolean;
	/** The paths that were chosen in this run, in lower case, because some disks do not distinguish case. */
	readonly #chosen = new Set<string>();

	private constructor(output: string, isFolder: boolean, replaces: boolean) {
		this.#output = output;
		this.#isFolder = isFolder;
		this.#replaces = replaces;
	}

	/**
	 * Opens what `--output` names: a folder, which is made if it is missing; or a file, if the user named one value and
	 * there is no folder.
	 *
	 * @param output as typed; with a slash at its end it is always a folder
	 */
	static async open(output: string, {isForOne, replaces, isEmpty = false}: Opening): Promise<Opened> {
		const path = resolve(output);
		const found = await stat(path).catch(() => undefined);
		const isFile = isForOne && !/[/\\]$/.test(output) && found?.isDirectory() !== true;
		if (isFile) return {ok: true, files: new OutputFiles(path, false, replaces)};
		if (found && !found.isDirectory()) return {ok: false, sentence: notAFolder(path)};
		try {
			if (!isEmpty) await makeFolder(path, 0o777);
		} catch (error) {
			return {ok: false, sentence: diskSentence(cannotSaveInto(path), error)};
		}
		return {ok: true, files: new OutputFiles(path, true, replaces)};
	}

	/** Whether everything is saved in the one file that the user named. */
	get isOneFile(): boolean {
		return !this.#isFolder;
	}

	/**
	 * Returns the target for a value, or the existing file that must not be replaced. Two values of this run with the
	 * same name get different files.
	 *
	 * @param name of the value's file in a folder; it may come from a server
	 */
	async targetOf(name: string): Promise<Target | ExistingFile> {
		const file = this.#isFolder ? this.#freePath(safeFileName(name, 'download')) : this.#output;
		if (this.#replaces) return {file, replaces: true};
		return (await lstat(file).catch(() => undefined)) ? {existing: file} : {file};
	}

	#freePath(name: SafeText): string {
		for (let n = 0; ; n++) {
			const path = join(this.#output, numberedName(name, n));
			if (this.#chosen.has(path.toLowerCase())) continue;
			this.#chosen.add(path.toLowerCase());
			return path;
		}
	}
}
