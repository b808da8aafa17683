import type {Credential} from '../gp/credential.ts';
import {isReferer, isToken} from '../gp/sign-in.ts';
import {portalAt} from '../gp/token-scope.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {Secret} from '../text/secret.ts';

/**
 * Reads the token from the environment. It is used only for the server in `GPJOBS_TOKEN_SERVER`. `GPJOBS_REFERER` is
 * the `Referer` to which the token is bound. If `GPJOBS_TOKEN_PORTAL` is set, that portal issued the token: gpjobs
 * sends it only to the portal and gets a token for the server in exchange.
 *
 * @returns the token; a sentence if the token is not used; `undefined` if there is no token
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

/** The notice that the token is not used, because its server is not set. */
export const tokenWithoutServer: SafeText = safe`GPJOBS_TOKEN is not used: GPJOBS_TOKEN_SERVER has to say for which server, as https://host.`;

/** The notice that the token is not used, because it contains invalid characters. */
export const tokenOfOtherCharacters: SafeText = safe`GPJOBS_TOKEN is not used: it holds characters that no token has.`;

/** The notice that the token is not used, because its referer is not a valid address. */
export const tokenWithoutReferer: SafeText = safe`GPJOBS_TOKEN is not used: GPJOBS_REFERER is not an address that can be sent.`;

/** The notice that the token is not used, because its portal is not a valid address. */
export const tokenWithoutPortal: SafeText = safe`GPJOBS_TOKEN is not used: GPJOBS_TOKEN_PORTAL is not the address of a portal.`;
