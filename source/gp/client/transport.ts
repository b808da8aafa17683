import type {ClientRequest, IncomingHttpHeaders} from 'node:http';
import type {Socket} from 'node:net';
import type {TLSSocket} from 'node:tls';
import type {ExtendOptions, Got, Request} from 'got';
import {latePart, PartMissing} from '../../text/late-part.ts';
import {type Fault, fault} from '../fault.ts';
import {mayActOnJobs, notAnOperation} from '../path-segment.ts';
import {type CachedAnswer, cachedAnswer, dateOfServer} from './cached-answer.ts';
import type {Connections, ConnectionWay} from './connections.ts';
import type {Cookies} from './cookies.ts';
import {GrowingText} from './growing-text.ts';
import {originOf} from './origin.ts';
import {answerOfProxy} from './proxy-fault.ts';
import {type OnRequest, openAddress} from './request-trace.ts';
import {
	brokenCompression,
	brokenOff,
	faultOfError,
	isOfGot,
	otherProtocol,
	silent,
	tooLarge,
} from './transport-fault.ts';

/** Timeouts for the phases of a request, in milliseconds (design §6). */
export type Timeouts = {
	readonly connect: number;
	/** The longest time from sending the request to the first byte of the answer. */
	readonly firstByte: number;
	/** The longest time between two pieces of the body. */
	readonly silence: number;
	readonly whole: number;
	/** The longest time for a whole answer that may be long because it contains messages or values. */
	readonly wholeOfLong: number;
};

/** The timeouts of all requests; only tests use others. */
export const usualTimeouts: Timeouts = {
	connect: 5000,
	firstByte: 15_000,
	silence: 10_000,
	whole: 30_000,
	wholeOfLong: 60_000,
};

/** An answer as it was received, before its body is decoded. */
export type Received = {
	/** The requested URL without its query. */
	readonly url?: string;
	readonly status: number;
	readonly body: string;
	readonly location: string | undefined;
	readonly retryAfter: string | undefined;
	/** The `Date` header, which is the time of the server's clock; `undefined` if a cache answered. */
	readonly date?: string | undefined;
	/** Present if a cache answered instead of the server. */
	readonly cached?: CachedAnswer | undefined;
	/** The `WWW-Authenticate` header: the sign-in that a web server or proxy in front of the server requires. */
	readonly challenge?: string | undefined;
	/** How long the request took, from sending it to the last byte of the answer, in milliseconds. */
	readonly took: number;
	/** The size of the body in bytes after decompression. */
	readonly bytes: number;
};

/** The outcome of sending a request: the answer as it was received, or a fault. */
export type Sent =
	| {readonly ok: true; readonly received: Received}
	| {readonly ok: false; readonly fault: Fault; readonly took: number};

/** A request as callers of {@link Transport} describe it. The transport adds the headers that every request has. */
export type HttpRequest = {
	readonly method: 'GET' | 'POST';
	readonly url: string;
	readonly parameters: Readonly<Record<string, string>>;
	/** Whether the answer may be long, so that a longer timeout applies. */
	readonly isLong: boolean;
	/** The largest size of the answer in bytes, if it is less than the transport's `bodyCap`. */
	readonly bodyCap?: number;
	/** Whether the request is a POST that only reads, so that it may be repeated. */
	readonly isReading?: boolean;
	/** Headers in addition to those that every request has. */
	readonly headers?: Readonly<Record<string, string>>;
};

/** The limits of a transport, and the parts that it uses. */
export type TransportOptions = {
	readonly timeouts: Timeouts;
	/** The largest size of a body in bytes, after decompression. */
	readonly bodyCap: number;
	readonly version: string;
	readonly connections: Connections;
	/** Stores and sends the cookies of servers; by default there are none. */
	readonly cookies?: Cookies;
	/** Returns the time of a monotonic clock in milliseconds. */
	readonly now: () => number;
	readonly onRequest?: OnRequest | undefined;
};

/** Loads got. It is not loaded at startup, because the first frame needs no server. */
export const loadGot = latePart(() => import('got'));

/** Sends requests over HTTP. */
export type Transport = {
	readonly send: (request: HttpRequest) => Promise<Sent>;
};

/** The way in which a request reaches its server, if it may be sent. */
export type OpenWay = Extract<ConnectionWay, {readonly isOpen: true}>;

/**
 * Creates the transport, through which all HTTP requests except downloads are sent.
 *
 * Redirects are not followed, because got would forward `X-Esri-Authorization` and the body of a POST to another
 * origin. got does not retry, because the monitor decides when to poll again. The size of a body is checked while it
 * arrives, because got has no limit and 292 KB of gzip can become 300 MB.
 */
export function createTransport(options: TransportOptions): Transport {
	const {timeouts, connections, cookies, now, version} = options;
	/** Origins whose answers did not match their `content-encoding`. gpjobs asks them for uncompressed answers. */
	const compressesWrongly = new Set<string>();
	/**
	 * got with the options that all requests share, prepared once: merging and checking them takes a tenth of the time
	 * of a request.
	 */
	let prepared: {readonly usual: Got; readonly long: Got} | undefined;

	function prepare(got: Got): {readonly usual: Got; readonly long: Got} {
		const common = (whole: number): ExtendOptions => ({
			followRedirect: false,
			throwHttpErrors: false,
			retry: {limit: 0},
			headers: {
				accept: 'application/json',
				'accept-encoding': 'gzip',
				'user-agent': `gpjobs/${version}`,
				// The state of a job must come from the server, not from a cache.
				'cache-control': 'no-cache',
				pragma: 'no-cache',
			},
			timeout: {
				lookup: timeouts.connect,
				connect: timeouts.connect,
				secureConnect: timeouts.connect,
				response: timeouts.firstByte,
				request: whole,
			},
		});
		return {usual: got.extend(common(timeouts.whole)), long: got.extend(common(timeouts.wholeOfLong))};
	}

	function start(
		got: Got,
		{method, url, parameters, isLong, headers}: HttpRequest,
		{agent, request}: OpenWay,
	): Request {
		prepared ??= prepare(got);
		const isUncompressed = compressesWrongly.has(originOf(url).origin);
		const cookie = cookies?.headerFor(url);
		const special = {
			...headers,
			...(isUncompressed ? {'accept-encoding': 'identity'} : {}),
			...(cookie === undefined ? {} : {cookie}),
		};
		return prepared[isLong ? 'long' : 'usual'].stream(
			method === 'GET' ? `${url}?${new URLSearchParams(parameters)}` : url,
			{
				agent,
				...(request ? {request} : {}),
				...(method === 'POST' ? {method, form: parameters} : {}),
				...(Object.keys(special).length > 0 ? {headers: special} : {}),
			},
		);
	}

	async function once(request: HttpRequest): Promise<Sent & {readonly mayAskAgain?: boolean}> {
		const begun = now();
		const bodyCap = Math.min(options.bodyCap, request.bodyCap ?? Number.POSITIVE_INFINITY);
		const {host, origin} = originOf(request.url);
		let got: Got;
		let way: ConnectionWay;
		try {
			({default: got} = await loadGot());
			way = await connections.wayTo(request.url, request.method === 'POST' && request.isReading !== true);
		} catch (error) {
			if (!(error instanceof PartMissing)) throw error;
			return {ok: false, fault: faultOfError(error, host), took: now() - begun};
		}
		if (!way.isOpen) return {ok: false, fault: way.fault, took: now() - begun};
		return new Promise(resolve => {
			const stream = start(got, request, way);
			let text = new GrowingText();
			/**
			 * Resolves when the cookies of the answer are stored. The answer is returned only after that, because the
			 * next request may depend on the cookies.
			 */
			let keeping: Promise<void> | undefined;
			let bytes = 0;
			let status = 0;
			let location: string | undefined;
			let retryAfter: string | undefined;
			let challenge: string | undefined;
			let date: string | undefined;
			let headers: IncomingHttpHeaders = {};
			let silence: NodeJS.Timeout | undefined;
			const hasLeft = whetherSent(stream);
			const fail = (why: Fault, mayAskAgain = false) => {
				clearTimeout(silence);
				stream.destroy();
				const unsent: Fault = hasLeft() ? why : {...why, isUnsent: true};
				const fault: Fault = status === 0 ? unsent : {...why, hasBegun: true};
				resolve({ok: false, fault, took: now() - begun, mayAskAgain});
			};
			// A server that switches protocols (101) takes over the socket and sends no answer.
			stream.once('request', (made: ClientRequest) =>
				made.once('upgrade', (_, socket) => {
					socket.destroy();
					fail(otherProtocol(host));
				}),
			);
			stream.once('response', response => {
				status = response.statusCode;
				if (status < 200) return fail(otherProtocol(host));
				({headers} = response);
				({location, 'retry-after': retryAfter, 'www-authenticate': challenge} = headers);
				date = dateOfServer(headers);
				const {'content-type': contentType, 'set-cookie': set} = response.headers;
				text = new GrowingText(contentType);
				if (set) keeping = cookies?.keep(request.url, set);
				silence = setTimeout(() => fail(silent(host, timeouts.silence)), timeouts.silence);
			});
			stream.on('data', (chunk: Uint8Array) => {
				silence?.refresh();
				bytes += chunk.byteLength;
				if (bytes > bodyCap) fail(tooLarge(host, bodyCap));
				else text.add(chunk);
			});
			stream.once('end', () => {
				clearTimeout(silence);
				const body = text.whole();
				const ofProxy = way.seenBy && answerOfProxy(way.seenBy, host, {status, headers, body});
				if (ofProxy) return resolve({ok: false, fault: ofProxy, took: now() - begun});
				const cached = cachedAnswer(headers);
				const received = {
					url: request.url,
					status,
					body,
					location,
					retryAfter,
					date,
					cached,
					challenge,
					took: now() - begun,
					bytes,
				};
				const sent: Sent = {ok: true, received};
				return resolve(keeping === undefined ? sent : keeping.then(() => sent));
			});
			// This listener is never removed: an error of an abandoned request must not become an uncaught one.
			stream.on('error', (error: Error) => {
				const isStaleSocket = stream.reusedSocket === true && status === 0 && isHangUp(codeOfGot(error));
				const isMiscompressed = codeOfGot(error) === brokenCompression && !compressesWrongly.has(origin);
				if (isMiscompressed) compressesWrongly.add(origin);
				fail(faultOfError(error, host, connections.isPinned(origin)), isStaleSocket || isMiscompressed);
			});
			// In every case the caller must not wait for a request that has ended.
			stream.once('close', () => fail(brokenOff(host)));
		});
	}

	async function traced(request: HttpRequest, attempt: number): ReturnType<typeof once> {
		const sent = await once(request);
		options.onRequest?.({
			method: request.method,
			url: openAddress(request.url, request.method === 'GET' ? request.parameters : {}),
			attempt,
			status: sent.ok ? sent.received.status : null,
			fault: sent.ok ? null : sent.fault,
			took: sent.ok ? sent.received.took : sent.took,
			bytes: sent.ok ? sent.received.bytes : null,
		});
		return sent;
	}

	return {
		async send(request) {
			// The types of URLs already prevent this. This check makes sure that a GET cannot cancel or submit a job.
			if (request.method === 'GET' && mayActOnJobs(new URL(request.url).pathname)) return notSent;
			const sent = await traced(request, 1);
			// A server may close a kept connection just as gpjobs uses it again, or compress incorrectly. A GET is then
			// repeated at once. A cancel is not, because it is unknown whether the server received it.
			const isAskedAgain = !sent.ok && sent.mayAskAgain === true && (request.method === 'GET' || request.isReading);
			return isAskedAgain ? traced(request, 2) : sent;
		},
	};
}

const notSent: Sent = {ok: false, fault: fault('unexpected', notAnOperation), took: 0};

/**
 * Tracks whether any byte of a request can have left this computer. None leaves before the connection, including TLS,
 * is complete.
 *
 * @returns a function that returns whether a byte can have left so far
 */
function whetherSent(request: Request): () => boolean {
	let hasLeft = false;
	request.once('request', (made: ClientRequest) => {
		made.once('socket', (socket: Socket | TLSSocket) => {
			// A reused socket, or a socket of a proxy connection, is already connected.
			if (made.reusedSocket || !socket.connecting) {
				hasLeft = true;
				return;
			}
			socket.once('encrypted' in socket ? 'secureConnect' : 'connect', () => {
				hasLeft = true;
			});
		});
	});
	return () => hasLeft;
}

function codeOfGot(error: Error): string | undefined {
	return isOfGot(error) ? error.code : undefined;
}

function isHangUp(code: string | undefined): boolean {
	return code === 'ECONNRESET' || code === 'EPIPE';
}
