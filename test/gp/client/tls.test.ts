import {once} from 'node:events';
import type {AddressInfo} from 'node:net';
import {createServer as createTlsServer, type TlsOptions} from 'node:tls';
import {describe, expect, onTestFinished, test} from 'vitest';
import {makeCertificate} from '../../e2e/certificates.ts';
import {faultServer} from '../fault-server.ts';
import {everything, faultAt, quick} from './asking.ts';

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
		expect(await faultAt(server.origin.replace('http:', 'https:'), {what})).toMatchObject({
			kind: 'tls',
			sentence: expect.stringMatching(/does not speak TLS on this port\. Is it http:\/\/\?$/),
		});
	});

	test('on a port that takes the connection and says nothing', async () => {
		const server = await faultServer(() => {});
		expect(await faultAt(server.origin.replace('http:', 'https:'), {what, timeouts: quick})).toMatchObject({
			kind: 'timeout',
			sentence: expect.stringMatching(/did not finish its TLS handshake within 200 ms/),
		});
	});

	test('on a server that has no certificate', async () => {
		const {origin} = await tlsServer();
		expect(await faultAt(origin, {what})).toMatchObject({
			kind: 'tls',
			sentence: expect.stringMatching(/The TLS connection to .* failed \(/),
		});
	});

	test('and a request without it', async () => {
		const {origin} = await tlsServer();
		expect((await faultAt(origin.replace('https:', 'http:'), {what})).kind).toMatch(/^(reset|http)$/);
	});

	test('with a certificate that signs itself: no byte of the request leaves', async () => {
		const {origin, heard} = await tlsServer(certificate);
		expect(await faultAt(origin, {what})).toMatchObject({
			kind: 'tls',
			sentence: expect.stringMatching(/cannot be trusted: its certificate is self-signed.*NODE_EXTRA_CA_CERTS/),
		});
		expect(heard()).toBe('');
	});
});
