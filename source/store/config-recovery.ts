import {constants} from 'node:fs';
import {copyFile, realpath, rm} from 'node:fs/promises';
import {isoTime} from '../text/date.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {systemErrorCode} from '../text/system-error.ts';
import {writeAtomically} from './atomic-write.ts';
import {type ConfigState, howToSettle, readConfig, settingsIn, strayIn} from './config-file.ts';
import {backupOf} from './config-write.ts';
import {diskSentence} from './disk-error.ts';
import {ownershipProblem} from './ownership.ts';
import {readSettings} from './settings.ts';

/** The state of `config.json` or of its backup, with notices for the user. */
export type Recovered = {
	readonly state: ConfigState;
	readonly notices: readonly SafeText[];
	/** Present if the file is damaged and `state` is that of its backup. */
	readonly isCopy?: true;
};

/**
 * Reads `config.json`. If it is damaged, renames it to `config.json.broken-<time>` and puts the backup in its place.
 * Call it only while holding the file's lock, and only in a command that writes. A backup proves that gpjobs wrote the
 * damaged file. Without a backup, nothing is moved: the file may belong to another program, or somebody may have made a
 * typing error while editing it. gpjobs copies the damaged file before it replaces it, so that a crash between these
 * steps does not lose either file.
 *
 * @param now epoch milliseconds, for the name of the damaged file
 */
export async function readOrRecoverConfig(path: string, now: number): Promise<Recovered> {
	const state = await readConfig(path);
	if (state.kind !== 'broken') return {state: await protectedByCopy(state, path), notices: []};
	const backup = await backupFor(path);
	if (backup === undefined) return {state: leftAlone(state.sentence), notices: []};
	let aside: string | undefined;
	try {
		const file = await realpath(path);
		aside = await setAside(file, now);
		await writeAtomically(file, restored(backup, now));
		const notice = wasSetAside(state.sentence, safeText(aside));
		return {state: await readConfig(path), notices: [notice]};
	} catch (error) {
		// The damaged file is still in its place. If its copy stayed, each attempt on a full disk would leave another
		// one.
		if (aside !== undefined) await rm(aside, {force: true}).catch(() => {});
		return {state, notices: [diskSentence(safe`The damaged ${safeText(path)} cannot be set aside`, error)]};
	}
}

/** Reads `config.json` for a command that only reads: if it is damaged, reads the backup instead and moves nothing. */
export async function readConfigOrBackup(path: string): Promise<Recovered> {
	const state = await readConfig(path);
	if (state.kind !== 'broken') return {state: await protectedByCopy(state, path), notices: []};
	const backup = await backupFor(path);
	if (backup === undefined) return {state: leftAlone(state.sentence), notices: []};
	const notice = copyIsShown(state.sentence);
	return {state: backup, notices: [notice], isCopy: true};
}

/**
 * Adds a doubt about `readOnly` to the state of a missing file if its backup sets `readOnly`, so that gpjobs stays
 * read-only.
 */
async function protectedByCopy(state: ConfigState, path: string): Promise<ConfigState> {
	if (state.kind !== 'missing') return state;
	const copy = await readConfig(backupOf(path));
	if (copy.kind !== 'good' && copy.kind !== 'future') return state;
	const {readOnly} = readSettings(settingsIn(copy.root) ?? {}).settings;
	const isDoubtful = copy.kind === 'good' && copy.doubt !== undefined;
	if (!readOnly && !isDoubtful && strayIn(copy.root) === undefined) return state;
	return {...state, doubt: goneButForCopy(path), lacksReadOnly: true};
}

/**
 * Makes the text that replaces the damaged file: that of the backup, with the time of its restoration. The backup lacks
 * the last change, which may have set `readOnly`, so read-only stays in force until the user sets it explicitly (`doubt`
 * of {@link ConfigState}).
 */
function restored({root}: ConfigState & {readonly kind: 'good'}, now: number): string {
	return `${toJson({...root, restored: isoTime(now)}, '\t')}\n`;
}

/** Reads the backup of the file; returns `undefined` if gpjobs did not write it. */
async function backupFor(path: string): Promise<(ConfigState & {readonly kind: 'good'}) | undefined> {
	const file = await realpath(path).catch(() => path);
	const copy = backupOf(file);
	// Restoring a file of another user would make its contents the user's own.
	const problem = await ownershipProblem(copy);
	if (problem !== undefined && problem.kind !== 'writable') return undefined;
	const backup = await readConfig(copy);
	return backup.kind === 'good' && backup.root.version !== undefined ? backup : undefined;
}

function leftAlone(sentence: SafeText): ConfigState {
	return {kind: 'broken', sentence: wasLeft(sentence)};
}

/**
 * Says that a damaged file was not moved, because it has no backup.
 *
 * @param damage what is wrong with it
 */
export function wasLeft(damage: SafeText): SafeText {
	return safe`${damage} It was left as it is. Put it right, or move it away to begin with an empty list.`;
}

/** The notice that the backup has replaced a damaged file. */
export function wasSetAside(damage: SafeText, aside: SafeText): SafeText {
	return safe`${damage} What was in it is now in ${aside}. The list is as it was before the last change.`;
}

/** The notice that the list on the screen comes from the backup of a damaged file. */
export function copyIsShown(damage: SafeText): SafeText {
	return safe`${damage} This is the list as it was before the last change; the next command that changes it puts that in its place.`;
}

/** Says that gpjobs cannot tell whether `readOnly` is set, because only the backup of the file exists. */
export function goneButForCopy(path: string): SafeText {
	return safe`${safeText(path)} is gone, and the copy from before its last change, ${safeText(backupOf(path))}, does not clearly say no to readOnly. ${howToSettle}`;
}

async function setAside(file: string, now: number): Promise<string> {
	const time = isoTime(now)?.replaceAll(':', '-') ?? 'earlier';
	for (let copy = 1; ; copy++) {
		const aside = `${file}.broken-${time}${copy === 1 ? '' : `-${copy}`}`;
		try {
			await copyFile(file, aside, constants.COPYFILE_EXCL);
			return aside;
		} catch (error) {
			if (systemErrorCode(error) !== 'EEXIST') throw error;
		}
	}
}
