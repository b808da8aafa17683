import {once} from 'node:events';
import {createServer, type IncomingHttpHeaders, type IncomingMessage, request, type ServerResponse} from 'node:http';
import {createServer as createSecureServer} from 'node:https';
import {type AddressInfo, connect, createServer as createNetServer, type Server, type Socket} from 'node:net';
import {onTestFinished} from 'vitest';

export type ProxyServer = {
	readonly port: number;
	/** What it was asked: `CONNECT host:port`, `GET http://…`. */
	readonly asked: ReadonlyArray<{readonly line: string; readonly headers: IncomingHttpHeaders}>;
};

/**
 * Starts a forward proxy on the loopback address. It hands requests on, with `Via`, and makes tunnels.
 *
 * @param connectStatus what it answers to CONNECT in place of a tunnel, with these headers
 */
export async function proxyServer({
	connectStatus,
	headers = {},
	via = '1.1 test',
	certificate,
}: {
	readonly connectStatus?: number;
	readonly headers?: Readonly<Record<string, string>>;
	readonly via?: string;
	/** It is reached by https then. */
	readonly certificate?: {readonly cert: string; readonly key: string};
} = {}): Promise<ProxyServer> {
	const asked: Array<{line: string; headers: IncomingHttpHeaders}> = [];
	const sockets = new Set<Socket>();
	const handle = (incoming: IncomingMessage, outgoing: ServerResponse) => {
		asked.push({line: `${incoming.method} ${incoming.url}`, headers: incoming.headers});
		const onward = request(incoming.url ?? '', {method: incoming.method, headers: incoming.headers}, answer => {
			outgoing.writeHead(answer.statusCode ?? 0, {...answer.headers, via});
			answer.pipe(outgoing);
		});
		onward.on('error', () => outgoing.destroy());
		incoming.pipe(onward);
	};
	const server = certificate
		? createSecureServer({cert: certificate.cert, key: certificate.key}, handle)
		: createServer(handle);
	server.on('connect', (incoming, socket) => {
		asked.push({line: `CONNECT ${incoming.url}`, headers: incoming.headers});
		socket.on('error', () => {});
		if (connectStatus !== undefined) {
			const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
			socket.end(`HTTP/1.1 ${connectStatus} Whatever\r\n${lines.join('')}\r\n`);
			return;
		}
		const {hostname, port} = new URL(`http://${incoming.url}`);
		const onward = connect(Number(port), hostname, () => {
			socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
			onward.pipe(socket).pipe(onward);
		});
		onward.on('error', () => socket.destroy());
		socket.on('close', () => onward.destroy());
	});
	server.on('connection', socket => {
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
	});
	return {port: await portOf(server, sockets), asked};
}

/** Starts a SOCKS 5 proxy (RFC 1928) that lets everybody through, or answers with a code of refusal. */
export async function socksServer(refusal = 0): Promise<ProxyServer> {
	const asked: Array<{line: string; headers: IncomingHttpHeaders}> = [];
	const sockets = new Set<Socket>();
	const server = createNetServer(socket => {
		sockets.add(socket);
		socket.on('error', () => {});
		socket.once('data', () => {
			socket.write(Buffer.from([5, 0]));
			socket.once('data', (wanted: Buffer) => {
				const isName = wanted[3] === 3;
				const end = isName ? 5 + (wanted[4] ?? 0) : 8;
				const host = isName ? wanted.subarray(5, end).toString() : [...wanted.subarray(4, 8)].join('.');
				const port = wanted.readUInt16BE(end);
				asked.push({line: `SOCKS ${host}:${port}`, headers: {}});
				const answer = Buffer.from([5, refusal, 0, 1, 0, 0, 0, 0, 0, 0]);
				if (refusal !== 0) return void socket.end(answer);
				const onward = connect(port, host, () => {
					socket.write(answer);
					onward.pipe(socket).pipe(onward);
				});
				onward.on('error', () => socket.destroy());
				socket.on('close', () => onward.destroy());
			});
		});
	});
	return {port: await portOf(server, sockets), asked};
}

/** Has a server listen on the loopback address until the test ends. @param sockets those that are open, which end with it */
async function portOf(server: Server, sockets: ReadonlySet<Socket>): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(async () => {
		for (const socket of sockets) socket.destroy();
		await new Promise(resolve => server.close(resolve));
	});
	return (server.address() as AddressInfo).port;
}
