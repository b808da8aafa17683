import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {createServer as createTlsServer, type TlsOptions} from 'node:tls';
import {describe, expect, onTestFinished, test} from 'vitest';
import {brokeHandshake, distrust, speaksNoTls, tlsFailed, untrusted} from '../../../source/gp/client/tls-fault.ts';
import {handshakeUnfinished} from '../../../source/gp/client/transport-fault.ts';
import {makeCertificate} from '../../e2e/certificates.ts';
import {faultServer} from '../fault-server.ts';
import {everything, faultAt, patient} from './asking.ts';

const certificate = await makeCertificate({name: '\u001b]0;x\u0007evil'});

describe.each(everything)('TLS, asked for the %s', what => {
	/** A TLS server on the loopback address; without a certificate unless one is given. */
	async function tlsServer(options: TlsOptions = {}): Promise<{readonly origin: string; readonly heard: () => string}> {
		let heard = '';
		const server = createTlsServer(options, socket => {
			socket.on('error', () => {});
			socket.on('data', data => {
				heard += data.toString('latin1');
			});
		});
		server.on('tlsClientError', () => {});
		server.listen(0, '127.0.0.1');
		await once(server, 'listening');
		onTestFinished(() => new Promise(resolve => server.close(() => resolve())));
		return {origin: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, heard: () => heard};
	}

	test('on a port that speaks HTTP', async () => {
		const server = await faultServer(
			() => {},
			socket => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
		);
		const origin = server.origin.replace('http:', 'https:');
		expect(await faultAt(origin, {what})).toMatchObject({...speaksNoTls(new URL(origin).host), kind: 'tls'});
	});

	test('on a port that accepts the connection but does not answer', async () => {
		const server = await faultServer(() => {});
		const origin = server.origin.replace('http:', 'https:');
		expect(await faultAt(origin, {what, timeouts: {...patient, connect: 1500}})).toMatchObject({
			kind: 'timeout',
			sentence: handshakeUnfinished(new URL(origin).host, 1500).sentence,
		});
	});

	test('on a server that has no certificate', async () => {
		const {origin} = await tlsServer();
		const fault = await faultAt(origin, {what});
		const code = /\((\w+)\)/.exec(fault.sentence)?.[1] ?? '';
		expect(code).toMatch(/SSL|TLS|EPROTO/);
		expect([tlsFailed, brokeHandshake].map(says => says(new URL(origin).host, code).sentence)).toContain(
			fault.sentence,
		);
		expect(fault.kind).toBe('tls');
	});

	test('and a request without it', async () => {
		const {origin} = await tlsServer();
		expect((await faultAt(origin.replace('https:', 'http:'), {what})).kind).toMatch(/^(reset|http)$/);
	});

	test('with a self-signed certificate: no byte of the request is sent', async () => {
		const {origin, heard} = await tlsServer(certificate);
		expect(await faultAt(origin, {what})).toMatchObject({
			...untrusted(new URL(origin).host, distrust.selfSigned),
			kind: 'tls',
		});
		expect(heard()).toBe('');
	});
});
