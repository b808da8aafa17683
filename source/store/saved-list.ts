import {joinSafe, type SafeText, safe} from '../text/safe-text.ts';
import {type ConfigRoot, type ConfigState, settingsIn} from './config-file.ts';
import {type Recovered, readConfigOrBackup, readOrRecoverConfig} from './config-recovery.ts';
import {writeConfig} from './config-write.ts';
import {pollFile} from './file-poll.ts';
import {configPath, type HomeUse} from './home.ts';
import {contentsOf, jobsIn, type ListCondition, type SavedListRead} from './list-contents.ts';
import {
	addJobs,
	changeSetting,
	type Edit,
	type Move,
	type Relabelling,
	relabelJob,
	removeJobs,
	respelled,
	undoRemoval,
} from './list-edits.ts';
import {withLock} from './lock.ts';
import {type OwnershipProblem, ownershipProblem} from './ownership.ts';
import {moveRecords} from './record-files.ts';
import type {SavedJob} from './saved-job.ts';

/** The user's list of jobs and the settings, which are in one file. No method throws for a disk error. */
export type SavedList = {
	read(): Promise<SavedListRead>;
	/**
	 * Adds jobs.
	 *
	 * @param known whether a job that is already in the list gets the new label and tags
	 */
	add(jobs: readonly SavedJob[], known?: 'leave' | 'update'): Promise<Change>;
	remove(urls: readonly string[]): Promise<Change>;
	/** Restores the jobs of the last removal, even if another process removed them. */
	undoRemove(): Promise<Change>;
	relabel(url: string, relabelling: Relabelling): Promise<Change>;
	/**
	 * Changes a setting.
	 *
	 * @param value as the user typed it; `undefined` removes the setting, also one that gpjobs does not know
	 */
	setSetting(name: string, value: string | undefined): Promise<Change>;
	/**
	 * Calls `onChange` with the whole list within 3 s after another process has changed it, but not for changes made
	 * through this object. If the list cannot be read, `onChange` is not called, because an unreadable list may not be
	 * empty.
	 *
	 * @param onCondition called with the condition of the file, at the start and after each change of it
	 * @returns a function that ends the calls
	 */
	watch(onChange: (jobs: readonly SavedJob[]) => void, onCondition?: (condition: ListCondition) => void): () => void;
};

/**
 * The result of a change. `jobs` is the whole list on the disk, `changed` the jobs that the change added, removed or
 * relabelled.
 */
export type Change =
	| {
			readonly ok: true;
			readonly jobs: readonly SavedJob[];
			readonly changed: readonly SavedJob[];
			readonly notices: readonly SafeText[];
	  }
	/** The change was not saved. `isFinal`: the change itself was wrong, so trying again is pointless. */
	| {readonly ok: false; readonly sentence: SafeText; readonly isFinal?: true};

const pollEvery = 1000;

/**
 * Opens the list in a folder from `openHome`. Several processes can use it at once: each change is made under a lock,
 * to the file as it is then, and read back.
 *
 * @param now epoch milliseconds
 * @param use with `reading`, a damaged file is not repaired, and its backup is read instead
 */
export function openSavedList(home: string, now: () => number = Date.now, use: HomeUse = 'writing'): SavedList {
	const path = configPath(home);
	const listeners = new Set<(jobs: readonly SavedJob[]) => void>();
	const conditionListeners = new Set<(condition: ListCondition) => void>();
	let condition: string | undefined;
	let stopPolling: (() => void) | undefined;
	/** The JSON text of the list that callers of this object last received. */
	let known: string | undefined;
	let lastTurn: Promise<unknown> = Promise.resolve();

	/**
	 * Runs one call after the other, so that calls of one process do not compete for the lock and `watch` can recognise
	 * changes made through this object.
	 */
	function inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = lastTurn.then(work);
		lastTurn = turn.catch(() => {});
		return turn;
	}

	function locked<T>(work: () => Promise<T>) {
		return withLock(`${path}.lock`, work);
	}

	function recovered(): Promise<Recovered> {
		return readOrRecoverConfig(path, now());
	}

	async function current(): Promise<Recovered> {
		const found = await readConfigOrBackup(path);
		if (use === 'reading' || found.notices.length === 0) return found;
		const {state} = found;
		const attempt = await locked(recovered);
		return attempt.ok ? attempt.value : {state, notices: [attempt.sentence]};
	}

	function change(edit: (root: ConfigRoot) => Edit): Promise<Change> {
		return inTurn(async () => {
			const attempt = await locked(() => changeFile(edit));
			return attempt.ok ? attempt.value : attempt;
		});
	}

	async function changeFile(edit: (root: ConfigRoot) => Edit): Promise<Change> {
		const {state, notices} = await recovered();
		const refuse = (sentence: SafeText): Change => ({ok: false, sentence: joinSafe([...notices, sentence], safe` `)});
		if (state.kind !== 'good' && state.kind !== 'missing') return refuse(state.sentence);
		const problem = await ownershipProblem(path);
		if (problem !== undefined && takesOver(problem)) return refuse(listNotSaved(problem.sentence));
		const edited = edit(state.root);
		if (!edited.ok) return {ok: false, sentence: joinSafe([...notices, edited.sentence], safe` `), isFinal: true};
		const wanted = edited.settles ? edited.change : edited.change && keepingReadOnly(state, edited.change);
		const after = {...state.root, ...wanted};
		const {change: spelling, moves} = respelled(after);
		const fault = wanted && (await writeConfig(path, state.root, {...wanted, ...spelling}));
		if (fault !== undefined) return refuse(fault);
		if (wanted && moves.length > 0) await forgetOldSpelling({...after, ...spelling}, moves);
		const jobs = jobsIn(after);
		const othersChanged = known !== undefined && known !== JSON.stringify(jobsIn(state.root));
		known = JSON.stringify(jobs);
		if (othersChanged) tell(jobs);
		return {ok: true, jobs, changed: edited.changed, notices};
	}

	/** Removes tokens that were part of a URL from the backup and from the records too. */
	async function forgetOldSpelling(root: ConfigRoot, moves: readonly Move[]): Promise<void> {
		await writeConfig(path, root, {});
		await moveRecords(home, moves);
	}

	function tell(jobs: readonly SavedJob[]): void {
		for (const listener of listeners) listener(jobs);
	}

	/**
	 * Whether a write must be refused, because the new file would belong to the user although another user may have
	 * written its contents. If only a folder above the file is writable for others, the write is allowed.
	 */
	function takesOver({kind, place}: OwnershipProblem): boolean {
		return kind !== 'writable' || place === path;
	}

	function tellCondition(read: SavedListRead): void {
		const {fault, hold, settings} = read;
		const now: ListCondition = {
			...(fault === undefined ? {} : {fault}),
			...(hold === undefined ? {} : {hold}),
			isReadOnly: settings.readOnly,
		};
		if (condition === JSON.stringify(now)) return;
		condition = JSON.stringify(now);
		for (const listener of conditionListeners) listener(now);
	}

	/** Reports the list to the listeners if another process changed it. Returns whether the list could be read. */
	async function tellChange(): Promise<boolean> {
		const found = await readConfigOrBackup(path);
		const {state} = found;
		const isSaid = state.kind !== 'missing' || state.doubt !== undefined;
		if (conditionListeners.size > 0 && isSaid) tellCondition(await contentsOf(found, path));
		if (found.isCopy || (state.kind !== 'good' && state.kind !== 'future')) return false;
		const jobs = jobsIn(state.root);
		const isNew = known !== undefined && known !== JSON.stringify(jobs);
		known = JSON.stringify(jobs);
		if (isNew) tell(jobs);
		return true;
	}

	return {
		read: () =>
			inTurn(async () => {
				const read = await contentsOf(await current(), path);
				known = JSON.stringify(read.jobs);
				return read;
			}),
		add: (jobs, known) => change(root => addJobs(root, jobs, known)),
		remove: urls => change(root => removeJobs(root, urls)),
		undoRemove: () => change(undoRemoval),
		relabel: (url, relabelling) => change(root => relabelJob(root, url, relabelling)),
		setSetting: (name, value) => change(root => changeSetting(root, name, value)),
		watch(onChange, onCondition) {
			listeners.add(onChange);
			if (onCondition) conditionListeners.add(onCondition);
			stopPolling ??= pollFile(path, () => inTurn(tellChange), pollEvery);
			return () => {
				listeners.delete(onChange);
				if (onCondition) conditionListeners.delete(onCondition);
				if (listeners.size > 0) return;
				stopPolling?.();
				stopPolling = undefined;
			};
		},
	};
}

/** Adds the `readOnly` that the parsed file lacks to a change, so that the change does not lose it. */
function keepingReadOnly(state: ConfigState, change: Partial<ConfigRoot>): Partial<ConfigRoot> {
	if ((state.kind !== 'good' && state.kind !== 'missing') || !state.lacksReadOnly) return change;
	const settings = settingsIn({...state.root, ...change});
	return settings === undefined ? change : {...change, settings: {...settings, readOnly: true}};
}

/**
 * Says why a change was not saved.
 *
 * @param problem the sentence about the owner or the mode of the file
 */
export function listNotSaved(problem: SafeText): SafeText {
	return safe`Not saved: ${problem}`;
}
