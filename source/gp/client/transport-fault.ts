import type {RequestError, TimeoutError} from 'got';
import {PartMissing} from '../../text/late-part.ts';
import {type Fault, fault} from '../fault.ts';
import {changedCertificate} from './connections.ts';
import {ConnectionFailure} from './proxy-fault.ts';

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
	return fault('too-large', `The answer of ${host} is larger than ${inBytes(bytes)}, the most that gpjobs reads.`);
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
	const code = codeOf(error);
	const network = networkFaults.get(code);
	if (network) return network(host);
	// OpenSSL's own words, which Node hands on in the message alone; of the message nothing is shown.
	if (code === 'EPROTO' && noTls.test((error as Error).message)) {
		return {...fault('tls', `${host} does not speak TLS on this port. Is it http://?`), isOfProtocol: true};
	}
	if (isTls(code)) {
		const isOfCertificate = isPinned || distrusts.has(code) || wantsCertificate.test(code) || /CERT/.test(code);
		const told = fault('tls', tlsSentence(code, host, isPinned));
		const why: Fault = isOfCertificate ? told : {...told, isOfProtocol: true};
		// In TLS 1.3 the request has left by the time the server refuses the certificate that it was shown, and is not read.
		return wantsCertificate.test(code) ? {...why, isUnsent: true} : why;
	}
	if (code.startsWith('HPE_')) return notByTheRules(error, code, host);
	if (code === brokenCompression) {
		return fault('not-json', `The compressed answer of ${host} is broken: is a proxy on the way at fault?`);
	}
	return fault('reset', `The connection to ${host} broke (${code || 'no reason given'}).`);
}

/** What OpenSSL says of a first answer that is no TLS at all. */
const noTls = /wrong version number|packet length too long|http request|unknown protocol/i;

/**
 * What Node's parser could not read: something that is not HTTP, or an answer of a server or a proxy that does not keep to the
 * rules, which spoils that answer alone.
 */
function notByTheRules(error: unknown, code: string, host: string): Fault {
	if (notHttp.has(code) && !beganAsHttp(error))
		return fault('http', `What ${host} answered is not HTTP. Is this the right port, or is it https://?`);
	const why = brokenRules.get(code) ?? code.slice('HPE_'.length).toLowerCase().replaceAll('_', ' ');
	const sentence = `The answer of ${host} broke the rules of HTTP (${why}): a fault of the server, or of a proxy on the way.`;
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
const brokenRules: ReadonlyMap<string, string> = new Map([
	['HPE_INVALID_HEADER_TOKEN', 'a malformed header'],
	['HPE_UNEXPECTED_CONTENT_LENGTH', 'more than one length'],
	['HPE_INVALID_CONTENT_LENGTH', 'a length that is no number'],
	['HPE_INVALID_CONSTANT', 'more than the length that it names'],
	['HPE_CLOSED_CONNECTION', 'more than the length that it names'],
	['HPE_INVALID_CHUNK_SIZE', 'a piece without its size'],
	['HPE_HEADER_OVERFLOW', 'headers that are too long'],
]);

/** The code of got's error where what came is not what its `content-encoding` says. */
export const brokenCompression = 'ERR_READING_RESPONSE_STREAM';

/** By its name: got itself is loaded when the first request is made. */
function isTimeout(error: unknown): error is TimeoutError {
	return error instanceof Error && error.name === 'TimeoutError' && 'event' in error;
}

/** Whether an error is got's own, of a request that it made. */
export function isOfGot(error: unknown): error is RequestError {
	return error instanceof Error && 'options' in error && 'code' in error;
}

/** Of got's errors and of Node's own. */
function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function timedOut(error: TimeoutError, host: string): Fault {
	const event: string = error.event;
	const limit = inSeconds(Number(/\d+/.exec(error.message)?.[0] ?? 0));
	if (event === 'lookup') return fault('timeout', `The name ${host} was not found out within ${limit}.`);
	if (event === 'connect')
		return fault(
			'timeout',
			`${host} did not accept a connection within ${limit}: it is down, or a firewall is in between.`,
		);
	if (event === 'secureConnect') return fault('timeout', `${host} did not finish its TLS handshake within ${limit}.`);
	if (event === 'response')
		return fault('timeout', `${host} did not begin to answer within ${limit}: it is busy or hangs.`);
	return fault('timeout', `${host} did not finish its answer within ${limit}.`);
}

type FaultAt = (host: string) => Fault;

const offline: FaultAt = host =>
	fault('offline', `${host} cannot be reached: there is no route to it. Are network and VPN up?`);
const nameless: FaultAt = host =>
	fault('offline', `The name ${host} cannot be found out. Is it spelled right, and is the network up?`);
const local: FaultAt = () =>
	fault('local', 'This machine has no more file descriptors or memory for a connection. See ulimit -n.');

const networkFaults: ReadonlyMap<string, FaultAt> = new Map([
	['ENOTFOUND', nameless],
	['EAI_AGAIN', nameless],
	['EAI_FAIL', nameless],
	['ENETUNREACH', offline],
	['EHOSTUNREACH', offline],
	['ENETDOWN', offline],
	['EADDRNOTAVAIL', offline],
	['ECONNREFUSED', host => fault('refused', `${host} refuses connections. Is the server down?`)],
	['ECONNRESET', brokenOff],
	['EPIPE', brokenOff],
	['ECONNABORTED', brokenOff],
	['ERR_HTTP_CONTENT_LENGTH_MISMATCH', brokenOff],
	['ERR_STREAM_PREMATURE_CLOSE', brokenOff],
	['ETIMEDOUT', host => fault('timeout', `${host} did not answer in time.`)],
	['ERR_INVALID_CHAR', host => fault('sign-in', `The token for ${host} holds a character that no token has.`)],
	['EMFILE', local],
	['ENFILE', local],
	['ENOMEM', local],
	['ENOBUFS', local],
]);

function isTls(code: string): boolean {
	return /CERT|^ERR_(SSL|TLS)|^EPROTO$|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^HOSTNAME_MISMATCH$/.test(code);
}

/** Why a certificate is not believed, and whether it may be believed after somebody has looked at it. */
type Distrust = {readonly reason: string; readonly canPin: boolean};

const unknownAuthority = 'this machine does not know the authority of its certificate';
const distrusts: ReadonlyMap<string, Distrust> = new Map([
	['DEPTH_ZERO_SELF_SIGNED_CERT', {reason: 'its certificate is self-signed', canPin: true}],
	['SELF_SIGNED_CERT_IN_CHAIN', {reason: unknownAuthority, canPin: true}],
	['UNABLE_TO_GET_ISSUER_CERT', {reason: unknownAuthority, canPin: true}],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', {reason: unknownAuthority, canPin: true}],
	[
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		{reason: 'it does not send the whole chain of its certificate, or its authority is unknown', canPin: true},
	],
	['CERT_HAS_EXPIRED', {reason: 'its certificate has expired', canPin: false}],
	['CERT_NOT_YET_VALID', {reason: 'its certificate is not valid yet (is the clock right?)', canPin: false}],
	['CERT_REVOKED', {reason: 'its certificate has been revoked', canPin: false}],
	['ERR_TLS_CERT_ALTNAME_INVALID', {reason: 'its certificate is for another host name', canPin: true}],
	['HOSTNAME_MISMATCH', {reason: 'its certificate is for another host name', canPin: true}],
]);

const wantsCertificate =
	/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_HANDSHAKE_FAILURE|ALERT_CERTIFICATE_UNKNOWN|ALERT_UNKNOWN_CA/;
const wrongVersion = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|VERSION_TOO_LOW/;

/** In words what is wrong, and the ways out. None of them is to look away. */
function tlsSentence(code: string, host: string, isPinned: boolean): string {
	const distrust = distrusts.get(code);
	if (isPinned && (code === changedCertificate || distrust?.canPin)) {
		return `${host} shows ANOTHER CERTIFICATE than the one that was trusted: nothing is sent. If its owner says that it was changed, look at the new one with gpjobs trust.`;
	}
	if (distrust) {
		const renew = `Ask its owner to put that right`;
		if (!distrust.canPin) return `${host} cannot be trusted: ${distrust.reason}. ${renew}.`;
		return `${host} cannot be trusted: ${distrust.reason}. Three ways out: gpjobs trust shows the certificate and trusts that one; gpjobs trust --ca-file names its authority for this server, NODE_EXTRA_CA_CERTS for all; or its owner puts it right.`;
	}
	if (wantsCertificate.test(code)) {
		return `${host} broke the TLS handshake off (${code}): it may want a certificate of yours, see gpjobs trust --cert-file and --key-file.`;
	}
	if (wrongVersion.test(code)) return `${host} speaks only old versions of TLS, which Node refuses (${code}).`;
	return `The TLS connection to ${host} failed (${code}).`;
}

function inSeconds(milliseconds: number): string {
	return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}

function inBytes(bytes: number): string {
	const mebibytes = bytes / 2 ** 20;
	return mebibytes >= 1 ? `${Math.round(mebibytes)} MiB` : `${Math.round(bytes / 1024)} KiB`;
}
