import type http from 'node:http';
import type https from 'node:https';
import {createRequire} from 'node:module';
import type net from 'node:net';
import type tls from 'node:tls';
import type {RequestFunction} from 'got';
import {loadPart, type PartMissing} from '../../text/late-part.ts';
import type {SafeText} from '../../text/safe-text.ts';
import {type Fault, fault} from '../fault.ts';
import {originOf} from './origin.ts';
import type {ForwardAgent, ProxyWaits, ProxyWay} from './proxy-connection.ts';
import {ConnectionFailure} from './proxy-fault.ts';
import {type ForwardProxy, proxyRoutes, type Route} from './proxy-settings.ts';

// Loaded at the first request, because importing node:http also loads undici, the HTTP client of `fetch`.
const require = createRequire(import.meta.url);
const load = {
	http: (): typeof http => require('node:http'),
	https: (): typeof https => require('node:https'),
	tls: (): typeof tls => require('node:tls'),
};

/**
 * The certificates that gpjobs trusts for one server, in addition to those that this computer trusts, and the client
 * certificate for it.
 */
export type ServerTrust = {
	/** The certificates of additional authorities as PEM. */
	readonly authorities?: string;
	/** The only certificate that the server may have: as PEM, and its SHA-256 as `AB:CD:…`. */
	readonly pin?: {readonly certificate: string; readonly sha256: string};
	/** The client certificate and its key as PEM. */
	readonly client?: {readonly certificate: string; readonly key: string};
	/** Why the trust settings could not be read. gpjobs then sends nothing to the server over https. */
	readonly unknown?: SafeText;
};

/** How a request reaches its server, or why it must not be sent. */
export type ConnectionWay =
	| {
			readonly isOpen: true;
			readonly agent: {readonly http?: http.Agent; readonly https?: https.Agent};
			/** The function that makes the request, if not the default one. */
			readonly request?: RequestFunction;
			/** The proxy that sees the request and may answer it itself. Present only for plain http. */
			readonly seenBy?: ForwardProxy;
	  }
	/**
	 * The request must not be sent: the proxy in an environment variable is unusable, or the trust settings of the
	 * server could not be read.
	 */
	| {readonly isOpen: false; readonly fault: Fault};

/**
 * The connections of one process. They are kept open, use the proxies of the environment, and lead only to servers that
 * are trusted.
 */
export type Connections = {
	/**
	 * Determines how a request for this URL reaches its server. A request that changes something gets a new connection:
	 * if a kept connection were closed just as the request is sent, it would be unknown whether the server received it.
	 *
	 * @param changes whether the request changes something
	 */
	readonly wayTo: (url: string, changes?: boolean) => Promise<ConnectionWay>;
	/** Returns whether a server is reached directly or through a proxy, and through which one. */
	readonly routeTo: (origin: string) => Route;
	/**
	 * Connects to a server through its proxy, without TLS to the server; `undefined` if there is no proxy.
	 *
	 * @throws ConnectionFailure
	 */
	readonly throughProxy: (origin: string) => Promise<net.Socket | undefined>;
	/** Returns whether only one certificate is accepted for the server. */
	readonly isPinned: (origin: string) => boolean;
	/** Reads the trust settings of the servers again. They apply to new connections. */
	readonly renew: () => void;
	/** Closes all connections. */
	readonly close: () => void;
};

type ConnectionOptions = {
	/** The environment with the proxy variables: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`. */
	readonly environment: NodeJS.ProcessEnv;
	/** Returns the trust settings of a server by its origin; `undefined` if the server has none. */
	readonly trustOf?: ((origin: string) => ServerTrust | undefined) | undefined;
	/** Whether connections are kept open for further requests. */
	readonly keepAlive?: boolean;
	readonly waits?: ProxyWaits;
	/**
	 * Returns the time in epoch milliseconds. A monotonic clock would not count the time in which the computer sleeps.
	 */
	readonly now?: () => number;
};

/** Loads the code for proxies, at the first request through a proxy. */
const loadProxies = () => loadPart(() => import('./proxy-connection.ts'));

/** Milliseconds without a request after which kept connections are discarded, because the computer may have slept. */
const longestPause = 60_000;

const usualWaits: ProxyWaits = {connect: 5000, tunnel: 15_000};

/** Creates the connections for all requests. None is opened before the first request. */
export function createConnections(options: ConnectionOptions): Connections {
	const {environment, trustOf, keepAlive = true, waits = usualWaits, now = Date.now} = options;
	const routeTo = proxyRoutes(environment);
	const stopped = new AbortController();
	/** The HTTP agents: by scheme, by proxy, and by server for servers with their own trust settings. */
	const agents = new Map<string, http.Agent | https.Agent>();
	let lastAsked = now();

	const wayBy = (proxy: ForwardProxy): ProxyWay => ({
		proxy,
		waits,
		authorities: authoritiesOfMachine,
		signal: stopped.signal,
	});

	function agentOf<T extends http.Agent | https.Agent>(key: string, make: () => T): T {
		const known = agents.get(key) as T | undefined;
		if (known) return known;
		const made = make();
		agents.set(key, made);
		return made;
	}

	/**
	 * Returns the TLS options for a server. A resumed TLS session would skip the certificate checks, so sessions of
	 * servers with their own trust settings are not kept.
	 */
	function tlsOf(origin: string): {readonly key: string; readonly options: https.AgentOptions} {
		const trust = trustOf?.(origin);
		return trust
			? {key: `${own}${origin}`, options: {...tlsOptions(trust), maxCachedSessions: 0}}
			: {key: 'https', options: {ca: authoritiesOfMachine()}};
	}

	async function wayTo(url: string, changes = false): Promise<ConnectionWay> {
		dropOldConnections();
		const kept = {keepAlive: keepAlive && !changes, maxFreeSockets: 8};
		const once = changes ? ' once' : '';
		const {origin, host, isSecure} = originOf(url);
		const unknown = isSecure ? trustOf?.(origin)?.unknown : undefined;
		if (unknown !== undefined) {
			const why = fault(
				'trust',
				`Nothing was sent to ${host}: it is not known which certificate it is trusted for. ${unknown}`,
			);
			return {isOpen: false, fault: {...why, isUnsent: true}};
		}
		const route = routeTo(origin);
		if (route.kind === 'unusable') return {isOpen: false, fault: {...fault('proxy', route.sentence), isUnsent: true}};
		if (route.kind === 'direct') {
			// Only the agent for this scheme is needed, because redirects to the other scheme are not followed.
			if (!isSecure) return {isOpen: true, agent: {http: agentOf(`http${once}`, () => new (load.http().Agent)(kept))}};
			const {key, options: forTls} = tlsOf(origin);
			const make = () => new (load.https().Agent)({...kept, ...forTls});
			return {isOpen: true, agent: {https: agentOf(`${key}${once}`, make)}};
		}
		const {ForwardAgent, TunnelAgent} = await loadProxies();
		const {proxy} = route;
		const by = `${proxy.kind} ${proxy.host} ${proxy.port}${once}`;
		if (isSecure) {
			const {key, options: forTls} = tlsOf(origin);
			const make = () => new TunnelAgent(wayBy(proxy), {...kept, ...forTls});
			return {isOpen: true, agent: {https: agentOf(`${key} ${by}`, make)}};
		}
		const agent: ForwardAgent = agentOf(`http ${by}`, () => new ForwardAgent(wayBy(proxy), kept));
		const isSeen = !proxy.kind.startsWith('socks');
		return {isOpen: true, agent: {http: agent}, request: agent.request, ...(isSeen ? {seenBy: proxy} : {})};
	}

	/**
	 * Discards idle connections after a long pause. Routers and firewalls may have dropped them while the computer
	 * slept, and a request on one of them would wait until its timeout.
	 */
	function dropOldConnections(): void {
		const pause = Math.abs(now() - lastAsked);
		lastAsked = now();
		if (pause < longestPause) return;
		for (const {freeSockets} of agents.values())
			for (const socket of Object.values(freeSockets).flat()) socket?.destroy();
	}

	return {
		wayTo,
		routeTo,
		async throughProxy(origin) {
			const route = routeTo(origin);
			if (route.kind === 'direct') return undefined;
			if (route.kind === 'unusable') throw new ConnectionFailure(fault('proxy', route.sentence));
			const {hostname, port, protocol} = new URL(origin);
			const {tunnelTo} = await loadProxies().catch((error: PartMissing) => {
				throw new ConnectionFailure(fault('local', error.sentence));
			});
			const usualPort = protocol === 'https:' ? 443 : 80;
			return tunnelTo(wayBy(route.proxy), hostname.replace(/^\[|\]$/g, ''), port === '' ? usualPort : Number(port));
		},
		isPinned: origin => trustOf?.(origin)?.pin !== undefined,
		renew() {
			for (const [key, agent] of agents) {
				if (!key.startsWith(own)) continue;
				agent.destroy();
				agents.delete(key);
			}
		},
		close() {
			stopped.abort();
			for (const agent of agents.values()) agent.destroy();
		},
	};
}

/** The prefix of the keys under which agents for servers with their own trust settings are kept. */
const own = 'own ';

/**
 * Makes the TLS options for a server with its own trust settings. A pinned certificate is its own authority, and the
 * server must send exactly that one; both are checked before the first byte of a request is sent (Node, "tls.connect",
 * `checkServerIdentity`). Host name and issuer are then not checked, but the dates of the certificate are.
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

/** The error code for a server that sends another certificate than the pinned one. */
export const changedCertificate = 'ERR_GPJOBS_CERT_CHANGED';

let ofMachine: string[] | undefined;

/**
 * Returns the certificate authorities that this computer trusts, without duplicates: those of Node, of the system, and
 * of `NODE_EXTRA_CA_CERTS`.
 */
function authoritiesOfMachine(): string[] {
	const tls = load.tls();
	ofMachine ??= [...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system')])];
	return ofMachine;
}
