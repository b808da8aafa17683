import {type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import {configPath} from '../store/home.ts';
import {parseSetting, type Settings, settingName, settingNames, settingText} from '../store/settings.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {withoutHome, withoutList} from './without-storage.ts';

/** Runs `gpjobs config get [NAME] | set NAME VALUE | path`. */
export async function config(invocation: Invocation): Promise<ExitCode> {
	const [verb, name, value, ...more] = invocation.operands;
	const opened = await openStorage(invocation, verb === 'set' ? 'writing' : 'reading');
	for (const notice of opened.notices) say(notice);
	if (verb === 'path' && name === undefined) return path(opened, invocation);
	if (verb === 'get' && value === undefined) return get(opened, name, invocation);
	if (verb === 'set' && name !== undefined && value !== undefined && more.length === 0) return set(opened, name, value);
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

async function set({storage, home}: OpenedStorage, name: string, value: string): Promise<ExitCode> {
	if (!storage || !home.ok) return withoutHome({home});
	const parsed = parseSetting(name, value);
	if (!parsed.ok) {
		say(parsed.sentence);
		return exitCodes.usage;
	}
	const change = await storage.setSetting(name, value);
	if (change.ok) return exitCodes.fine;
	say(change.sentence);
	return exitCodes.notSaved;
}

/** The error for arguments of `gpjobs config` that do not fit its usage. */
export const configUsage: SafeText = safe`Usage: gpjobs config get [NAME], gpjobs config set NAME VALUE, or gpjobs config path.`;
