import {type Fault, fault} from '../fault.ts';
import {changedCertificate} from './connections.ts';

/** Whether an error code of Node means a problem with TLS. */
export function isTls(code: string): boolean {
	return /CERT|^ERR_(SSL|TLS)|^EPROTO$|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|^HOSTNAME_MISMATCH$/.test(code);
}

/**
 * The fault of a failed TLS connection. Its message says why the connection failed and what the user can do; it never
 * suggests ignoring the problem.
 *
 * @param code the code of Node's error, for which {@link isTls} is true
 * @param isPinned whether only one certificate is accepted for the server, so that any other one is a change
 */
export function tlsFault(code: string, host: string, isPinned: boolean): Fault {
	const known = distrusts.get(code);
	if (isPinned && (code === changedCertificate || known?.canPin)) return otherCertificate(host);
	if (known) return untrusted(host, known);
	// In TLS 1.3 the client sends its request before the server rejects the client certificate. The server does not
	// read the request then.
	if (wantsCertificate.test(code)) return brokeHandshake(host, code);
	const why = wrongVersion.test(code) ? speaksOldTls(host, code) : tlsFailed(host, code);
	return isPinned || /CERT/.test(code) ? why : {...why, isOfProtocol: true};
}

const wantsCertificate =
	/CERTIFICATE_REQUIRED|ALERT_BAD_CERTIFICATE|ALERT_HANDSHAKE_FAILURE|ALERT_CERTIFICATE_UNKNOWN|ALERT_UNKNOWN_CA/;
const wrongVersion = /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS|VERSION_TOO_LOW/;

/** Why a certificate is not trusted, and whether the user may trust it after checking it. */
export type Distrust = {readonly reason: string; readonly canPin: boolean};

/** The reasons for which Node does not trust a certificate, in words for the user. */
export const distrust = {
	selfSigned: {reason: 'its certificate is self-signed', canPin: true},
	unknownAuthority: {reason: 'this machine does not know the authority of its certificate', canPin: true},
	incomplete: {
		reason: 'it does not send the whole chain of its certificate, or its authority is unknown',
		canPin: true,
	},
	expired: {reason: 'its certificate has expired', canPin: false},
	notYetValid: {reason: 'its certificate is not valid yet (is the clock right?)', canPin: false},
	revoked: {reason: 'its certificate has been revoked', canPin: false},
	otherName: {reason: 'its certificate is for another host name', canPin: true},
} as const satisfies Readonly<Record<string, Distrust>>;

const distrusts: ReadonlyMap<string, Distrust> = new Map<string, Distrust>([
	['DEPTH_ZERO_SELF_SIGNED_CERT', distrust.selfSigned],
	['SELF_SIGNED_CERT_IN_CHAIN', distrust.unknownAuthority],
	['UNABLE_TO_GET_ISSUER_CERT', distrust.unknownAuthority],
	['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', distrust.unknownAuthority],
	['UNABLE_TO_VERIFY_LEAF_SIGNATURE', distrust.incomplete],
	['CERT_HAS_EXPIRED', distrust.expired],
	['CERT_NOT_YET_VALID', distrust.notYetValid],
	['CERT_REVOKED', distrust.revoked],
	['ERR_TLS_CERT_ALTNAME_INVALID', distrust.otherName],
	['HOSTNAME_MISMATCH', distrust.otherName],
]);

/** The fault if a certificate is not trusted. */
export function untrusted(host: string, {reason, canPin}: Distrust): Fault {
	if (!canPin) return fault('tls', `${host} cannot be trusted: ${reason}. Ask its owner to put that right.`);
	const sentence = `${host} cannot be trusted: ${reason}. Three ways out: gpjobs trust shows the certificate and trusts that one; gpjobs trust --ca-file names its authority for this server, NODE_EXTRA_CA_CERTS for all; or its owner puts it right.`;
	return fault('tls', sentence);
}

/** The fault if the certificate of a server is not the pinned one. */
export function otherCertificate(host: string): Fault {
	const sentence = `${host} shows ANOTHER CERTIFICATE than the one that was trusted: nothing is sent. If its owner says that it was changed, look at the new one with gpjobs trust.`;
	return fault('tls', sentence);
}

/** The fault if a server breaks off the TLS handshake, perhaps because it requires a client certificate. */
export function brokeHandshake(host: string, code: string): Fault {
	const sentence = `${host} broke the TLS handshake off (${code}): it may want a certificate of yours, see gpjobs trust --cert-file and --key-file.`;
	return {...fault('tls', sentence), isUnsent: true};
}

/** The fault if a server supports only old versions of TLS. */
export function speaksOldTls(host: string, code: string): Fault {
	return fault('tls', `${host} speaks only old versions of TLS, which Node refuses (${code}).`);
}

/** The fault if a TLS handshake failed for a reason that gpjobs does not know. */
export function tlsFailed(host: string, code: string): Fault {
	return fault('tls', `The TLS connection to ${host} failed (${code}).`);
}

/** The fault if a port answers but does not use TLS. */
export function speaksNoTls(host: string): Fault {
	return {...fault('tls', `${host} does not speak TLS on this port. Is it http://?`), isOfProtocol: true};
}
