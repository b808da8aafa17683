import {type Fault, fault} from '../fault.ts';

/**
 * The fault for a redirect. gpjobs does not follow redirects, because it would send a token or a form to a server that
 * the user did not name. The message names the target by its host or path only, because the query may contain a token.
 *
 * @param asked the URL that was requested
 * @param location the `Location` header as sent
 */
export function redirectFault(asked: string, status: number, location: string | undefined): Fault {
	const from = new URL(asked);
	const to = location === undefined ? null : URL.parse(location, asked);
	const {host} = from;
	if (!to || !/^https?:$/.test(to.protocol)) return redirectsNowhere(host, status);
	const isSameHost = hostOf(to) === hostOf(from);
	const isSamePath = withoutSlash(to.pathname) === withoutSlash(from.pathname);
	if (isSameHost && isSamePath && from.protocol === 'http:' && to.protocol === 'https:') {
		return redirectsToHttps(host, status, `${to.origin}${ownPath(from.pathname)}`);
	}
	if (looksLikeSignIn(to)) return redirectsToSignIn(host, status, isSameHost ? undefined : to.host);
	if (isSameHost && from.protocol === 'https:' && to.protocol === 'http:') {
		return redirectsToPlainHttp(host, status, to.host);
	}
	if (isSameHost && from.origin === to.origin && isSamePath) return redirectsToItself(host, status);
	if (isSameHost && /\/(submitJob|cancel)\/?$/i.test(from.pathname) && /\/jobs\/[^/]+\/?$/i.test(to.pathname)) {
		return redirectsToJob(host, status, to.pathname);
	}
	if (isSameHost) return hasMoved(host, status, to.pathname, to.host === host ? undefined : to.origin);
	return redirectsElsewhere(host, status, to.host);
}

const unfollowed = 'gpjobs does not follow redirects.';

/** The fault for a redirect without a target, or to one that is not http or https. */
export function redirectsNowhere(host: string, status: number): Fault {
	return fault('redirect', `${host} redirects the request, but not to where (HTTP ${status}). ${unfollowed}`, status);
}

/**
 * The fault for a redirect to https.
 *
 * @param url the URL to use instead
 */
export function redirectsToHttps(host: string, status: number, url: string): Fault {
	const sentence = `${host} wants https:// (HTTP ${status}). Use ${url} instead: gpjobs add takes it.`;
	return fault('redirect', sentence, status);
}

/**
 * The fault for a redirect to a sign-in page.
 *
 * @param elsewhere the host of the page, if it is another one
 */
export function redirectsToSignIn(host: string, status: number, elsewhere?: string): Fault {
	const where = elsewhere === undefined ? '' : ` on ${elsewhere}`;
	const sentence = `${host} redirects the request to a sign-in page${where} (HTTP ${status}). gpjobs signs in with tokens: gpjobs login, or an address of the server that takes them.`;
	return fault('redirect', sentence, status);
}

/** The fault for a redirect from https to http, which would send the token unencrypted. */
export function redirectsToPlainHttp(host: string, status: number, target: string): Fault {
	const sentence = `${host} redirects the request to http://${target}, without encryption (HTTP ${status}). ${unfollowed}`;
	return fault('redirect', sentence, status);
}

/** The fault for a redirect to the requested URL itself. */
export function redirectsToItself(host: string, status: number): Fault {
	const sentence = `${host} redirects the request to the same address again (HTTP ${status}). It may want a cookie or a sign-in in the browser.`;
	return fault('redirect', sentence, status);
}

/** The fault if a server answers a request to submit or cancel a job with a redirect to the page of the job. */
export function redirectsToJob(host: string, status: number, path: string): Fault {
	const sentence = `${host} redirects the request to the page of a job, ${shortened(path)} (HTTP ${status}). ${unfollowed}`;
	return fault('redirect', sentence, status);
}

/**
 * The fault for a redirect to another path on the same host.
 *
 * @param origin the new origin, if the port differs too
 */
export function hasMoved(host: string, status: number, path: string, origin?: string): Fault {
	const port = origin === undefined ? '' : ` on ${origin}`;
	const sentence = `${host} says that this has moved to ${shortened(path)}${port} (HTTP ${status}). ${unfollowed} Use that path if it is right.`;
	return fault('redirect', sentence, status);
}

/** The fault for a redirect to another host. */
export function redirectsElsewhere(host: string, status: number, target: string): Fault {
	const sentence = `${host} redirects the request to another host, ${target} (HTTP ${status}). ${unfollowed} If the server has moved there, use its URLs.`;
	return fault('redirect', sentence, status);
}

/** Returns the host name without the port, because ArcGIS uses port 6080 for http and 6443 for https. */
function hostOf({hostname}: URL): string {
	return hostname.toLowerCase().replace(/\.$/, '');
}

function withoutSlash(path: string): string {
	return path.replace(/\/+$/, '');
}

/** Returns the path of the requested job, task or service, without the operation at its end. */
function ownPath(path: string): string {
	return withoutSlash(path)
		.replace(/(\/jobs\/[^/]+)\/.*$/, '$1')
		.replace(/\/submitJob$/i, '');
}

/** Matches path segments of the sign-in pages of portals, ADFS, SAML and OAuth services. */
const signInSegment =
	/^(log-?[io]n|sign-?in|sign-?on|auth|authorize|authenticate|oauth2?|oidc|openid-connect|sso|saml2?|adfs|wsfed|idp|cas|account|my\.policy|webauth)(\.\w+)?$/i;
const signInParameter =
	/^(return_?url|redirect_?uri|samlrequest|relaystate|wtrealm|wa|response_type|client_id|state)$/i;

function looksLikeSignIn(to: URL): boolean {
	const isSegment = to.pathname.split('/').some(segment => signInSegment.test(segment));
	const isHost = /^(login|signin|sso|auth|idp|adfs|accounts?|sts)\./i.test(to.hostname);
	return isSegment || isHost || [...to.searchParams.keys()].some(name => signInParameter.test(name));
}

function shortened(path: string): string {
	return path.length > 300 ? `${path.slice(0, 300)}…` : path;
}
