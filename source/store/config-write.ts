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

/** The copy of the file as it was before the last change. */
export function backupOf(path: string): string {
	return `${path}.bak`;
}

/**
 * Writes a change of `config.json` by conf, and looks whether it arrived. Only under the lock of the file.
 *
 * @param path of the file
 * @param before what the file holds, as it was just read
 * @param change the keys that change
 * @returns nothing when the change is on the disk; else a sentence, and the file is as it was
 *
 * conf reports success when a full disk cut the file short (fabiospampinato/atomically#18), so the old file is kept
 * beside it until the new one has been read back.
 */
export async function writeConfig(
	path: string,
	before: ConfigRoot,
	change: Partial<ConfigRoot>,
): Promise<SafeText | undefined> {
	const failed = notWritten(path);
	try {
		// conf writes through a symbolic link, to the file behind it.
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

/** The sentence for where the disk reported success and the file is not as it was written. */
export function notKept(path: string): SafeText {
	return safe`${notWritten(path)}: the disk did not keep it (is it full?).`;
}

/** The sentence for something else in the place of the copy from before the last change. */
export function noPlaceForCopy(path: string, copy: string): SafeText {
	return safe`${notWritten(path)}: ${safeText(copy)} is not a list of gpjobs, and a copy belongs there. Move it away.`;
}

/** conf is loaded when something is written: what only reads starts without it. The thread that writes loads it ahead. */
export const loadConf = () => loadPart(() => import('conf'));

async function openConf(path: string): Promise<Conf<Record<string, unknown>>> {
	const {default: Conf} = await loadConf();
	return new Conf({
		cwd: dirname(path),
		configName: basename(path),
		fileExtension: '',
		// URLs have dots, which conf would take for paths into objects.
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
		// It is still there where the rename failed, or did nothing as both were the same file already (rename(2)).
		await rm(next, {force: true});
	}
}

async function copyOrLink(file: string, copy: string): Promise<void> {
	// In a Snap conf writes in place, which would change a link too.
	if (process.env.SNAP !== undefined) return copyFile(file, copy);
	// A link needs no space on a full disk; not every file system has them.
	await link(file, copy).catch(() => copyFile(file, copy));
}

async function putBack(path: string, old: string | undefined): Promise<void> {
	if (old !== undefined) return rename(backupOf(old), old);
	const written = await realpath(path).catch(() => undefined);
	if (written !== undefined) await rm(written);
}
