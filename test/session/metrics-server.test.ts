import {once} from 'node:events';
import type http from 'node:http';
import net from 'node:net';
import {afterEach, describe, expect, test} from 'vitest';
import {createMetricsServer, foreignHost} from '../../source/session/metrics-server.ts';

const servers: http.Server[] = [];
afterEach(() => {
	for (const server of servers.splice(0)) {
		server.close();
		server.closeAllConnections();
	}
});

async function serving({
	allowedHosts = [],
	metrics = async () => 'up 1\n',
	host = '127.0.0.1',
}: {
	allowedHosts?: string[];
	metrics?: () => Promise<string>;
	host?: string;
} = {}) {
	const errors: unknown[] = [];
	const onError = (error: unknown) => errors.push(error);
	const server = createMetricsServer({contentType: 'text/plain', metrics, allowedHosts, onError});
	servers.push(server);
	server.listen(0, host);
	await once(server, 'listening');
	const {port} = server.address() as net.AddressInfo;
	const ask = (name: string | undefined, address = '127.0.0.1'): Promise<{status: number; body: string}> =>
		new Promise((resolve, reject) => {
			const socket = net.connect(port, address, () =>
				socket.write(
					name === undefined
						? 'GET /metrics HTTP/1.0\r\n\r\n'
						: `GET /metrics HTTP/1.1\r\nhost: ${name}\r\nconnection: close\r\n\r\n`,
				),
			);
			let text = '';
			socket.setEncoding('utf8').on('data', data => {
				text += data;
			});
			socket.once('error', reject);
			socket.once('end', () =>
				resolve({status: Number(/^HTTP\/1\.\d (\d+)/.exec(text)?.[1]), body: text.split('\r\n\r\n').slice(1).join()}),
			);
		});
	return {server, port, ask, errors};
}

describe('is answered', () => {
	test.each([
		'localhost',
		'LOCALHOST',
		'localhost.',
		'localhost:9187',
		'127.0.0.1',
		'127.0.0.1:1',
		'127.1.2.3',
		'[::1]',
		'[::1]:9187',
	])('under the loopback name %s', async name => {
		const {ask} = await serving();
		expect((await ask(name)).status).toBe(200);
	});

	test('without a host name, as HTTP/1.0 allows; with the address of the connection; with an allowed name', async () => {
		const {ask} = await serving({allowedHosts: ['Metrics.acme.com'], host: '0.0.0.0'});
		expect((await ask(undefined)).status).toBe(200);
		expect((await ask('127.0.0.9', '127.0.0.9')).status).toBe(200);
		expect((await ask('metrics.ACME.com:9187')).status).toBe(200);
	});
});

describe('is refused, and reveals nothing', () => {
	test.each([
		'evil.example',
		'evil.example:9187',
		'localhost.evil.example',
		'127.0.0.1.evil.example',
		'127.0.0.1@evil.example',
		'evil.example#localhost',
		'10.0.0.1',
		'[::2]',
		'127.0.0.1:80:80',
		'localhost evil',
		'notlocalhost',
	])('under the foreign name %s', async name => {
		const {ask} = await serving({allowedHosts: ['metrics.acme.com']});
		const {status, body} = await ask(name);
		expect(status).toBeGreaterThanOrEqual(400);
		expect(body).not.toContain('up 1');
		if (status === 403) expect(body).toContain(foreignHost.trim());
	});
});

test('a metric that throws gives one error response, and the next one is fine', async () => {
	let isBroken = true;
	const {ask, errors} = await serving({
		async metrics() {
			if (isBroken) throw new Error('broken');
			return 'up 1\n';
		},
	});
	expect((await ask('localhost')).status).toBe(500);
	isBroken = false;
	expect((await ask('localhost')).status).toBe(200);
	expect(errors).toHaveLength(1);
});

test('the number of connections is limited, and one without a request is closed', async () => {
	const {server, port, ask} = await serving();
	const sockets = Array.from({length: 200}, () => net.connect(port, '127.0.0.1').on('error', () => {}));
	let ended = 0;
	for (const socket of sockets) socket.on('close', () => ended++).resume();
	await expect.poll(() => ended).toBeGreaterThanOrEqual(200 - 64);
	const open = await new Promise<number>(resolve => server.getConnections((_, count) => resolve(count)));
	expect(open).toBeLessThanOrEqual(64);
	await expect.poll(() => ended).toBe(200);
	expect((await ask('localhost')).status).toBe(200);
});
