import type {ClientRequest} from 'node:http';
import type {Got, Request} from 'got';
import {extensionOf, safeFileName} from '../../text/file-name.ts';
import {PartMissing} from '../../text/late-part.ts';
import {type Fault, fault} from '../fault.ts';
import {mayActOnJobs, notAnOperation} from '../path-segment.ts';
import {readBody} from './body.ts';
import type {ConnectionWay} from './connections.ts';
import {type AnswerHead, type FileVersion, judgeAnswer, type Resumption, rangeHeaders} from './download-answer.ts';
import {judgeOpening, longestOpening} from './download-opening.ts';
import {BrokenDownload, headerOf, headOf, type Pieces, piecesOf, readUpTo} from './download-pieces.ts';
import {originOf} from './origin.ts';
import {answerOfProxy} from './proxy-fault.ts';
import type {ForwardProxy} from './proxy-settings.ts';
import {openAddress} from './request-trace.ts';
import type {SignIns} from './sign-ins.ts';
import {type HttpRequest, loadGot, type OpenWay, type TransportOptions} from './transport.ts';
import {brokenOff, faultOfError, isOfGot, otherProtocol, silent, tooLarge} from './transport-fault.ts';

/** Receives the bytes of a file. If it throws, the download ends and rejects with the same exception. */
export type Sink = {
	/**
	 * Called once, when the body is certain to be the file: the sink then discards what it has from byte `at` on. Not
	 * called if the body is an error, so that an earlier part of the file is not lost.
	 */
	readonly begin: (at: number, version: FileVersion) => Promise<void>;
	/**
	 * Saves the next bytes of the file. It is called again only after the returned promise resolves, so that a slow disk
	 * slows down the download and the memory does not fill up. The caller may reuse the buffer after that.
	 */
	readonly write: (bytes: Uint8Array) => Promise<void>;
};

/**
 * How much of a file has been received, in bytes, including an earlier part; `total` is `null` if the server does not
 * send the size.
 */
export type DownloadProgress = {readonly received: number; readonly total: number | null};

/** A file to download, and where to save it. */
export type DownloadRequest = {
	/** The URL from `hostNotice`. */
	readonly url: string;
	/** A URL of the job's server. Only for a file there does the request contain the sign-in. */
	readonly server?: string;
	/** The name of the file, whose extension determines what the body may be; by default the last part of the URL. */
	readonly name?: string;
	readonly sink: Sink;
	readonly resume?: Resumption | undefined;
	/** Called at most ten times a second, and once at the end. */
	readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
	readonly signal?: AbortSignal | undefined;
};

/** The outcome of a download: how much was saved, or the fault that ended it. */
export type Downloaded =
	| {
			readonly kind: 'done';
			/** The size of the whole file in bytes. */
			readonly bytes: number;
			/** The number of bytes that came from an earlier download. */
			readonly resumedAt: number;
			/** Whether the file is known to be complete, because the server sent its size. */
			readonly isWhole: boolean;
	  }
	| {readonly kind: 'stopped'}
	| {readonly kind: 'fault'; readonly fault: Fault};

/** Downloads files over connections of their own. */
export type Downloader = {
	/** Downloads one file. Throws only what the sink throws. */
	readonly download: (request: DownloadRequest) => Promise<Downloaded>;
	/** Closes all connections. */
	readonly close: () => void;
};

/**
 * The options of a downloader. `bodyCap` is the largest file in bytes; by default there is no limit, because files are
 * written to disk.
 */
export type DownloaderOptions = Omit<TransportOptions, 'bodyCap'> & {
	readonly bodyCap?: number;
	/** The sign-ins for the servers; by default requests contain none. */
	readonly signIns?: Pick<SignIns, 'authorise'>;
	/**
	 * Waits until the server's queue allows the request.
	 *
	 * @returns a function to call when the answer has begun or will not come; calling it twice is allowed
	 */
	readonly turn?: (url: string) => Promise<() => void>;
};

/** The state of a running request. `status` is the HTTP status; `null` until the answer begins. */
type Seen = {status: number | null};

/** Milliseconds between two progress reports. */
const progressEvery = 100;

/**
 * Creates a downloader. Unlike `createTransport`, which decodes answers in memory, it streams, has no time limit for
 * the whole file, and does not decompress. Like `createTransport`, it does not follow redirects and sends a token only
 * to the origin that it belongs to.
 */
export function createDownloader(options: DownloaderOptions): Downloader {
	const {timeouts, now} = options;

	function start(
		got: Got,
		{method, url, parameters, headers}: HttpRequest,
		resume: Resumption | undefined,
		{agent, request}: OpenWay,
	): Request {
		const cookie = options.cookies?.headerFor(url);
		return got.stream(url, {
			method,
			...(method === 'POST' ? {form: parameters} : {}),
			agent,
			...(request ? {request} : {}),
			followRedirect: false,
			throwHttpErrors: false,
			decompress: false,
			retry: {limit: 0},
			headers: {
				accept: '*/*',
				'accept-encoding': 'identity',
				'user-agent': `gpjobs/${options.version}`,
				...rangeHeaders(resume),
				...(cookie === undefined ? {} : {cookie}),
				...headers,
			},
			timeout: {
				lookup: timeouts.connect,
				connect: timeouts.connect,
				secureConnect: timeouts.connect,
				response: timeouts.firstByte,
			},
		});
	}

	async function traced(
		request: DownloadRequest,
		resume: Resumption | undefined,
		number: number,
	): Promise<Downloaded | 'start-over'> {
		const begun = now();
		const seen: Seen = {status: null};
		const outcome = await attempt(request, resume, seen);
		options.onRequest?.({
			method: 'GET',
			url: openAddress(request.url),
			attempt: number,
			status: seen.status,
			fault: outcome !== 'start-over' && outcome.kind === 'fault' ? outcome.fault : null,
			took: now() - begun,
			bytes: outcome !== 'start-over' && outcome.kind === 'done' ? outcome.bytes - outcome.resumedAt : null,
		});
		return outcome;
	}

	async function attempt(
		request: DownloadRequest,
		resume: Resumption | undefined,
		seen: Seen,
	): Promise<Downloaded | 'start-over'> {
		const {signal} = request;
		const {host, pathname} = new URL(request.url);
		if (mayActOnJobs(pathname)) return {kind: 'fault', fault: fault('unexpected', notAnOperation)};
		const plain: HttpRequest = {method: 'GET', url: request.url, parameters: {}, isLong: true};
		const isOwn = request.server !== undefined && originOf(request.url).origin === originOf(request.server).origin;
		const authorised = (isOwn && (await options.signIns?.authorise(plain))) || {ok: true as const, request: plain};
		if (!authorised.ok) return {kind: 'fault', fault: authorised.fault};
		let got: Got;
		let way: ConnectionWay;
		try {
			({default: got} = await loadGot());
			way = await options.connections.wayTo(request.url);
		} catch (error) {
			if (!(error instanceof PartMissing)) throw error;
			return {kind: 'fault', fault: faultOfError(error, host)};
		}
		if (!way.isOpen) return {kind: 'fault', fault: way.fault};
		// Only the request waits for the server's queue and rate limit. The body of the file is then received without
		// further limits.
		const hasBegunToAnswer = await options.turn?.(request.url);
		if (signal?.aborted) {
			hasBegunToAnswer?.();
			return {kind: 'stopped'};
		}
		const stream = start(got, authorised.request, resume, way);
		// This listener is never removed: an error of an abandoned stream must not become an uncaught one.
		stream.on('error', () => {});
		let changesProtocol = false;
		stream.once('request', (made: ClientRequest) =>
			made.once('upgrade', (_, socket) => {
				changesProtocol = true;
				socket.destroy();
				stream.destroy();
			}),
		);
		const stop = () => stream.destroy();
		signal?.addEventListener('abort', stop);
		const pieces = piecesOf(stream, timeouts.silence);
		let hasBegun = false;
		try {
			const head = await headOf(stream);
			hasBegun = true;
			seen.status = head.status;
			hasBegunToAnswer?.();
			if (head.status < 200) return {kind: 'fault', fault: otherProtocol(host)};
			return await take(request, resume, way.seenBy, head, pieces);
		} catch (error) {
			if (!(error instanceof BrokenDownload)) throw error;
			if (signal?.aborted) return {kind: 'stopped'};
			if (changesProtocol) return {kind: 'fault', fault: otherProtocol(host)};
			const why = error.isSilence
				? silent(host, timeouts.silence)
				: faultOfReason(error.reason, host, options.connections.isPinned(new URL(request.url).origin));
			return {kind: 'fault', fault: hasBegun ? {...why, hasBegun: true} : why};
		} finally {
			hasBegunToAnswer?.();
			signal?.removeEventListener('abort', stop);
			pieces.end();
			stream.destroy();
		}
	}

	async function take(
		request: DownloadRequest,
		resume: Resumption | undefined,
		proxy: ForwardProxy | undefined,
		head: AnswerHead,
		pieces: Pieces,
	): Promise<Downloaded | 'start-over'> {
		const {host} = new URL(request.url);
		const name = request.name ?? safeFileName(URL.parse(request.url)?.pathname ?? '', '');
		const judged = judgeAnswer(head, resume, host, /^t?gz$/.test(extensionOf(name)));
		if (judged.kind === 'start-over') return 'start-over';
		if (judged.kind === 'refuse') return {kind: 'fault', fault: judged.fault};
		if (judged.kind === 'error') {
			return {kind: 'fault', fault: faultOfAnswer(head, await errorBody(pieces), request.url, proxy)};
		}
		const {at, length, version} = judged;
		const opening = at === 0 ? await judgeOpening(pieces, head, name, host) : {bytes: new Uint8Array()};
		if ('fault' in opening) return {kind: 'fault', fault: opening.fault};

		await request.sink.begin(at, version);
		const report = paced(request.onProgress, now);
		let received = at;
		const keep = async (bytes: Uint8Array) => {
			await request.sink.write(bytes);
			received += bytes.byteLength;
			report({received, total: version.total});
		};
		const isTooMuch = () => options.bodyCap !== undefined && received > options.bodyCap;
		if (opening.bytes.byteLength > 0) await keep(opening.bytes);
		for (let piece = await pieces.next(); piece && !isTooMuch(); piece = await pieces.next()) await keep(piece);

		if (isTooMuch()) return {kind: 'fault', fault: tooLarge(host, options.bodyCap ?? 0)};
		const expected = version.total ?? (length === null ? null : at + length);
		if (expected !== null && received !== expected) {
			const sentence = `${host} sent ${received} bytes of the file, which has ${expected}, and no more.`;
			return {kind: 'fault', fault: {...fault('reset', sentence), hasBegun: true}};
		}
		report({received, total: version.total ?? received}, true);
		return {kind: 'done', bytes: received, resumedAt: at, isWhole: expected !== null};
	}

	return {
		async download(request) {
			if (request.signal?.aborted) return {kind: 'stopped'};
			const first = await traced(request, request.resume, 1);
			if (first !== 'start-over') return first;
			if (request.signal?.aborted) return {kind: 'stopped'};
			const second = await traced(request, undefined, 2);
			if (second === 'start-over') throw new Error('a request for the whole file cannot be one to start over');
			return second;
		},
		close: options.connections.close,
	};
}

function faultOfReason(reason: unknown, host: string, isPinned: boolean): Fault {
	// If the body was cut off, the stream's error does not come from got.
	return isOfGot(reason) ? faultOfError(reason, host, isPinned) : brokenOff(host);
}

/**
 * Reads the body of an error response. If it does not arrive, the result is empty, because the status alone identifies
 * the error.
 */
async function errorBody(pieces: Pieces): Promise<Uint8Array> {
	try {
		return (await readUpTo(pieces, [], longestOpening)).bytes;
	} catch (error) {
		if (error instanceof BrokenDownload) return new Uint8Array();
		throw error;
	}
}

function faultOfAnswer(head: AnswerHead, bytes: Uint8Array, url: string, proxy: ForwardProxy | undefined): Fault {
	const {host} = new URL(url);
	const body = new TextDecoder().decode(bytes);
	const ofProxy = proxy && answerOfProxy(proxy, host, {...head, body});
	if (ofProxy) return ofProxy;
	const read = readBody(
		{
			url,
			status: head.status,
			body,
			location: headerOf(head, 'location'),
			retryAfter: headerOf(head, 'retry-after'),
			challenge: headerOf(head, 'www-authenticate'),
			took: 0,
			bytes: bytes.byteLength,
		},
		host,
	);
	return read.ok ? fault('http', `${host} answered HTTP ${head.status}.`, head.status) : read.fault;
}

function paced(report: DownloadRequest['onProgress'], now: () => number) {
	let last = Number.NEGATIVE_INFINITY;
	return (progress: DownloadProgress, isLast = false) => {
		if (!report || (!isLast && now() - last < progressEvery)) return;
		last = now();
		report(progress);
	};
}
