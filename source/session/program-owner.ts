import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import {ownershipProblem} from '../store/ownership.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

/**
 * Checks that a program is safe to run: a program that a setting names runs with all rights of the user, so it needs
 * the same protection as the settings file.
 *
 * @param command a path, or a name that the system looks for in `PATH`
 * @param path the variable `PATH`
 * @returns why the program must not be run: another user owns it, can write to it, or can replace it; `undefined` if it
 * belongs to the user or root, or does not exist
 */
export async function notOwnProgram(command: string, path: string | undefined): Promise<SafeText | undefined> {
	if (process.platform === 'win32' || command.includes('\0')) return undefined;
	const file = command.includes('/') ? command : await foundInPath(command, path ?? '');
	const problem = file === undefined ? undefined : await ownershipProblem(file);
	if (problem === undefined) return undefined;
	return problem.kind === 'unknown' ? ownerUnknown(problem.sentence) : othersProgram(problem.sentence);
}

/**
 * Returns the first executable file of a given name in the folders of `PATH`. An empty entry of `PATH` means the
 * current folder.
 */
async function foundInPath(name: string, path: string): Promise<string | undefined> {
	for (const folder of path.split(delimiter)) {
		const file = join(folder === '' ? '.' : folder, name);
		try {
			await access(file, constants.X_OK);
			if ((await stat(file)).isFile()) return file;
		} catch {
			// The file is missing or not executable, so the system looks in the next folder.
		}
	}
	return undefined;
}

/** The error for a program whose owner cannot be determined. */
export function ownerUnknown(problem: SafeText): SafeText {
	return safe`notifyCommand cannot be run: ${problem}`;
}

/** The error for a program that another user could have replaced. */
export function othersProgram(problem: SafeText): SafeText {
	return safe`notifyCommand is not run, as others could have put another program there: ${problem}`;
}
