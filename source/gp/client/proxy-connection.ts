import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import tls from 'node:tls';
import {SocksClient} from 'socks';
import {knowSecret} from '../../text/known-secrets.ts';
import {fault} from '../fault.ts';
import {ConnectionFailure, notAProxy, refusedByProxy, refusedBySocks, silentProxy, unreachable} from './proxy-fault.ts';
import type {ForwardProxy} from './proxy-settings.ts';

/** Timeouts for the steps of a connection through a proxy, in milliseconds. */
export type ProxyWaits = {
	/** The longest time for connecting to the proxy, and for the TLS handshake with the server behind it. */
	readonly connect: number;
	/** The longest time that the proxy may take to connect to the server. */
	readonly tunnel: number;
};

/** A proxy, and the limits for connections through it. */
export type ProxyWay = {
	readonly proxy: ForwardProxy;
	readonly waits: ProxyWaits;
	/** Returns the certificate authorities for an `https://` proxy: those that this computer trusts. */
	readonly authorities: () => string[];
	/** Aborts connections that are not complete yet. */
	readonly signal: AbortSignal;
};

/**
 * Connects to a server through a proxy: by CONNECT (RFC 9110 §9.3.6) or SOCKS. Existing agents either tunnel plain HTTP
 * too, which most proxies do not allow, or report a proxy's refusal as an answer from the server. gpjobs must know
 * whether the proxy or the server refused, so CONNECT is implemented here in a few lines. For SOCKS a library is used.
 *
 * @throws ConnectionFailure with a fault that names the proxy
 */
export async function tunnelTo(way: ProxyWay, host: string, port: number): Promise<net.Socket> {
	return way.proxy.kind.startsWith('socks') ? throughSocks(way, host, port) : throughConnect(way, host, port);
}

/**
 * Connects to the proxy itself.
 *
 * @throws ConnectionFailure
 */
function connectionTo({proxy, waits, authorities, signal}: ProxyWay): Promise<net.Socket> {
	const {kind, host, port} = proxy;
	const socket =
		kind === 'https'
			? tls.connect({host, port, ca: authorities(), ...(net.isIP(host) === 0 ? {servername: host} : {})})
			: net.connect({host, port});
	return established(socket, kind === 'https' ? 'secureConnect' : 'connect', waits.connect, signal, (code, wait) =>
		unreachable(proxy, code, wait),
	);
}

/**
 * Establishes TLS with the server on an existing connection.
 *
 * @throws the error of Node, or ConnectionFailure
 */
export async function securedBy(
	socket: net.Socket,
	options: tls.ConnectionOptions,
	target: string,
	{waits, signal}: Pick<ProxyWay, 'waits' | 'signal'>,
): Promise<tls.TLSSocket> {
	const secured = tls.connect({...options, socket});
	await established(secured, 'secureConnect', waits.connect, signal, (_, wait) =>
		wait === undefined
			? undefined
			: fault('timeout', `${target} did not finish its TLS handshake within ${Math.round(wait / 100) / 10} s.`),
	);
	return secured;
}

/** Returns the `Proxy-Authorization` header, if the variable contains a user name. */
function proxyHeaders({user, password}: ForwardProxy): Readonly<Record<string, string>> {
	if (user === undefined) return {};
	const credentials = Buffer.from(`${user}:${password?.reveal() ?? ''}`).toString('base64');
	knowSecret(credentials);
	return {'proxy-authorization': `Basic ${credentials}`};
}

/**
 * Waits until a socket is connected or secured. Destroys the socket on an error or after a timeout.
 *
 * @param faultOf returns the fault for an error code, or for `wait` milliseconds without an answer; `undefined` to
 * reject with the original error
 */
function established<T extends net.Socket>(
	socket: T,
	event: 'connect' | 'secureConnect',
	wait: number,
	signal: AbortSignal,
	faultOf: (code: string, wait?: number) => ReturnType<typeof fault> | undefined,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const settle = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', stop);
			socket.off('close', closed);
		};
		const fail = (error: Error, waited?: number) => {
			settle();
			socket.destroy();
			const why = faultOf('code' in error ? String(error.code) : '', waited);
			reject(why ? new ConnectionFailure(why) : error);
		};
		const stop = () => fail(new Error('stopped'));
		const closed = () => fail(new Error('closed'));
		const timer = setTimeout(() => fail(new Error('too late'), wait), wait);
		signal.addEventListener('abort', stop, {once: true});
		// This listener is never removed: a later error must not become an uncaught one.
		socket.on('error', (error: Error) => fail(error));
		socket.once('close', closed);
		socket.once(event, () => {
			settle();
			resolve(socket);
		});
	});
}

async function throughConnect(way: ProxyWay, host: string, port: number): Promise<net.Socket> {
	const {proxy, waits, signal} = way;
	const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
	const toProxy = await connectionTo(way);
	return new Promise((resolve, reject) => {
		const fail = (why: ConnectionFailure) => {
			clearTimeout(timer);
			toProxy.destroy();
			reject(why);
		};
		const request = http.request({
			method: 'CONNECT',
			path: target,
			headers: {host: target, ...proxyHeaders(proxy)},
			createConnection: () => toProxy,
			signal,
		});
		// A separate timer, because the timeout of a request begins only when it has a socket.
		const timer = setTimeout(() => fail(new ConnectionFailure(silentProxy(proxy, host, waits.tunnel))), waits.tunnel);
		request.once('connect', (response, socket, head) => {
			const {statusCode = 0, headers} = response;
			if (statusCode < 200 || statusCode > 299) {
				fail(new ConnectionFailure(refusedByProxy(proxy, host, statusCode, headers['proxy-authenticate'])));
				return;
			}
			clearTimeout(timer);
			if (head.length > 0) socket.unshift(head);
			resolve(toProxy);
		});
		// The proxy answered like a web server instead of opening a tunnel.
		request.once('response', response => {
			response.destroy();
			const {statusCode = 0, headers} = response;
			fail(new ConnectionFailure(refusedByProxy(proxy, host, statusCode, headers['proxy-authenticate'])));
		});
		request.on('error', (error: NodeJS.ErrnoException) => {
			const code = error.code ?? '';
			fail(new ConnectionFailure(code.startsWith('HPE_') ? notAProxy(proxy) : unreachable(proxy, code)));
		});
		request.end();
	});
}

async function throughSocks(way: ProxyWay, host: string, port: number): Promise<net.Socket> {
	const {proxy, waits, signal} = way;
	const toProxy = await connectionTo(way);
	const stop = () => toProxy.destroy();
	signal.addEventListener('abort', stop, {once: true});
	try {
		const {socket} = await SocksClient.createConnection({
			proxy: {
				host: proxy.host,
				port: proxy.port,
				type: proxy.kind.startsWith('socks4') ? 4 : 5,
				...(proxy.user === undefined ? {} : {userId: proxy.user, password: proxy.password?.reveal() ?? ''}),
			},
			command: 'connect',
			destination: {host, port},
			existing_socket: toProxy,
			timeout: waits.tunnel,
		});
		return socket;
	} catch (error) {
		toProxy.destroy();
		const reason = error instanceof Error ? error.message : '';
		if (/timed out/i.test(reason)) throw new ConnectionFailure(silentProxy(proxy, host, waits.tunnel));
		throw new ConnectionFailure(refusedBySocks(proxy, host, reason));
	} finally {
		signal.removeEventListener('abort', stop);
	}
}

/** An agent for https servers. Each connection is a tunnel through the proxy. */
export class TunnelAgent extends https.Agent {
	readonly #way: ProxyWay;

	constructor(way: ProxyWay, options: https.AgentOptions) {
		super(options);
		this.#way = way;
	}

	override createConnection(
		options: https.RequestOptions,
		callback?: (error: Error | null, socket: net.Socket) => void,
	): null {
		const {host = '', port = 443} = options;
		const name = host || 'localhost';
		tunnelTo(this.#way, name, Number(port))
			.then(socket => securedBy(socket, options as tls.ConnectionOptions, name, this.#way))
			.then(
				socket => callback?.(null, socket),
				(error: Error) => callback?.(error, undefined as unknown as net.Socket),
			);
		return null;
	}
}

/** An agent for plain http. It sends requests with the whole URL to the proxy, or uses a tunnel for SOCKS. */
export class ForwardAgent extends http.Agent {
	readonly #way: ProxyWay;

	constructor(way: ProxyWay, options: http.AgentOptions) {
		super(options);
		this.#way = way;
	}

	/**
	 * Makes a request with the whole URL instead of a path, as an HTTP proxy expects, and with the headers for the
	 * proxy.
	 */
	readonly request = (url: URL, options: https.RequestOptions, callback?: (response: http.IncomingMessage) => void) => {
		if (this.#way.proxy.kind.startsWith('socks')) return http.request(url, options, callback);
		const headers = {...options.headers, ...proxyHeaders(this.#way.proxy)};
		return http.request(url, {...options, path: `${url.origin}${url.pathname}${url.search}`, headers}, callback);
	};

	override createConnection(
		options: http.ClientRequestArgs,
		callback?: (error: Error | null, socket: net.Socket) => void,
	): null {
		const {host, port} = options;
		const isTunnel = this.#way.proxy.kind.startsWith('socks');
		const connection = isTunnel ? tunnelTo(this.#way, host ?? '', Number(port ?? 80)) : connectionTo(this.#way);
		connection.then(
			socket => callback?.(null, socket),
			(error: Error) => callback?.(error, undefined as unknown as net.Socket),
		);
		return null;
	}
}
