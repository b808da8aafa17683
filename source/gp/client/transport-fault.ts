import type {RequestError, TimeoutError} from 'got';
import {PartMissing} from '../../text/late-part.ts';
import {formatBytes} from '../../text/number-words.ts';
import {systemErrorCode} from '../../text/system-error.ts';
import {type Fault, fault} from '../fault.ts';
import {ConnectionFailure, noDescriptors} from './proxy-fault.ts';
import {isTls, speaksNoTls, tlsFault} from './tls-fault.ts';

/** The fault of a body that stopped coming. */
export function silent(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} stopped in the middle of its answer for ${inSeconds(milliseconds)}.`);
}

/** The fault of a request that came to nothing without an error. */
export function brokenOff(host: string): Fault {
	return fault('reset', `${host} broke the connection off: it was restarted, or something on the way to it did so.`);
}

/** The fault of a server that changes the protocol (HTTP 101), which gpjobs does not ask for. */
export function otherProtocol(host: string): Fault {
	const sentence = `${host} answered HTTP 101: it wants to go on in another protocol. Is this the right address and port?`;
	return fault('http', sentence, 101);
}

/** The fault of a body that is longer than the cap. */
export function tooLarge(host: string, bytes: number): Fault {
	return fault('too-large', `The answer of ${host} is larger than ${formatBytes(bytes)}, the most that gpjobs reads.`);
}

/**
 * What an error of got means. Neither the error nor its message goes further: both hold the full URL and the headers,
 * and with them the token.
 *
 * @param isPinned only one certificate counts for the server: then any other is a changed one
 */
export function faultOfError(error: unknown, host: string, isPinned = false): Fault {
	if (error instanceof Error && error.cause instanceof ConnectionFailure) return error.cause.fault;
	if (error instanceof ConnectionFailure) return error.fault;
	if (error instanceof PartMissing) return {...fault('local', error.sentence), isUnsent: true};
	if (isTimeout(error)) return timedOut(error, host);
	const code = systemErrorCode(error) ?? '';
	const network = networkFaults.get(code);
	if (network) return network(host);
	// OpenSSL's own words, which Node hands on in the message alone; of the message nothing is shown.
	if (code === 'EPROTO' && noTls.test((error as Error).message)) return speaksNoTls(host);
	if (isTls(code)) return tlsFault(code, host, isPinned);
	if (code.startsWith('HPE_')) return notByTheRules(error, code, host);
	if (code === brokenCompression) return wronglyCompressed(host);
	return broke(host, code);
}

/** The fault of a body that is not what its `content-encoding` says. */
export function wronglyCompressed(host: string): Fault {
	return fault('not-json', `The compressed answer of ${host} is broken: is a proxy on the way at fault?`);
}

/** The fault of a connection that broke in a way that gpjobs has no words for. */
export function broke(host: string, code: string): Fault {
	return fault('reset', `The connection to ${host} broke (${code || 'no reason given'}).`);
}

/** What OpenSSL reports when the first answer is not TLS. */
const noTls = /wrong version number|packet length too long|http request|unknown protocol/i;

/**
 * What Node's parser could not read: something that is not HTTP, or an answer of a server or a proxy that does not keep to the
 * rules, which spoils that answer alone.
 */
function notByTheRules(error: unknown, code: string, host: string): Fault {
	if (notHttp.has(code) && !beganAsHttp(error)) return speaksNoHttp(host);
	return brokeRule(host, brokenRules.get(code) ?? code.slice('HPE_'.length).toLowerCase().replaceAll('_', ' '));
}

/** The fault of something that answers but is not a web server. */
export function speaksNoHttp(host: string): Fault {
	return fault('http', `What ${host} answered is not HTTP. Is this the right port, or is it https://?`);
}

/**
 * The fault of an answer that no client could read.
 *
 * @param rule what is wrong with it: one of {@link httpRules}, or the parser's own words
 */
export function brokeRule(host: string, rule: string): Fault {
	const sentence = `The answer of ${host} broke the rules of HTTP (${rule}): a fault of the server, or of a proxy on the way.`;
	return {...fault('http', sentence), hasBegun: true};
}

/** Codes of an answer that does not begin as one, or has more behind its end. */
const notHttp: ReadonlySet<string> = new Set(['HPE_INVALID_CONSTANT', 'HPE_INVALID_VERSION', 'HPE_INVALID_METHOD']);

/** The parser's error has what came (`rawPacket`); got's error has it as its cause. */
function beganAsHttp(error: unknown): boolean {
	for (const each of [error, error instanceof Error ? error.cause : undefined]) {
		if (!(each instanceof Error) || !('rawPacket' in each) || !(each.rawPacket instanceof Uint8Array)) continue;
		return /^HTTP\/\d/.test(Buffer.from(each.rawPacket.subarray(0, 10)).toString('latin1'));
	}
	return false;
}

/** The rules that are broken most often, in words; of the others the parser's own code says enough. */
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

/** The code of got's error where what came is not what its `content-encoding` says. */
export const brokenCompression = 'ERR_READING_RESPONSE_STREAM';

/** Recognised by its name, because got itself is loaded only when the first request is made. */
function isTimeout(error: unknown): error is TimeoutError {
	return error instanceof Error && error.name === 'TimeoutError' && 'event' in error;
}

/** Whether an error is got's own, of a request that it made. */
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

/** The fault of a name that no name server answered for in time. */
export function nameNotFound(host: string, milliseconds: number): Fault {
	return fault('timeout', `The name ${host} was not found out within ${inSeconds(milliseconds)}.`);
}

/** The fault of a connection that came to nothing in time. */
export function notAccepted(host: string, milliseconds: number): Fault {
	const limit = inSeconds(milliseconds);
	const sentence = `${host} did not accept a connection within ${limit}: it is down, or a firewall is in between.`;
	return fault('timeout', sentence);
}

/** The fault of a TLS handshake that took too long. */
export function handshakeUnfinished(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} did not finish its TLS handshake within ${inSeconds(milliseconds)}.`);
}

/** The fault of an answer whose first byte took too long. */
export function notBegun(host: string, milliseconds: number): Fault {
	const limit = inSeconds(milliseconds);
	return fault('timeout', `${host} did not begin to answer within ${limit}: it is busy or hangs.`);
}

/** The fault of an answer that came too slowly. */
export function unfinished(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} did not finish its answer within ${inSeconds(milliseconds)}.`);
}

type FaultAt = (host: string) => Fault;

/** The fault of a host that the network has no way to. */
export function noRoute(host: string): Fault {
	return fault('offline', `${host} cannot be reached: there is no route to it. Are network and VPN up?`);
}

/** The fault of a name that no name server knows. */
export function nameless(host: string): Fault {
	return fault('offline', `The name ${host} cannot be found out. Is it spelled right, and is the network up?`);
}

/** The fault of a port at which nobody listens. */
export function refusesConnections(host: string): Fault {
	return fault('refused', `${host} refuses connections. Is the server down?`);
}

/** The fault of a system call that gave up waiting by itself. */
export function notInTime(host: string): Fault {
	return fault('timeout', `${host} did not answer in time.`);
}

/** The fault of a token that cannot stand in a header. */
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
