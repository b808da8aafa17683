import type {Credential} from '../gp/credential.ts';
import {isReferer, isToken} from '../gp/sign-in.ts';
import {portalAt} from '../gp/token-scope.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';

/**
 * Reads the token of the environment. It is used for the server that `GPJOBS_TOKEN_SERVER` names, and for no other.
 *
 * `GPJOBS_REFERER` is the `Referer` that it is bound to. With `GPJOBS_TOKEN_PORTAL` it is a token of that portal: gpjobs
 * sends it to the portal alone, which makes one for the server.
 *
 * @returns a sentence that says why the token is not used; `undefined` without a token
 */
export function environmentToken(
	environment: NodeJS.ProcessEnv,
): Credential | {readonly sentence: SafeText} | undefined {
	const {
		GPJOBS_TOKEN: token,
		GPJOBS_TOKEN_SERVER: server,
		GPJOBS_TOKEN_PORTAL: portal,
		GPJOBS_REFERER: referer,
	} = environment;
	if (!token) return undefined;
	const origin = server === undefined ? undefined : URL.parse(server.trim())?.origin;
	if (origin === undefined || origin === 'null') {
		return {
			sentence: tokenWithoutServer,
		};
	}
	if (!isToken(token.trim())) return {sentence: tokenOfOtherCharacters};
	if (referer && !isReferer(referer.trim())) {
		return {sentence: tokenWithoutReferer};
	}
	const from = portal ? portalAt(portal.trim()) : undefined;
	if (portal && !from) {
		return {sentence: tokenWithoutPortal};
	}
	return {
		server: origin,
		isOfEnvironment: true,
		means: {
			kind: 'token',
			token: new Secret(token.trim()),
			...(referer ? {referer: referer.trim()} : {}),
			...(from ? {portalTokenUrl: from.tokenUrl} : {}),
		},
	};
}

/** Why the token of the environment is not used. */
export const tokenWithoutServer: SafeText = safe`GPJOBS_TOKEN is not used: GPJOBS_TOKEN_SERVER has to say for which server, as https://host.`;

/** Why the token of the environment is not used. */
export const tokenOfOtherCharacters: SafeText = safe`GPJOBS_TOKEN is not used: it holds characters that no token has.`;

/** Why the token of the environment is not used. */
export const tokenWithoutReferer: SafeText = safe`GPJOBS_TOKEN is not used: GPJOBS_REFERER is not an address that can be sent.`;

/** Why the token of the environment is not used. */
export const tokenWithoutPortal: SafeText = safe`GPJOBS_TOKEN is not used: GPJOBS_TOKEN_PORTAL is not the address of a portal.`;
