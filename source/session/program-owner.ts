import {constants} from 'node:fs';
import {access, stat} from 'node:fs/promises';
import {delimiter, join} from 'node:path';
import {ownershipProblem} from '../store/ownership.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

/**
 * Why a program is not run: others own it or can write to it, or can put another one in its place. What a setting names
 * runs with all that the user may do, so the program is looked at as the file of settings is.
 *
 * @param command a path, or a name that is looked for in `PATH` as the system does
 * @param path the variable `PATH` that the program would be found by
 * @returns `undefined` where it is the user's own or root's, and where there is none
 */
export async function notOwnProgram(command: string, path: string | undefined): Promise<SafeText | undefined> {
	if (process.platform === 'win32' || command.includes('\0')) return undefined;
	const file = command.includes('/') ? command : await foundInPath(command, path ?? '');
	const problem = file === undefined ? undefined : await ownershipProblem(file);
	if (problem === undefined) return undefined;
	return problem.kind === 'unknown' ? ownerUnknown(problem.sentence) : othersProgram(problem.sentence);
}

/** The first file of that name that may be run. An empty part of `PATH` is the folder that gpjobs runs in. */
async function foundInPath(name: string, path: string): Promise<string | undefined> {
	for (const folder of path.split(delimiter)) {
		const file = join(folder === '' ? '.' : folder, name);
		try {
			await access(file, constants.X_OK);
			if ((await stat(file)).isFile()) return file;
		} catch {
			// Not there, or not to be run: the system looks in the next one too.
		}
	}
	return undefined;
}

/** Said of a program whose owner cannot be told. */
export function ownerUnknown(problem: SafeText): SafeText {
	return safe`notifyCommand cannot be run: ${problem}`;
}

/** Said of a program that others could have replaced. */
export function othersProgram(problem: SafeText): SafeText {
	return safe`notifyCommand is not run, as others could have put another program there: ${problem}`;
}
