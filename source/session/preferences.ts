import {booleanOf, isLikeReadOnlyVariable} from '../store/read-only.ts';
import {
	type ColorChoice,
	colorChoices,
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

/** The options that apply in this program run. */
export type Preferences = {
	/** The interval between two polls of a job in milliseconds; `undefined` if gpjobs chooses the intervals. */
	readonly interval: number | undefined;
	/** Requests per second to one server. */
	readonly rate: number;
	/** The largest answer that gpjobs reads, in bytes. */
	readonly bodyCap: number;
	readonly isAscii: boolean;
	/** Whether gpjobs prints plain lines for a screen reader instead of tables and bars. */
	readonly isAccessible: boolean;
	readonly color: ColorChoice;
	/** Whether `color` is from the command line, so that it takes precedence over `NO_COLOR`. */
	readonly isColorFlag: boolean;
	readonly isReadOnly: boolean;
	readonly hasKeyring: boolean;
	/** Whether the inputs and results of a job that ends are read and recorded. */
	readonly keepsValues: boolean;
	/** How gpjobs reports that jobs have ended: in which ways, for which jobs, and with which program. */
	readonly notify: {readonly ways: readonly NotifyWay[]; readonly rule: string; readonly command: string};
	/** Names of the columns that the list does not show. */
	readonly hiddenColumns: readonly string[];
};

/** Command-line flags that take precedence over saved settings. */
export type PreferenceFlags = {
	readonly interval?: string | undefined;
	readonly ascii?: boolean | undefined;
	readonly accessible?: boolean | undefined;
	/** One of `colorChoices`. */
	readonly color?: string | undefined;
	readonly 'no-color'?: boolean | undefined;
	readonly 'read-only'?: boolean | undefined;
};

type PreferencesRead = {readonly preferences: Preferences; readonly notices: readonly SafeText[]};

/**
 * Returns the options that apply: flags take precedence over the environment, and the environment takes precedence over
 * saved settings (design §4). An invalid value is ignored with a notice. Read-only is the exception: a variable with
 * this name or a similar one counts as yes unless its value is a clear no.
 */
export function preferencesOf(
	flags: PreferenceFlags,
	environment: NodeJS.ProcessEnv,
	saved: Settings,
): PreferencesRead {
	const {settings, notices} = settingsInForce(environment, saved);
	const colorFlag = colorChoices.find(choice => choice === flags.color);
	const interval = flags.interval ?? settings.interval ?? undefined;
	const parsed = interval === undefined ? undefined : parseDuration(interval);
	return {
		preferences: {
			interval: parsed?.ok ? parsed.ms : undefined,
			rate: settings.rate,
			bodyCap: settings.bodyCap * 2 ** 20,
			isAscii: flags.ascii ?? settings.ascii,
			isAccessible: flags.accessible ?? settings.accessible,
			color: flags['no-color'] ? 'off' : (colorFlag ?? settings.color),
			isColorFlag: colorFlag !== undefined,
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

/**
 * Returns the settings after those of the environment have taken precedence over the saved ones.
 *
 * @returns `variables`: the names of the variables that determine a setting, by the name of the setting
 */
export function settingsInForce(
	environment: NodeJS.ProcessEnv,
	saved: Settings,
): {
	readonly settings: Settings;
	readonly variables: ReadonlyMap<SettingName, string>;
	readonly notices: readonly SafeText[];
} {
	const notices: SafeText[] = [];
	const settings = {...saved};
	const variables = new Map<SettingName, string>();
	for (const name of settingNames) {
		const variable = variableOf(name);
		const text = environment[variable];
		if (text === undefined || text === '') continue;
		if (name === 'readOnly') {
			const {isReadOnly, sentence} = readOnlyOf(text);
			settings.readOnly = isReadOnly;
			variables.set(name, variable);
			if (sentence) notices.push(safe`${safeText(variable)}: ${sentence}`);
			continue;
		}
		const parsed = parseSetting(name, text);
		if (parsed.ok) {
			Object.assign(settings, parsed.change);
			variables.set(name, variable);
		} else notices.push(safe`${safeText(variable)}: ${parsed.sentence}`);
	}
	if (isOn(environment.ACCESSIBLE)) {
		settings.accessible = true;
		variables.set('accessible', 'ACCESSIBLE');
	}
	for (const name of misspeltReadOnly(environment)) {
		settings.readOnly = true;
		variables.set('readOnly', name);
		notices.push(
			safe`${safeText(name)} is not a variable of gpjobs; the name is ${safeText(variableOf('readOnly'))}. Until that is corrected, gpjobs is read-only.`,
		);
	}
	return {settings, variables, notices};
}

/** Returns the variables whose names resemble `GPJOBS_READ_ONLY` and whose values are not a clear no. */
function misspeltReadOnly(environment: NodeJS.ProcessEnv): readonly string[] {
	return Object.keys(environment).filter(name => {
		const value = environment[name];
		const isMeant = name !== variableOf('readOnly') && isLikeReadOnlyVariable(name);
		return isMeant && value !== undefined && value !== '' && booleanOf(value) !== false;
	});
}

/** Whether an environment variable turns an option on, as `ACCESSIBLE=1` does in other programs too. */
function isOn(variable: string | undefined): boolean {
	return variable !== undefined && variable.trim() !== '' && booleanOf(variable) !== false;
}

/** Returns the environment variable of a setting: `readOnly` → `GPJOBS_READ_ONLY`. */
export function variableOf(name: SettingName): string {
	return `GPJOBS_${name.replace(/[A-Z]/g, letter => `_${letter}`).toUpperCase()}`;
}
