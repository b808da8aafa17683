import {jobAddress} from '../gp/job-url.ts';
import type {Listed} from '../monitor/monitor.ts';
import {type Home, type HomeUse, openHome} from '../store/home.ts';
import {type KeptJobs, openKeptJobs} from '../store/kept-jobs.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {openSavedList, type SavedList} from '../store/saved-list.ts';
import {defaultSettings, type Settings} from '../store/settings.ts';
import {type SafeText, safeText} from '../text/safe-text.ts';
import type {Invocation} from './invocation.ts';
import {type Preferences, preferencesOf} from './preferences.ts';
import {keepErrorsIn} from './uncaught-errors.ts';

/** What outlives the process, opened for one call. */
export type Shelf = {
	readonly home: Home;
	/** `undefined` where the folder cannot be used: then nothing is kept, and `home` says why. */
	readonly list: SavedList | undefined;
	readonly kept: KeptJobs | undefined;
	readonly saved: readonly SavedJob[];
	readonly preferences: Preferences;
	/** What was saved of them, before flags and environment. */
	readonly settings: Settings;
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
	if (home.path === undefined) {
		return {
			home,
			list: undefined,
			kept: undefined,
			saved: [],
			settings: defaultSettings,
			...preferencesOf(flags, environment, defaultSettings),
		};
	}
	keepErrorsIn(home.path);
	const list = openSavedList(home.path, Date.now, use);
	const read = await list.read();
	const settings = await list.settings();
	const {preferences, notices} = preferencesOf(flags, environment, settings.settings);
	return {
		home,
		list,
		kept: openKeptJobs(home.path, use),
		saved: read.jobs,
		preferences,
		settings: settings.settings,
		notices: [...(home.ok ? home.notices : []), ...read.notices, ...settings.notices, ...notices],
	};
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
