import {jsonIn} from '../gp/json.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {hidesReadOnly, isLikeReadOnly, strayReadOnly} from './read-only.ts';
import {readRegularFile} from './regular-file.ts';
import {readStoredJobs} from './saved-job.ts';

/** The version of the file format that this program writes. */
export const configVersion = 1;

/**
 * The contents of `config.json`. gpjobs checks each member, job and setting separately, so that one bad value does
 * not affect the others. It keeps members that it does not know.
 */
export type ConfigRoot = {
	readonly version?: unknown;
	readonly jobs?: unknown;
	/** The jobs of the last removal, so that it can be undone. */
	readonly removed?: unknown;
	readonly settings?: unknown;
	/** When the backup replaced a damaged file; absent once the user has set `readOnly` explicitly. */
	readonly restored?: unknown;
};

/** What `config.json` contains, or why it cannot be used. */
export type ConfigState =
	| {
			readonly kind: 'good';
			readonly root: ConfigRoot;
			readonly text: string;
			/** The members that gpjobs could not read, and how it treats them. */
			readonly faults: readonly SafeText[];
			/** Why gpjobs cannot tell whether `readOnly` is set. It is read-only until the user settles that. */
			readonly doubt?: SafeText;
			/**
			 * Present if the text of the file sets `readOnly` but `root` does not contain it, so that the next write
			 * has to add it.
			 */
			readonly lacksReadOnly?: true;
	  }
	/** The file does not exist. `doubt` and `lacksReadOnly` are set if a backup exists and sets `readOnly`. */
	| {readonly kind: 'missing'; readonly root: ConfigRoot; readonly doubt?: SafeText; readonly lacksReadOnly?: true}
	/** A file of a version that this program does not know: gpjobs reads what it can and never writes it. */
	| {readonly kind: 'future'; readonly root: ConfigRoot; readonly sentence: SafeText}
	/** A file that gpjobs did not write in this form. It may be a damaged list of gpjobs. */
	| {readonly kind: 'broken'; readonly sentence: SafeText}
	/** A file of another program that shares the folder with gpjobs: gpjobs never changes it. */
	| {readonly kind: 'foreign'; readonly sentence: SafeText}
	/** Something other than a regular file, or a file that gpjobs is not permitted to read. */
	| {readonly kind: 'unreadable'; readonly sentence: SafeText};

/** Returns the entries of one list in the file; empty if that member is missing or not a list. */
export function storedIn(root: ConfigRoot, part: 'jobs' | 'removed'): readonly unknown[] {
	const stored = root[part];
	return Array.isArray(stored) ? stored : [];
}

/** Returns the settings in the file by name; `undefined` if that member is not an object. */
export function settingsIn({settings}: ConfigRoot): Readonly<Record<string, unknown>> | undefined {
	return settings === undefined ? {} : isObject(settings) ? settings : undefined;
}

/**
 * Finds a name that means `readOnly` at a place where no setting belongs. `readSettings` handles such names inside
 * `settings`.
 */
export function strayIn({jobs: _, removed: __, settings, ...others}: ConfigRoot): string | undefined {
	const within = typeof settings === 'object' && settings !== null ? Object.values(settings) : [];
	return strayReadOnly(others) ?? strayReadOnly(within);
}

/** Reads `config.json` or its backup. Changes nothing on the disk. */
export async function readConfig(path: string): Promise<ConfigState> {
	const file = await readRegularFile(path);
	if (file.kind === 'missing') return {kind: 'missing', root: {}};
	if (file.kind === 'unreadable') return file;
	const root = decoded(file.text);
	if (isOfAnotherProgram(root)) {
		return {kind: 'foreign', sentence: notOfGpjobs(path)};
	}
	if (!isObject(root) || !(root.jobs === undefined || Array.isArray(root.jobs))) {
		return {kind: 'broken', sentence: isDamaged(path)};
	}
	const version = versionIn(root);
	if (version !== configVersion) return {kind: 'future', root, sentence: unknownVersion(path, version, root)};
	const isHidden = hidesReadOnly(file.text, root);
	const doubt = doubtAbout(path, root) ?? (isHidden ? saidTwice(path) : undefined);
	return {
		kind: 'good',
		root,
		text: file.text,
		faults: faultsOf(path, root),
		...(doubt === undefined ? {} : {doubt}),
		...(isHidden ? {lacksReadOnly: true} : {}),
	};
}

/**
 * Parses the text as JSON; returns `undefined` if it is not JSON. A byte order mark at the start, which Windows editors
 * write, is ignored, as conf ignores it.
 */
function decoded(text: string): unknown {
	return jsonIn(text.replace(/^\uFEFF/, ''));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the version of the file, which may be written as text; `undefined` for any other value. */
function versionIn({version}: ConfigRoot): number | undefined {
	if (version === undefined) return configVersion;
	const number = typeof version === 'string' && /^\s*\d+\s*$/.test(version) ? Number(version) : version;
	return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : undefined;
}

function unknownVersion(path: string, version: number | undefined, root: ConfigRoot): SafeText {
	return version === undefined ? strangeVersion(path, root.version) : ofNewerGpjobs(path);
}

/** The error for a `config.json` that belongs to another program. */
export function notOfGpjobs(path: string): SafeText {
	return safe`${safeText(path)} is not a file of gpjobs: it was left as it is. Name another folder with --home, or move that file away.`;
}

/** The error for a damaged file of gpjobs. */
export function isDamaged(path: string): SafeText {
	return safe`${safeText(path)} is damaged.`;
}

/** The error for a file that a newer gpjobs wrote. */
export function ofNewerGpjobs(path: string): SafeText {
	return safe`${safeText(path)} was written by a newer gpjobs: this one reads it but does not change it.`;
}

/** The error for a file with a version that no gpjobs ever wrote. */
export function strangeVersion(path: string, version: unknown): SafeText {
	return safe`${safeText(path)} has the version ${safeText(JSON.stringify(version))}, which is none of gpjobs: it is read but not changed. Correct it to "version": ${configVersion}.`;
}

function faultsOf(path: string, {version, removed}: ConfigRoot): readonly SafeText[] {
	const faults: SafeText[] = [];
	if (typeof version === 'string') {
		faults.push(safe`In ${safeText(path)} the version is a text: it is read as the number ${configVersion}.`);
	}
	if (removed !== undefined && !Array.isArray(removed)) {
		faults.push(
			safe`In ${safeText(path)} "removed" is not a list: there is nothing that remove --undo could bring back.`,
		);
	}
	return faults;
}

function doubtAbout(path: string, root: ConfigRoot): SafeText | undefined {
	if (settingsIn(root) === undefined) {
		return settingsUnreadable(path);
	}
	if (root.restored === undefined) return undefined;
	return copyInPlace(path);
}

/** Says that gpjobs cannot tell whether `readOnly` is set, because the settings are not an object. */
export function settingsUnreadable(path: string): SafeText {
	return safe`In ${safeText(path)} "settings" is not an object, so gpjobs cannot tell whether readOnly is set. ${howToSettle}`;
}

/**
 * Says that gpjobs cannot tell whether `readOnly` is set, because the backup replaced the file and lacks the last
 * change.
 */
export function copyInPlace(path: string): SafeText {
	return safe`${safeText(path)} was damaged, and the copy from before its last change took its place; that change may have been readOnly. ${howToSettle}`;
}

/**
 * Says that gpjobs cannot tell whether `readOnly` is set, because the file contains the name twice and a JSON parser
 * keeps only the last value.
 */
export function saidTwice(path: string): SafeText {
	return safe`${safeText(path)} has readOnly or "settings" more than once, and not each of them says no. ${howToSettle}`;
}

/** Says how the user can set `readOnly` explicitly; the last sentence of the messages above. */
export const howToSettle = safe`Settle it with gpjobs config set readOnly true, or false.`;

/** The names that gpjobs writes at the top level of the file. */
const ownNames: ReadonlySet<string> = new Set(['version', 'jobs', 'removed', 'settings', 'restored']);

/**
 * Whether a value looks like the `config.json` of another program: an object with names that gpjobs never wrote, and
 * without a list or settings in gpjobs' format. If gpjobs never wrote that version either, only the URL of a GP job
 * proves that the file is from gpjobs, because other programs have `settings` too.
 */
function isOfAnotherProgram(value: unknown): boolean {
	if (!isObject(value)) return false;
	if (Object.keys(value).every(name => ownNames.has(name) || isLikeReadOnly(name))) return false;
	if (readStoredJobs(storedIn(value, 'jobs')).some(({job}) => job !== undefined)) return false;
	if (typeof value.version !== 'number' || versionIn(value) === undefined) return true;
	return !(Array.isArray(value.jobs) || Array.isArray(value.removed) || isObject(value.settings));
}
