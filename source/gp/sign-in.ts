import * as z from 'zod/mini';
import {knownTime} from '../text/date.ts';
import {isJsonObject} from './json.ts';
import {isOfSameServer, portalAt, portalOfTokenUrl} from './token-scope.ts';

/** How and where a server issues tokens ("Server Info", ArcGIS REST API). */
export type SignInPlace =
	/** The server issues tokens itself, or the user named a token service. */
	| {
			readonly kind: 'standalone';
			readonly tokenUrl: string;
			/**
			 * A token service on another host, which the server names. gpjobs uses it only if the user names it, too.
			 */
			readonly elsewhere?: string;
	  }
	/**
	 * The server is federated with a portal, which issues a token for the server in exchange for a token of the portal.
	 */
	| {readonly kind: 'federated'; readonly tokenUrl: string; readonly oauthUrl: string; readonly portal: string}
	/** The server names a portal that gpjobs must not use. */
	| {readonly kind: 'refused'; readonly reason: 'not-a-url' | 'plain-http'};

const text = z.catch(z.optional(z.string().check(z.trim(), z.minLength(1))), undefined);
const serverInfo = z.object({
	owningSystemUrl: text,
	authInfo: z.catch(z.optional(z.object({tokenServicesUrl: text, tokenServiceUrl: text})), undefined),
});

/**
 * Reads `rest/info` of a server.
 *
 * @param body decoded JSON; `undefined` if the resource could not be read
 * @param restUrl the `…/rest` of the server, as in `JobAddress.restUrl`
 * @returns where to get a token. For a stand-alone server that is always the server itself, whatever token service the
 * answer names, because this server must not receive a token of another one
 */
export function signInPlace(body: unknown, restUrl: string): SignInPlace {
	const info = serverInfo.safeParse(body);
	const {owningSystemUrl, authInfo} = info.success ? info.data : {};
	const named = authInfo?.tokenServicesUrl ?? authInfo?.tokenServiceUrl;
	if (owningSystemUrl !== undefined) return placeOfPortal(owningSystemUrl, restUrl);
	const place = named === undefined ? undefined : placed(named, restUrl);
	if (typeof place === 'object' && portalOfTokenUrl(place.href)) return placeOfPortal(place.href, restUrl);
	const own = `${restUrl.replace(/\/rest\/?$/i, '')}/tokens/generateToken`;
	if (typeof place !== 'object') return {kind: 'standalone', tokenUrl: own};
	const tokenUrl = tokenUrlAt(place);
	return isOfSameServer(tokenUrl, restUrl)
		? {kind: 'standalone', tokenUrl}
		: {kind: 'standalone', tokenUrl: own, elsewhere: tokenUrl};
}

/**
 * Makes a token service from an address that the user entered.
 *
 * @param address an absolute URL of a portal, or of the token service of a server
 * @returns `undefined` if the address cannot be used
 */
export function namedTokenPlace(address: string): SignInPlace | undefined {
	const url = URL.parse(address);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
	return portalOfTokenUrl(url.href) ? namedPortalPlace(address) : {kind: 'standalone', tokenUrl: tokenUrlAt(url)};
}

/** Makes a portal from an address that the user entered; returns `undefined` if the address cannot be used. */
export function namedPortalPlace(address: string): (SignInPlace & {readonly kind: 'federated'}) | undefined {
	const portal = portalAt(address);
	return portal && {kind: 'federated', portal: portal.host, tokenUrl: portal.tokenUrl, oauthUrl: portal.oauthUrl};
}

function placeOfPortal(named: string, restUrl: string): SignInPlace {
	const url = placed(named, restUrl);
	if (typeof url !== 'object') return {kind: 'refused', reason: url};
	return namedPortalPlace(url.href) ?? {kind: 'refused', reason: 'not-a-url'};
}

/** Returns the URL of `generateToken`. Older servers name only the folder that contains it ("Generate Token"). */
function tokenUrlAt({origin, pathname}: URL): string {
	const path = pathname.replace(/\/+$/, '');
	return origin + (/\/generateToken$/i.test(path) ? path : `${path}/generateToken`);
}

/**
 * Resolves a URL that the server names. If the server uses https, a URL with http is rejected, because a password would
 * be sent unencrypted.
 */
function placed(named: string, restUrl: string): URL | 'not-a-url' | 'plain-http' {
	const url = URL.parse(named, `${restUrl}/`);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return 'not-a-url';
	return url.protocol === 'http:' && restUrl.startsWith('https:') ? 'plain-http' : url;
}

/** A token from a token service. `expires` is in epoch milliseconds of the service's clock; `null` if not known. */
export type GivenToken = {readonly token: string; readonly expires: number | null};

const asNumber = z.catch(
	z.nullish(z.union([z.number(), z.pipe(z.string().check(z.regex(/^\d{1,16}$/)), z.transform(Number))])),
	undefined,
);
const generated = z.object({token: z.string().check(z.minLength(1)), expires: asNumber});
const granted = z.object({access_token: z.string().check(z.minLength(1)), expires_in: asNumber});

/**
 * Reads the answer to `generateToken` (`expires` in epoch milliseconds, a string in old versions) or to `oauth2/token`
 * (`expires_in` in seconds).
 *
 * @param now epoch milliseconds
 * @returns `undefined` if it contains no token, or one that cannot be sent in a header
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
	const expires = seconds && seconds > 0 ? knownTime(now + seconds * 1000) : null;
	return {token: grant.data.access_token, expires};
}

/** Whether a text can be a token: visible ASCII characters without blanks, at most 8192 of them. */
export function isToken(text: string): boolean {
	return /^[!-~]{1,8192}$/.test(text);
}

/** Whether a text can be sent as a `Referer` header. */
export function isReferer(text: string): boolean {
	return /^[!-~]{1,2000}$/.test(text);
}
