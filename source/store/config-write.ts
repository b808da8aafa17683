import {randomUUID} from 'node:crypto';
import {copyFile, link, realpath, rename, rm} from 'node:fs/promises';
import {basename, dirname} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import type Conf from 'conf';
import {toJson} from '../text/json-escape.ts';
import {loadPart, PartMissing} from '../text/late-part.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ConfigRoot, configVersion, readConfig} from './config-file.ts';
import {diskSentence, notWritten} from './disk-error.ts';

/** Returns the path of the backup, which is the file as it was before the last change. */
export function backupOf(path: string): string {
	return `${path}.bak`;
}

/**
 * Changes `config.json` through conf, then reads the file back. Call it only while holding the file's lock. conf
 * reports success even if a full disk truncated the file (fabiospampinato/atomically#18), so the backup stays until the
 * new file has been read back.
 *
 * @param before the contents that were just read
 * @param change the members to replace
 * @returns `undefined` if the change is on the disk; otherwise a sentence, and the file is as it was
 */
export async function writeConfig(
	path: string,
	before: ConfigRoot,
	change: Partial<ConfigRoot>,
): Promise<SafeText | undefined> {
	const failed = notWritten(path);
	try {
		// conf follows a symbolic link and writes its target.
		const old = await realpath(path).catch(() => undefined);
		if (old !== undefined) {
			const kind = (await readConfig(backupOf(old))).kind;
			if (kind !== 'missing' && kind !== 'good' && kind !== 'future') {
				return noPlaceForCopy(path, backupOf(old));
			}
			await backUp(old);
		}
		const fault = await replace(path, {...before, ...change, version: configVersion}, failed);
		if (fault !== undefined) await putBack(path, old);
		return fault;
	} catch (error) {
		return diskSentence(failed, error);
	}
}

async function replace(path: string, root: ConfigRoot, failed: SafeText): Promise<SafeText | undefined> {
	try {
		const conf = await openConf(path);
		conf.store = root as Record<string, unknown>;
		const written = await readConfig(path);
		const isThere = written.kind === 'good' && isDeepStrictEqual(written.root, JSON.parse(toJson(root)));
		return isThere ? undefined : notKept(path);
	} catch (error) {
		if (error instanceof PartMissing) return safe`${failed}: ${error.sentence}`;
		return diskSentence(failed, error);
	}
}

/** The error if the file does not contain the change although the disk reported a successful write. */
export function notKept(path: string): SafeText {
	return safe`${notWritten(path)}: the disk did not keep it (is it full?).`;
}

/** The error for a backup that cannot be written because its path holds a file that gpjobs did not make. */
export function noPlaceForCopy(path: string, copy: string): SafeText {
	return safe`${notWritten(path)}: ${safeText(copy)} is not a list of gpjobs, and a copy belongs there. Move it away.`;
}

/**
 * Loads conf when it is first needed, so that commands which only read do not wait for it. The storage thread loads it
 * in advance.
 */
export const loadConf = () => loadPart(() => import('conf'));

async function openConf(path: string): Promise<Conf<Record<string, unknown>>> {
	const {default: Conf} = await loadConf();
	return new Conf({
		cwd: dirname(path),
		configName: basename(path),
		fileExtension: '',
		// URLs contain dots, which conf would read as paths into objects.
		accessPropertiesByDotNotation: false,
		configFileMode: 0o600,
		clearInvalidConfig: false,
		serialize: root => `${toJson(root, '\t')}\n`,
	});
}

async function backUp(file: string): Promise<void> {
	const next = `${backupOf(file)}.tmp-${randomUUID()}`;
	try {
		await copyOrLink(file, next);
		await rename(next, backupOf(file));
	} finally {
		// The temporary link still exists if the rename failed, or if both names already were the same file
		// (rename(2)).
		await rm(next, {force: true});
	}
}

async function copyOrLink(file: string, copy: string): Promise<void> {
	// In a Snap, conf overwrites the file in place, which would change a hard link to it as well.
	if (process.env.SNAP !== undefined) return copyFile(file, copy);
	// A hard link needs no space on a full disk, but not every file system supports it.
	await link(file, copy).catch(() => copyFile(file, copy));
}

async function putBack(path: string, old: string | undefined): Promise<void> {
	if (old !== undefined) return rename(backupOf(old), old);
	const written = await realpath(path).catch(() => undefined);
	if (written !== undefined) await rm(written);
}
