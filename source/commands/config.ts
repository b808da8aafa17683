import {isDeepStrictEqual} from 'node:util';
import {type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {settingsInForce} from '../session/preferences.ts';
import {configPath} from '../store/home.ts';
import {
	defaultSettings,
	parseSetting,
	type SettingName,
	type Settings,
	settingName,
	settingNames,
	settingText,
} from '../store/settings.ts';
import {alignedLines} from '../text/aligned-lines.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {withoutHome, withoutList} from './without-storage.ts';

/** Runs `gpjobs config list | get [NAME] | set NAME VALUE | unset NAME | path`. */
export async function config(invocation: Invocation): Promise<ExitCode> {
	const [verb, name, value, ...more] = invocation.operands;
	const isChange = verb === 'set' || verb === 'unset';
	const opened = await openStorage(invocation, isChange ? 'writing' : 'reading');
	for (const notice of opened.notices) say(notice);
	if (verb === 'path' && name === undefined) return path(opened, invocation);
	if (verb === 'get' && value === undefined) return get(opened, name, invocation);
	if (verb === 'list' && name === undefined) return listAll(opened, invocation);
	if (verb === 'set' && name !== undefined && value !== undefined && more.length === 0)
		return set(opened, name, value, invocation);
	if (verb === 'unset' && name !== undefined && value === undefined) return unset(opened, name, invocation);
	say(configUsage);
	return exitCodes.usage;
}

async function path({home}: OpenedStorage, {flags}: Invocation): Promise<ExitCode> {
	if (home.path === undefined) return withoutHome({home});
	const file = configPath(home.path);
	await print(flags.json ? `${toJson({path: file})}\n` : `${safeText(file)}\n`);
	return exitCodes.fine;
}

async function get(opened: OpenedStorage, name: string | undefined, {flags}: Invocation): Promise<ExitCode> {
	const {storage, home, settings, listFault, hold} = opened;
	if (!storage) return withoutHome({home});
	// The saved settings are unknown in this case, and printing the defaults instead would be wrong.
	if (listFault !== undefined || hold !== undefined) return withoutList(opened);
	const named = name === undefined ? undefined : settingName(name);
	if (named && !named.ok) {
		say(named.sentence);
		return exitCodes.usage;
	}
	const names = named ? [named.name] : settingNames;
	if (flags.json) await print(`${toJson(Object.fromEntries(names.map(one => [one, settings[one]])))}\n`);
	else await print(names.map(one => line(settings, one, names.length > 1)).join(''));
	return exitCodes.fine;
}

function line(settings: Settings, name: (typeof settingNames)[number], isNamed: boolean): string {
	return `${isNamed ? `${name} ` : ''}${settingText(settings, name)}\n`;
}

/** Prints the settings in force, each with its source: the default, the file, or a variable of the environment. */
async function listAll(opened: OpenedStorage, {flags, environment}: Invocation): Promise<ExitCode> {
	const {storage, home, settings: saved, listFault, hold} = opened;
	if (!storage) return withoutHome({home});
	if (listFault !== undefined || hold !== undefined) return withoutList(opened);
	const {settings, variables} = settingsInForce(environment, saved);
	const sourceOf = (name: SettingName) =>
		variables.get(name) ?? (isDeepStrictEqual(saved[name], defaultSettings[name]) ? 'default' : 'saved');
	if (flags.json) {
		const documents = settingNames.map(name => [name, {value: settings[name], source: sourceOf(name)}]);
		await print(`${toJson({settings: Object.fromEntries(documents)})}\n`);
		return exitCodes.fine;
	}
	const rows = settingNames.map(name => [safeText(name), settingText(settings, name), safeText(sourceOf(name))]);
	await print(
		alignedLines(rows)
			.map(row => `${row}\n`)
			.join(''),
	);
	return exitCodes.fine;
}

async function set(opened: OpenedStorage, name: string, value: string, {flags}: Invocation): Promise<ExitCode> {
	const parsed = parseSetting(name, value);
	if (!parsed.ok) {
		say(parsed.sentence);
		return exitCodes.usage;
	}
	const after = {...opened.settings, ...parsed.change};
	// With this change a `readOnly` that could not be read has a value, whatever gpjobs took it for before.
	const isChanged = opened.hold !== undefined || !isDeepStrictEqual(after, opened.settings);
	return changed(opened, name, value, isChanged, flags.json === true);
}

async function unset(opened: OpenedStorage, name: string, {flags}: Invocation): Promise<ExitCode> {
	const named = settingNames.find(one => one === name);
	const isChanged = named === undefined || !isDeepStrictEqual(opened.settings[named], defaultSettings[named]);
	return changed(opened, name, undefined, isChanged, flags.json === true);
}

/**
 * Changes a setting in the file.
 *
 * @param value `undefined` removes the setting
 */
async function changed(
	{storage, home}: OpenedStorage,
	name: string,
	value: string | undefined,
	isChanged: boolean,
	isJson: boolean,
): Promise<ExitCode> {
	if (!storage || !home.ok) return withoutHome({home});
	const change = await storage.setSetting(name, value);
	if (!change.ok) {
		say(change.sentence);
		return settingName(name).ok ? exitCodes.notSaved : exitCodes.usage;
	}
	if (isJson) await print(`${toJson({name, changed: isChanged})}\n`);
	return exitCodes.fine;
}

/** The error for arguments of `gpjobs config` that do not fit its usage. */
export const configUsage: SafeText = safe`Usage: gpjobs config list, config get [NAME], config set NAME VALUE, config unset NAME, or config path.`;
