import {jsonIn} from '../gp/json.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {hidesReadOnly, isLikeReadOnly, strayReadOnly} from './read-only.ts';
import {readRegularFile} from './regular-file.ts';
import {readStoredJobs} from './saved-job.ts';

/** The version of the file's shape that this program writes. */
export const configVersion = 1;

/**
 * The contents of `config.json`. Each part, job and setting is checked by itself, so that one bad value spoils only
 * itself. Unknown members are kept.
 */
export type ConfigRoot = {
	readonly version?: unknown;
	readonly jobs?: unknown;
	/** The entries of the last removal, for undo. */
	readonly removed?: unknown;
	readonly settings?: unknown;
	/** When the copy from before the last change replaced a damaged file; absent once somebody has settled `readOnly`. */
	readonly restored?: unknown;
};

export type ConfigState =
	| {
			readonly kind: 'good';
			readonly root: ConfigRoot;
			readonly text: string;
			/** Parts that are not as they should be, and what is made of them. */
			readonly faults: readonly SafeText[];
			/** Why gpjobs cannot tell whether `readOnly` is set. */
			readonly doubt?: SafeText;
			/** A `readOnly` of the text is not in `root`: what is written next has to hold it. */
			readonly lacksReadOnly?: true;
	  }
	/** `doubt`, `lacksReadOnly`: the copy from before the last change is there, and says `readOnly`. */
	| {readonly kind: 'missing'; readonly root: ConfigRoot; readonly doubt?: SafeText; readonly lacksReadOnly?: true}
	/** A file of a version that this program does not know: it is read as far as possible and never written. */
	| {readonly kind: 'future'; readonly root: ConfigRoot; readonly sentence: SafeText}
	/** Not what gpjobs writes; it may be a damaged list of gpjobs. */
	| {readonly kind: 'broken'; readonly sentence: SafeText}
	/** The file of another program, in a folder that it shares with gpjobs: never touched. */
	| {readonly kind: 'foreign'; readonly sentence: SafeText}
	/** Something else is there, or nobody may read it. */
	| {readonly kind: 'unreadable'; readonly sentence: SafeText};

/** The entries of a list in the file; empty where that part is missing or is not a list. */
export function storedIn(root: ConfigRoot, part: 'jobs' | 'removed'): readonly unknown[] {
	const stored = root[part];
	return Array.isArray(stored) ? stored : [];
}

/** The settings in the file by name; `undefined` where they are not an object. */
export function settingsIn({settings}: ConfigRoot): Readonly<Record<string, unknown>> | undefined {
	return settings === undefined ? {} : isObject(settings) ? settings : undefined;
}

/** A name for `readOnly` where no setting belongs. Those among the settings were read with them. */
export function strayIn({jobs: _, removed: __, settings, ...others}: ConfigRoot): string | undefined {
	const within = typeof settings === 'object' && settings !== null ? Object.values(settings) : [];
	return strayReadOnly(others) ?? strayReadOnly(within);
}

/** Reads `config.json`, or a copy of it. Changes nothing. */
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
 * The text as JSON; `undefined` where it is not JSON. A byte order mark, as Windows editors leave it, does no harm: conf
 * accepts it too.
 */
function decoded(text: string): unknown {
	return jsonIn(text.replace(/^\uFEFF/, ''));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The version of the file, also where a template wrote it as text; `undefined` for anything else. */
function versionIn({version}: ConfigRoot): number | undefined {
	if (version === undefined) return configVersion;
	const number = typeof version === 'string' && /^\s*\d+\s*$/.test(version) ? Number(version) : version;
	return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : undefined;
}

function unknownVersion(path: string, version: number | undefined, root: ConfigRoot): SafeText {
	return version === undefined ? strangeVersion(path, root.version) : ofNewerGpjobs(path);
}

/** The sentence about a file that another program keeps under this name. */
export function notOfGpjobs(path: string): SafeText {
	return safe`${safeText(path)} is not a file of gpjobs: it was left as it is. Name another folder with --home, or move that file away.`;
}

/** The sentence about a file that was ours, and cannot be read as it is. */
export function isDamaged(path: string): SafeText {
	return safe`${safeText(path)} is damaged.`;
}

/** The sentence about a file of a version that is to come. */
export function ofNewerGpjobs(path: string): SafeText {
	return safe`${safeText(path)} was written by a newer gpjobs: this one reads it but does not change it.`;
}

/** The sentence about a file whose version is not one that gpjobs ever wrote. */
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

/** Why gpjobs cannot tell whether `readOnly` is set: the settings are not an object. */
export function settingsUnreadable(path: string): SafeText {
	return safe`In ${safeText(path)} "settings" is not an object, so gpjobs cannot tell whether readOnly is set. ${howToSettle}`;
}

/** Why gpjobs cannot tell whether `readOnly` is set: what the last change was is lost. */
export function copyInPlace(path: string): SafeText {
	return safe`${safeText(path)} was damaged, and the copy from before its last change took its place; that change may have been readOnly. ${howToSettle}`;
}

/** Why gpjobs cannot tell whether `readOnly` is set: JSON shows only the last of them. */
export function saidTwice(path: string): SafeText {
	return safe`${safeText(path)} has readOnly or "settings" more than once, and not each of them says no. ${howToSettle}`;
}

export const howToSettle = safe`Settle it with gpjobs config set readOnly true, or false.`;

/** Names that gpjobs writes at the top of the file. */
const ownNames: ReadonlySet<string> = new Set(['version', 'jobs', 'removed', 'settings', 'restored']);

/**
 * Whether a value is what another program keeps in its `config.json`: an object with names that gpjobs never wrote, and
 * without one part of a list that is as gpjobs writes it. Beside a version that gpjobs never wrote, such a part alone
 * proves nothing, as other programs have `settings` too; the URL of a GP job in it does.
 */
function isOfAnotherProgram(value: unknown): boolean {
	if (!isObject(value)) return false;
	if (Object.keys(value).every(name => ownNames.has(name) || isLikeReadOnly(name))) return false;
	if (readStoredJobs(storedIn(value, 'jobs')).some(({job}) => job !== undefined)) return false;
	if (typeof value.version !== 'number' || versionIn(value) === undefined) return true;
	return !(Array.isArray(value.jobs) || Array.isArray(value.removed) || isObject(value.settings));
}
