import type http from 'node:http';
import type https from 'node:https';
import {createRequire} from 'node:module';
import type tls from 'node:tls';
import {originOf} from './origin.ts';

// Loaded when the first request is made: an import of node:http brings all of Node's other HTTP client with it.
const require = createRequire(import.meta.url);
const load = {
	http: (): typeof http => require('node:http'),
	https: (): typeof https => require('node:https'),
	tls: (): typeof tls => require('node:tls'),
};

/** What one server is trusted for, and shown, beside what this machine trusts. */
export type ServerTrust = {
	/** Certificates of authorities, PEM. */
	readonly authorities?: string;
	/** The one certificate that the server may show: its PEM and SHA-256 as `AB:CD:…`. */
	readonly pin?: {readonly certificate: string; readonly sha256: string};
	/** The certificate that gpjobs shows, and its key, PEM. */
	readonly client?: {readonly certificate: string; readonly key: string};
};

export type Agents = {readonly http?: http.Agent; readonly https?: https.Agent};

/** The connections of one process: kept alive, through the proxies that the environment names, to servers that are trusted. */
export type Connections = {
	readonly agents: (url: string) => Agents;
	/** Whether only one certificate counts for the server. */
	readonly isPinned: (origin: string) => boolean;
	/** Looks anew at what servers are trusted for: connections made from now on see it. */
	readonly renew: () => void;
	/** Ends every connection. */
	readonly close: () => void;
};

export type ConnectionOptions = {
	/** Where proxies are named: `HTTP_PROXY`, `HTTPS_PROXY`, `NO_PROXY`. */
	readonly environment: NodeJS.ProcessEnv;
	/** By origin. */
	readonly trustOf?: ((origin: string) => ServerTrust | undefined) | undefined;
	/** Whether connections are kept for the next request. */
	readonly keepAlive?: boolean;
	/** Epoch milliseconds: unlike a clock that never jumps, it goes on while the machine sleeps. */
	readonly now?: () => number;
};

/** Milliseconds without a request after which no kept connection is used again: the machine has slept, or might have. */
const longestPause = 60_000;

/** Makes what all requests go through. Nothing is opened before the first one. */
export function createConnections(options: ConnectionOptions): Connections {
	const {environment, trustOf, keepAlive = true, now = Date.now} = options;
	const kept = {keepAlive, maxFreeSockets: 8, proxyEnv: environment};
	let plain: http.Agent | undefined;
	const special = new Map<string, https.Agent>();
	let usual: https.Agent | undefined;
	let lastAsked = now();

	function unencrypted(): http.Agent {
		plain ??= new (load.http().Agent)(kept);
		return plain;
	}

	function secure(origin: string): https.Agent {
		const known = special.get(origin);
		if (known) return known;
		const trust = trustOf?.(origin);
		if (!trust) {
			usual ??= new (load.https().Agent)({...kept, ca: authoritiesOfMachine()});
			return usual;
		}
		// A session that is taken up again is not looked at again, so none is kept.
		const agent = new (load.https().Agent)({...kept, ...tlsOptions(trust), maxCachedSessions: 0});
		special.set(origin, agent);
		return agent;
	}

	const all = () => [plain, usual, ...special.values()].filter(agent => agent !== undefined);

	/**
	 * What lies between has forgotten connections that a sleeping machine kept: a request on one of them would hang until
	 * its time is over.
	 */
	function dropOldConnections(): void {
		const pause = Math.abs(now() - lastAsked);
		lastAsked = now();
		if (pause < longestPause) return;
		for (const {freeSockets} of all()) for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
	}

	return {
		agents(url) {
			dropOldConnections();
			const {origin, isSecure} = originOf(url);
			// Without the other one: no redirect is followed, to another scheme either.
			return isSecure ? {https: secure(origin)} : {http: unencrypted()};
		},
		isPinned: origin => trustOf?.(origin)?.pin !== undefined,
		renew() {
			for (const agent of special.values()) agent.destroy();
			special.clear();
		},
		close() {
			for (const agent of all()) agent.destroy();
		},
	};
}

/**
 * With a pin, nothing but that certificate is believed: it is its own authority, and what the server shows must be it.
 * Both are looked at before the first byte of a request leaves (Node, "tls.connect", `checkServerIdentity`). Whether
 * host name and authority fit does not matter then; the dates still do.
 */
function tlsOptions({authorities, pin, client}: ServerTrust): https.AgentOptions {
	const shown = client ? {cert: client.certificate, key: client.key} : {};
	if (!pin) {
		return {
			...shown,
			ca: authorities === undefined ? authoritiesOfMachine() : [...authoritiesOfMachine(), authorities],
		};
	}
	return {
		...shown,
		ca: pin.certificate,
		allowPartialTrustChain: true,
		checkServerIdentity: (_, certificate) =>
			certificate.fingerprint256 === pin.sha256
				? undefined
				: Object.assign(new Error('another certificate than the pinned one'), {code: changedCertificate}),
	};
}

/** The code of the error when a server shows another certificate than the pinned one. */
export const changedCertificate = 'ERR_GPJOBS_CERT_CHANGED';

let ofMachine: string[] | undefined;

/** Those that Node brings along, those of the system's store, and those of `NODE_EXTRA_CA_CERTS`, each once. */
function authoritiesOfMachine(): string[] {
	const tls = load.tls();
	ofMachine ??= [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
	return ofMachine;
}
