import {openAccess} from '../session/access.ts';
import {toJson} from '../text/json-escape.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {type ExitCode, exitCodes} from './exit-code.ts';
import type {Invocation} from './invocation.ts';
import {print, say} from './print.ts';
import {withServer} from './with-server.ts';

/** `gpjobs logout SERVER`: forgets what was kept to sign in to it. */
export async function logout(invocation: Invocation): Promise<ExitCode> {
	return withServer(invocation, logoutUsage, async (server, opened) => {
		const {credentials} = await openAccess(invocation.environment, opened);
		const removed = await credentials?.remove(server.origin);
		if (!removed?.ok) {
			say(removed ? removed.sentence : safe`There is no folder that anything could be kept in.`);
			return exitCodes.notSaved;
		}
		if (invocation.flags.json) await print(`${toJson({server: server.origin, was: removed.was})}\n`);
		say(removed.was ? forgotSignIn(server.name) : nothingWasKept(server.name));
		return exitCodes.fine;
	});
}

/** How `gpjobs logout` is called. */
export const logoutUsage: SafeText = safe`Say gpjobs logout SERVER.`;

/** After `logout`. */
export function forgotSignIn(server: SafeText): SafeText {
	return safe`Forgot the sign-in to ${server}.`;
}

/** The sentence after `logout` where no sign-in was kept. */
export function nothingWasKept(server: SafeText): SafeText {
	return safe`Nothing was kept for ${server}.`;
}
