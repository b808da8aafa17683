/**
 * To whom a token belongs. A token is shown to the server that it was made for, and to no other: whoever has a portal's
 * token is that user at the portal and at all its servers.
 */

/** A portal, by where it gives tokens. */
export type Portal = {
	/** Its `…/sharing/rest`. */
	readonly restUrl: string;
	/** For people: `portal.acme.com`. */
	readonly host: string;
	/** Gives tokens to users, and tokens for a server in exchange for its own ("Generate Token"). */
	readonly tokenUrl: string;
	/** The address that gives tokens to applications. */
	readonly oauthUrl: string;
};

/**
 * The root of the ArcGIS Server that a URL is of, as its portal knows it: `https://gis.acme.com/server` for
 * `https://gis.acme.com/server/rest/services/…`, also for what stands below `/admin` and `/tokens`.
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

/** The service that a URL is of, to be compared; `undefined` where it is of none. */
export function serviceKeyOf(url: string): string | undefined {
	return /^[^?#]*?\/rest\/services\/[^?#]*?\/[A-Za-z]*Server(?=\/|$)/i.exec(url)?.[0];
}

/**
 * The portal that an address names: its own (`https://portal.acme.com/portal`), or any below `/sharing` or `/home`.
 *
 * @returns `undefined` where the address is not http or https, or holds a user
 */
export function portalAt(address: string): Portal | undefined {
	const url = URL.parse(/^[a-z]+:\/\//i.test(address) ? address : `https://${address}`);
	if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
	const path = url.pathname.replace(/\/(sharing|home)(\/.*)?$/i, '').replace(/\/+$/, '');
	const restUrl = `${url.origin}${path}/sharing/rest`;
	return {restUrl, host: url.host, tokenUrl: `${restUrl}/generateToken`, oauthUrl: `${restUrl}/oauth2/token`};
}

/** The portal that a place for tokens is of; `undefined` where a server that stands alone gives its tokens there. */
export function portalOfTokenUrl(tokenUrl: string): Portal | undefined {
	const path = URL.parse(tokenUrl)?.pathname ?? '';
	return /\/sharing(?:\/|$)/i.test(decodedPath(path)) ? portalAt(tokenUrl) : undefined;
}

/**
 * Whether a place for tokens is the server itself, so that who named the server named it too: the same origin, or the
 * https of the same machine where the server was named by its http address.
 */
export function isOfSameServer(tokenUrl: string, serverUrl: string): boolean {
	const [place, server] = [new URL(tokenUrl), new URL(serverUrl)];
	if (place.origin === server.origin) return true;
	if (place.protocol !== 'https:' || server.protocol !== 'http:' || place.hostname !== server.hostname) return false;
	return (server.port === '' && place.port === '') || (server.port === '6080' && place.port === '6443');
}

/**
 * Whether a token of the portal may be shown to the server as it is. Only ArcGIS Online's may, over https, to hosts
 * below arcgis.com of the same environment: that is what `canUseOnlineToken` of Esri's own client
 * (@esri/arcgis-rest-request) allows. Other servers get a token that the portal makes for them.
 */
export function takesOnlineToken(portalUrl: string, serverUrl: string): boolean {
	const environment = onlineEnvironment(portalUrl);
	return environment !== undefined && environment === onlineEnvironment(serverUrl);
}

/** Which ArcGIS Online a URL is of, by the last label before arcgis.com; `undefined` where it is of none. */
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
