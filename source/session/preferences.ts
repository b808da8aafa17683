import {booleanOf, isLikeReadOnlyVariable} from '../store/read-only.ts';
import {
	type NotifyWay,
	notifyWays,
	parseSetting,
	readOnlyOf,
	type SettingName,
	type Settings,
	settingNames,
} from '../store/settings.ts';
import {parseDuration} from '../text/duration.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** How gpjobs behaves in this call. */
export type Preferences = {
	/** Milliseconds between two polls of a job; `undefined` for the pace that gpjobs chooses. */
	readonly interval: number | undefined;
	/** Requests per second to one server. */
	readonly rate: number;
	/** The most bytes of an answer. */
	readonly bodyCap: number;
	readonly isAscii: boolean;
	/** Lines for a screen reader instead of a picture. */
	readonly isAccessible: boolean;
	readonly hasColour: boolean;
	readonly isReadOnly: boolean;
	readonly hasKeyring: boolean;
	/** Whether inputs and results of a job that ends are read and recorded. */
	readonly keepsValues: boolean;
	/** How ends of jobs are reported, of which jobs, and to which program. */
	readonly notify: {readonly ways: readonly NotifyWay[]; readonly rule: string; readonly command: string};
	/** Names of the columns that the list leaves out. */
	readonly hiddenColumns: readonly string[];
};

/** Flags of a call that beat what was saved. */
export type PreferenceFlags = {
	readonly interval?: string | undefined;
	readonly ascii?: boolean | undefined;
	readonly accessible?: boolean | undefined;
	readonly 'no-color'?: boolean | undefined;
	readonly 'read-only'?: boolean | undefined;
};

type PreferencesRead = {readonly preferences: Preferences; readonly notices: readonly SafeText[]};

/**
 * Flags beat the environment, the environment beats what was saved (design §4). A value that cannot be understood is
 * ignored with a notice, except for read-only: a variable that is not a clear no is a yes, and so is one with nearly its
 * name.
 */
export function preferencesOf(
	flags: PreferenceFlags,
	environment: NodeJS.ProcessEnv,
	saved: Settings,
): PreferencesRead {
	const notices: SafeText[] = [];
	const settings = {...saved};
	for (const name of settingNames) {
		const variable = variableOf(name);
		const text = environment[variable];
		if (text === undefined || text === '') continue;
		if (name === 'readOnly') {
			const {isReadOnly, sentence} = readOnlyOf(text);
			settings.readOnly = isReadOnly;
			if (sentence) notices.push(safe`${safeText(variable)}: ${sentence}`);
			continue;
		}
		const parsed = parseSetting(name, text);
		if (parsed.ok) Object.assign(settings, parsed.change);
		else notices.push(safe`${safeText(variable)}: ${parsed.sentence}`);
	}
	const misspelt = misspeltReadOnly(environment);
	if (misspelt.length > 0) settings.readOnly = true;
	for (const name of misspelt) {
		notices.push(
			safe`${safeText(name)} is not a variable of gpjobs; the name is ${safeText(variableOf('readOnly'))}. Until that is corrected, gpjobs is read-only.`,
		);
	}
	const interval = flags.interval ?? settings.interval ?? undefined;
	const parsed = interval === undefined ? undefined : parseDuration(interval);
	return {
		preferences: {
			interval: parsed?.ok ? parsed.ms : undefined,
			rate: settings.rate,
			bodyCap: settings.bodyCap * 2 ** 20,
			isAscii: flags.ascii ?? settings.ascii,
			isAccessible: flags.accessible ?? (isOn(environment.ACCESSIBLE) || settings.accessible),
			hasColour: !flags['no-color'] && settings.color,
			isReadOnly: flags['read-only'] ?? settings.readOnly,
			hasKeyring: settings.keyring,
			keepsValues: settings.keepValues,
			notify: {
				ways: notifyWays.filter(way => settings.notify.split(',').includes(way)),
				rule: settings.notifyRule,
				command: settings.notifyCommand,
			},
			hiddenColumns: settings.hiddenColumns.split(','),
		},
		notices,
	};
}

/** Variables whose name is nearly that of read-only, and whose value is not a clear no. */
function misspeltReadOnly(environment: NodeJS.ProcessEnv): readonly string[] {
	return Object.keys(environment).filter(name => {
		const value = environment[name];
		const isMeant = name !== variableOf('readOnly') && isLikeReadOnlyVariable(name);
		return isMeant && value !== undefined && value !== '' && booleanOf(value) !== false;
	});
}

/** Other programs understand `ACCESSIBLE=1` too. */
function isOn(variable: string | undefined): boolean {
	return variable !== undefined && variable.trim() !== '' && booleanOf(variable) !== false;
}

/** The environment's name of a setting: `readOnly` → `GPJOBS_READ_ONLY`. */
export function variableOf(name: SettingName): string {
	return `GPJOBS_${name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`;
}
