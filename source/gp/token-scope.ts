/**
 * Decides to which server a token may be sent. gpjobs sends a token only to the server that it was issued for, because
 * whoever has the token of a portal can act as that user on the portal and on all its servers.
 */

/** The URLs of a portal. */
export type Portal = {
	/** The URL of the portal's REST API, `…/sharing/rest`. */
	readonly restUrl: string;
	/** The host name for display: `portal.acme.com`. */
	readonly host: string;
	/**
	 * The URL that issues tokens for users, and tokens for a server in exchange for a portal token ("Generate Token").
	 */
	readonly tokenUrl: string;
	/** The URL that issues tokens for applications. */
	readonly oauthUrl: string;
};

/**
 * Returns the root URL of an ArcGIS Server, as its portal knows it: `https://gis.acme.com/server` for
 * `https://gis.acme.com/server/rest/services/…`. Resources below `/admin` and `/tokens` have the same root.
 *
 * @param url absolute
 */
export function serverRootOf(url: string): string {
	const {origin, pathname} = new URL(url);
	const context =
		/^(.*?)\/rest\/(?:services|directories|info|admin)(?:\/|$)/i.exec(pathname)?.[1] ??
		/^(.*?)\/(?:rest|admin|tokens)(?:\/|$)/i.exec(pathname)?.[1] ??
		'';
	return origin + context;
}

/** Returns the URL of the service that a URL belongs to, for comparing services; `undefined` if it belongs to none. */
export function serviceKeyOf(url: string): string | undefined {
	return /^[^?#]*?\/rest\/services\/[^?#]*?\/[A-Za-z]*Server(?=\/|$)/i.exec(url)?.[0];
}

/**
 * Returns the portal that an address belongs to. The address may be that of the portal itself
 * (`https://portal.acme.com/portal`) or any address below its `/sharing` or `/home`.
 *
 * @returns `undefined` if the address is not http or https, or contains a user name
 */
export function portalAt(address: string): Portal | undefined {
	const url = URL.parse(/^[a-z]+:\/\//i.test(address) ? address : `https://${address}`);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
	const path = url.pathname.replace(/\/(sharing|home)(\/.*)?$/i, '').replace(/\/+$/, '');
	const restUrl = `${url.origin}${path}/sharing/rest`;
	return {restUrl, host: url.host, tokenUrl: `${restUrl}/generateToken`, oauthUrl: `${restUrl}/oauth2/token`};
}

/** Returns the portal that a token service belongs to; `undefined` for the token service of a stand-alone server. */
export function portalOfTokenUrl(tokenUrl: string): Portal | undefined {
	const path = URL.parse(tokenUrl)?.pathname ?? '';
	return /\/sharing(?:\/|$)/i.test(decodedPath(path)) ? portalAt(tokenUrl) : undefined;
}

/**
 * Whether a token service belongs to the server itself. By naming the server, the user has then also confirmed the host
 * of the token service. It must have the same origin, or use https on the same host if the server was named with http.
 */
export function isOfSameServer(tokenUrl: string, serverUrl: string): boolean {
	const [place, server] = [new URL(tokenUrl), new URL(serverUrl)];
	if (place.origin === server.origin) return true;
	if (place.protocol !== 'https:' || server.protocol !== 'http:' || place.hostname !== server.hostname) return false;
	return (server.port === '' && place.port === '') || (server.port === '6080' && place.port === '6443');
}

/**
 * Whether a portal's token may be sent to the server directly. This is allowed only for ArcGIS Online, over https, to
 * hosts below arcgis.com of the same environment, as in `canUseOnlineToken` of Esri's own client
 * (@esri/arcgis-rest-request). Other servers get a token that the portal issues for them.
 */
export function takesOnlineToken(portalUrl: string, serverUrl: string): boolean {
	const environment = onlineEnvironment(portalUrl);
	return environment !== undefined && environment === onlineEnvironment(serverUrl);
}

/**
 * Determines the ArcGIS Online environment of a URL, from the last label before arcgis.com; returns `undefined` if it
 * is not ArcGIS Online.
 */
function onlineEnvironment(address: string): 'production' | 'dev' | 'qa' | undefined {
	const url = URL.parse(address);
	if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '') return undefined;
	const label = /(?:^|\.)([a-z0-9-]+)\.arcgis\.com$/.exec(url.hostname)?.[1];
	if (label === undefined) return undefined;
	if (label.includes('dev')) return 'dev';
	return label.includes('qa') ? 'qa' : 'production';
}

function decodedPath(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}
