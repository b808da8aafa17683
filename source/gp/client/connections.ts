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
	/** Why it is not known what the server is trusted for: then nothing is sent to it over https. */
	readonly unknown?: SafeText;
};

/** How a request gets to its server. */
export type ConnectionWay =
	| {
			readonly isOpen: true;
			readonly agent: {readonly http?: http.Agent; readonly https?: https.Agent};
			/** Makes the request, where that is not done as usual. */
			readonly request?: RequestFunction;
			/** The proxy that sees the request and may answer it: only of plain http. */
			readonly seenBy?: ForwardProxy;
	  }
	/** A variable names an unusable proxy, or it is unknown how the server is trusted. */
	| {readonly isOpen: false; readonly fault: Fault};

/** The connections of one process: kept alive, through the proxies that the environment names, to servers that are trusted. */
export type Connections = {
	/**
	 * @param changes whether the request changes something: then it gets a connection of its own, since on one that is
	 * being closed at that moment it would be unknown what became of it
	 */
	readonly wayTo: (url: string, changes?: boolean) => Promise<ConnectionWay>;
	/** How a server is reached: directly, or through which proxy. */
	readonly routeTo: (origin: string) => Route;
	/**
	 * A connection to a server by way of its proxy, before any TLS with the server; `undefined` where none is on the way.
	 * Throws `ConnectionFailure`.
	 */
	readonly throughProxy: (origin: string) => Promise<net.Socket | undefined>;
	/** Whether only one certificate counts for the server. */
	readonly isPinned: (origin: string) => boolean;
	/** Reads again how servers are trusted; it applies to connections made from now on. */
	readonly renew: () => void;
	/** Ends every connection. */
	readonly close: () => void;
};

type ConnectionOptions = {
	/** The environment that names proxies: `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY`, `NO_PROXY`. */
	readonly environment: NodeJS.ProcessEnv;
	/** How a server is trusted, by its origin. */
	readonly trustOf?: ((origin: string) => ServerTrust | undefined) | undefined;
	/** Whether connections are kept for the next request. */
	readonly keepAlive?: boolean;
	readonly waits?: ProxyWaits;
	/** Epoch milliseconds: unlike a clock that never jumps, it goes on while the machine sleeps. */
	readonly now?: () => number;
};

/** Needed from the first request on, or never. */
const loadProxies = () => loadPart(() => import('./proxy-connection.ts'));

/** Milliseconds without a request after which no kept connection is used again: the machine has slept, or might have. */
const longestPause = 60_000;

const usualWaits: ProxyWaits = {connect: 5000, tunnel: 15_000};

/** Makes what all requests go through. Nothing is opened before the first one. */
export function createConnections(options: ConnectionOptions): Connections {
	const {environment, trustOf, keepAlive = true, waits = usualWaits, now = Date.now} = options;
	const routeTo = proxyRoutes(environment);
	const stopped = new AbortController();
	/** The agents, by the server (where it is trusted in its own way) and the proxy. */
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

	/** The TLS options for a server. A resumed session would skip the checks, so sessions of pinned servers are not kept. */
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
			// Without the other one: no redirect is followed, to another scheme either.
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
	 * What lies between has forgotten connections that a sleeping machine kept: a request on one of them would hang until
	 * its time is over.
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

/** Begins the key of an agent whose server is trusted in its own way. */
const own = 'own ';

/**
 * With a pin only that certificate is accepted: it is its own authority, and the server must show exactly it. Both are
 * checked before the first byte of a request leaves (Node, "tls.connect", `checkServerIdentity`). Whether host name and
 * authority fit does not matter then; the dates still do.
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
