import {chmod, lstat, mkdir, readdir, realpath, stat} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {isDeepStrictEqual} from 'node:util';
import * as z from 'zod/mini';
import {jsonIn} from '../gp/json.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {writeAtomically} from './atomic-write.ts';
import {cannotRead, diskSentence, notWritten} from './disk-error.ts';
import {withLock} from './lock.ts';
import {isOfUser} from './own-file.ts';
import {openToOthers, ownershipProblem} from './ownership.ts';
import {readRegularFile} from './regular-file.ts';

/** A file with one entry for each server, by origin. No method throws for a disk error. */
export type ServerMap<T> = {
	readonly read: () => Promise<ServerMapRead<T>>;
	/**
	 * Changes the entry of a server in the file as it is on the disk at that moment.
	 *
	 * @param change returns the new entry; `undefined` removes it
	 */
	readonly change: (origin: string, change: (before: T | undefined) => T | undefined) => Promise<ServerMapChange>;
};

type ServerMapRead<T> =
	| {
			readonly ok: true;
			readonly entries: ReadonlyMap<string, T>;
			/** The servers whose entry cannot be read, by origin. */
			readonly unreadable: ReadonlySet<string>;
	  }
	| {readonly ok: false; readonly sentence: SafeText};

type ServerMapChange = {readonly ok: true} | {readonly ok: false; readonly sentence: SafeText};

type ServerMapOptions = {
	/**
	 * Which files are accepted. `private`: only a file of the user that other users cannot read. `own`: only a file of
	 * the user that other users cannot write to. `any`: every file.
	 */
	readonly guard: 'private' | 'own' | 'any';
	/**
	 * Returns the origin for a name in the file, because people write origins in several ways. If it returns
	 * `undefined`, the whole file counts as unreadable. Without this function, names are used as they are.
	 */
	readonly originOf?: (name: string) => string | undefined;
	/** Whether an unreadable entry can be removed but not replaced, because it may protect the user. */
	readonly keepsUnreadable?: boolean;
};

const fileSchema = z.looseObject({version: z.literal(1), servers: z.record(z.string(), z.unknown())});

type Entry = {readonly name: string; readonly origin: string; readonly value: unknown};

/**
 * Opens the file, with mode 0600 in a folder with mode 0700.
 *
 * @param entrySchema the shape of an entry; an entry that does not match stays in the file
 */
export function openServerMap<T>(
	path: string,
	entrySchema: z.ZodMiniType<T>,
	{guard, originOf = name => name, keepsUnreadable = false}: ServerMapOptions,
): ServerMap<T> {
	async function readRoot(): Promise<
		{readonly ok: true; readonly entries: readonly Entry[]} | {readonly ok: false; readonly sentence: SafeText}
	> {
		const refusal = (await misplaced(path)) ?? (guard === 'any' ? undefined : await refusalOf(path));
		if (refusal) return {ok: false, sentence: refusal};
		const file = await readRegularFile(path);
		if (file.kind === 'missing') return {ok: true, entries: []};
		if (file.kind === 'unreadable') return {ok: false, sentence: file.sentence};
		const parsed = fileSchema.safeParse(jsonIn(file.text));
		if (!parsed.success) {
			const sentence = safe`${safeText(path)} is damaged, or of a newer gpjobs. Put it right, or move it away to begin with an empty one.`;
			return {ok: false, sentence};
		}
		const entries: Entry[] = [];
		for (const [name, value] of Object.entries(parsed.data.servers)) {
			const origin = originOf(name);
			if (origin === undefined) {
				const sentence = safe`${safeText(path)} names a server that gpjobs does not understand: "${safeText(name)}". Put it right, as https://host.`;
				return {ok: false, sentence};
			}
			entries.push({name, origin, value});
		}
		return {ok: true, entries};
	}

	async function refusalOf(path: string): Promise<SafeText | undefined> {
		const problem = await ownershipProblem(path);
		return problem ? problem.sentence : guard === 'private' ? openToOthers(path) : undefined;
	}

	/** Returns the entries by origin. An origin that occurs twice with different entries counts as unreadable. */
	function understood(entries: readonly Entry[]): ServerMapRead<T> & {readonly ok: true} {
		const known = new Map<string, T>();
		const unreadable = new Set<string>();
		for (const [origin, same] of Map.groupBy(entries, entry => entry.origin)) {
			const parsed = entrySchema.safeParse(same[0]?.value);
			if (parsed.success && same.every(({value}) => isDeepStrictEqual(value, same[0]?.value))) {
				known.set(origin, parsed.data);
			} else unreadable.add(origin);
		}
		return {ok: true, entries: known, unreadable};
	}

	return {
		async read() {
			const root = await readRoot();
			return root.ok ? understood(root.entries) : root;
		},
		async change(origin, change) {
			try {
				await makePrivateFolder(dirname(path));
			} catch (error) {
				return {ok: false, sentence: diskSentence(safe`Not saved: cannot make ${safeText(dirname(path))}`, error)};
			}
			const locked = await withLock(`${path}.lock`, async (): Promise<ServerMapChange> => {
				const root = await readRoot();
				if (!root.ok) return {ok: false, sentence: safe`Not saved: ${root.sentence}`};
				const {entries, unreadable} = understood(root.entries);
				const after = change(entries.get(origin));
				if (after !== undefined && keepsUnreadable && unreadable.has(origin)) {
					return {ok: false, sentence: safe`Not saved: ${unreadableEntry(path, origin)}`};
				}
				const others = root.entries.filter(entry => entry.origin !== origin).map(({name, value}) => [name, value]);
				const servers = Object.fromEntries([...others, ...(after === undefined ? [] : [[origin, after]])]);
				try {
					// If the path is a symbolic link, its target is replaced.
					await writeAtomically(await realpath(path).catch(() => path), toJson({version: 1, servers}));
					return {ok: true};
				} catch (error) {
					return {ok: false, sentence: diskSentence(notWritten(path), error)};
				}
			});
			return locked.ok ? locked.value : {ok: false, sentence: safe`Not saved: ${locked.sentence}`};
		},
	};
}

/** The error for an unreadable entry of a server. */
export function unreadableEntry(path: string, origin: string): SafeText {
	return safe`What ${safeText(path)} holds for ${safeText(origin)} cannot be understood.`;
}

/**
 * Returns why a file that seems to be missing is in fact unreadable: its folder is not a folder, a link is broken, or
 * the folder has no search permission. `undefined` if the file exists, or nothing was ever saved.
 */
async function misplaced(path: string): Promise<SafeText | undefined> {
	const folder = dirname(path);
	try {
		if ((await lstat(folder)) && !(await stat(folder)).isDirectory()) {
			return safe`${safeText(folder)} is not a folder. Move it away.`;
		}
		if (await lstat(path)) await stat(path);
		return undefined;
	} catch (error) {
		const isNothing = systemErrorCode(error) === 'ENOENT' && !(await isLink(folder)) && !(await isLink(path));
		return isNothing ? undefined : diskSentence(cannotRead(path), error);
	}
}

async function isLink(path: string): Promise<boolean> {
	return (await lstat(path).catch(() => undefined))?.isSymbolicLink() === true;
}

/** Makes a folder private. Does not change the mode of a folder that contains files of other programs. */
async function makePrivateFolder(folder: string): Promise<void> {
	await mkdir(folder, {recursive: true, mode: 0o700});
	const found = await lstat(folder);
	if ((found.mode & 0o077) === 0 || !found.isDirectory() || !isOfUser(found)) return;
	const names = await readdir(folder);
	if (!names.every(name => /^(servers|tasks)\.json(\.|$)/.test(name))) return;
	const files = names.filter(name => name.endsWith('.json')).map(name => readRegularFile(join(folder, name)));
	const isOurs = (await Promise.all(files)).every(
		file => file.kind === 'text' && fileSchema.safeParse(jsonIn(file.text)).success,
	);
	if (isOurs) await chmod(folder, 0o700);
}
