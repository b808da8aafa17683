import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';

const reasons: Readonly<Record<string, SafeText>> = {
	EACCES: safe`no permission`,
	EBUSY: safe`another program is using it`,
	EDQUOT: safe`your disk quota is used up`,
	EEXIST: safe`something else is in its place`,
	EFBIG: safe`it would be too large for this disk`,
	EIO: safe`the disk reports an error`,
	EISDIR: safe`it is a folder`,
	ELOOP: safe`its symbolic links lead in a circle`,
	EMFILE: safe`too many files are open`,
	ENAMETOOLONG: safe`its name is too long`,
	ENFILE: safe`too many files are open`,
	ENOENT: safe`it is not there`,
	ENOSPC: safe`the disk is full`,
	ENOTDIR: safe`a part of its path is not a folder`,
	ENOTEMPTY: safe`a folder with something in it is in its place`,
	ENOTSUP: safe`this file system cannot do that`,
	EOPNOTSUPP: safe`this file system cannot do that`,
	// Windows reports EPERM even for a file that a virus scanner has open.
	EPERM: process.platform === 'win32' ? safe`no permission, or another program is using it` : safe`no permission`,
	EROFS: safe`the file system is read-only`,
	ESTALE: safe`the network share has lost it`,
	ETXTBSY: safe`another program is using it`,
};

/** The beginning of the error message for a file that cannot be read; {@link diskSentence} adds the reason. */
export const cannotRead = (path: string): SafeText => safe`Cannot read ${safeText(path)}`;
/** The beginning of the error message for a download that cannot be written. */
export const cannotWrite = (path: string): SafeText => safe`Cannot write ${safeText(path)}`;
/** The beginning of the error message for a text that was to be saved in a file. */
export const cannotSave = (path: string): SafeText => safe`Cannot save ${safeText(path)}`;
/** The beginning of the error message for the folder in which files were to be saved. */
export const cannotSaveInto = (folder: string): SafeText => safe`Cannot save into ${safeText(folder)}`;
/** The beginning of the error message for a file that gpjobs could not lock. */
export const cannotLock = (path: string): SafeText => safe`Cannot lock ${safeText(path)}`;
/** The beginning of the error message for the home folder if gpjobs cannot write to it. */
export const cannotKeepIn = (folder: string): SafeText => safe`Cannot keep anything in ${safeText(folder)}`;
/** The beginning of the error message for a file of the home folder (the configuration, a record, credentials) that cannot be written. */
export const notWritten = (path: string): SafeText => safe`Not saved: cannot write ${safeText(path)}`;

/**
 * Makes the sentence about a disk error.
 *
 * @param failed what could not be done, such as `Cannot write ~/.config/gpjobs/config.json`
 * @param error what `node:fs` or a library threw
 */
export function diskSentence(failed: SafeText, error: unknown): SafeText {
	const code = systemErrorCode(error);
	const reason = code === undefined ? undefined : reasons[code];
	if (reason !== undefined) return safe`${failed}: ${reason} (${safeText(code ?? '')}).`;
	return safe`${failed}: ${safeText(error instanceof Error ? error.message : String(error))}.`;
}
