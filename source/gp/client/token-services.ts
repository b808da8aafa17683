import {knowSecret} from '../../text/known-secrets.ts';
import {Secret} from '../../text/secret.ts';
import type {BasicCredential, RenewableMeans} from '../credential.ts';
import {type Fault, fault} from '../fault.ts';
import {type GivenToken, givenToken} from '../sign-in.ts';
import {isOfSameServer, type Portal, portalOfTokenUrl, takesOnlineToken} from '../token-scope.ts';
import {readBody} from './body.ts';
import {originOf} from './origin.ts';
import {PortalTokens, type TokenAnswer} from './portal-tokens.ts';
import type {Transport} from './transport.ts';

/** A token for a server. */
type ServerToken = {
	readonly token: Secret;
	/** When the token expires, in epoch milliseconds; `null` if not known. */
	readonly expires: number | null;
	/** The `Referer` that the token is bound to. */
	readonly referer: string | undefined;
};

/** The outcome of a request for a token: the token, or a fault. */
export type Obtained = {readonly ok: true; readonly given: ServerToken} | {readonly ok: false; readonly fault: Fault};

/** Requests tokens from token services. */
type TokenServices = {
	/**
	 * Gets a token for a server: from the server's own token service, or from a portal in exchange for a token of that
	 * portal.
	 *
	 * @param serverRoot the URL by which the portal knows the server, from `serverRootOf`
	 */
	readonly tokenFor: (means: RenewableMeans, serverRoot: string, options?: AskingOptions) => Promise<Obtained>;
};

type AskingOptions = {
	/** The credential for a web server in front of the server, of its token service or of its portal. */
	readonly basic?: BasicCredential | undefined;
	/** Whether the user has just entered the password: it is then tried even if it was rejected before. */
	readonly isTrial?: boolean | undefined;
};

type TokenServicesOptions = {
	/** Sends requests without a token. */
	readonly transport: Pick<Transport, 'send'>;
	/** Returns the time in epoch milliseconds. */
	readonly now: () => number;
};

/**
 * The `Referer` that gpjobs sends. The tokens that it requests are bound to this value, so that a stolen token is
 * useless in a browser.
 */
const ownReferer = 'gpjobs';

/** The lifetime in minutes that gpjobs requests. Servers shorten it to their maximum. */
const wantedLife = 60;

type Basic = BasicCredential | undefined;

/** Creates the client of token services. It keeps the tokens of portals in memory. */
export function createTokenServices({transport, now}: TokenServicesOptions): TokenServices {
	const ofPortals = new PortalTokens(askPortal, now);

	async function post(
		url: string,
		parameters: Readonly<Record<string, string>>,
		{referer = ownReferer, basic}: {readonly referer?: string; readonly basic?: BasicCredential | undefined} = {},
	): Promise<TokenAnswer> {
		const {host} = originOf(url);
		const sent = await transport.send({
			method: 'POST',
			url,
			parameters: {f: 'json', ...parameters, expiration: String(wantedLife)},
			isLong: false,
			headers: {referer, ...(basic ? basicHeader(basic) : {})},
		});
		if (!sent.ok) return {ok: false, fault: sent.fault};
		const read = readBody(sent.received, host);
		if (!read.ok) {
			// For a wrong password, token services send an error envelope with various codes.
			const isSaid = read.fault.kind === 'server' || read.fault.kind === 'forbidden' || read.fault.kind === 'sign-in';
			return {ok: false, fault: isSaid ? {...read.fault, kind: 'sign-in', code: null} : read.fault};
		}
		const given = givenToken(read.body, now());
		if (given) {
			knowSecret(given.token);
			return {ok: true, given};
		}
		return {ok: false, fault: fault('sign-in', `${host} gave no token that can be used. Is it the right server?`)};
	}

	function withPassword(means: Extract<RenewableMeans, {readonly kind: 'password'}>, basic: Basic) {
		const {user, password, tokenUrl} = means;
		const form = {username: user, password: password.reveal(), client: 'referer', referer: ownReferer};
		return post(tokenUrl, form, {basic});
	}

	async function askPortal(means: RenewableMeans, basic: Basic): Promise<TokenAnswer> {
		switch (means.kind) {
			case 'token':
				return {ok: true, given: {token: means.token.reveal(), expires: means.expires ?? null}};
			case 'password':
				return withPassword(means, basic);
			case 'app':
				return post(
					means.tokenUrl,
					{
						client_id: means.clientId,
						client_secret: means.secret.reveal(),
						grant_type: 'client_credentials',
					},
					{basic},
				);
		}
	}

	/**
	 * Gets a token for the server from the portal in exchange for a token of the portal ("Generate Token", `token` and
	 * `serverUrl`).
	 */
	async function exchanged(
		means: RenewableMeans,
		portal: Portal,
		serverRoot: string,
		{basic, isTrial = false}: AskingOptions,
	): Promise<Obtained> {
		const own = await ofPortals.of(means, basic, isTrial);
		if (!own.ok) return {ok: false, fault: named(own.fault, portal.host, serverRoot)};
		const boundTo = means.kind === 'token' ? means.referer : undefined;
		if (takesOnlineToken(portal.restUrl, serverRoot)) {
			return obtained(own.given, means.kind === 'password' ? ownReferer : boundTo);
		}
		const form = {token: own.given.token, serverUrl: serverRoot, client: 'referer', referer: ownReferer};
		const made = await post(portal.tokenUrl, form, {basic, ...(boundTo === undefined ? {} : {referer: boundTo})});
		if (made.ok && made.given.token !== own.given.token) return obtained(made.given, ownReferer);
		if (!made.ok && made.fault.kind !== 'sign-in')
			return {ok: false, fault: named(made.fault, portal.host, serverRoot)};
		if (own.isOld && means.kind !== 'token') {
			// The portal may no longer accept its own token. The exchange is repeated once with a new one.
			ofPortals.forget(means);
			return exchanged(means, portal, serverRoot, {basic});
		}
		return {ok: false, fault: notFederated(portal.host, serverRoot, made.ok ? undefined : made.fault)};
	}

	return {
		async tokenFor(means, serverRoot, {basic, isTrial} = {}) {
			const portal = portalOfMeans(means);
			const {origin} = originOf(serverRoot);
			if (portal) {
				const isBehind = originOf(portal.tokenUrl).origin === origin;
				return exchanged(means, portal, serverRoot, {basic: isBehind ? basic : undefined, isTrial});
			}
			if (means.kind !== 'password') return {ok: false, fault: fault('sign-in', noPortal(means, serverRoot))};
			const isOwn = isOfSameServer(means.tokenUrl, serverRoot);
			if (!isOwn && !means.isNamedByUser)
				return {ok: false, fault: fault('sign-in', foreign(means.tokenUrl, serverRoot))};
			const given = await withPassword(means, originOf(means.tokenUrl).origin === origin ? basic : undefined);
			if (given.ok) return obtained(given.given, ownReferer);
			return {ok: false, fault: named(given.fault, originOf(means.tokenUrl).host, serverRoot)};
		},
	};
}

/** Makes the header for HTTP Basic authentication. */
export function basicHeader({user, password}: BasicCredential): {readonly authorization: string} {
	const credentials = Buffer.from(`${user}:${password.reveal()}`).toString('base64');
	knowSecret(credentials);
	return {authorization: `Basic ${credentials}`};
}

function portalOfMeans(means: RenewableMeans): Portal | undefined {
	return portalOfTokenUrl(means.kind === 'token' ? means.portalTokenUrl : means.tokenUrl);
}

function obtained({token, expires}: GivenToken, referer: string | undefined): Obtained {
	return {ok: true, given: {token: new Secret(token), expires, referer}};
}

/** Adds the name of the token service to a fault, if the service is on another host than the server. */
function named(why: Fault, tokenHost: string, serverRoot: string): Fault {
	const {host} = originOf(serverRoot);
	if (tokenHost === host) return why;
	const {sentence, ...rest} = why;
	return {...rest, sentence: fault(why.kind, atTokenService(host, tokenHost, sentence)).sentence};
}

/** The message for a fault of a token service on another host. */
export function atTokenService(host: string, tokenHost: string, sentence: string): string {
	return `Signing in to ${host} at ${tokenHost}: ${sentence}`;
}

/**
 * The fault if a portal does not issue a token for a server.
 *
 * @param why the error from the portal; `undefined` if it only returned its own token
 */
export function notFederated(portalHost: string, serverRoot: string, why: Fault | undefined): Fault {
	const heard = why === undefined ? 'it answered with its own token again.' : why.sentence;
	return fault(
		'sign-in',
		`The portal ${portalHost} gives no token for ${serverRoot}: ${heard} Is the server federated with this portal, and under this address? The portal's own token was not sent to ${originOf(serverRoot).host}.`,
	);
}

function noPortal(means: RenewableMeans, serverRoot: string): string {
	const place = means.kind === 'token' ? means.portalTokenUrl : means.tokenUrl;
	return `${place} is not the address of a portal, so that nothing was sent to ${originOf(serverRoot).host}. Sign in again with gpjobs login.`;
}

function foreign(tokenUrl: string, serverRoot: string): string {
	const {host} = originOf(serverRoot);
	return `The sign-in that is kept for ${host} asks ${originOf(tokenUrl).host} for tokens, which would be that server's own. Nothing was sent. Sign in again with gpjobs login ${host}, with --token-url if both belong together.`;
}
