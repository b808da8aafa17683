import {homedir} from 'node:os';

/** A text in which the user's home folder is `~`: whose it is, is nobody's business. */
export function shortenedHome(text: string, environment: NodeJS.ProcessEnv): string {
	const folders = [environment.HOME, environment.USERPROFILE, homedirOrNone()].filter(
		(folder): folder is string => folder !== undefined && folder.length > 1,
	);
	return [...new Set(folders)]
		.toSorted((a, b) => b.length - a.length)
		.reduce((shortened, folder) => withoutFolder(shortened, folder), text);
}

function withoutFolder(text: string, folder: string): string {
	const escaped = folder.replace(/[/\\]+$/, '').replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
	return text.replace(new RegExp(`${escaped}(?![\\p{Letter}\\p{Number}_.-])`, 'gu'), '~');
}

/** Throws for a user that the system does not know, as in some containers. */
function homedirOrNone(): string | undefined {
	try {
		return homedir();
	} catch {
		return undefined;
	}
}
