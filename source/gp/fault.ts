import {type SafeText, safeText} from '../text/safe-text.ts';

/** Why a request brought no answer that can be used: the closed set of design §4. */
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

export type FaultKind = (typeof faultKinds)[number];

export type Fault = {
	readonly kind: FaultKind;
	/** The HTTP status or the code of the error envelope; `null` where the answer had neither. */
	readonly code: number | null;
	/** What was wrong, for a person, with what to do where there is something to do. */
	readonly sentence: SafeText;
	/** Milliseconds that the server asked to be left alone for (`Retry-After`). */
	readonly retryAfter?: number;
	/** The answer had begun to come: the server is there, but this answer did not come whole. */
	readonly hasBegun?: true;
	/** A `tls` fault of the protocol itself: TLS was not established, and no certificate is to blame. */
	readonly isOfProtocol?: true;
	/** Which proxy, of a fault of kind `proxy`: its host and port. */
	readonly proxy?: SafeText;
	/** No byte of the request can have reached the server: what it asked for has certainly not begun. */
	readonly isUnsent?: true;
	/** The settings of this machine, as they stand or because they cannot be read, do not let it be sent. */
	readonly isHeld?: true;
	/**
	 * It does not show whether the requested resource exists: it is a page of something on the way, or about the server's
	 * own trouble.
	 */
	readonly isOfSomethingElse?: true;
};

/** Characters; a server may put megabytes into the message of an error. */
const longestSentence = 1000;

/**
 * @param sentence any text: it is made safe here, and cut where it is long, so that server text and library errors may
 * be part of it
 */
export function fault(kind: FaultKind, sentence: string, code: number | null = null): Fault {
	// Cut before it is worked on, too: what is cleaned out of it is rarely more than what is kept.
	const safe = safeText(sentence.slice(0, longestSentence * 16));
	return {kind, code, sentence: safe.length > longestSentence ? safeText(`${safe.slice(0, longestSentence)}…`) : safe};
}

/**
 * The fault of a request that would change a job and was not sent, because gpjobs may no longer change jobs.
 *
 * @param sentence why
 */
export function heldFault(sentence: string): Fault {
	return {...fault('local', sentence), isUnsent: true, isHeld: true};
}

/** Statuses that say of a request that it will never do: method, proxy, length, URL, media type, headers. */
const lastingStatuses: ReadonlySet<number> = new Set([400, 405, 406, 407, 411, 413, 414, 415, 431, 501, 505, 511]);

/** Faults that waiting does not mend: somebody has to sign in, be allowed, correct a URL, a proxy, a certificate or a file. */
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

/** A server asks to be left alone, with this status or this code of an envelope. */
export const tooManyRequests = 429;

/**
 * Whether a fault says of the whole server, not of one job, that it cannot be had now: then its other jobs need not ask.
 * A 500 is not among them: ArcGIS answers it for one job, or one stopped service, while the others go on.
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
			// One answer that breaks the rules of HTTP spoils only itself.
			if (code === null) return hasBegun !== true;
			return code === 407 || code === tooManyRequests || (code > 500 && code < 530);
		// ArcGIS Online puts it into an envelope, under a status of 200 or 429.
		case 'server':
			return code === tooManyRequests;
		// One service may want a sign-in, or one value, while the others are open to all.
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

/** Whether a fault is the server's own answer to what was asked, so that asking again will hardly bring another one. */
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
 * Whether the machine that answered may know nothing of the job while another one behind the same balancer does. What
 * exactly a server says of a job that it does not know is not documented, so 404 and the error envelopes 400, 404 and
 * 500 all may.
 */
export function mayBeElsewhere({kind, code}: Fault): boolean {
	return kind === 'not-found' || (kind === 'server' && (code === 400 || code === 404 || code === 500));
}

/**
 * Whether an answer for the job URL may mean that the server no longer knows the job. That a job is gone ends the wait for
 * it, so only the server's own refusal counts: an envelope 400, 404 or 410. An envelope 500 is an error inside the
 * server, and a bare 404 page comes as often from a proxy or from a server that is being restarted.
 */
export function mayMeanGone({kind, code, isOfSomethingElse}: Fault): boolean {
	if (isOfSomethingElse) return false;
	return kind === 'not-found' || (kind === 'server' && (code === 400 || code === 404));
}

/** Whether the messages may be the reason why a request for a job's status and messages failed: asked for the status alone, the server may answer. */
export function mayBeOfMessages({kind, code, retryAfter}: Fault): boolean {
	// The server asks for a pause.
	if (code === tooManyRequests || retryAfter !== undefined) return false;
	switch (kind) {
		// There was no connection, or no other answer is possible.
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
