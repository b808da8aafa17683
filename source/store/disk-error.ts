import {type SafeText, safe, safeText} from '../text/safe-text.ts';

const reasons: Readonly<Record<string, SafeText>> = {
	EACCES: safe`no permission`,
	EDQUOT: safe`your disk quota is used up`,
	EEXIST: safe`something else is in its place`,
	EIO: safe`the disk reports an error`,
	EISDIR: safe`it is a folder`,
	EMFILE: safe`too many files are open`,
	ENFILE: safe`too many files are open`,
	ENOENT: safe`it is not there`,
	ENOSPC: safe`the disk is full`,
	ENOTDIR: safe`a part of its path is not a folder`,
	EPERM: safe`no permission`,
	EROFS: safe`the file system is read-only`,
};

/** The error code of a failed call of `node:fs`; `undefined` for any other error. */
export function errorCode(error: unknown): string | undefined {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

/**
 * What went wrong with a file, for a person.
 *
 * @param failed what could not be done: `Cannot write ~/.config/gpjobs/config.json`
 * @param error what `node:fs` or a library threw
 */
export function diskSentence(failed: SafeText, error: unknown): SafeText {
	const code = errorCode(error);
	const reason = code === undefined ? undefined : reasons[code];
	if (reason !== undefined) return safe`${failed}: ${reason} (${safeText(code ?? '')}).`;
	return safe`${failed}: ${safeText(error instanceof Error ? error.message : String(error))}.`;
}
