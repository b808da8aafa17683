import {RequestError, TimeoutError} from 'got';
import {type Fault, fault} from '../fault.ts';

/** The fault of a body that stopped coming. */
export function silent(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} stopped in the middle of its answer for ${inSeconds(milliseconds)}.`);
}

/** The fault of a request that came to nothing without an error. */
export function brokenOff(host: string): Fault {
	return fault('reset', `${host} broke the connection off.`);
}

/** The fault of a body that is longer than the cap. */
export function tooLarge(host: string, bytes: number): Fault {
	return fault('too-large', `The answer of ${host} is larger than ${inBytes(bytes)}, the most that gpjobs reads.`);
}

/**
 * What an error of got means. Neither the error nor its message goes further: both hold the full URL and the headers,
 * and with them the token.
 */
export function faultOfError(error: unknown, host: string): Fault {
	if (error instanceof TimeoutError) return timedOut(error, host);
	const code = error instanceof RequestError ? error.code : '';
	const network = networkFaults.get(code);
	if (network) return network(host);
	// OpenSSL's own words, which Node hands on in the message alone; of the message nothing is shown.
	if (code === 'EPROTO' && /wrong version number/.test((error as Error).message)) {
		return fault('tls', `${host} does not speak TLS on this port. Is it http://?`);
	}
	if (isTls(code)) return fault('tls', tlsSentence(code, host));
	if (code.startsWith('HPE_')) return fault('http', `What ${host} answered is not HTTP. Is this the right port?`);
	if (code === 'ERR_READING_RESPONSE_STREAM') {
		return fault('not-json', `The compressed answer of ${host} is broken.`);
	}
	return fault('reset', `The connection to ${host} broke (${code || 'no reason given'}).`);
}

function timedOut(error: TimeoutError, host: string): Fault {
	const event: string = error.event;
	const limit = inSeconds(Number(/\d+/.exec(error.message)?.[0] ?? 0));
	if (event === 'lookup') return fault('timeout', `The name ${host} was not found out within ${limit}.`);
	if (event === 'connect') return fault('timeout', `${host} did not accept a connection within ${limit}.`);
	if (event === 'secureConnect') return fault('timeout', `${host} did not finish its TLS handshake within ${limit}.`);
	if (event === 'response') return fault('timeout', `${host} did not begin to answer within ${limit}.`);
	return fault('timeout', `${host} did not finish its answer within ${limit}.`);
}

type FaultAt = (host: string) => Fault;

const offline: FaultAt = host => fault('offline', `${host} cannot be reached from here: there is no route to it.`);
const nameless: FaultAt = host =>
	fault('offline', `The name ${host} cannot be found out. Is it spelled right, and is the network up?`);
const local: FaultAt = () => fault('local', 'This machine has no more file descriptors or memory for a connection.');

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

type Distrust = {readonly reason: string; readonly advice?: string};

const withAuthority = 'NODE_EXTRA_CA_CERTS can name the certificate of its authority.';
const distrusts: ReadonlyMap<string, Distrust> = new Map([
	['DEPTH_ZERO_SELF_SIGNED_CERT', {reason: 'its certificate is self-signed', advice: withAuthority}],
	[
		'SELF_SIGNED_CERT_IN_CHAIN',
		{reason: 'this machine does not know the authority of its certificate', advice: withAuthority},
	],
	[
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		{reason: 'this machine does not know the authority of its certificate', advice: withAuthority},
	],
	[
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		{reason: 'it does not send the whole chain of its certificate, or its authority is unknown', advice: withAuthority},
	],
	['CERT_HAS_EXPIRED', {reason: 'its certificate has expired'}],
	['CERT_NOT_YET_VALID', {reason: 'its certificate is not valid yet', advice: 'Is the clock right?'}],
	['ERR_TLS_CERT_ALTNAME_INVALID', {reason: 'its certificate is for another host name'}],
]);

function tlsSentence(code: string, host: string): string {
	const distrust = distrusts.get(code);
	if (!distrust) return `The TLS connection to ${host} failed (${code}).`;
	return [`${host} cannot be trusted: ${distrust.reason}.`, distrust.advice].filter(Boolean).join(' ');
}

function inSeconds(milliseconds: number): string {
	return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}

function inBytes(bytes: number): string {
	const mebibytes = bytes / 2 ** 20;
	return mebibytes >= 1 ? `${Math.round(mebibytes)} MiB` : `${Math.round(bytes / 1024)} KiB`;
}
