import type {OpenedStorage} from '../session/opened-storage.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import {say} from './print.ts';

/**
 * What a command does that needs the list, where that cannot be read: it says why, if the notices have not, and prints
 * no document, as what is on the list is unknown.
 */
export function withoutList({listFault, notices}: Pick<OpenedStorage, 'listFault' | 'notices'>): ExitCode {
	if (listFault !== undefined && !notices.some(notice => notice.includes(listFault))) say(listFault);
	return exitCodes.notSaved;
}
