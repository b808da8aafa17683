import {link} from 'node:fs/promises';
import {systemErrorCode} from '../text/system-error.ts';

/** Errors of the disk itself, which no other call would avoid. */
const final = new Set(['ENOENT', 'EACCES', 'ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'ENAMETOOLONG', 'ENOTDIR', 'ESTALE']);

/**
 * Gives a file a second name, which nothing may have.
 *
 * @returns `unsupported` on a file system that knows no second name of a file (FAT, exFAT, sshfs, many shares): they
 * answer EPERM, ENOTSUP, ENOSYS, EMLINK, …
 * @throws what `node:fs` throws for a fault of the disk
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
