import type {Socket} from 'node:net';
import tls from 'node:tls';
import {type SafeText, safeText} from '../../text/safe-text.ts';
import type {Fault} from '../fault.ts';
import type {Connections} from './connections.ts';
import {faultOfError} from './transport-fault.ts';

/** The certificate that a server shows, with what a person checks before trusting it. */
export type ShownCertificate = {
	readonly subject: SafeText;
	readonly issuer: SafeText;
	/** Epoch milliseconds. */
	readonly from: number;
	readonly until: number;
	/** The host names that it is for. */
	readonly names: SafeText;
	/** `AB:CD:…` */
	readonly sha256: string;
	/** PEM. */
	readonly certificate: string;
	/** Whether this machine trusts it anyway. */
	readonly isTrusted: boolean;
};

type Shown = {readonly ok: true; readonly shown: ShownCertificate} | {readonly ok: false; readonly fault: Fault};

/**
 * Looks at the certificate of a server: the handshake is made and the connection ended; nothing is asked.
 *
 * @param origin `https://host:port`
 * @param wait milliseconds for the whole of it, from where the proxy is through
 * @param throughProxy makes the connection where a proxy is on the way, as for every other request
 */
export async function lookAtCertificate(
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
			// An address is no server name (RFC 6066 §3).
			...(/^[\d.]+$|:/.test(name) ? {} : {servername: name}),
			// It is looked at here, not believed.
			rejectUnauthorized: false,
		});
		const fail = (error: Error) => {
			socket.destroy();
			resolve({ok: false, fault: faultOfError(error, host)});
		};
		socket.setTimeout(wait, () => fail(Object.assign(new Error('no handshake'), {code: 'ETIMEDOUT'})));
		// Stays for ever: what comes after the end must not become an uncaught error.
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

/** A distinguished name as one line: the server wrote it. */
function nameOf(name: tls.Certificate | undefined): SafeText {
	const parts = Object.entries(name ?? {}).map(
		([key, value]) => `${key}=${Array.isArray(value) ? value.join('+') : value}`,
	);
	return safeText(parts.join(', ') || '(none)');
}
