import {link} from 'node:fs/promises';
import {systemErrorCode} from '../text/system-error.ts';

/** Errors of `link` after which any other way to create the file would fail too. */
const final = new Set(['ENOENT', 'EACCES', 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENAMETOOLONG', 'ENOTDIR', 'ESTALE']);

/**
 * Makes a hard link to a file, under a name that must not exist yet.
 *
 * @returns `unsupported` if the file system has no hard links (FAT, exFAT, sshfs, many network shares); such file
 * systems report EPERM, ENOTSUP, ENOSYS, EMLINK and other errors
 * @throws the errors of `node:fs` for a fault of the disk
 */
export async function tryLink(file: string, name: string): Promise<'linked' | 'taken' | 'unsupported'> {
	try {
		await link(file, name);
		return 'linked';
	} catch (error) {
		const code = systemErrorCode(error) ?? '';
		if (code === 'EEXIST') return 'taken';
		if (final.has(code)) throw error;
		return 'unsupported';
	}
}
