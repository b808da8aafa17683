import {RequestError, TimeoutError} from 'got';
import {type Fault, fault} from '../fault.ts';

/** The fault of a body that stopped coming. */
export function silent(host: string, milliseconds: number): Fault {
	return fault('timeout', `${host} stopped in the middle of its answer for ${inSeconds(milliseconds)}.`);
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
	if (network) return fault(network.kind, network.sentence(host));
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

type NetworkFault = {readonly kind: Fault['kind']; readonly sentence: (host: string) => string};

const offline: NetworkFault = {
	kind: 'offline',
	sentence: host => `${host} cannot be reached from here: there is no route to it.`,
};
const nameless: NetworkFault = {
	kind: 'offline',
	sentence: host => `The name ${host} cannot be found out. Is it spelled right, and is the network up?`,
};
const reset: NetworkFault = {kind: 'reset', sentence: host => `${host} broke the connection off.`};
const local: NetworkFault = {
	kind: 'local',
	sentence: () => 'This machine has no more file descriptors or memory for a connection.',
};

const networkFaults: ReadonlyMap<string, NetworkFault> = new Map([
	['ENOTFOUND', nameless],
	['EAI_AGAIN', nameless],
	['EAI_FAIL', nameless],
	['ENETUNREACH', offline],
	['EHOSTUNREACH', offline],
	['ENETDOWN', offline],
	['EADDRNOTAVAIL', offline],
	['ECONNREFUSED', {kind: 'refused', sentence: host => `${host} refuses connections. Is the server down?`}],
	['ECONNRESET', reset],
	['EPIPE', reset],
	['ECONNABORTED', reset],
	['ERR_HTTP_CONTENT_LENGTH_MISMATCH', reset],
	['ERR_STREAM_PREMATURE_CLOSE', reset],
	['ETIMEDOUT', {kind: 'timeout', sentence: host => `${host} did not answer in time.`}],
	['EMFILE', local],
	['ENFILE', local],
	['ENOMEM', local],
	['ENOBUFS', local],
]);

function isTls(code: string): boolean {
	return /CERT|^ERR_(SSL|TLS)|^EPROTO$|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^HOSTNAME_MISMATCH$/.test(code);
}

const tlsReasons: ReadonlyMap<string, string> = new Map([
	['DEPTH_ZERO_SELF_SIGNED_CERT', 'its certificate is self-signed'],
	['SELF_SIGNED_CERT_IN_CHAIN', 'its certificate comes from an authority that this machine does not know'],
	[
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'it does not send the whole chain of its certificate, or its authority is unknown',
	],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'its certificate comes from an authority that this machine does not know'],
	['CERT_HAS_EXPIRED', 'its certificate has expired'],
	['CERT_NOT_YET_VALID', 'its certificate is not valid yet: is the clock right?'],
	['ERR_TLS_CERT_ALTNAME_INVALID', 'its certificate is for another host name'],
	['EPROTO', 'it does not speak TLS on this port'],
]);

function tlsSentence(code: string, host: string): string {
	const reason = tlsReasons.get(code) ?? `the TLS connection failed (${code})`;
	return `${host} cannot be trusted: ${reason}. NODE_EXTRA_CA_CERTS can name the certificate of its authority.`;
}

function inSeconds(milliseconds: number): string {
	return milliseconds < 1000 ? `${milliseconds} ms` : `${Math.round(milliseconds / 100) / 10} s`;
}

function inBytes(bytes: number): string {
	const mebibytes = bytes / 2 ** 20;
	return mebibytes >= 1 ? `${Math.round(mebibytes)} MiB` : `${Math.round(bytes / 1024)} KiB`;
}
