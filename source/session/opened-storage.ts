import {jobAddress} from '../gp/job-url.ts';
import type {Listed} from '../monitor/monitor.ts';
import {DirectStorage} from '../store/direct-storage.ts';
import {type Home, type HomeUse, openHome} from '../store/home.ts';
import {whyNeverSaved} from '../store/home-trial.ts';
import {heldUntilSettled} from '../store/list-contents.ts';
import type {SavedJob} from '../store/saved-job.ts';
import {defaultSettings, type Settings} from '../store/settings.ts';
import type {Storage} from '../store/storage.ts';
import {type SafeText, safeText} from '../text/safe-text.ts';
import type {SessionHost} from './host.ts';
import {type Preferences, preferencesOf} from './preferences.ts';

/** The storage of one program run, and the data that was read when it was opened. */
export type OpenedStorage = {
	readonly home: Home;
	/**
	 * The storage; `undefined` if the folder cannot be used. In that case nothing is saved, and `home` contains the
	 * reason.
	 */
	readonly storage: Storage | undefined;
	readonly saved: readonly SavedJob[];
	/** Whether the file with the list and the settings did not exist. */
	readonly isNew: boolean;
	readonly preferences: Preferences;
	/** The saved settings, without flags and environment. */
	readonly settings: Settings;
	/** Why the saved list cannot be read. `saved` is then empty, although the list may not be. */
	readonly listFault: SafeText | undefined;
	/** Why gpjobs cannot tell whether it may change jobs. While this is set, it does not change any. */
	readonly hold: SafeText | undefined;
	/**
	 * Returns whether the run is read-only for a given saved setting. Flags and environment take precedence over the
	 * setting.
	 */
	readonly isReadOnlyWith: (saved: boolean) => boolean;
	/** Notices that are shown to the user before anything else. */
	readonly notices: readonly SafeText[];
};

/**
 * Opens the folder, the list and the settings. Never fails: if the folder cannot be used, a notice says so, and gpjobs
 * works without it.
 *
 * @param use whether the command may save something; a command that only reads changes nothing on the disk
 */
export async function openStorage(
	{flags, environment, keepErrorsIn}: Pick<SessionHost, 'flags' | 'environment' | 'keepErrorsIn'>,
	use: HomeUse,
): Promise<OpenedStorage> {
	const home = await openHome({flag: flags.home, environment: environment.GPJOBS_HOME}, Date.now(), use);
	const isReadOnlyWith = (readOnly: boolean) =>
		preferencesOf(flags, environment, {...defaultSettings, readOnly}).preferences.isReadOnly;
	if (home.path === undefined) {
		// gpjobs cannot read the settings, so it cannot tell whether readOnly is set.
		const hold = heldUntilSettled(home.sentence);
		const {preferences, notices} = preferencesOf(flags, environment, defaultSettings);
		return {
			home,
			storage: undefined,
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
	const storage = new DirectStorage(home.path, use);
	const read = await storage.openList();
	const {preferences, notices} = preferencesOf(flags, environment, read.settings);
	return {
		home,
		storage,
		saved: read.jobs,
		isNew: read.isNew,
		preferences,
		settings: read.settings,
		// If the folder can never have contained a list, a missing list does not mean an empty one: the account or the
		// disk may be the wrong one.
		listFault: read.fault ?? (read.isNew ? (home.ok ? await whyNeverSaved(home.path) : home.sentence) : undefined),
		hold: read.hold,
		isReadOnlyWith,
		notices: [...(home.ok ? home.notices : []), ...read.notices, ...notices],
	};
}

/** Returns the entries of the saved list in the form that the monitor accepts, each with its record. */
export async function listed(
	saved: readonly SavedJob[],
	storage: Storage | undefined,
): Promise<{readonly listed: readonly Listed[]; readonly notices: readonly SafeText[]}> {
	const {records = [], notices = []} = (await storage?.readRecords(saved.map(({url}) => url))) ?? {};
	const recordOf = new Map(records.map(record => [record.url, record]));
	return {
		listed: saved.flatMap(({url, label, tags}) => {
			const address = jobAddress(url);
			const record = recordOf.get(url);
			return address
				? [{address, label: label === undefined ? null : safeText(label), tags: tags.map(safeText), record}]
				: [];
		}),
		notices,
	};
}
