import {userInfo} from 'node:os';
import {posix, win32} from 'node:path';
import process from 'node:process';
import {type SafeText, safe, safeText} from '../text/safe-text.ts';

export type UsualPlace =
	| {readonly ok: true; readonly path: string; readonly notice?: SafeText}
	/** Why there is none, and what to do. */
	| {readonly ok: false; readonly sentence: SafeText};

/** What decides it, for tests of systems that the test does not run on. */
type UsualPlaceOf = {
	readonly platform?: NodeJS.Platform;
	readonly environment?: NodeJS.ProcessEnv;
	/** The home folder that the system's table of users has. */
	readonly homeOfUser?: () => string;
};

/**
 * The folder of settings and list where nobody named one: `$XDG_CONFIG_HOME/gpjobs` or `~/.config/gpjobs`, on macOS
 * `~/Library/Preferences/gpjobs`, on Windows `%APPDATA%\gpjobs\Config`. These are the places of conf (`env-paths`).
 *
 * Not asked of conf itself: it makes the folder at once, with the `recursive` of Node, which tries for ever below a folder
 * that answers ENOENT to everything (`HOME=/proc`, Node 24.21, measured), and it takes an empty or relative `HOME` for
 * the current folder. The XDG Base Directory Specification: "All paths set in these environment variables must be
 * absolute. If an implementation encounters a relative path […] it should consider the path invalid and ignore it."
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

/** A user without an entry has none, as in many containers. */
function homeInTable(homeOfUser: () => string): string | undefined {
	try {
		return homeOfUser() || undefined;
	} catch {
		return undefined;
	}
}

/** The sentence for where nothing names a home folder. */
export function noHome(variable: string): SafeText {
	return safe`There is no folder for list and settings: ${safeText(variable)} is not set, and this system knows no home folder of the user. Set it, or name a folder with --home.`;
}

/** The sentence about a home folder that would be another one in each folder. */
export function relativeHome(variable: string, home: string): SafeText {
	return safe`There is no folder for list and settings: ${safeText(variable)} is "${safeText(home)}", which is not an absolute path. Correct it, or name a folder with --home.`;
}

/** The notice of an `XDG_CONFIG_HOME` that does not count. */
export function relativeXdg(configured: string, path: string): SafeText {
	return safe`XDG_CONFIG_HOME is "${safeText(configured)}", which is not an absolute path, so it is ignored. List and settings are in ${safeText(path)}.`;
}
