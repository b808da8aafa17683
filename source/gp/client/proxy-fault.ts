import {safeText} from '../../text/safe-text.ts';
import {type Fault, fault} from '../fault.ts';
import type {ForwardProxy} from './proxy-settings.ts';

/** A connection that did not come about. The error carries the fault, so that nobody has to guess later whose it was. */
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
 * Why a proxy could not be reached, by the code of Node's error.
 *
 * @param wait milliseconds that were waited, where that was all that happened
 */
export function unreachable(proxy: ForwardProxy, code: string, wait?: number): Fault {
	const {name, kind, variable} = proxy;
	const check = `Check ${variable}, or ask the administrator of the proxy.`;
	if (wait !== undefined) {
		const limit = `${Math.round(wait / 100) / 10} s`;
		return ofProxy(proxy, `The proxy ${name} did not accept a connection within ${limit}. ${check}`);
	}
	if (code === 'ECONNREFUSED') return ofProxy(proxy, `The proxy ${name} refuses connections. ${check}`);
	if (/^(ENOTFOUND|EAI_)/.test(code)) {
		return ofProxy(proxy, `The name of the proxy ${name} cannot be found out. ${check}`);
	}
	if (/^(ENETUNREACH|EHOSTUNREACH|ENETDOWN|EADDRNOTAVAIL)$/.test(code)) {
		return ofProxy(proxy, `The proxy ${name} cannot be reached: there is no route to it. Are network and VPN up?`);
	}
	if (/^(EMFILE|ENFILE|ENOMEM|ENOBUFS)$/.test(code)) {
		return fault('local', 'This machine has no more file descriptors or memory for a connection. See ulimit -n.');
	}
	if (code === 'ETIMEDOUT') return ofProxy(proxy, `The proxy ${name} did not answer in time. ${check}`);
	if (kind === 'https' && !/^(ECONNRESET|EPIPE)$/.test(code)) {
		return ofProxy(proxy, `The TLS connection to the proxy ${name} failed (${code}). ${check}`);
	}
	return ofProxy(proxy, `The proxy ${name} broke the connection off${code === '' ? '' : ` (${code})`}. ${check}`);
}

/** The fault of a proxy that was asked for a connection to a server and says nothing. */
export function silentProxy(proxy: ForwardProxy, target: string, wait: number): Fault {
	return ofProxy(
		proxy,
		`The proxy ${proxy.name} did not answer within ${Math.round(wait / 100) / 10} s when asked for ${target}.`,
	);
}

/** The fault of a proxy that answers what is not HTTP. */
export function notAProxy(proxy: ForwardProxy): Fault {
	return ofProxy(
		proxy,
		`What the proxy ${proxy.name} answers is not HTTP. Are scheme and port in ${proxy.variable} right?`,
	);
}

/** The fault of a SOCKS proxy that makes no connection, in the words of its protocol. */
export function refusedBySocks(proxy: ForwardProxy, target: string, reason: string): Fault {
	return ofProxy(proxy, `The proxy ${proxy.name} makes no connection to ${target}: ${reason.slice(0, 100)}.`);
}

/**
 * The fault of a proxy that answers for itself in place of a server.
 *
 * @param target the server that was asked for
 * @param challenge `Proxy-Authenticate`
 */
export function refusedByProxy(proxy: ForwardProxy, target: string, status: number, challenge?: string): Fault {
	const {name, variable, user} = proxy;
	// 401 is wrong for a proxy (RFC 9110 §15.5.2), and what tinyproxy says where the password is not right.
	if (status === 407 || status === 401) {
		if (challenge !== undefined && !/\bbasic\b/i.test(challenge)) {
			const scheme = /^\s*([\w-]{1,20})/.exec(challenge)?.[1] ?? 'another kind';
			return ofProxy(
				proxy,
				`The proxy ${name} asks for a sign-in of a kind that gpjobs cannot do (407, ${scheme}).`,
				407,
			);
		}
		const sentence =
			user === undefined
				? `The proxy ${name} asks for a user and a password (${status}). Put them into ${variable}: http://USER:PASSWORD@HOST:PORT.`
				: `The proxy ${name} does not accept the user and password in ${variable} (${status}).`;
		return ofProxy(proxy, sentence, status);
	}
	if (status >= 500) {
		const sentence = `The proxy ${name} gets no answer from ${target} (HTTP ${status}). The server may be down, or the proxy may not reach it.`;
		return ofProxy(proxy, sentence, status);
	}
	const sentence = `The proxy ${name} does not let gpjobs through to ${target} (HTTP ${status}). Ask its administrator, or name the server in NO_PROXY.`;
	return ofProxy(proxy, sentence, status);
}

/** What a plain HTTP answer that came by way of a proxy says of who made it. */
export type Passed = {
	readonly status: number;
	readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
	readonly body: string;
};

/**
 * The fault of an answer to a plain HTTP request that the proxy made itself, as where it does not allow the server;
 * `undefined` where the server made it, or may have.
 *
 * A proxy names itself in headers of its own, and puts `Via` on what it hands on (RFC 9110 §7.6.3). Without either, a
 * refusal that is neither JSON nor of ArcGIS is taken for its own.
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

/** Statuses that a proxy gives of itself; a 404 is the server's. */
const ownStatuses: ReadonlySet<number> = new Set([403, 500, 502, 503, 504, 511]);
