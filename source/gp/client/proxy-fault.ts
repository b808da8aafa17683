import {safeText} from '../../text/safe-text.ts';
import {type Fault, fault} from '../fault.ts';
import type {ForwardProxy} from './proxy-settings.ts';

/** A failed connection. The error contains the fault, which names the side that caused it. */
export class ConnectionFailure extends Error {
	readonly fault: Fault;

	constructor(why: Fault) {
		super('no connection');
		this.fault = {...why, isUnsent: true};
	}
}

function ofProxy({host, port}: ForwardProxy, sentence: string, code: number | null = null): Fault {
	return {...fault('proxy', sentence, code), proxy: safeText(`${host.includes(':') ? `[${host}]` : host}:${port}`)};
}

/**
 * The fault if a proxy could not be reached, chosen by the code of Node's error.
 *
 * @param wait how many milliseconds gpjobs waited, if the failure was a timeout
 */
export function unreachable(proxy: ForwardProxy, code: string, wait?: number): Fault {
	if (wait !== undefined) return notAcceptedByProxy(proxy, wait);
	if (code === 'ECONNREFUSED') return proxyRefuses(proxy);
	if (/^(ENOTFOUND|EAI_)/.test(code)) return namelessProxy(proxy);
	if (/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/.test(code)) return noRouteToProxy(proxy);
	if (/^(EMFILE|ENFILE|ENOMEM|ENOBUFS)$/.test(code)) return noDescriptors();
	if (code === 'ETIMEDOUT') return proxyNotInTime(proxy);
	if (proxy.kind === 'https' && !/^(ECONNRESET|EPIPE)$/.test(code)) return noTlsToProxy(proxy, code);
	return proxyBrokeOff(proxy, code);
}

const check = ({variable}: ForwardProxy) => `Check ${variable}, or ask the administrator of the proxy.`;
const inSeconds = (milliseconds: number) => `${Math.round(milliseconds / 100) / 10} s`;

/** The fault if a proxy neither accepts nor refuses a connection. */
export function notAcceptedByProxy(proxy: ForwardProxy, wait: number): Fault {
	const sentence = `The proxy ${proxy.name} did not accept a connection within ${inSeconds(wait)}. ${check(proxy)}`;
	return ofProxy(proxy, sentence);
}

/** The fault if no program listens on the proxy's port. */
export function proxyRefuses(proxy: ForwardProxy): Fault {
	return ofProxy(proxy, `The proxy ${proxy.name} refuses connections. ${check(proxy)}`);
}

/** The fault if the name of the proxy cannot be resolved. */
export function namelessProxy(proxy: ForwardProxy): Fault {
	return ofProxy(proxy, `The name of the proxy ${proxy.name} cannot be found out. ${check(proxy)}`);
}

/** The fault if there is no route to the proxy. */
export function noRouteToProxy(proxy: ForwardProxy): Fault {
	const sentence = `The proxy ${proxy.name} cannot be reached: there is no route to it. Are network and VPN up?`;
	return ofProxy(proxy, sentence);
}

/** The fault if this computer cannot open any connection. */
export function noDescriptors(): Fault {
	return fault('local', 'This machine has no more file descriptors or memory for a connection. See ulimit -n.');
}

/** The fault if the operating system reports that connecting to the proxy timed out. */
export function proxyNotInTime(proxy: ForwardProxy): Fault {
	return ofProxy(proxy, `The proxy ${proxy.name} did not answer in time. ${check(proxy)}`);
}

/** The fault if the TLS connection to an `https://` proxy fails. */
export function noTlsToProxy(proxy: ForwardProxy, code: string): Fault {
	return ofProxy(proxy, `The TLS connection to the proxy ${proxy.name} failed (${code}). ${check(proxy)}`);
}

/** The fault if the proxy closes the connection. */
export function proxyBrokeOff(proxy: ForwardProxy, code: string): Fault {
	const why = code === '' ? '' : ` (${code})`;
	return ofProxy(proxy, `The proxy ${proxy.name} broke the connection off${why}. ${check(proxy)}`);
}

/** The fault if the proxy does not answer the request to connect to the server. */
export function silentProxy(proxy: ForwardProxy, target: string, wait: number): Fault {
	const sentence = `The proxy ${proxy.name} did not answer within ${inSeconds(wait)} when asked for ${target}.`;
	return ofProxy(proxy, sentence);
}

/** The fault if the proxy's answer is not HTTP. */
export function notAProxy(proxy: ForwardProxy): Fault {
	return ofProxy(
		proxy,
		`What the proxy ${proxy.name} answers is not HTTP. Are scheme and port in ${proxy.variable} right?`,
	);
}

/** The fault if a SOCKS proxy refuses a connection, with the reason from its protocol. */
export function refusedBySocks(proxy: ForwardProxy, target: string, reason: string): Fault {
	return ofProxy(proxy, `The proxy ${proxy.name} makes no connection to ${target}: ${reason.slice(0, 100)}.`);
}

/**
 * The fault if the proxy itself answers instead of the server.
 *
 * @param target the server that was requested
 * @param challenge the `Proxy-Authenticate` header
 */
export function refusedByProxy(proxy: ForwardProxy, target: string, status: number, challenge?: string): Fault {
	// 401 is not a status for proxies (RFC 9110 §15.5.2), but tinyproxy sends it for a wrong password.
	if (status === 407 || status === 401) {
		if (challenge !== undefined && !/\bbasic\b/i.test(challenge)) {
			return proxyWantsOtherSignIn(proxy, /^\s*([\w-]{1,20})/.exec(challenge)?.[1]);
		}
		return proxy.user === undefined ? proxyWantsPassword(proxy, status) : proxyRefusesPassword(proxy, status);
	}
	return status >= 500 ? noAnswerThroughProxy(proxy, target, status) : notLetThrough(proxy, target, status);
}

/**
 * The fault if a proxy requires a kind of sign-in that gpjobs does not support.
 *
 * @param scheme the kind of sign-in, if the proxy sends it
 */
export function proxyWantsOtherSignIn(proxy: ForwardProxy, scheme = 'another kind'): Fault {
	const sentence = `The proxy ${proxy.name} asks for a sign-in of a kind that gpjobs cannot do (407, ${scheme}).`;
	return ofProxy(proxy, sentence, 407);
}

/** The fault if a proxy requires a user name and a password and the variable contains none. */
export function proxyWantsPassword(proxy: ForwardProxy, status: number): Fault {
	const sentence = `The proxy ${proxy.name} asks for a user and a password (${status}). Put them into ${proxy.variable}: http://USER:PASSWORD@HOST:PORT.`;
	return ofProxy(proxy, sentence, status);
}

/** The fault if a proxy rejects the user name and password in the variable. */
export function proxyRefusesPassword(proxy: ForwardProxy, status: number): Fault {
	const {name, variable} = proxy;
	const sentence = `The proxy ${name} does not accept the user and password in ${variable} (${status}).`;
	return ofProxy(proxy, sentence, status);
}

/** The fault if the proxy cannot reach the server. */
export function noAnswerThroughProxy(proxy: ForwardProxy, target: string, status: number): Fault {
	const sentence = `The proxy ${proxy.name} gets no answer from ${target} (HTTP ${status}). The server may be down, or the proxy may not reach it.`;
	return ofProxy(proxy, sentence, status);
}

/** The fault if the proxy does not allow connections to the server. */
export function notLetThrough(proxy: ForwardProxy, target: string, status: number): Fault {
	const sentence = `The proxy ${proxy.name} does not let gpjobs through to ${target} (HTTP ${status}). Ask its administrator, or name the server in NO_PROXY.`;
	return ofProxy(proxy, sentence, status);
}

/** The parts of a plain HTTP answer that show whether the proxy or the server sent it. */
type Passed = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	readonly body: string;
};

/**
 * The fault if the proxy itself answered a plain HTTP request, for example because it does not allow the server;
 * `undefined` if the answer came, or may have come, from the server.
 *
 * A proxy names itself in its own headers, and adds `Via` to answers of servers (RFC 9110 §7.6.3). Without either, an
 * error that is neither JSON nor from ArcGIS counts as the proxy's.
 */
export function answerOfProxy(proxy: ForwardProxy, target: string, {status, headers, body}: Passed): Fault | undefined {
	if (status < 400) return undefined;
	const header = (name: string) => [headers[name]].flat().join(', ');
	const isNamed =
		status === 407 ||
		['proxy-authenticate', 'proxy-status', 'x-squid-error', 'x-bluecoat-via', 'x-zscaler-error'].some(
			name => headers[name] !== undefined,
		) ||
		/\b(squid|tinyproxy|privoxy|zscaler|bluecoat|mcafee|ironport|forcepoint|websense|fortigate)\b/i.test(
			header('server'),
		);
	const isOfServer = headers.via !== undefined || /^\s*[[{]/.test(body) || /arcgis|esri/i.test(body.slice(0, 20_000));
	if (!isNamed && (isOfServer || !ownStatuses.has(status))) return undefined;
	const why = refusedByProxy(proxy, target, status, headers['proxy-authenticate'] && header('proxy-authenticate'));
	return status < 500 ? {...why, isUnsent: true} : why;
}

/** HTTP statuses that a proxy sends itself. A 404 comes from the server. */
const ownStatuses: ReadonlySet<number> = new Set([403, 500, 502, 503, 504, 511]);
