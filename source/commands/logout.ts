import {openAccess} from '../session/access.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {withServer} from './with-server.ts';
import {withoutHome} from './without-storage.ts';

/** Runs `gpjobs logout SERVER`: deletes the saved sign-in to a server. */
export async function logout(invocation: Invocation): Promise<ExitCode> {
	return withServer(invocation, logoutUsage, async (server, opened) => {
		const {credentials} = await openAccess(invocation.environment, opened);
		const removed = await credentials?.remove(server.origin);
		if (!removed?.ok) {
			if (!removed) return withoutHome(opened);
			say(removed.sentence);
			return exitCodes.notSaved;
		}
		if (invocation.flags.json) await print(`${toJson({server: server.origin, was: removed.was})}\n`);
		say(removed.was ? forgotSignIn(server.name) : noSavedSignIn(server.name));
		return exitCodes.fine;
	});
}

/** The error for a missing server. */
export const logoutUsage: SafeText = safe`Usage: gpjobs logout SERVER, with the server's address or the URL of a job on it.`;

/** The notice after `logout`. */
export function forgotSignIn(server: SafeText): SafeText {
	return safe`Deleted the saved sign-in to ${server}.`;
}

/** The notice after `logout` if no sign-in was saved. */
export function noSavedSignIn(server: SafeText): SafeText {
	return safe`No sign-in was saved for ${server}.`;
}
