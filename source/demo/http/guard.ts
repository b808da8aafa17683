import {randomUUID} from 'node:crypto';
import type {IncomingHttpHeaders} from 'node:http';
import {type DemoAnswer, refusal, resource} from './answer.ts';
import type {DemoRequest} from './demo-request.ts';

/** How clients must sign in to the demo server. */
export type Security = {
	/**
	 * Who issues tokens. `standalone`: the server itself. `federated`: its portal, which exchanges its tokens for tokens
	 * of the server.
	 */
	mode: 'standalone' | 'federated';
	/** The lifetime of a token in milliseconds; by default an hour. */
	tokenLife?: number;
	/**
	 * Where the server looks for a token: everywhere (the default), or only in the form and the query, as old servers
	 * do.
	 */
	reads?: 'everywhere' | 'parameters';
};

/** The account for signing in to a secured demo server. It is public. */
const demoUser = {name: 'demo', password: 'demo'} as const;
const demoApplication = {id: 'demo-app', secret: 'demo-secret'} as const;

/** Answers sign-in requests, and refuses other requests without a valid token. */
export type Guard = {
	/**
	 * Answers a sign-in request, or refuses a request.
	 *
	 * @returns `undefined` if the request is allowed
	 */
	readonly answer: (method: string, headers: IncomingHttpHeaders, request: DemoRequest) => DemoAnswer | undefined;
	/** Makes all tokens invalid, as a restart of the server does. */
	readonly revokeAll: () => void;
};

/**
 * The kind of server for which a token is valid. A portal and its federated server do not accept each other's tokens,
 * because a server must not see a token of the portal.
 */
type Audience = 'portal' | 'server';
type Issued = {readonly expires: number; readonly referer: string | undefined; readonly audience: Audience};

const hour = 3_600_000;
const wrongUser = refusal(400, 'Unable to generate token.', ['Invalid username or password.']);

/** Makes the guard that checks the tokens in the requests to a demo server. */
export function createGuard(origin: string, {mode, tokenLife = hour, reads = 'everywhere'}: Security): Guard {
	const issued = new Map<string, Issued>();

	function issue(audience: Audience, referer: string | undefined): {readonly token: string; readonly expires: number} {
		const token = randomUUID().replaceAll('-', '');
		const expires = Date.now() + tokenLife;
		issued.set(token, {expires, referer, audience});
		return {token, expires};
	}

	function generateToken(method: string, headers: IncomingHttpHeaders, parameters: URLSearchParams): DemoAnswer {
		// Servers refuse a password in a URL, because URLs are logged.
		if (method !== 'POST') return refusal(405, 'Method not allowed.');
		const referer = parameters.get('client') === 'referer' ? (parameters.get('referer') ?? undefined) : undefined;
		const made = (audience: Audience) => resource('Generate Token', {...issue(audience, referer), ssl: false});
		const isUser = parameters.get('username') === demoUser.name && parameters.get('password') === demoUser.password;
		if (mode === 'standalone') return isUser ? made('server') : wrongUser;
		const serverUrl = parameters.get('serverUrl');
		if (serverUrl === null) return isUser ? made('portal') : wrongUser;
		// A portal exchanges its own token for one of a federated server.
		if (!isUser) {
			const why = refusedToken(parameters.get('token') ?? '', 'portal', headers);
			if (why) return why;
		}
		const isFederated = serverUrl.replace(/\/+$/, '').toLowerCase() === `${origin}/arcgis`;
		return isFederated ? made('server') : refusal(400, 'Unable to generate token.', ['The server is not federated.']);
	}

	function grant(parameters: URLSearchParams): DemoAnswer {
		const {id, secret} = demoApplication;
		const isKnown = parameters.get('client_id') === id && parameters.get('client_secret') === secret;
		if (!isKnown) return refusal(400, 'Invalid client_id', []);
		const {token} = issue('portal', undefined);
		return resource('OAuth2 Token', {access_token: token, expires_in: Math.ceil(tokenLife / 1000)});
	}

	/** Returns the error for an invalid token; `undefined` for a valid one. */
	function refusedToken(token: string, audience: Audience, headers: IncomingHttpHeaders): DemoAnswer | undefined {
		const known = issued.get(token);
		if (!known || known.audience !== audience || known.expires <= Date.now()) return refusal(498, 'Invalid token.');
		const isBound = known.referer === undefined || headers.referer?.startsWith(known.referer) === true;
		return isBound ? undefined : refusal(498, 'Invalid token.');
	}

	function info(): DemoAnswer {
		const authInfo =
			mode === 'standalone'
				? {
						isTokenBasedSecurity: true,
						tokenServicesUrl: `${origin}/arcgis/tokens/generateToken`,
						shortLivedTokenValidity: 60,
					}
				: {isTokenBasedSecurity: true, tokenServicesUrl: `${origin}/portal/sharing/rest/generateToken`};
		const owner = mode === 'federated' ? {owningSystemUrl: `${origin}/portal`} : {};
		return resource('Server Info', {currentVersion: 11.3, fullVersion: '11.3.0', ...owner, authInfo});
	}

	/** Returns the error for a request without a valid token; `undefined` if the request is allowed. */
	function refused(
		audience: Audience,
		headers: IncomingHttpHeaders,
		parameters: URLSearchParams,
	): DemoAnswer | undefined {
		const sent = parameters.get('token') ?? (reads === 'everywhere' ? bearerOf(headers) : undefined);
		return sent ? refusedToken(sent, audience, headers) : refusal(499, 'Token Required');
	}

	return {
		answer(method, headers, {segments, parameters}) {
			const path = segments?.join('/').toLowerCase() ?? '';
			if (path === 'arcgis/rest/info') return info();
			if (path === 'arcgis/tokens/generatetoken' && mode === 'standalone')
				return generateToken(method, headers, parameters);
			if (mode === 'federated') {
				if (path === 'portal/sharing/rest/generatetoken') return generateToken(method, headers, parameters);
				if (path === 'portal/sharing/rest/oauth2/token' && method === 'POST') return grant(parameters);
				if (path === 'portal/sharing/rest/info') return info();
			}
			if (mode === 'federated' && path.startsWith('portal/sharing/rest/')) {
				return refused('portal', headers, parameters) ?? portalAnswer(path);
			}
			return path.startsWith('arcgis/rest') || path.startsWith('portal')
				? refused('server', headers, parameters)
				: undefined;
		},
		revokeAll: () => issued.clear(),
	};
}

/** Returns the resources of a portal that clients need for signing in. */
function portalAnswer(path: string): DemoAnswer | undefined {
	if (path.endsWith('/community/self')) return resource('User', {username: demoUser.name, fullName: 'Demo User'});
	return path.endsWith('/portals/self') ? resource('Portal', {id: '0123456789ABCDEF', isPortal: true}) : undefined;
}

function bearerOf(headers: IncomingHttpHeaders): string | undefined {
	const header = headers['x-esri-authorization'] ?? headers.authorization;
	return /^Bearer (.+)$/.exec(String(header ?? ''))?.[1];
}
