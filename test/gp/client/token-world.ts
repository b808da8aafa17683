import {createServer, type IncomingHttpHeaders, type Server} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';
import {createClient, type SignedClient} from '../../../source/gp/client/client.ts';
import type {Credential} from '../../../source/gp/credential.ts';

/** A request as a server of these tests saw it. */
export type Seen = {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly form: URLSearchParams;
	/** From a header or a form. */
	readonly token: string | undefined;
};

export type TestServer = {
	readonly origin: string;
	readonly seen: readonly Seen[];
	/** All that arrived there, as one text: what must not be in it is looked for. */
	readonly all: () => string;
};

/** A server on the loopback interface that answers as a test says, in JSON; it is stopped after the test. */
export async function testServer(answer: (request: Seen) => unknown, host = '127.0.0.1'): Promise<TestServer> {
	const seen: Seen[] = [];
	const server: Server = createServer((incoming, outgoing) => {
		let body = '';
		incoming.setEncoding('utf8').on('data', text => {
			body += text;
		});
		incoming.on('end', () => {
			const form = new URLSearchParams(body);
			const header = String(incoming.headers['x-esri-authorization'] ?? '');
			const token = /^Bearer (.+)$/.exec(header)?.[1] ?? form.get('token') ?? undefined;
			const {method = '', url: path = '', headers} = incoming;
			const request = {method, path, headers, form, token};
			seen.push(request);
			const answered = answer(request);
			outgoing.writeHead(200, {'content-type': 'application/json'});
			outgoing.end(typeof answered === 'string' ? answered : JSON.stringify(answered));
		});
	});
	await new Promise<void>(resolve => server.listen(0, host, resolve));
	onTestFinished(async () => {
		server.closeAllConnections();
		await new Promise(resolve => server.close(resolve));
	});
	const {port} = server.address() as AddressInfo;
	return {
		origin: `http://${host}:${port}`,
		seen,
		all: () => seen.map(({path, headers, form}) => JSON.stringify([path, headers, form.toString()])).join('\n'),
	};
}

/** What the portal of these tests says of a server that it does not know. */
export const notFederatedHere = 'The server is not federated with this portal';
export const refusal = (code: number, message: string) => ({error: {code, message, details: []}});
export const running = {jobStatus: 'esriJobExecuting', messages: []};
export const jobPath = '/arcgis/rest/services/S/GPServer/T/jobs/j1';

/** A client with what is kept by server; what is signed in with later is not kept. */
export function clientWith(kept: readonly Credential[] = []): SignedClient {
	const client = createClient({
		version: '0',
		// Read anew each time, as from a file.
		async credentialOf(origin) {
			const found = kept.find(({server}) => server === origin);
			return found && {...found, ...(found.means ? {means: {...found.means}} : {})};
		},
	});
	onTestFinished(client.close);
	return client;
}

/**
 * A portal that gives tokens to ann and to an application, and makes tokens for the servers that it is federated with.
 *
 * @param life milliseconds of a server's token; its own live ten times as long
 */
export function portalServer(federated: readonly string[] | (() => readonly string[]), life = 3_600_000) {
	const given = {portal: 0, server: 0};
	let isForgetful = false;
	const known = new Set<string>();
	const answer = ({path, form, headers}: Seen): unknown => {
		const issue = (kind: 'portal' | 'server') => {
			given[kind]++;
			const token = `${kind.toUpperCase()}-TOKEN-${given[kind]}`;
			if (kind === 'portal') known.add(token);
			return token;
		};
		if (path.endsWith('/oauth2/token')) {
			return form.get('client_secret') === 'app-secret'
				? {access_token: issue('portal'), expires_in: life / 100}
				: refusal(400, 'Invalid client_secret');
		}
		if (!path.endsWith('/sharing/rest/generateToken')) return refusal(404, 'No such resource.');
		if (form.has('serverUrl')) {
			const servers = typeof federated === 'function' ? federated() : federated;
			const token = form.get('token') ?? '';
			if (isForgetful || !known.has(token)) {
				isForgetful = false;
				known.clear();
				return refusal(498, 'Invalid token.');
			}
			if (headers.referer !== 'gpjobs' && !token.startsWith('USER')) return refusal(498, 'Invalid referer.');
			return servers.includes(form.get('serverUrl') ?? '')
				? {token: issue('server'), expires: Date.now() + life, ssl: false}
				: refusal(400, `${notFederatedHere}.`);
		}
		return form.get('username') === 'ann' && form.get('password') === 'pa55-word'
			? {token: issue('portal'), expires: Date.now() + 10 * life}
			: refusal(400, 'Invalid username or password.');
	};
	return {
		answer,
		given,
		known,
		/** The next exchange finds all tokens forgotten, as after a restart of the portal. */
		forget: () => {
			isForgetful = true;
		},
	};
}

/** A GP server that takes only tokens that its portal made for it. */
export function federatedServer(portalOrigin: () => string, isGood = (token: string) => token.startsWith('SERVER-')) {
	return ({path, token}: Seen): unknown => {
		if (/\/rest\/info/.test(path)) return {currentVersion: 11.3, owningSystemUrl: `${portalOrigin()}/portal`};
		if (token === undefined) return refusal(499, 'Token Required');
		return isGood(token) ? running : refusal(498, 'Invalid Token.');
	};
}
