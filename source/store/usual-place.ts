import {userInfo} from 'node:os';
import {posix, win32} from 'node:path';
import process from 'node:process';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

/** The default folder, or why there is none. */
export type UsualPlace =
	| {readonly ok: true; readonly path: string; readonly notice?: SafeText}
	/** Why the default folder is not known, and what the user can do. */
	| {readonly ok: false; readonly sentence: SafeText};

/** What the default folder depends on. Tests pass other values to check other systems. */
type UsualPlaceOf = {
	readonly platform?: NodeJS.Platform;
	readonly environment?: NodeJS.ProcessEnv;
	/** Returns the home folder in the system's user database. */
	readonly homeOfUser?: () => string;
};

/**
 * Returns the folder of the settings and the list if the user did not name one: `$XDG_CONFIG_HOME/gpjobs` or
 * `~/.config/gpjobs`, on macOS `~/Library/Preferences/gpjobs`, on Windows `%APPDATA%\gpjobs\Config`. These are the
 * folders of conf (`env-paths`). gpjobs does not ask conf for them: conf makes the folder at once with the `recursive`
 * option of Node, which retries for ever below a folder that answers ENOENT to everything (measured with Node 24.21 and
 * `HOME=/proc`), and it treats an empty or relative `HOME` as the current folder. The XDG Base Directory Specification:
 * "All paths set in these environment variables must be absolute. If an implementation encounters a relative path […]
 * it should consider the path invalid and ignore it."
 */
export function usualPlace({
	platform = process.platform,
	environment = process.env,
	homeOfUser = () => userInfo().homedir,
}: UsualPlaceOf = {}): UsualPlace {
	const {join, isAbsolute} = platform === 'win32' ? win32 : posix;
	const variable = platform === 'win32' ? 'USERPROFILE' : 'HOME';

	function below(...folders: readonly string[]): UsualPlace {
		const named = environment[variable] || undefined;
		const home = named ?? homeInTable(homeOfUser);
		if (home === undefined) return {ok: false, sentence: noHome(variable)};
		if (!isAbsolute(home)) return {ok: false, sentence: relativeHome(variable, home)};
		return {ok: true, path: join(home, ...folders, 'gpjobs')};
	}

	if (platform === 'win32') {
		const {APPDATA: data} = environment;
		const place =
			data && isAbsolute(data) ? {ok: true as const, path: join(data, 'gpjobs')} : below('AppData', 'Roaming');
		return place.ok ? {ok: true, path: join(place.path, 'Config')} : place;
	}
	if (platform === 'darwin') return below('Library', 'Preferences');
	const {XDG_CONFIG_HOME: configured} = environment;
	if (configured && isAbsolute(configured)) return {ok: true, path: join(configured, 'gpjobs')};
	const place = below('.config');
	return configured && place.ok ? {...place, notice: relativeXdg(configured, place.path)} : place;
}

/** Returns the home folder in the user database; `undefined` for a user without an entry, as in many containers. */
function homeInTable(homeOfUser: () => string): string | undefined {
	try {
		return homeOfUser() || undefined;
	} catch {
		return undefined;
	}
}

/** The error if the system does not report a home folder. */
export function noHome(variable: string): SafeText {
	return safe`There is no folder for list and settings: ${safeText(variable)} is not set, and this system knows no home folder of the user. Set it, or name a folder with --home.`;
}

/** The error for a relative home folder, which would depend on the current folder. */
export function relativeHome(variable: string, home: string): SafeText {
	return safe`There is no folder for list and settings: ${safeText(variable)} is "${safeText(home)}", which is not an absolute path. Correct it, or name a folder with --home.`;
}

/** The notice that a relative `XDG_CONFIG_HOME` is ignored. */
export function relativeXdg(configured: string, path: string): SafeText {
	return safe`XDG_CONFIG_HOME is "${safeText(configured)}", which is not an absolute path, so it is ignored. List and settings are in ${safeText(path)}.`;
}
