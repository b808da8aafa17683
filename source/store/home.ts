import {constants} from 'node:fs';
import {access, chmod, lstat, stat} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {readConfig} from './config-file.ts';
import {cannotKeepIn, cannotRead, diskSentence} from './disk-error.ts';
import {removeLeftovers} from './leftover-files.ts';
import {makeFolder} from './make-folder.ts';
import {isOfUser, isOwnFile} from './own-file.ts';
import {type UsualPlace, usualPlace} from './usual-place.ts';

/** The folder that the user asked for with a flag or a variable; an empty string counts as absent. */
type HomeWish = {readonly flag?: string | undefined; readonly environment?: string | undefined};

/** The folder of gpjobs, or why it cannot be used. */
export type Home =
	| {readonly ok: true; readonly path: string; readonly notices: readonly SafeText[]}
	/** Nothing can be saved in the folder, but its files may be readable. */
	| {readonly ok: false; readonly path: string; readonly sentence: SafeText}
	/** No folder could be determined. */
	| {readonly ok: false; readonly path?: undefined; readonly sentence: SafeText};

/** Whether a command only reads, so that it must not change anything on the disk, or may save something. */
export type HomeUse = 'reading' | 'writing';

/** Returns the path of the file with the settings and the saved list. */
export function configPath(home: string): string {
	return join(home, 'config.json');
}

/** Returns the folder of the job records. */
export function jobsPath(home: string): string {
	return join(home, 'jobs');
}

/**
 * Chooses the folder for all files of gpjobs: `--home`, otherwise `GPJOBS_HOME`, otherwise the folder that conf uses
 * for `gpjobs` ({@link usualPlace}). For a command that writes, it also makes the folder and removes temporary files
 * that a killed gpjobs left. A folder that gpjobs makes is private (0700), and an existing default folder is made
 * private. The file with the settings and the list is private too (0600). A folder that the user named may hold other
 * files: gpjobs does not change its mode, and returns a notice if others can write to it.
 *
 * @param now epoch milliseconds, for the age of those temporary files
 * @returns the folder; for a command that only reads, it may not exist yet
 */
export async function openHome(wish: HomeWish, now: number, use: HomeUse = 'writing'): Promise<Home> {
	const named = wish.flag || wish.environment || undefined;
	let path: string | undefined;
	try {
		const place: UsualPlace = named === undefined ? usualPlace() : placeNamed(named);
		if (!place.ok) return place;
		path = place.path;
		const own = place.notice === undefined ? [] : [place.notice];
		if (use === 'reading') return {ok: true, path, notices: [...own, ...(await lookAt(path, named === undefined))]};
		const notices = await makeReady(path, named === undefined);
		await removeLeftovers(path, now);
		return {ok: true, path, notices: [...own, ...notices]};
	} catch (error) {
		const failed = use === 'reading' ? cannotRead : cannotKeepIn;
		// `path` is set as soon as the folder is known, so the error can name it.
		const sentence = diskSentence(failed(path ?? ''), error);
		return path === undefined ? {ok: false, sentence} : {ok: false, path, sentence};
	}
}

/**
 * Returns the absolute path of the folder that the user named. Refuses a `~` or a variable that no shell has expanded
 * (systemd units, `.env` files, `--home=~/x`): it would be read as a folder below the current one.
 */
function placeNamed(named: string): UsualPlace {
	if (named.trim() !== '' && !/^\s*[~$%]/.test(named)) return {ok: true, path: resolve(named)};
	return {
		ok: false,
		sentence: safe`There is no folder "${safeText(named)}" for list and settings: write the whole path, as no shell has replaced the beginning of this one (./ before it means the current folder).`,
	};
}

async function lookAt(path: string, isUsualPlace: boolean): Promise<readonly SafeText[]> {
	const found = await stat(path).catch((error: unknown) => {
		if (systemErrorCode(error) !== 'ENOENT') throw error;
		return undefined;
	});
	if (found === undefined) return [];
	if (!found.isDirectory()) throw Object.assign(new Error('not a folder'), {code: 'ENOTDIR'});
	await access(path, constants.R_OK | constants.X_OK);
	return isUsualPlace ? [] : openToOthers(path, found.mode);
}

async function makeReady(path: string, isUsualPlace: boolean): Promise<readonly SafeText[]> {
	const isNew = await makeFolder(path, 0o700);
	const found = await stat(path);
	if ((isNew || (isUsualPlace && isOfUser(found))) && (found.mode & 0o077) !== 0) await chmod(path, 0o700);
	await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
	await tighten(configPath(path));
	return isNew || isUsualPlace ? [] : openToOthers(path, found.mode);
}

/** The notice that others can write to the folder that the user named. */
export function folderOpenToOthers(path: string): SafeText {
	return safe`Other users can write to ${safeText(path)}. Close it with chmod 700.`;
}

/**
 * Returns the notice about a folder that others can write to; empty if they cannot, and on Windows, where the modes
 * that Node reports are not real.
 */
function openToOthers(path: string, mode: number): readonly SafeText[] {
	const isOpen = (mode & 0o022) !== 0 && process.platform !== 'win32';
	return isOpen ? [folderOpenToOthers(path)] : [];
}

/**
 * Makes the file of the list private if gpjobs wrote it and it has the default mode (0644). Does not change any other
 * file.
 */
async function tighten(path: string): Promise<void> {
	const found = await lstat(path).catch(() => undefined);
	if (!found || !isOwnFile(found) || (found.mode & 0o077) === 0) return;
	// Making it private would not undo what others may have written into it (`ownership.ts`).
	if ((found.mode & 0o022) !== 0) return;
	const {kind} = await readConfig(path);
	if (kind === 'good' || kind === 'future') await chmod(path, 0o600);
}
