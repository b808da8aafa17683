import type {RequestError, TimeoutError} from 'got';
import {PartMissing} from '../../text/late-part.ts';
import {formatBytes} from '../../text/number-words.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {type Fault, fault} from '../fault.ts';
import {ConnectionFailure, noDescriptors} from './proxy-fault.ts';
import {isTls, speaksNoTls, tlsFault} from './tls-fault.ts';

/** The fault if no more bytes of a body arrive. */
export function silent(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} stopped in the middle of its answer for ${inSeconds(milliseconds)}.`);
}

/** The fault if a request ends without an answer and without an error. */
export function brokenOff(host: string): Fault {
	return fault('reset', `${host} broke the connection off: it was restarted, or something on the way to it did so.`);
}

/** The fault if a server switches protocols (HTTP 101), which gpjobs does not ask for. */
export function otherProtocol(host: string): Fault {
	const sentence = `${host} answered HTTP 101: it wants to go on in another protocol. Is this the right address and port?`;
	return fault('http', sentence, 101);
}

/** The fault if a body is longer than the limit. */
export function tooLarge(host: string, bytes: number): Fault {
	return fault('too-large', `The answer of ${host} is larger than ${formatBytes(bytes)}, the most that gpjobs reads.`);
}

/**
 * Converts an error of got to a fault. Neither the error nor its message may be passed on: both contain the full URL
 * and the headers, and therefore the token.
 *
 * @param isPinned whether only one certificate is accepted for the server, so that any other one is a change
 */
export function faultOfError(error: unknown, host: string, isPinned = false): Fault {
	if (error instanceof Error && error.cause instanceof ConnectionFailure) return error.cause.fault;
	if (error instanceof ConnectionFailure) return error.fault;
	if (error instanceof PartMissing) return {...fault('local', error.sentence), isUnsent: true};
	if (isTimeout(error)) return timedOut(error, host);
	const code = systemErrorCode(error) ?? '';
	const network = networkFaults.get(code);
	if (network) return network(host);
	// Node passes on the details of OpenSSL only in the message. The message itself is not shown.
	if (code === 'EPROTO' && noTls.test((error as Error).message)) return speaksNoTls(host);
	if (isTls(code)) return tlsFault(code, host, isPinned);
	if (code.startsWith('HPE_')) return notByTheRules(error, code, host);
	if (code === brokenCompression) return wronglyCompressed(host);
	return broke(host, code);
}

/** The fault if a body does not match its `content-encoding`. */
export function wronglyCompressed(host: string): Fault {
	return fault('not-json', `The compressed answer of ${host} is broken: is a proxy on the way at fault?`);
}

/** The fault if a connection breaks with an error code that gpjobs does not know. */
export function broke(host: string, code: string): Fault {
	return fault('reset', `The connection to ${host} broke (${code || 'no reason given'}).`);
}

/** Matches what OpenSSL reports if the server's first bytes are not TLS. */
const noTls = /wrong version number|packet length too long|http request|unknown protocol/i;

/**
 * The fault if Node cannot parse an answer: because it is not HTTP at all, or because it violates a rule of HTTP. Other
 * answers of the same server may be valid in the second case.
 */
function notByTheRules(error: unknown, code: string, host: string): Fault {
	if (notHttp.has(code) && !beganAsHttp(error)) return speaksNoHttp(host);
	return brokeRule(host, brokenRules.get(code) ?? code.slice('HPE_'.length).toLowerCase().replaceAll('_', ' '));
}

/** The fault if the server answers but is not a web server. */
export function speaksNoHttp(host: string): Fault {
	return fault('http', `What ${host} answered is not HTTP. Is this the right port, or is it https://?`);
}

/**
 * The fault if an answer violates a rule of HTTP.
 *
 * @param rule the violated rule: one of {@link httpRules}, or the parser's own code
 */
export function brokeRule(host: string, rule: string): Fault {
	const sentence = `The answer of ${host} broke the rules of HTTP (${rule}): a fault of the server, or of a proxy on the way.`;
	return {...fault('http', sentence), hasBegun: true};
}

/** Parser errors for an answer that does not begin like HTTP, or that has data after its end. */
const notHttp: ReadonlySet<string> = new Set(['HPE_INVALID_CONSTANT', 'HPE_INVALID_VERSION', 'HPE_INVALID_METHOD']);

/**
 * Whether the received bytes begin like HTTP. The parser's error contains them (`rawPacket`) and is the cause of got's
 * error.
 */
function beganAsHttp(error: unknown): boolean {
	for (const each of [error, error instanceof Error ? error.cause : undefined]) {
		if (!(each instanceof Error) || !('rawPacket' in each) || !(each.rawPacket instanceof Uint8Array)) continue;
		return /^HTTP\/\d/.test(Buffer.from(each.rawPacket.subarray(0, 10)).toString('latin1'));
	}
	return false;
}

/** Descriptions of the most common violations of HTTP. For other violations, the parser's own code is shown. */
export const httpRules = {
	header: 'a malformed header',
	oneLength: 'more than one length',
	lengthIsNumber: 'a length that is no number',
	length: 'more than the length that it names',
	pieceSize: 'a piece without its size',
	headerSize: 'headers that are too long',
} as const;

const brokenRules: ReadonlyMap<string, string> = new Map([
	['HPE_INVALID_HEADER_TOKEN', httpRules.header],
	['HPE_UNEXPECTED_CONTENT_LENGTH', httpRules.oneLength],
	['HPE_INVALID_CONTENT_LENGTH', httpRules.lengthIsNumber],
	['HPE_INVALID_CONSTANT', httpRules.length],
	['HPE_CLOSED_CONNECTION', httpRules.length],
	['HPE_INVALID_CHUNK_SIZE', httpRules.pieceSize],
	['HPE_HEADER_OVERFLOW', httpRules.headerSize],
]);

/** The code of got's error if a body does not match its `content-encoding`. */
export const brokenCompression = 'ERR_READING_RESPONSE_STREAM';

/**
 * Whether an error is a timeout of got. It is recognised by its name, because got is loaded only at the first request.
 */
function isTimeout(error: unknown): error is TimeoutError {
	return error instanceof Error && error.name === 'TimeoutError' && 'event' in error;
}

/** Whether an error comes from got. */
export function isOfGot(error: unknown): error is RequestError {
	return error instanceof Error && 'options' in error && 'code' in error;
}

function timedOut(error: TimeoutError, host: string): Fault {
	const limit = Number(/\d+/.exec(error.message)?.[0] ?? 0);
	switch (error.event as string) {
		case 'lookup':
			return nameNotFound(host, limit);
		case 'connect':
			return notAccepted(host, limit);
		case 'secureConnect':
			return handshakeUnfinished(host, limit);
		case 'response':
			return notBegun(host, limit);
		default:
			return unfinished(host, limit);
	}
}

/** The fault if resolving a name takes too long. */
export function nameNotFound(host: string, milliseconds: number): Fault {
	return fault('timeout', `The name ${host} was not found out within ${inSeconds(milliseconds)}.`);
}

/** The fault if connecting takes too long. */
export function notAccepted(host: string, milliseconds: number): Fault {
	const limit = inSeconds(milliseconds);
	const sentence = `${host} did not accept a connection within ${limit}: it is down, or a firewall is in between.`;
	return fault('timeout', sentence);
}

/** The fault if a TLS handshake takes too long. */
export function handshakeUnfinished(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} did not finish its TLS handshake within ${inSeconds(milliseconds)}.`);
}

/** The fault if the first byte of an answer does not arrive in time. */
export function notBegun(host: string, milliseconds: number): Fault {
	const limit = inSeconds(milliseconds);
	return fault('timeout', `${host} did not begin to answer within ${limit}: it is busy or hangs.`);
}

/** The fault if an answer is not complete in time. */
export function unfinished(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} did not finish its answer within ${inSeconds(milliseconds)}.`);
}

type FaultAt = (host: string) => Fault;

/** The fault if there is no route to the host. */
export function noRoute(host: string): Fault {
	return fault('offline', `${host} cannot be reached: there is no route to it. Are network and VPN up?`);
}

/** The fault if a host name cannot be resolved. */
export function nameless(host: string): Fault {
	return fault('offline', `The name ${host} cannot be found out. Is it spelled right, and is the network up?`);
}

/** The fault if no program listens on the port. */
export function refusesConnections(host: string): Fault {
	return fault('refused', `${host} refuses connections. Is the server down?`);
}

/** The fault if the operating system reports that the connection timed out. */
export function notInTime(host: string): Fault {
	return fault('timeout', `${host} did not answer in time.`);
}

/** The fault if a token contains characters that cannot be sent in a header. */
export function strangeToken(host: string): Fault {
	return fault('sign-in', `The token for ${host} holds a character that no token has.`);
}

const networkFaults: ReadonlyMap<string, FaultAt> = new Map([
	['ENOTFOUND', nameless],
	['EAI_AGAIN', nameless],
	['EAI_FAIL', nameless],
	['ENETUNREACH', noRoute],
	['EHOSTUNREACH', noRoute],
	['ENETDOWN', noRoute],
	['EADDRNOTAVAIL', noRoute],
	['ECONNREFUSED', refusesConnections],
	['ECONNRESET', brokenOff],
	['EPIPE', brokenOff],
	['ECONNABORTED', brokenOff],
	['ERR_HTTP_CONTENT_LENGTH_MISMATCH', brokenOff],
	['ERR_STREAM_PREMATURE_CLOSE', brokenOff],
	['ETIMEDOUT', notInTime],
	['ERR_INVALID_CHAR', strangeToken],
	['EMFILE', noDescriptors],
	['ENFILE', noDescriptors],
	['ENOMEM', noDescriptors],
	['ENOBUFS', noDescriptors],
]);

function inSeconds(milliseconds: number): string {
	return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}
