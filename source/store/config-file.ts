import * as z from 'zod/mini';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {readRegularFile} from './regular-file.ts';

/** The version of the file's shape that this program writes. */
export const configVersion = 1;

/**
 * What `config.json` holds. Only the outline is checked here: each job and each setting is looked at by itself, so
 * that one bad value does not hide the rest. What this program does not know is kept.
 */
export type ConfigRoot = {
	readonly version?: number | undefined;
	readonly jobs?: readonly unknown[] | undefined;
	/** The entries of the last removal, for undo. */
	readonly removed?: readonly unknown[] | undefined;
	readonly settings?: Readonly<Record<string, unknown>> | undefined;
};

export type ConfigState =
	| {readonly kind: 'good'; readonly root: ConfigRoot; readonly text: string}
	| {readonly kind: 'missing'; readonly root: ConfigRoot}
	/** Written by a newer gpjobs: read as far as it can be, never written. */
	| {readonly kind: 'future'; readonly root: ConfigRoot; readonly sentence: SafeText}
	/** Not what gpjobs writes; it may be a list of ours that was damaged. */
	| {readonly kind: 'broken'; readonly sentence: SafeText}
	/** The file of another program, in a folder that it shares with gpjobs: never touched. */
	| {readonly kind: 'foreign'; readonly sentence: SafeText}
	/** Something else is there, or nobody may read it. */
	| {readonly kind: 'unreadable'; readonly sentence: SafeText};

const outline = z.looseObject({
	version: z.optional(z.int().check(z.positive())),
	jobs: z.optional(z.array(z.unknown())),
	removed: z.optional(z.array(z.unknown())),
	settings: z.optional(z.looseObject({})),
});

/** Reads `config.json`, or a copy of it. Changes nothing. */
export async function readConfig(path: string): Promise<ConfigState> {
	const file = await readRegularFile(path);
	if (file.kind === 'missing') return {kind: 'missing', root: {}};
	if (file.kind === 'unreadable') return file;
	const value = decoded(file.text);
	if (isOfAnotherProgram(value)) {
		const sentence = safe`${safeText(path)} is not a file of gpjobs: it was left as it is. Name another folder with --home, or move that file away.`;
		return {kind: 'foreign', sentence};
	}
	const root = parseRoot(value);
	if (root === undefined) return {kind: 'broken', sentence: safe`${safeText(path)} is damaged.`};
	if ((root.version ?? configVersion) > configVersion) {
		const sentence = safe`${safeText(path)} was written by a newer gpjobs: this one reads it but does not change it.`;
		return {kind: 'future', root, sentence};
	}

	return {kind: 'good', root, text: file.text};
}

/** The text as JSON; `undefined` where it is none. A byte order mark, as Windows editors leave it, is no damage: conf takes it too. */
function decoded(text: string): unknown {
	try {
		return JSON.parse(text.replace(/^\uFEFF/, ''));
	} catch {
		return undefined;
	}
}

function parseRoot(value: unknown): ConfigRoot | undefined {
	// The value itself, not what zod makes of it: it is compared with what is read back after a write.
	return outline.safeParse(value).success ? (value as ConfigRoot) : undefined;
}

const parts = ['jobs', 'removed', 'settings'] as const;

/**
 * Whether a value is what another program keeps in its `config.json`: an object with names that gpjobs never wrote, and
 * without one part of a list that is as gpjobs writes it. Such a part alone is no proof beside a version that is not
 * one of ours, as other programs have `settings` too.
 */
export function isOfAnotherProgram(value: unknown): boolean {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const known: ReadonlySet<string> = new Set(['version', ...parts]);
	if (Object.keys(value).every(name => known.has(name))) return false;
	const {version, ...root} = value as Readonly<Record<string, unknown>>;
	if (!z.int().check(z.positive()).safeParse(version).success) return true;
	return !parts.some(part => root[part] !== undefined && outline.shape[part].safeParse(root[part]).success);
}
