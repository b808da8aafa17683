import {knowSecret} from '../../text/known-secrets.ts';
import type {Credential, SignInMeans} from '../credential.ts';
import {type Fault, fault} from '../fault.ts';
import {givenToken, type SignInPlace, signInPlace} from '../sign-in.ts';
import {readBody} from './body.ts';
import {originOf} from './origin.ts';
import {type Obtained, ownReferer, type Pass, ServerSignIn, type Standing} from './server-sign-in.ts';
import type {Order, Transport} from './transport.ts';

/** A request with what its server is to be shown, or why it is not to be sent. */
export type Authorised =
	| {readonly ok: true; readonly order: Order; readonly pass: Pass | undefined}
	| {readonly ok: false; readonly fault: Fault};

/** All sign-ins of one process, by server. The only place that puts a token into a request. */
export type SignIns = {
	readonly authorise: (order: Order) => Promise<Authorised>;
	/** The server answered to what it was shown. */
	readonly accepted: (url: string) => void;
	/** The server refused. @returns whether asking again is worth while */
	readonly refused: (url: string, pass: Pass | undefined, code: number | null) => Promise<boolean>;
	/** Signs in with what somebody gave, from now on. */
	readonly use: (credential: Credential) => void;
	readonly standing: (origin: string) => Standing | undefined;
	/** Asks a server where it gives tokens. @param restUrl its `…/rest` */
	readonly find: (restUrl: string) => Promise<SignInPlace | {readonly kind: 'fault'; readonly fault: Fault}>;
	/** Tries a user or an application once, without keeping anything. */
	readonly obtain: (means: Extract<SignInMeans, {readonly kind: 'password' | 'app'}>) => Promise<Obtained>;
};

export type SignInsOptions = {
	/** Sends what carries no token. */
	readonly transport: Pick<Transport, 'send'>;
	/** What is kept for a server, by origin. */
	readonly credentialOf: (origin: string) => Promise<Credential | undefined>;
	/** Epoch milliseconds. */
	readonly now: () => number;
};

/** Minutes that a token is asked for; servers cut it to what they allow. */
const wantedLife = 60;

export function createSignIns({transport, credentialOf, now}: SignInsOptions): SignIns {
	const servers = new Map<string, ServerSignIn>();

	function server(origin: string): ServerSignIn {
		const known = servers.get(origin);
		if (known) return known;
		const made = new ServerSignIn({load: () => credentialOf(origin), obtain, now});
		servers.set(origin, made);
		return made;
	}

	async function post(url: string, parameters: Readonly<Record<string, string>>): Promise<Obtained> {
		const {host} = originOf(url);
		const headers = {referer: ownReferer};
		const sent = await transport.send({
			method: 'POST',
			url,
			parameters: {f: 'json', ...parameters},
			isLong: false,
			headers,
		});
		if (!sent.ok) return {ok: false, fault: sent.fault};
		const read = readBody(sent.received, host);
		if (!read.ok) {
			// What the server says of a wrong password comes in an envelope of many codes.
			const isSaid = read.fault.kind === 'server' || read.fault.kind === 'forbidden' || read.fault.kind === 'sign-in';
			return {ok: false, fault: isSaid ? {...read.fault, kind: 'sign-in'} : read.fault};
		}
		const given = givenToken(read.body, now());
		if (given) return {ok: true, given};
		return {ok: false, fault: fault('sign-in', `${host} gave no token that can be used. Is it the right server?`)};
	}

	function obtain(means: Extract<SignInMeans, {readonly kind: 'password' | 'app'}>): Promise<Obtained> {
		if (means.kind === 'app') {
			return post(means.tokenUrl, {
				client_id: means.clientId,
				client_secret: means.secret.reveal(),
				grant_type: 'client_credentials',
				expiration: String(wantedLife),
			});
		}
		return post(means.tokenUrl, {
			username: means.user,
			password: means.password.reveal(),
			client: 'referer',
			referer: ownReferer,
			expiration: String(wantedLife),
		});
	}

	return {
		async authorise(order) {
			const signIn = server(originOf(order.url).origin);
			const passed = await signIn.pass();
			if ('fault' in passed) return {ok: false, fault: passed.fault};
			const basic = await signIn.basic();
			return {ok: true, order: shown(order, passed.pass, basic), pass: passed.pass};
		},
		accepted: url => servers.get(originOf(url).origin)?.accepted(),
		refused: (url, pass, code) => server(originOf(url).origin).refused(pass, code),
		use: credential => server(credential.server).use(credential),
		standing: origin => servers.get(origin)?.standing,
		async find(restUrl) {
			const sent = await transport.send({
				method: 'GET',
				url: `${restUrl}/info`,
				parameters: {f: 'json'},
				isLong: false,
			});
			if (!sent.ok) return {kind: 'fault', fault: sent.fault};
			const read = readBody(sent.received, originOf(restUrl).host);
			// A server may want a token even for that: then its usual place is tried.
			return signInPlace(read.ok ? read.body : undefined, restUrl);
		},
		obtain,
	};
}

/**
 * Puts what a server is to be shown into a request, and nowhere else is that done: into headers, or, for a server that
 * looks only there, into a form. Never into the URL, which proxies and servers write into their logs.
 */
function shown(order: Order, pass: Pass | undefined, basic: Credential['basic']): Order {
	const headers: Record<string, string> = {...order.headers};
	if (basic) {
		const credentials = Buffer.from(`${basic.user}:${basic.password.reveal()}`).toString('base64');
		knowSecret(credentials);
		headers.authorization = `Basic ${credentials}`;
	}
	if (!pass) return {...order, headers};
	if (pass.referer !== undefined) headers.referer = pass.referer;
	if (pass.by === 'header') {
		headers['x-esri-authorization'] = `Bearer ${pass.token.reveal()}`;
		return {...order, headers};
	}
	return {
		...order,
		method: 'POST',
		isReading: order.method === 'GET',
		parameters: {...order.parameters, token: pass.token.reveal()},
		headers,
	};
}
