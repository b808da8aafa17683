// What the package for certificates is built with needs it first.
import 'reflect-metadata';
import {webcrypto} from 'node:crypto';
import {createServer, type Server} from 'node:https';
import type {AddressInfo} from 'node:net';
import * as x509 from '@peculiar/x509';
import {remember} from './open-programs.ts';

x509.cryptoProvider.set(webcrypto);

const algorithm = {name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256'};
const day = 86_400_000;

/** A certificate and its key, PEM, with what signs others by it. */
export type Made = {
	readonly cert: string;
	readonly key: string;
	readonly sha256: string;
	readonly signer: {readonly certificate: x509.X509Certificate; readonly keys: webcrypto.CryptoKeyPair};
};

export type CertificateOptions = {
	/** Common name. */
	readonly name: string;
	/** Addresses that it is for. */
	readonly addresses?: readonly string[];
	/** Days from now. */
	readonly from?: number;
	readonly until?: number;
	readonly isAuthority?: boolean;
	/** Who signs it; itself where nobody is named. */
	readonly by?: Made;
};

/** Makes a certificate, as tests need all kinds of them. */
export async function makeCertificate(options: CertificateOptions): Promise<Made> {
	const {name, addresses = ['127.0.0.1'], from = -1, until = 30, isAuthority = false, by} = options;
	const keys = (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
	const now = Date.now();
	const certificate = await x509.X509CertificateGenerator.create({
		subject: [{CN: [name]}],
		issuer: by ? by.signer.certificate.subject : [{CN: [name]}],
		notBefore: new Date(now + from * day),
		notAfter: new Date(now + until * day),
		publicKey: keys.publicKey,
		signingKey: (by?.signer.keys ?? keys).privateKey,
		signingAlgorithm: algorithm,
		extensions: [
			new x509.BasicConstraintsExtension(isAuthority, undefined, true),
			new x509.SubjectAlternativeNameExtension(addresses.map(value => ({type: 'ip' as const, value}))),
		],
	});
	const key = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
	const print = Buffer.from(await certificate.getThumbprint('SHA-256'))
		.toString('hex')
		.toUpperCase();
	return {
		cert: certificate.toString('pem'),
		key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}(?=.)/g, '$&\n')}\n-----END PRIVATE KEY-----\n`,
		sha256: print.replace(/..(?=.)/g, '$&:'),
		signer: {certificate, keys},
	};
}

/** A server with a job, behind a certificate that can be changed. Counts the requests that came to be heard. */
export async function startSecureServer(made: Made, {clientAuthority}: {readonly clientAuthority?: Made} = {}) {
	const heard: string[] = [];
	const wanted = clientAuthority ? {ca: clientAuthority.cert, requestCert: true, rejectUnauthorized: true} : {};
	const server: Server = createServer({cert: made.cert, key: made.key, ...wanted}, (request, response) => {
		heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
		response.setHeader('content-type', 'application/json');
		response.end(JSON.stringify({jobStatus: 'esriJobSucceeded', messages: []}));
	});
	server.on('tlsClientError', () => {});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
	remember({
		close: async () => {
			server.closeAllConnections();
			await new Promise(resolve => server.close(resolve));
		},
		abandon: () => {},
	});
	return {
		origin,
		url: `${origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`,
		heard,
		/** From the next connection on. */
		change: (other: Made) => {
			server.setSecureContext({cert: other.cert, key: other.key});
			server.closeAllConnections();
		},
	};
}
