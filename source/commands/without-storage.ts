import type {OpenedStorage} from '../session/opened-storage.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {say} from './print.ts';

/**
 * Prints why the saved list cannot be read, unless the notices have said so, for a command that needs the list. The
 * command prints no document, because the jobs in the list are unknown.
 */
export function withoutList({listFault, notices}: Pick<OpenedStorage, 'listFault' | 'notices'>): ExitCode {
	if (listFault !== undefined && !notices.some(notice => notice.includes(listFault))) say(listFault);
	return exitCodes.notSaved;
}

/**
 * Prints why the home folder cannot be used, for a command that has to save something.
 *
 * @returns the exit code of the command
 */
export function withoutHome({home}: Pick<OpenedStorage, 'home'>): ExitCode {
	if (!home.ok) say(home.sentence);
	return exitCodes.notSaved;
}
