import type {OpenedStorage} from '../session/opened-storage.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {say} from './print.ts';

/**
 * Ends a command that needs the saved list when the list cannot be read: says why, unless the notices said it, and prints no
 * document, because the jobs on the list are unknown.
 */
export function withoutList({listFault, notices}: Pick<OpenedStorage, 'listFault' | 'notices'>): ExitCode {
	if (listFault !== undefined && !notices.some(notice => notice.includes(listFault))) say(listFault);
	return exitCodes.notSaved;
}

/** Ends a command that has to save something when the home folder cannot be used: says why. */
export function withoutHome({home}: Pick<OpenedStorage, 'home'>): ExitCode {
	if (!home.ok) say(home.sentence);
	return exitCodes.notSaved;
}
