import type {Stats} from 'node:fs';
import {lstat, readFile, realpath, stat} from 'node:fs/promises';
import {dirname, resolve} from 'node:path';
import process from 'node:process';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {cannotRead, diskSentence} from './disk-error.ts';

/** Why a file may hold what somebody else wrote into it. */
export type OwnershipProblem = {
	/**
	 * `foreign`: the file, or a folder on the way to it, belongs to another user. `writable`: others may write to it, or
	 * put another one in its place. `unknown`: the disk does not tell.
	 */
	readonly kind: 'foreign' | 'writable' | 'unknown';
	/** The file or folder that it is about. */
	readonly place: string;
	/** What is the matter with which file or folder, and what settles it. */
	readonly sentence: SafeText;
};

/**
 * Whether a file is the user's own, so that gpjobs may obey it: run the programs that it names, trust the certificates
 * in it, show its tokens to servers. The rule is that of ssh (`safe_path`, StrictModes) and git (`safe.directory`): the
 * file and each folder on the way to it belong to the user or to root, and others cannot write to them. A folder like
 * /tmp, where only its owner can replace a file, is fine.
 *
 * @param path of the file; symbolic links are followed and checked themselves
 * @param user the effective user of this process. Windows has neither users nor modes of this kind: nothing is checked
 * @returns the problem that is nearest to the file; `undefined` where there is none, or no file. Never throws
 *
 * The folders above its own may be writable to the private group that many systems give each user (its number is the
 * user's own), as `~/.config` is under umask 002. What somebody else put there belongs to them, which is refused.
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
		return {kind: 'unknown', place: file, sentence: diskSentence(safe`Cannot tell who owns ${safeText(file)}`, error)};
	}
}

/** The file, its folders up to the root, and where symbolic links lead to; the nearest first. */
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
 * The user that seems to own the folders of the host's root inside a user namespace that does not know root, as in a
 * rootless container (user_namespaces(7), "Unmapped user and group IDs"); `undefined` outside of one.
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
	// A symbolic link has the mode 0777 everywhere, and nobody can write into one.
	if (found.isSymbolicLink()) return false;
	const isSticky = found.isDirectory() && (found.mode & 0o1000) !== 0;
	if (isSticky) return false;
	const isPrivateGroup = isAbove && (found.gid === found.uid || found.gid === 0);
	return (found.mode & (isPrivateGroup ? 0o002 : 0o022)) !== 0;
}

function foreign(place: string, {uid}: Stats): OwnershipProblem {
	return {kind: 'foreign', place, sentence: belongsToAnother(place, uid)};
}

/** The sentence about a file or folder of somebody else. */
export function belongsToAnother(place: string, uid: number): SafeText {
	return safe`${safeText(place)} belongs to another user (${uid}). Make it your own with chown, or keep it elsewhere: another home is named with --home.`;
}

function writable(place: string, {mode}: Stats): OwnershipProblem {
	return {kind: 'writable', place, sentence: writableByOthers(place, mode)};
}

/** The sentence about a file or folder that others can write to. */
export function writableByOthers(place: string, mode: number): SafeText {
	const octal = safeText((mode & 0o7777).toString(8).padStart(4, '0'));
	return safe`Other users can write to ${safeText(place)} (mode ${octal}). Close it with chmod go-w.`;
}

/** Why a private file is not read: its mode lets others in. Windows has no such modes. */
export async function openToOthers(path: string): Promise<SafeText | undefined> {
	if (process.platform === 'win32') return undefined;
	try {
		const {mode, uid} = await stat(path);
		// A file of root's that a group may read, as keys of a machine are, is that group's; of the user's own nobody else's.
		const isOfRoot = uid === 0 && process.geteuid?.() !== 0;
		if ((mode & (isOfRoot ? 0o007 : 0o077)) === 0) return undefined;
		const octal = (mode & 0o777).toString(8).padStart(4, '0');
		return safe`Others can read ${safeText(path)} (mode ${safeText(octal)}), so gpjobs does not use it. If nobody has, say chmod 600; else remove it, and change what was in it.`;
	} catch (error) {
		if (systemErrorCode(error) === 'ENOENT') return undefined;
		return diskSentence(cannotRead(path), error);
	}
}
