import type {Socket} from 'node:net';
import tls from 'node:tls';
import {type SafeText, safeText} from '../../text/safe-text.ts';
import type {Fault} from '../fault.ts';
import type {Connections} from './connections.ts';
import {faultOfError} from './transport-fault.ts';

/** The certificate of a server, with the details that a person checks before trusting it. */
export type ShownCertificate = {
	readonly subject: SafeText;
	readonly issuer: SafeText;
	/** When the certificate becomes valid, in epoch milliseconds. */
	readonly from: number;
	readonly until: number;
	/** The host names for which the certificate is valid. */
	readonly names: SafeText;
	/** The SHA-256 fingerprint of the certificate: `AB:CD:…`. */
	readonly sha256: string;
	/** The certificate as PEM. */
	readonly certificate: string;
	/** Whether this computer already trusts the certificate. */
	readonly isTrusted: boolean;
};

type Shown = {readonly ok: true; readonly shown: ShownCertificate} | {readonly ok: false; readonly fault: Fault};

/**
 * Fetches the certificate of a server: makes a TLS handshake and closes the connection without sending a request.
 *
 * @param origin `https://host:port`
 * @param wait milliseconds for the whole handshake, after the connection through a proxy is made
 * @param throughProxy connects through a proxy, if one is configured for this server
 */
export async function fetchCertificate(
	origin: string,
	wait: number,
	throughProxy: Connections['throughProxy'],
): Promise<Shown> {
	const {hostname, host, port} = new URL(origin);
	const name = hostname.replace(/^\[|\]$/g, '');
	let tunnel: Socket | undefined;
	try {
		tunnel = await throughProxy(origin);
	} catch (error) {
		return {ok: false, fault: faultOfError(error, host)};
	}
	return new Promise(resolve => {
		const socket = tls.connect({
			...(tunnel ? {socket: tunnel} : {}),
			host: name,
			port: port === '' ? 443 : Number(port),
			// An IP address cannot be sent as server name (RFC 6066 §3).
			...(/^[\d.]+$|:/.test(name) ? {} : {servername: name}),
			// gpjobs only shows the certificate. It sends no data over this connection, so trust is not required.
			rejectUnauthorized: false,
		});
		const fail = (error: Error) => {
			socket.destroy();
			resolve({ok: false, fault: faultOfError(error, host)});
		};
		socket.setTimeout(wait, () => fail(Object.assign(new Error('no handshake'), {code: 'ETIMEDOUT'})));
		// This listener is never removed: a later error must not become an uncaught one.
		socket.on('error', fail);
		socket.once('secureConnect', () => {
			const certificate = socket.getPeerCertificate();
			const isTrusted = socket.authorized;
			socket.destroy();
			if (!certificate?.raw) return fail(Object.assign(new Error('no certificate'), {code: 'EPROTO'}));
			resolve({ok: true, shown: shownOf(certificate, isTrusted)});
		});
	});
}

function shownOf(certificate: tls.PeerCertificate, isTrusted: boolean): ShownCertificate {
	const base64 = certificate.raw.toString('base64').replace(/.{64}(?=.)/g, '$&\n');
	return {
		subject: nameOf(certificate.subject),
		issuer: nameOf(certificate.issuer),
		from: Date.parse(certificate.valid_from),
		until: Date.parse(certificate.valid_to),
		names: safeText((certificate.subjectaltname ?? '').replaceAll(/DNS:|IP Address:/g, '')),
		sha256: certificate.fingerprint256,
		certificate: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
		isTrusted,
	};
}

/** Formats a distinguished name, which is text from the server, as one line. */
function nameOf(name: tls.Certificate | undefined): SafeText {
	const parts = Object.entries(name ?? {}).map(
		([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : value}`,
	);
	return safeText(parts.join(', ') || '(none)');
}
