import type {Stats} from 'node:fs';
import {lstat, readFile, realpath, stat} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import process from 'node:process';
import {cutName} from '../text/cut.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {cannotRead, diskSentence} from './disk-error.ts';

/** Why a file may contain text from another user. */
export type OwnershipProblem = {
	/**
	 * `foreign`: the file, or a folder above it, belongs to another user. `writable`: others can write to it or replace
	 * it. `unknown`: its owner or mode could not be read.
	 */
	readonly kind: 'foreign' | 'writable' | 'unknown';
	/** The path of the file or folder that has the problem. */
	readonly place: string;
	/** What is wrong with it, and how to correct that. */
	readonly sentence: SafeText;
};

/**
 * Checks that a file is the user's own, so that gpjobs may run the programs that it names, trust the certificates in it
 * and send its tokens to servers. The rule is that of ssh (`safe_path`, StrictModes) and git (`safe.directory`): the
 * file and each folder above it belong to the user or to root, and others cannot write to them. A folder like /tmp, in
 * which only the owner of a file can replace it, is allowed. Folders above the one with the file may be writable for
 * the private group that many systems give each user (with the same number as the user), as `~/.config` is under umask
 * 002. A file that another member of the group put there belongs to that member, so it is refused.
 *
 * @param path of the file; symbolic links are followed, and each is checked as well
 * @param user the effective user of this process. Windows does not have users and modes of this kind, so nothing is
 * checked there
 * @returns the problem nearest to the file; `undefined` if there is none, or no file. Never throws
 */
export async function ownershipProblem(
	path: string,
	user: number | undefined = process.geteuid?.(),
): Promise<OwnershipProblem | undefined> {
	if (user === undefined) return undefined;
	const file = resolve(path);
	try {
		const real = await realpath(file);
		for (const place of await placesTo(file)) {
			const found = await lstat(place);
			if (await isForeign(found, user, place !== file && place !== real)) return foreign(place, found);
			const isAbove = place !== file && place !== real && place !== dirname(file) && place !== dirname(real);
			if (isWritable(found, isAbove)) return writable(place, found);
		}
		return undefined;
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT' || systemErrorCode(error) === 'ENOTDIR') return undefined;
		return {
			kind: 'unknown',
			place: file,
			sentence: diskSentence(safe`Cannot tell who owns ${safeText(cutName(file))}`, error),
		};
	}
}

/** Returns the file, the folders above it, and the targets of symbolic links on the way, nearest first. */
async function placesTo(file: string): Promise<ReadonlySet<string>> {
	const places = new Set(upwards(file));
	for (const place of [...places]) {
		if (!(await lstat(place)).isSymbolicLink()) continue;
		for (const behind of upwards(await realpath(place))) places.add(behind);
	}
	return places;
}

function upwards(path: string): readonly string[] {
	const parent = dirname(path);
	return parent === path ? [path] : [path, ...upwards(parent)];
}

async function isForeign({uid}: Stats, user: number, isFolder: boolean): Promise<boolean> {
	if (uid === user || uid === 0) return false;
	return !(isFolder && uid === (await nobodyOfNamespace()));
}

/**
 * Returns the user who owns root's folders in a user namespace without root, as in a rootless container
 * (user_namespaces(7), "Unmapped user and group IDs"); `undefined` outside such a namespace.
 */
async function nobodyOfNamespace(): Promise<number | undefined> {
	try {
		const map = await readFile('/proc/self/uid_map', 'utf8');
		if (/^\s*0\s+0\s+4294967295\s*$/.test(map)) return undefined;
		return Number(await readFile('/proc/sys/kernel/overflowuid', 'utf8'));
	} catch {
		return undefined;
	}
}

function isWritable(found: Stats, isAbove: boolean): boolean {
	// A symbolic link always has mode 0777, but cannot be written to.
	if (found.isSymbolicLink()) return false;
	const isSticky = found.isDirectory() && (found.mode & 0o1000) !== 0;
	if (isSticky) return false;
	const isPrivateGroup = isAbove && (found.gid === found.uid || found.gid === 0);
	return (found.mode & (isPrivateGroup ? 0o002 : 0o022)) !== 0;
}

function foreign(place: string, {uid}: Stats): OwnershipProblem {
	return {kind: 'foreign', place, sentence: belongsToAnother(place, uid)};
}

/** The error for a file or folder that belongs to another user. */
export function belongsToAnother(place: string, uid: number): SafeText {
	return safe`${safeText(place)} belongs to another user (${uid}). Make it your own with chown, or keep it elsewhere: another home is named with --home.`;
}

function writable(place: string, {mode}: Stats): OwnershipProblem {
	return {kind: 'writable', place, sentence: writableByOthers(place, mode)};
}

/** The error for a file or folder that others can write to. */
export function writableByOthers(place: string, mode: number): SafeText {
	const octal = safeText((mode & 0o7777).toString(8).padStart(4, '0'));
	return safe`Other users can write to ${safeText(place)} (mode ${octal}). Close it with chmod go-w.`;
}

/**
 * Returns why gpjobs does not read a private file: its mode lets other users read it. `undefined` if they cannot read
 * it, and on Windows, which does not have these modes.
 */
export async function openToOthers(path: string): Promise<SafeText | undefined> {
	if (process.platform === 'win32') return undefined;
	try {
		const {mode, uid} = await stat(path);
		// Root may share a file with a group, as it does with the keys of a machine; a file of the user must be
		// readable by the user only.
		const isOfRoot = uid === 0 && process.geteuid?.() !== 0;
		if ((mode & (isOfRoot ? 0o007 : 0o077)) === 0) return undefined;
		const octal = (mode & 0o777).toString(8).padStart(4, '0');
		return safe`Others can read ${safeText(path)} (mode ${safeText(octal)}), so gpjobs does not use it. If nobody has, say chmod 600; else remove it, and change what was in it.`;
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') return undefined;
		return diskSentence(cannotRead(path), error);
	}
}
