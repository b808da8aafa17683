import {constants} from 'node:fs';
import {access, chmod, lstat, mkdir, stat} from 'node:fs/promises';
import {dirname, join, resolve} from 'node:path';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {readConfig} from './config-file.ts';
import {cannotKeepIn, cannotRead, diskSentence} from './disk-error.ts';
import {removeLeftovers} from './leftover-files.ts';
import {isOfUser, isOwnFile} from './own-file.ts';
import {type UsualPlace, usualPlace} from './usual-place.ts';

/** Where the user wants the files of gpjobs; an empty string counts as absent. */
type HomeWish = {readonly flag?: string | undefined; readonly environment?: string | undefined};

export type Home =
	| {readonly ok: true; readonly path: string; readonly notices: readonly SafeText[]}
	/** Nothing can be kept there; its files may still be readable. */
	| {readonly ok: false; readonly path: string; readonly sentence: SafeText}
	/** Its place is unknown. */
	| {readonly ok: false; readonly path?: undefined; readonly sentence: SafeText};

/** Whether a command only reads what is kept, and so changes nothing on the disk, or may keep something. */
export type HomeUse = 'reading' | 'writing';

/** The file of the settings and the saved list. */
export function configPath(home: string): string {
	return join(home, 'config.json');
}

/** The folder of what is kept of each job. */
export function jobsPath(home: string): string {
	return join(home, 'jobs');
}

/**
 * Chooses the folder that holds all files of gpjobs: `--home`, otherwise `GPJOBS_HOME`, otherwise the place that conf
 * has for `gpjobs` ({@link usualPlace}). For a command that writes it also makes the folder ready and clears away what a
 * killed gpjobs left.
 *
 * @param now epoch milliseconds, for the age of leftover files
 * @returns for a command that only reads also a folder that is not there yet: nothing is kept in it
 *
 * A folder that gpjobs makes, and its usual one, is for the user alone (0700), the file in it too (0600). A folder that
 * was there and was named by the user may hold other things: its mode stays, and a notice says where it is too open.
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
		// Where a folder was named, or found to be the usual one, is known before anything can fail.
		const sentence = diskSentence(failed(path ?? ''), error);
		return path === undefined ? {ok: false, sentence} : {ok: false, path, sentence};
	}
}

/**
 * The folder that a user named. A `~` or a variable that no shell replaced (in a unit of systemd, an `.env` file,
 * `--home=~/x`) does not name a folder below the current one.
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
	const isNew = await makeFolder(path);
	const found = await stat(path);
	if ((isNew || (isUsualPlace && isOfUser(found))) && (found.mode & 0o077) !== 0) await chmod(path, 0o700);
	await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
	await tighten(configPath(path));
	return isNew || isUsualPlace ? [] : openToOthers(path, found.mode);
}

/** The notice of a folder that the user named, and others can write to. */
export function folderOpenToOthers(path: string): SafeText {
	return safe`Other users can write to ${safeText(path)}. Close it with chmod 700.`;
}

/** Windows has no such modes, and Node makes some up. */
function openToOthers(path: string, mode: number): readonly SafeText[] {
	const isOpen = (mode & 0o022) !== 0 && process.platform !== 'win32';
	return isOpen ? [folderOpenToOthers(path)] : [];
}

/**
 * @returns whether the folder is new
 *
 * Not the `recursive` of Node: below a folder that answers ENOENT to everything (`/proc`, an automounter) it tries for
 * ever (Node 24.21, measured).
 */
async function makeFolder(path: string): Promise<boolean> {
	try {
		await mkdir(path, 0o700);
		return true;
	} catch (error) {
		const isThere = (await stat(path).catch(() => undefined))?.isDirectory() === true;
		if (isThere) return false;
		if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
	}

	await makeFolder(dirname(path));
	await mkdir(path, 0o700);
	return true;
}

/** Makes private a list of gpjobs that was put there with the usual mode (0644); any other file stays as it is. */
async function tighten(path: string): Promise<void> {
	const found = await lstat(path).catch(() => undefined);
	if (!found || !isOwnFile(found) || (found.mode & 0o077) === 0) return;
	// What others may have written does not become the user's own by that (`ownership.ts`).
	if ((found.mode & 0o022) !== 0) return;
	const {kind} = await readConfig(path);
	if (kind === 'good' || kind === 'future') await chmod(path, 0o600);
}
