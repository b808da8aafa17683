import * as z from 'zod/mini';
import {knownTime} from '../text/date.ts';
import {isJsonObject} from './json.ts';

/** Where a server gives its tokens ("Server Info", ArcGIS REST API). */
export type SignInPlace =
	/** ArcGIS Server by itself; `isGuess` where it did not say so and the usual place is meant. */
	| {readonly kind: 'standalone'; readonly tokenUrl: string; readonly isGuess: boolean}
	/** The portal that the server is federated with; its tokens are accepted by the server. */
	| {readonly kind: 'federated'; readonly tokenUrl: string; readonly oauthUrl: string; readonly portal: string}
	/** What the server names cannot be used. */
	| {readonly kind: 'refused'; readonly reason: 'not-a-url' | 'plain-http'};

const text = z.catch(z.optional(z.string().check(z.trim(), z.minLength(1))), undefined);
const serverInfo = z.object({
	owningSystemUrl: text,
	authInfo: z.catch(z.optional(z.object({tokenServicesUrl: text, tokenServiceUrl: text})), undefined),
});

/**
 * Reads `rest/info` of a server.
 *
 * @param body decoded JSON; `undefined` where the resource could not be had
 * @param restUrl the `…/rest` of the server, as `JobAddress.restUrl`
 * @returns where to ask for a token. A server that is reached by https is not followed to a place without it: the
 * password would go over the wire as it is.
 */
export function signInPlace(body: unknown, restUrl: string): SignInPlace {
	const info = serverInfo.safeParse(body);
	const {owningSystemUrl, authInfo} = info.success ? info.data : {};
	if (owningSystemUrl !== undefined) {
		const portal = placed(owningSystemUrl, restUrl);
		if (typeof portal !== 'object') return {kind: 'refused', reason: portal};
		const sharing = `${portal.href.replace(/[?#].*$/s, '').replace(/\/+$/, '')}/sharing/rest`;
		return {
			kind: 'federated',
			portal: portal.host,
			tokenUrl: `${sharing}/generateToken`,
			oauthUrl: `${sharing}/oauth2/token`,
		};
	}
	const named = authInfo?.tokenServicesUrl ?? authInfo?.tokenServiceUrl;
	const place = placed(named ?? `${restUrl.replace(/\/rest\/?$/i, '')}/tokens/generateToken`, restUrl);
	if (typeof place !== 'object') return {kind: 'refused', reason: place};
	place.search = '';
	place.hash = '';
	// Older servers name the folder of the operation ("Generate Token").
	const tokenUrl = /\/generateToken$/i.test(place.pathname)
		? place.href
		: `${place.href.replace(/\/+$/, '')}/generateToken`;
	return {kind: 'standalone', tokenUrl: named === undefined ? place.href : tokenUrl, isGuess: named === undefined};
}

function placed(named: string, restUrl: string): URL | 'not-a-url' | 'plain-http' {
	const url = URL.parse(named, `${restUrl}/`);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return 'not-a-url';
	return url.protocol === 'http:' && restUrl.startsWith('https:') ? 'plain-http' : url;
}

/** A token as a server gave it; `expires` in epoch milliseconds of the server's clock. */
export type GivenToken = {readonly token: string; readonly expires: number | null};

const asNumber = z.catch(
	z.nullish(z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{1,16}$/)), z.transform(Number))])),
	undefined,
);
const generated = z.object({token: z.string().check(z.minLength(1)), expires: asNumber});
const granted = z.object({access_token: z.string().check(z.minLength(1)), expires_in: asNumber});

/**
 * Reads the answer of `generateToken` (`expires` in epoch milliseconds, a string in old versions) or of `oauth2/token`
 * (`expires_in` in seconds).
 *
 * @param now epoch milliseconds
 * @returns `undefined` where there is no token in it, or one that no header can hold
 */
export function givenToken(body: unknown, now: number): GivenToken | undefined {
	if (!isJsonObject(body)) return undefined;
	const token = generated.safeParse(body);
	if (token.success && isToken(token.data.token)) {
		return {token: token.data.token, expires: knownTime(token.data.expires)};
	}
	const grant = granted.safeParse(body);
	if (!grant.success || !isToken(grant.data.access_token)) return undefined;
	const {expires_in: seconds} = grant.data;
	return {token: grant.data.access_token, expires: knownTime(seconds ? now + seconds * 1000 : null)};
}

/** Whether a text can be a token: visible ASCII in one piece, and not as long as a page. */
export function isToken(text: string): boolean {
	return /^[!-~]{1,8192}$/.test(text);
}
