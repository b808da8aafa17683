import {type OpenedStorage, openStorage} from '../session/opened-storage.ts';
import type {SafeText} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {say} from './print.ts';
import {type NamedServer, serverNamed} from './server-named.ts';

/**
 * Finds the server that the command line names and calls `act` with it.
 *
 * @param usage the error for a call that names no server, or more than one
 */
export async function withServer(
	invocation: Invocation,
	usage: SafeText,
	act: (server: NamedServer, opened: OpenedStorage) => Promise<ExitCode>,
): Promise<ExitCode> {
	const [word, ...more] = invocation.operands;
	if (word === undefined || more.length > 0) {
		say(usage);
		return exitCodes.usage;
	}
	const opened = await openStorage(invocation, 'writing');
	const server = serverNamed(word, opened.saved);
	if (server.ok) return act(server, opened);
	say(server.sentence);
	return exitCodes.usage;
}
