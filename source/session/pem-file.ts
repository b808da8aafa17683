import {readGivenFile} from '../store/given-file.ts';
import {openToOthers, ownershipProblem} from '../store/ownership.ts';
import type {SafeText} from '../text/safe-text.ts';

/**
 * Reads a file with certificates or a key that was named to `gpjobs trust`, then and at each start.
 *
 * @param isKey a private key, which nobody else may be able to read
 * @returns its text; or why it is not used, and what to do about it
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
