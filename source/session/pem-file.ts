import {readGivenFile} from '../store/given-file.ts';
import {openToOthers, ownershipProblem} from '../store/ownership.ts';
import type {SafeText} from '../text/safe-text.ts';

/**
 * Reads a file with certificates or a key that the user named in `gpjobs trust`. `trust` reads it once, and gpjobs
 * reads it again at each start.
 *
 * @param isKey whether the file contains a private key, so that it must not be readable for other users
 * @returns the text of the file, or a sentence that says why the file is not used and how to correct that
 */
export async function readPem(
	path: string,
	isKey: boolean,
): Promise<{readonly ok: true; readonly text: string} | {readonly ok: false; readonly sentence: SafeText}> {
	const problem = await ownershipProblem(path);
	if (problem) return {ok: false, sentence: problem.sentence};
	const isOpen = isKey ? await openToOthers(path) : undefined;
	if (isOpen !== undefined) return {ok: false, sentence: isOpen};
	return readGivenFile(path);
}
