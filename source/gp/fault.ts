import {type SafeText, safeText} from '../text/safe-text.ts';

/** The kinds of faults: the reasons why a request brought no usable answer (design §4). */
export const faultKinds = [
	'offline',
	'refused',
	'proxy',
	'reset',
	'timeout',
	'tls',
	'http',
	'sign-in',
	'forbidden',
	'not-found',
	'server',
	'not-json',
	'unexpected',
	'too-large',
	'redirect',
	'not-a-job',
	'trust',
	'local',
] as const;

/** One of {@link faultKinds}, such as `offline` or `sign-in`. */
export type FaultKind = (typeof faultKinds)[number];

/** Why a request brought no usable answer. */
export type Fault = {
	readonly kind: FaultKind;
	/** The HTTP status or the code of the error envelope; `null` if the answer had neither. */
	readonly code: number | null;
	/** What went wrong, in words for the user, and what to do if anything can be done. */
	readonly sentence: SafeText;
	/** How long the server asked to receive no requests (`Retry-After`), in milliseconds. */
	readonly retryAfter?: number;
	/** Present if the answer had already begun: the server is available, but its answer was incomplete. */
	readonly hasBegun?: true;
	/**
	 * Present for a fault of kind `tls` if the TLS protocol failed: no TLS connection was established, and a
	 * certificate is not the cause.
	 */
	readonly isOfProtocol?: true;
	/** Host and port of the proxy, for a fault of kind `proxy`. */
	readonly proxy?: SafeText;
	/** Present if no byte of the request can have reached the server, so that it has certainly not acted on it. */
	readonly isUnsent?: true;
	/** Present if gpjobs did not send the request because its settings forbid it or could not be read. */
	readonly isHeld?: true;
	/**
	 * Present if the answer says nothing about whether the requested resource exists: it comes from a device between
	 * gpjobs and the server, or reports a problem of the server itself.
	 */
	readonly isOfSomethingElse?: true;
};

/** The maximum length of a sentence in characters, because a server may put megabytes into an error message. */
const longestSentence = 1000;

/**
 * Makes a fault.
 *
 * @param sentence any text, even one that contains text from a server or a library: it is made safe here, and cut if it
 * is long
 */
export function fault(kind: FaultKind, sentence: string, code: number | null = null): Fault {
	// Cut before cleaning too, for speed. Cleaning rarely removes more than a few characters.
	const safe = safeText(sentence.slice(0, longestSentence * 16));
	return {kind, code, sentence: safe.length > longestSentence ? safeText(`${safe.slice(0, longestSentence)}…`) : safe};
}

/**
 * The fault of a request that would change a job, if it was not sent because gpjobs is not allowed to change jobs.
 *
 * @param sentence why it is not allowed
 */
export function heldFault(sentence: string): Fault {
	return {...fault('local', sentence), isUnsent: true, isHeld: true};
}

/**
 * HTTP statuses after which repeating the request is pointless: its method, proxy, length, URL, media type or headers
 * are wrong.
 */
const lastingStatuses: ReadonlySet<number> = new Set([400, 405, 406, 407, 411, 413, 414, 415, 431, 501, 505, 511]);

/**
 * Whether a person must do something before a request can succeed: sign in, grant a permission, or correct a URL, a
 * proxy, a certificate or a file.
 */
export function needsPerson({kind, code}: Pick<Fault, 'kind' | 'code'>): boolean {
	if (kind === 'http') return code !== null && lastingStatuses.has(code);
	if (kind === 'proxy') return code === 401 || code === 407;
	return (
		kind === 'sign-in' ||
		kind === 'forbidden' ||
		kind === 'tls' ||
		kind === 'trust' ||
		kind === 'not-a-job' ||
		kind === 'redirect'
	);
}

/** The HTTP status, or the code of an error envelope, with which a server asks for fewer requests. */
export const tooManyRequests = 429;

/**
 * Whether a fault means that the whole server is unavailable, not only one job. The server's other jobs then need not
 * be polled. A status of 500 does not mean that: ArcGIS answers it for one job, or for one stopped service, while
 * others work.
 */
export function isOfServer({kind, code, hasBegun}: Fault): boolean {
	switch (kind) {
		case 'offline':
		case 'refused':
		case 'tls':
		case 'trust':
			return true;
		case 'proxy':
		case 'reset':
		case 'timeout':
			return hasBegun !== true;
		case 'http':
			// A single answer that violates HTTP says nothing about other answers.
			if (code === null) return hasBegun !== true;
			return code === 407 || code === tooManyRequests || (code > 500 && code < 530);
		// ArcGIS Online sends this code in an envelope, with an HTTP status of 200 or 429.
		case 'server':
			return code === tooManyRequests;
		// A sign-in may be required for one service or one value while all others are public.
		case 'sign-in':
		case 'forbidden':
		case 'not-found':
		case 'not-json':
		case 'unexpected':
		case 'too-large':
		case 'redirect':
		case 'not-a-job':
		case 'local':
			return false;
	}
}

/** Whether the server itself refused the request, so that repeating it will hardly change the answer. */
export function isRefusal(fault: Pick<Fault, 'kind' | 'code'>): boolean {
	switch (fault.kind) {
		case 'server':
			return fault.code !== tooManyRequests;
		case 'not-found':
		case 'unexpected':
		case 'redirect':
			return true;
		case 'http':
			return needsPerson(fault);
		default:
			return false;
	}
}

/**
 * Whether another machine behind the same load balancer may know the job although the one that answered does not. It is
 * not documented how a server answers for a job that it does not know, so 404 and the error envelopes 400, 404 and 500
 * all count.
 */
export function mayBeElsewhere({kind, code}: Fault): boolean {
	return kind === 'not-found' || (kind === 'server' && (code === 400 || code === 404 || code === 500));
}

/**
 * Whether an answer for a job URL may mean that the server no longer knows the job. gpjobs then stops waiting for the
 * job, so only an error envelope with code 400, 404 or 410 counts. Code 500 is an error inside the server, and an HTML
 * page with status 404 may come from a proxy or from a server that is restarting.
 */
export function mayMeanGone({kind, code, isOfSomethingElse}: Fault): boolean {
	if (isOfSomethingElse) return false;
	return kind === 'not-found' || (kind === 'server' && (code === 400 || code === 404));
}

/**
 * Whether the messages may be the reason why a request for status and messages failed. The server may then still answer
 * a request for the status alone.
 */
export function mayBeOfMessages({kind, code, retryAfter}: Fault): boolean {
	// The server asks for a pause.
	if (code === tooManyRequests || retryAfter !== undefined) return false;
	switch (kind) {
		// gpjobs was not connected, or the server would answer every other request in the same way.
		case 'offline':
		case 'refused':
		case 'tls':
		case 'trust':
		case 'proxy':
		case 'local':
		case 'not-a-job':
			return false;
		case 'http':
		case 'reset':
		case 'timeout':
		case 'sign-in':
		case 'forbidden':
		case 'not-found':
		case 'server':
		case 'not-json':
		case 'unexpected':
		case 'too-large':
		case 'redirect':
			return true;
	}
}
