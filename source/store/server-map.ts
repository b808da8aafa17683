import {chmod, mkdir, stat} from 'node:fs/promises';
import {dirname} from 'node:path';
import * as z from 'zod/mini';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {writeAtomically} from './atomic-write.ts';
import {diskSentence, errorCode} from './disk-error.ts';
import {withLock} from './lock.ts';
import {ownershipProblem} from './ownership.ts';
import {readRegularFile} from './regular-file.ts';

/** A file with something for each server, by origin. Nothing here throws for a fault of the disk. */
export type ServerMap<T> = {
	readonly read: () => Promise<ServerMapRead<T>>;
	/** Changes the file as it is on the disk by then. @param change gives the new entry; `undefined` takes it away */
	readonly change: (origin: string, change: (before: T | undefined) => T | undefined) => Promise<ServerMapChange>;
};

export type ServerMapRead<T> =
	| {readonly ok: true; readonly entries: ReadonlyMap<string, T>}
	| {readonly ok: false; readonly sentence: SafeText};

export type ServerMapChange = {readonly ok: true} | {readonly ok: false; readonly sentence: SafeText};

const fileSchema = z.looseObject({version: z.literal(1), servers: z.record(z.string(), z.unknown())});

/**
 * Opens such a file, in a folder of its own that is for the user alone (0700), the file too (0600).
 *
 * @param entrySchema of what is kept for a server; an entry that does not fit counts as none, and stays in the file
 * @param isPrivate a file that others can read is refused, as somebody may have read it, and so is one that is not the
 * user's own
 */
export function openServerMap<T>(
	path: string,
	entrySchema: z.ZodMiniType<T>,
	{isPrivate}: {readonly isPrivate: boolean},
): ServerMap<T> {
	async function readRoot(): Promise<
		{readonly ok: true; readonly servers: Record<string, unknown>} | {readonly ok: false; readonly sentence: SafeText}
	> {
		// Where there is no folder, or something else in its place, nothing was ever kept.
		const folder = await stat(dirname(path)).catch(() => undefined);
		if (folder?.isDirectory() !== true) return {ok: true, servers: {}};
		const refusal = isPrivate ? ((await ownershipProblem(path))?.sentence ?? (await openToOthers(path))) : undefined;
		if (refusal) return {ok: false, sentence: refusal};
		const file = await readRegularFile(path);
		if (file.kind === 'missing') return {ok: true, servers: {}};
		if (file.kind === 'unreadable') return {ok: false, sentence: file.sentence};
		const parsed = fileSchema.safeParse(decoded(file.text));
		if (parsed.success) return {ok: true, servers: parsed.data.servers};
		return {
			ok: false,
			sentence: safe`${safeText(path)} is damaged, or of a newer gpjobs. Move it away to begin anew.`,
		};
	}

	return {
		async read() {
			const root = await readRoot();
			if (!root.ok) return root;
			const entries = Object.entries(root.servers).flatMap(([origin, entry]) => {
				const parsed = entrySchema.safeParse(entry);
				return parsed.success ? [[origin, parsed.data] as const] : [];
			});
			return {ok: true, entries: new Map(entries)};
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
				const before = entrySchema.safeParse(root.servers[origin]);
				const after = change(before.success ? before.data : undefined);
				const {[origin]: _, ...others} = root.servers;
				const servers = after === undefined ? others : {...others, [origin]: after};
				try {
					await writeAtomically(path, toJson({version: 1, servers}));
					return {ok: true};
				} catch (error) {
					return {ok: false, sentence: diskSentence(safe`Not saved: cannot write ${safeText(path)}`, error)};
				}
			});
			return locked.ok ? locked.value : {ok: false, sentence: safe`Not saved: ${locked.sentence}`};
		},
	};
}

/** Why a private file is not read: its mode lets others in. Windows has no such modes. */
async function openToOthers(path: string): Promise<SafeText | undefined> {
	if (process.platform === 'win32') return undefined;
	try {
		const {mode} = await stat(path);
		if ((mode & 0o077) === 0) return undefined;
		const octal = (mode & 0o777).toString(8).padStart(4, '0');
		return safe`Others can read ${safeText(path)} (mode ${safeText(octal)}), so gpjobs does not use it. If nobody has, say chmod 600; else remove it, and change what was in it.`;
	} catch (error) {
		if (errorCode(error) === 'ENOENT') return undefined;
		return diskSentence(safe`Cannot read ${safeText(path)}`, error);
	}
}

async function makePrivateFolder(folder: string): Promise<void> {
	await mkdir(folder, {recursive: true, mode: 0o700});
	const {mode} = await stat(folder);
	if ((mode & 0o077) !== 0) await chmod(folder, 0o700);
}

function decoded(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
