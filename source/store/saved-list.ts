import {isDeepStrictEqual} from 'node:util';
import {counted} from '../text/number-words.ts';
import {joinSafe, type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ConfigRoot, type ConfigState, readConfig} from './config-file.ts';
import {type Recovered, readConfigOrBackup, readOrRecoverConfig} from './config-recovery.ts';
import {writeConfig} from './config-write.ts';
import {pollFile} from './file-poll.ts';
import {configPath, type HomeUse} from './home.ts';
import {addJobs, type Edit, type Relabelling, relabelJob, removeJobs, undoRemoval} from './list-edits.ts';
import {withLock} from './lock.ts';
import {jobsOf, readStoredJobs, type SavedJob} from './saved-job.ts';
import {parseSetting, readSettings, type Settings} from './settings.ts';

/** The user's list of jobs, and the settings, which live in the same file. Nothing here throws for a fault of the disk. */
export type SavedList = {
	read(): Promise<{readonly jobs: readonly SavedJob[]; readonly notices: readonly SafeText[]}>;
	/** Jobs whose URL is in the list already stay as they are. */
	add(jobs: readonly SavedJob[]): Promise<Change>;
	remove(urls: readonly string[]): Promise<Change>;
	/** Brings the jobs of the last removal back, also of one by another process. */
	undoRemove(): Promise<Change>;
	relabel(url: string, relabelling: Relabelling): Promise<Change>;
	settings(): Promise<{readonly settings: Settings; readonly notices: readonly SafeText[]}>;
	/** @param value as the user typed it */
	setSetting(name: string, value: string): Promise<Change>;
	/**
	 * Tells the whole list when another process has changed it: within 3 s, and never a change made through this
	 * object alone. A list that cannot be read is not told: it is not known to be empty.
	 *
	 * @returns ends it
	 */
	watch(onChange: (jobs: readonly SavedJob[]) => void): () => void;
};

/** `jobs` is the list as it now is on the disk, `changed` the jobs that this change added, removed or relabelled. */
export type Change =
	| {
			readonly ok: true;
			readonly jobs: readonly SavedJob[];
			readonly changed: readonly SavedJob[];
			readonly notices: readonly SafeText[];
	  }
	/** `isFinal`: it was the change that was wrong, not the disk: to try again is no use. */
	| {readonly ok: false; readonly sentence: SafeText; readonly isFinal?: true};

const pollEvery = 1000;

/**
 * Opens the list in a folder that `openHome` chose. Many processes can work on it at once: each change is made to the
 * file as it then is, under a lock, and read back.
 *
 * @param now epoch milliseconds
 * @param use for a command that only reads, a damaged file is not mended: the copy from before the last change is read
 */
export function openSavedList(home: string, now: () => number = Date.now, use: HomeUse = 'writing'): SavedList {
	const path = configPath(home);
	const listeners = new Set<(jobs: readonly SavedJob[]) => void>();
	let stopPolling: (() => void) | undefined;
	/** The list as the callers of this object know it. */
	let known: string | undefined;
	let lastTurn: Promise<unknown> = Promise.resolve();

	/** One after the other: calls of one process need not fight for the lock, and own changes are told apart. */
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
		const edited = edit(state.root);
		if (!edited.ok) return {ok: false, sentence: joinSafe([...notices, edited.sentence], safe` `), isFinal: true};
		const fault = edited.change && (await writeConfig(path, state.root, edited.change));
		if (fault !== undefined) return refuse(fault);
		const jobs = jobsIn({...state.root, ...edited.change});
		const othersChanged = known !== undefined && known !== JSON.stringify(jobsIn(state.root));
		known = JSON.stringify(jobs);
		if (othersChanged) tell(jobs);
		return {ok: true, jobs, changed: edited.changed, notices};
	}

	function tell(jobs: readonly SavedJob[]): void {
		for (const listener of listeners) listener(jobs);
	}

	/** @returns whether the list could be read */
	async function tellChange(): Promise<boolean> {
		const state = await readConfig(path);
		if (state.kind !== 'good' && state.kind !== 'future') return false;
		const jobs = jobsIn(state.root);
		const isNew = known !== undefined && known !== JSON.stringify(jobs);
		known = JSON.stringify(jobs);
		if (isNew) tell(jobs);
		return true;
	}

	return {
		read: () =>
			inTurn(async () => {
				const {state, notices} = await current();
				const jobs = jobsIn(rootOf(state));
				known = JSON.stringify(jobs);
				return {jobs, notices: [...notices, ...noticesOf(state, path)]};
			}),
		add: jobs => change(root => addJobs(root, jobs)),
		remove: urls => change(root => removeJobs(root, urls)),
		undoRemove: () => change(undoRemoval),
		relabel: (url, relabelling) => change(root => relabelJob(root, url, relabelling)),
		settings: () =>
			inTurn(async () => {
				const {state, notices} = await current();
				const read = readSettings(rootOf(state).settings ?? {});
				return {settings: read.settings, notices: [...notices, ...read.notices]};
			}),
		setSetting: (name, value) => change(root => changeSetting(root, name, value)),
		watch(onChange) {
			listeners.add(onChange);
			stopPolling ??= pollFile(path, () => inTurn(tellChange), pollEvery);
			return () => {
				listeners.delete(onChange);
				if (listeners.size > 0) return;
				stopPolling?.();
				stopPolling = undefined;
			};
		},
	};
}

function changeSetting(root: ConfigRoot, name: string, value: string): Edit {
	const parsed = parseSetting(name, value);
	if (!parsed.ok) return parsed;
	const settings = {...root.settings, ...parsed.change};
	return isDeepStrictEqual(settings, root.settings)
		? {ok: true, changed: []}
		: {ok: true, change: {settings}, changed: []};
}

function rootOf(state: ConfigState): ConfigRoot {
	return 'root' in state ? state.root : {};
}

function jobsIn(root: ConfigRoot): readonly SavedJob[] {
	return jobsOf(readStoredJobs(root.jobs ?? []));
}

function noticesOf(state: ConfigState, path: string): readonly SafeText[] {
	if ('sentence' in state) return [state.sentence];
	const bad = readStoredJobs(rootOf(state).jobs ?? []).filter(({job}) => job === undefined).length;
	if (bad === 0) return [];
	return [safe`${counted(bad, 'entry', 'entries')} in ${safeText(path)} cannot be read as a job: left as found.`];
}
