import {type ExitCode, exitCodes} from '../commands/exit-code.ts';
import type {Invocation} from '../commands/invocation.ts';
import {say} from '../commands/print.ts';
import {keepErrorsIn} from '../commands/uncaught-errors.ts';
import {jobAddress} from '../gp/job-url.ts';
import type {Listed} from '../monitor/monitor.ts';
import {type Home, type HomeUse, openHome} from '../store/home.ts';
import {whyNeverKept} from '../store/home-trial.ts';
import {type KeptJobs, openKeptJobs} from '../store/kept-jobs.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {heldUntilSettled, openSavedList, type SavedList} from '../store/saved-list.ts';
import {defaultSettings, type Settings} from '../store/settings.ts';
import {type SafeText, safeText} from '../text/safe-text.ts';
import {type Preferences, preferencesOf} from './preferences.ts';

/** What outlives the process, opened for one call. */
export type Shelf = {
	readonly home: Home;
	/** `undefined` where the folder cannot be used: then nothing is kept, and `home` says why. */
	readonly list: SavedList | undefined;
	readonly kept: KeptJobs | undefined;
	readonly saved: readonly SavedJob[];
	/** There was no file of list and settings yet. */
	readonly isNew: boolean;
	readonly preferences: Preferences;
	/** What was saved of them, before flags and environment. */
	readonly settings: Settings;
	/** Why the saved list cannot be read: `saved` is empty then, and nobody knows what is on it. */
	readonly listFault: SafeText | undefined;
	/** Why it is not known whether jobs may be changed: nothing that changes one is done. */
	readonly hold: SafeText | undefined;
	/** Whether flags and environment make the run read-only where the saved setting is this one. */
	readonly isReadOnlyWith: (saved: boolean) => boolean;
	/** What the user should know before anything else. */
	readonly notices: readonly SafeText[];
};

/**
 * Opens folder, list and settings. Never fails: a folder that cannot be used is said, and everything else works.
 *
 * @param use whether the command may change what is kept; one that only reads changes nothing on the disk
 */
export async function openShelf({flags, environment}: Invocation, use: HomeUse): Promise<Shelf> {
	const home = await openHome({flag: flags.home, environment: environment.GPJOBS_HOME}, Date.now(), use);
	const isReadOnlyWith = (readOnly: boolean) =>
		preferencesOf(flags, environment, {...defaultSettings, readOnly}).preferences.isReadOnly;
	if (home.path === undefined) {
		// Where the settings are nobody knows, so gpjobs cannot tell whether readOnly is set.
		const hold = heldUntilSettled(home.sentence);
		const {preferences, notices} = preferencesOf(flags, environment, defaultSettings);
		return {
			home,
			list: undefined,
			kept: undefined,
			saved: [],
			isNew: false,
			settings: defaultSettings,
			listFault: home.sentence,
			hold,
			isReadOnlyWith,
			preferences,
			notices: [hold, ...notices],
		};
	}
	keepErrorsIn(home.path);
	const list = openSavedList(home.path, Date.now, use);
	const read = await list.read();
	const {preferences, notices} = preferencesOf(flags, environment, read.settings);
	return {
		home,
		list,
		kept: openKeptJobs(home.path, use),
		saved: read.jobs,
		isNew: read.isNew,
		preferences,
		settings: read.settings,
		// Where none can be kept, that there is none says nothing: it is another user's account, or another machine's disk.
		listFault: read.fault ?? (read.isNew ? (home.ok ? await whyNeverKept(home.path) : home.sentence) : undefined),
		hold: read.hold,
		isReadOnlyWith,
		notices: [...(home.ok ? home.notices : []), ...read.notices, ...notices],
	};
}

/**
 * What a command does that needs the list, where that cannot be read: it says why, if the notices have not, and prints
 * no document, as nobody knows what is on the list.
 */
export function withoutList({listFault, notices}: Pick<Shelf, 'listFault' | 'notices'>): ExitCode {
	if (listFault !== undefined && !notices.some(notice => notice.includes(listFault))) say(listFault);
	return exitCodes.notSaved;
}

/** Entries of the saved list as the monitor takes them, with what an earlier run knew of each. */
export async function listed(
	saved: readonly SavedJob[],
	kept: KeptJobs | undefined,
): Promise<{readonly listed: readonly Listed[]; readonly notices: readonly SafeText[]}> {
	const known = await kept?.readAllKept(saved.map(({url}) => url));
	return {
		listed: saved.flatMap(({url, label, tags}) => {
			const address = jobAddress(url);
			const record = known?.records.get(url);
			return address
				? [{address, label: label === undefined ? null : safeText(label), tags: tags.map(safeText), record}]
				: [];
		}),
		notices: known?.notices ?? [],
	};
}
