import {type Fault, fault} from '../fault.ts';

/**
 * The fault of an answer that sends the request elsewhere. gpjobs does not go there: a token or a form would follow to a
 * place that nobody named. The sentence says what the target means, and of the target no more than its host or path: its
 * query may hold a token.
 *
 * @param asked the URL that was asked
 * @param location the header, as sent
 */
export function redirectFault(asked: string, status: number, location: string | undefined): Fault {
	const from = new URL(asked);
	const to = location === undefined ? null : URL.parse(location, asked);
	return fault('redirect', sentenceOf(from, to, status), status);
}

function sentenceOf(from: URL, to: URL | null, status: number): string {
	const {host} = from;
	const unfollowed = 'gpjobs does not follow redirects.';
	if (!to || !/^https?:$/.test(to.protocol)) {
		return `${host} redirects the request, but not to where (HTTP ${status}). ${unfollowed}`;
	}
	const isSameHost = hostOf(to) === hostOf(from);
	const isSamePath = withoutSlash(to.pathname) === withoutSlash(from.pathname);
	if (isSameHost && isSamePath && from.protocol === 'http:' && to.protocol === 'https:') {
		return `${host} wants https:// (HTTP ${status}). Use ${to.origin}${ownPath(from.pathname)} instead: gpjobs add takes it.`;
	}
	if (looksLikeSignIn(to)) {
		const where = isSameHost ? '' : ` on ${to.host}`;
		return `${host} redirects the request to a sign-in page${where} (HTTP ${status}). gpjobs signs in with tokens: gpjobs login, or an address of the server that takes them.`;
	}
	if (isSameHost && from.protocol === 'https:' && to.protocol === 'http:') {
		return `${host} redirects the request to http://${to.host}, without encryption (HTTP ${status}). ${unfollowed}`;
	}
	if (isSameHost && from.origin === to.origin && isSamePath) {
		return `${host} redirects the request to the same address again (HTTP ${status}). It may want a cookie or a sign-in in the browser.`;
	}
	if (isSameHost && /\/(submitJob|cancel)\/?$/i.test(from.pathname) && /\/jobs\/[^/]+\/?$/i.test(to.pathname)) {
		return `${host} redirects the request to the page of a job, ${shortened(to.pathname)} (HTTP ${status}). ${unfollowed}`;
	}
	if (isSameHost) {
		const port = to.host === host ? '' : ` on ${to.origin}`;
		return `${host} says that this has moved to ${shortened(to.pathname)}${port} (HTTP ${status}). ${unfollowed} Use that path if it is right.`;
	}
	return `${host} redirects the request to another host, ${to.host} (HTTP ${status}). ${unfollowed} If the server has moved there, use its URLs.`;
}

/** The name alone: ArcGIS answers plain http on 6080 and https on 6443. */
function hostOf({hostname}: URL): string {
	return hostname.toLowerCase().replace(/\.$/, '');
}

function withoutSlash(path: string): string {
	return path.replace(/\/+$/, '');
}

/** The path of the job, the task or whatever was asked, without what was wanted of it. */
function ownPath(path: string): string {
	return withoutSlash(path)
		.replace(/(\/jobs\/[^/]+)\/.*$/, '$1')
		.replace(/\/submitJob$/i, '');
}

/** Segments of paths at which portals, ADFS, SAML and OAuth services sign people in. */
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
