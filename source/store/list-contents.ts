import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ConfigRoot, type ConfigState, howToSettle, settingsIn, storedIn, strayIn} from './config-file.ts';
import type {Recovered} from './config-recovery.ts';
import {backupOf} from './config-write.ts';
import {type OwnershipProblem, ownershipProblem} from './ownership.ts';
import {isPartlyRead, jobsOf, readStoredJobs, type SavedJob} from './saved-job.ts';
import {readSettings, type Settings} from './settings.ts';

/** The condition of the file: whether it can be read, and whether read-only is on. */
export type ListCondition = {
	/** Why the list cannot be read; its contents are then unknown, not empty. */
	readonly fault?: SafeText;
	/** Why gpjobs cannot tell whether `readOnly` is set, and what the user can do about it. */
	readonly hold?: SafeText;
	/** Whether gpjobs is read-only. If the setting cannot be read, this is true and `hold` is present. */
	readonly isReadOnly: boolean;
};

/** The result of reading the file. With a `fault`, `jobs` is empty and `settings` are the defaults. */
export type SavedListRead = Pick<ListCondition, 'fault' | 'hold'> & {
	readonly jobs: readonly SavedJob[];
	readonly settings: Settings;
	readonly notices: readonly SafeText[];
	/** Whether the file does not exist because nothing has been saved yet. */
	readonly isNew: boolean;
};

function rootOf(state: ConfigState): ConfigRoot {
	return 'root' in state ? state.root : {};
}

/** Returns the jobs of the list in the file. */
export function jobsIn(root: ConfigRoot): readonly SavedJob[] {
	return jobsOf(readStoredJobs(storedIn(root, 'jobs')));
}

/** Returns the jobs, settings and notices of the file. Settings that gpjobs must not obey are replaced by safe ones. */
export async function contentsOf({state, notices, isCopy}: Recovered, path: string): Promise<SavedListRead> {
	const root = rootOf(state);
	const read = readSettings(settingsIn(root) ?? {});
	const problem = (await ownershipProblem(path)) ?? (isCopy ? await ownershipProblem(backupOf(path)) : undefined);
	const owned = obeyedSettings(read.settings, problem);
	const stray = strayIn(root);
	const hold = holdOf(state, isCopy === true ? notices : [], problem);
	const fault = faultOf(state);
	return {
		jobs: fault === undefined ? jobsIn(root) : [],
		settings: stray === undefined ? owned.settings : {...owned.settings, readOnly: true},
		notices: [
			...(isCopy ? [] : notices),
			...(hold === undefined ? [] : [hold]),
			...(state.kind === 'good' ? state.faults : []),
			...badEntries(root, path),
			...read.notices,
			...owned.notices,
			...(stray === undefined ? [] : [strayNotice(stray, path)]),
		],
		isNew: state.kind === 'missing',
		...(fault === undefined ? {} : {fault}),
		...(hold === undefined ? {} : {hold}),
	};
}

/** Returns why the list cannot be read; `undefined` if it can, or if there is none yet. */
function faultOf(state: ConfigState): SafeText | undefined {
	switch (state.kind) {
		case 'good':
		case 'missing':
			return undefined;
		case 'future':
			// A newer version may keep its jobs elsewhere in the file.
			return Array.isArray(state.root.jobs) ? undefined : state.sentence;
		case 'broken':
		case 'foreign':
		case 'unreadable':
			return state.sentence;
	}
	return state satisfies never;
}

/**
 * Returns why gpjobs is read-only until the user corrects the file.
 *
 * @param copyNotices notices about the backup, if it was read instead
 */
function holdOf(
	state: ConfigState,
	copyNotices: readonly SafeText[],
	problem: OwnershipProblem | undefined,
): SafeText | undefined {
	const isForeign = problem !== undefined && problem.kind !== 'writable';
	const reasons = [
		...copyNotices.map(notice => safe`${notice} ${howToSettle}`),
		...('sentence' in state ? [state.sentence] : []),
		...((state.kind === 'good' || state.kind === 'missing') && state.doubt !== undefined ? [state.doubt] : []),
		...(isForeign ? [problem.sentence] : []),
	];
	return reasons.length === 0 ? undefined : heldUntilSettled(joinSafe(reasons, safe` `));
}

/**
 * Says that gpjobs is read-only because it cannot tell whether `readOnly` is set.
 *
 * @param reason the sentence that says why it cannot tell
 */
export function heldUntilSettled(reason: SafeText): SafeText {
	return safe`${reason} Until that is settled, gpjobs is read-only.`;
}

/**
 * Returns the settings without `notifyCommand` if another user could have written it. ssh and git treat their own files
 * in the same way.
 */
function obeyedSettings(
	settings: Settings,
	problem: OwnershipProblem | undefined,
): {readonly settings: Settings; readonly notices: readonly SafeText[]} {
	if (problem === undefined || settings.notifyCommand === '') return {settings, notices: []};
	return {settings: {...settings, notifyCommand: ''}, notices: [commandNotRun(problem.sentence)]};
}

/**
 * The notice that `notifyCommand` is not run.
 *
 * @param problem the sentence about the owner or the mode of the file
 */
export function commandNotRun(problem: SafeText): SafeText {
	return safe`The notifyCommand of the saved settings is not run: ${problem}`;
}

/** The notice about a `readOnly` at a place where gpjobs does not look for settings. */
export function strayNotice(name: string, path: string): SafeText {
	return safe`In ${safeText(path)} "${safeText(name)}" does not stand directly in "settings", where readOnly belongs. Until that is corrected, gpjobs is read-only.`;
}

function badEntries(root: ConfigRoot, path: string): readonly SafeText[] {
	const entries = readStoredJobs(storedIn(root, 'jobs'));
	const bad = entries.filter(({job}) => job === undefined).length;
	const partly = entries.filter(isPartlyRead).length;
	return [...(bad === 0 ? [] : [notJobs(bad, path)]), ...(partly === 0 ? [] : [partlyRead(partly, path)])];
}

/** The notice about entries that cannot be read as jobs. */
export function notJobs(count: number, path: string): SafeText {
	return safe`${counted(count, 'entry', 'entries')} in ${safeText(path)} cannot be read as a job: left as found.`;
}

/** The notice about jobs whose label, tags or time cannot be read. */
export function partlyRead(count: number, path: string): SafeText {
	return safe`Label, tags or time of ${counted(count, 'job')} in ${safeText(path)} cannot be read: left as found.`;
}
