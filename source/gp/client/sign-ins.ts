import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import type {Secret} from '../../text/secret.ts';
import type {BasicCredential, Credential, RenewableMeans} from '../credential.ts';
import {type Fault, fault} from '../fault.ts';
import {isToken, type SignInPlace, signInPlace} from '../sign-in.ts';
import {serverRootOf, serviceKeyOf} from '../token-scope.ts';
import {readBody, webSignInOf} from './body.ts';
import {originOf} from './origin.ts';
import {type Authorization, ServerSignIn, type Session} from './server-sign-in.ts';
import {basicHeader, createTokenServices, type Obtained} from './token-services.ts';
import type {HttpRequest, Received, Transport} from './transport.ts';

/** A request with its authorization, or why it must not be sent. */
type Authorised =
	| {readonly ok: true; readonly request: HttpRequest; readonly authorization: Authorization | undefined}
	| {readonly ok: false; readonly fault: Fault};

/** All sign-ins of one process, by server. No other code puts a token into a request. */
export type SignIns = {
	readonly authorise: (request: HttpRequest) => Promise<Authorised>;
	/** Like {@link SignIns.authorise}, but sends no token, for a service that may be public. */
	readonly withoutToken: (request: HttpRequest) => Promise<HttpRequest>;
	/** Records that the server accepted the authorization. */
	readonly accepted: (url: string, authorization: Authorization | undefined) => void;
	/**
	 * Records that the server answered without a token after it had rejected the saved sign-in, so that the service is
	 * public.
	 */
	readonly acceptedWithout: (url: string) => void;
	/**
	 * Records that the server rejected a request.
	 *
	 * @returns whether the request should be sent again
	 */
	readonly refused: (url: string, authorization: Authorization | undefined, code: number | null) => Promise<boolean>;
	/** Returns the fault of a rejected request, with what is known about the rejected token added to its message. */
	readonly explained: (url: string, authorization: Authorization | undefined, why: Fault) => Fault;
	/** Signs in with a credential that the user has entered. */
	readonly use: (credential: Credential) => void;
	/**
	 * Adds a token that came with a URL of the server. It is used if there is no other sign-in, until the server rejects
	 * it.
	 */
	readonly offer: (origin: string, token: Secret) => void;
	/**
	 * Registers a function that receives a notice for the user when a token turns out to be unnecessary.
	 *
	 * @returns a function that removes the listener
	 */
	readonly listen: (listener: (sentence: SafeText) => void) => () => void;
	readonly session: (origin: string) => Session | undefined;
	/**
	 * Asks a server for its token service.
	 *
	 * @param restUrl the `…/rest` of the server
	 */
	readonly find: (restUrl: string) => Promise<SignInPlace | {readonly kind: 'fault'; readonly fault: Fault}>;
	/** Tries the login of a user or an application, or a portal's token, once for a server, without saving anything. */
	readonly obtain: (means: RenewableMeans, restUrl: string) => Promise<Obtained>;
};

type SignInsOptions = {
	/** Sends requests without a token. */
	readonly transport: Pick<Transport, 'send'>;
	/** Returns the saved credential for a server by its origin. */
	readonly credentialOf: (origin: string) => Promise<Credential | undefined>;
	/** Returns the time in epoch milliseconds. */
	readonly now: () => number;
};

/** Milliseconds for which a public service is read without the token that its server rejected. */
const openFor = 60_000;

/** The sign-ins of the servers with one origin. Each context path is a separate server with its own tokens. */
type OfOrigin = {
	readonly servers: Map<string, ServerSignIn>;
	readonly urlTokens: Secret[];
	/** The credential that the user entered in this run. It takes precedence over the saved one. */
	given?: Credential;
	hasNotifiedOfUrl: boolean;
	hasNotifiedOfSaved: boolean;
};

/** Creates the sign-ins of a process. They read the saved credential of a server at its first request. */
export function createSignIns({transport, credentialOf, now}: SignInsOptions): SignIns {
	const origins = new Map<string, OfOrigin>();
	const services = createTokenServices({transport, now});
	/** The services that are read without a token, by URL: the time until which that lasts. */
	const open = new Map<string, number>();
	const listeners = new Set<(sentence: SafeText) => void>();

	function ofOrigin(origin: string): OfOrigin {
		const known = origins.get(origin);
		if (known) return known;
		const made = {servers: new Map(), urlTokens: [], hasNotifiedOfUrl: false, hasNotifiedOfSaved: false};
		origins.set(origin, made);
		return made;
	}

	function server(url: string): ServerSignIn {
		const {origin} = originOf(url);
		const of = ofOrigin(origin);
		const root = rootOf(url, of);
		const known = of.servers.get(root);
		if (known) return known;
		const made = new ServerSignIn({
			load: () => credentialOf(origin),
			obtain: (means, basic) => services.tokenFor(means, root, {basic}),
			urlTokens: () => of.urlTokens,
			now,
		});
		if (of.given) made.use(of.given);
		of.servers.set(root, made);
		return made;
	}

	/**
	 * Returns the root URL of the server that a URL belongs to. A file may be outside `/rest`; if only one server is
	 * known at its origin, the file belongs to that server.
	 */
	function rootOf(url: string, {servers}: OfOrigin): string {
		const root = serverRootOf(url);
		const [only, ...more] = servers.keys();
		return root === originOf(url).origin && !servers.has(root) && only !== undefined && more.length === 0 ? only : root;
	}

	function isOpen(url: string): boolean {
		if (open.size === 0) return false;
		const until = open.get(serviceKeyOf(url) ?? '');
		return until !== undefined && until > now();
	}

	function tell(sentence: SafeText): void {
		for (const listener of listeners) listener(sentence);
	}

	async function send(url: string): Promise<{readonly received: Received} | {readonly fault: Fault}> {
		const request: HttpRequest = {method: 'GET', url, parameters: {f: 'json'}, isLong: false};
		const sent = await transport.send(withAuthorization(request, undefined, await server(url).basic()));
		return sent.ok ? {received: sent.received} : {fault: sent.fault};
	}

	return {
		async authorise(request) {
			const signIn = server(request.url);
			if (isOpen(request.url))
				return {
					ok: true,
					request: withAuthorization(request, undefined, await signIn.basic()),
					authorization: undefined,
				};
			const found = await signIn.authorization();
			if ('fault' in found) return {ok: false, fault: found.fault};
			const basic = await signIn.basic();
			return {
				ok: true,
				request: withAuthorization(request, found.authorization, basic),
				authorization: found.authorization,
			};
		},
		withoutToken: async request => withAuthorization(request, undefined, await server(request.url).basic()),
		accepted(url, authorization) {
			const signIn = server(url);
			signIn.accepted(authorization);
			const {origin, host} = originOf(url);
			const of = ofOrigin(origin);
			if (authorization || !signIn.hasDropped || of.hasNotifiedOfUrl) return;
			of.hasNotifiedOfUrl = true;
			tell(tokenNotNeeded(host));
		},
		acceptedWithout(url) {
			const {origin, host} = originOf(url);
			const key = serviceKeyOf(url);
			if (key !== undefined) open.set(key, now() + openFor);
			const of = ofOrigin(origin);
			if (of.hasNotifiedOfSaved) return;
			of.hasNotifiedOfSaved = true;
			tell(keptNotNeeded(host));
		},
		async refused(url, authorization, code) {
			const wasOpen = isOpen(url) && open.delete(serviceKeyOf(url) ?? '');
			return wasOpen || server(url).refused(authorization, code);
		},
		explained(url, authorization, why) {
			const signIn = server(url);
			const {host} = originOf(url);
			if (why.kind !== 'sign-in' || why.code === null) return why;
			if (!authorization && signIn.hasDropped) return withSentence(why, tokenRefused(host, why.code));
			const means = signIn.credential?.means;
			const isForeign =
				authorization && !authorization.isOfUrl && authorization.referer === undefined && means?.kind === 'token';
			if (!isForeign || why.code !== 498) return why;
			return withSentence(why, safe`${why.sentence} ${refererHint(signIn.credential?.isOfEnvironment === true)}`);
		},
		use(credential) {
			const of = ofOrigin(credential.server);
			of.given = credential;
			of.hasNotifiedOfSaved = false;
			for (const signIn of of.servers.values()) signIn.use(credential);
			open.clear();
		},
		offer(origin, token) {
			const {urlTokens} = ofOrigin(origin);
			// With a token that cannot be sent in a header, every request would fail.
			if (isToken(token.reveal()) && !urlTokens.some(each => each.equals(token))) urlTokens.push(token);
		},
		listen(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		session(origin) {
			const all = [...(origins.get(origin)?.servers.values() ?? [])].flatMap(({session}) => session ?? []);
			return all.find(({expires}) => expires !== null) ?? all[0];
		},
		async find(restUrl) {
			const {host} = originOf(restUrl);
			const info = await send(`${restUrl}/info`);
			if ('fault' in info) return {kind: 'fault', fault: info.fault};
			const read = readBody(info.received, host);
			// If a web server in front of ArcGIS requires a sign-in, the token service is not involved, and a password for
			// it would not help.
			const web = webSignInOf(info.received, host) ?? (await webSignInOfServices(restUrl));
			if (web) return {kind: 'fault', fault: web};
			// A server may require a token even for this resource. The default URL of the token service is then used.
			return signInPlace(read.ok ? read.body : undefined, restUrl);
		},
		async obtain(means, restUrl) {
			const basic = await server(restUrl).basic();
			return services.tokenFor(means, serverRootOf(restUrl), {basic, isTrial: true});
		},
	};

	/**
	 * Returns the fault if a web server requires a sign-in for the services. `rest/info` may be public although they
	 * are not.
	 */
	async function webSignInOfServices(restUrl: string): Promise<Fault | undefined> {
		const sent = await send(`${restUrl}/services`);
		return 'received' in sent ? webSignInOf(sent.received, originOf(restUrl).host) : undefined;
	}
}

/** The notice if the server rejected the token of a URL and answers without it. */
export function tokenNotNeeded(host: string): SafeText {
	return safe`The token in the URL has expired, or ${safeText(host)} does not accept it. It is not needed there: gpjobs goes on without it.`;
}

/** The notice if the server rejected the saved sign-in but the service is public. */
export function keptNotNeeded(host: string): SafeText {
	return safe`${safeText(host)} does not accept the sign-in that is kept. What is open to all is read without it; gpjobs login signs in again.`;
}

/** The message for a rejected request after the token of a URL was rejected. */
export function tokenRefused(host: string, code: number): string {
	return `The token in the URL has expired, or ${host} does not accept it, and it wants a sign-in (${code}): gpjobs login.`;
}

/** The hint for a rejected token that the user provided: many tokens are bound to a referer, or belong to a portal. */
export function refererHint(isOfEnvironment: boolean): SafeText {
	return isOfEnvironment
		? safe`If the token is bound to a referer, name that in GPJOBS_REFERER; if a portal made it, name the portal in GPJOBS_TOKEN_PORTAL.`
		: safe`If the token is bound to a referer, give that with --referer; if a portal made it, name the portal with --portal.`;
}

function withSentence({sentence: _, ...rest}: Fault, text: string): Fault {
	return {...rest, sentence: fault(rest.kind, text).sentence};
}

/**
 * Adds a token to a request; no other code does. The token is put into headers, or into the form for a server that
 * reads it only there, but never into the URL, which proxies and servers write to their logs.
 */
function withAuthorization(
	request: HttpRequest,
	authorization: Authorization | undefined,
	basic: BasicCredential | undefined,
): HttpRequest {
	const headers: Record<string, string> = {...request.headers, ...(basic ? basicHeader(basic) : {})};
	if (!authorization) return {...request, headers};
	if (authorization.referer !== undefined) headers.referer = authorization.referer;
	if (authorization.by === 'header') {
		headers['x-esri-authorization'] = `Bearer ${authorization.token.reveal()}`;
		return {...request, headers};
	}
	return {
		...request,
		method: 'POST',
		isReading: request.method === 'GET',
		parameters: {...request.parameters, token: authorization.token.reveal()},
		headers,
	};
}
