import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Server, type Socket} from 'node:net';
import process from 'node:process';
import {onTestFinished} from 'vitest';

/** A request as it came over the wire. */
export type RawRequest = {
	readonly method: string;
	readonly path: string;
	/** Names in lower case. */
	readonly headers: ReadonlyMap<string, string>;
	readonly body: string;
	/** All of it, to look for what should not be there. */
	readonly raw: string;
	/** Which connection it came on, and the how many-th request it is, on it and at all; from 0. */
	readonly connection: number;
	readonly onConnection: number;
	readonly index: number;
};

export type FaultServer = {
	readonly origin: string;
	readonly requests: readonly RawRequest[];
	/** How many connections have been made, and how many are open. */
	readonly connections: () => {readonly made: number; readonly open: number};
	readonly stop: () => Promise<void>;
};

/** What a fault server does with a request: it writes to the socket, or does not. */
export type Behaviour = (socket: Socket, request: RawRequest) => void;

/**
 * Starts a server of bare sockets on the loopback address, that answers wrong in whatever way a test asks for. It stops
 * when the test is over.
 *
 * @param behaviour called for each whole request
 * @param onConnect called for each connection, before anything is read
 */
export async function faultServer(behaviour: Behaviour, onConnect?: (socket: Socket) => void): Promise<FaultServer> {
	const requests: RawRequest[] = [];
	const sockets = new Set<Socket>();
	let made = 0;
	const server = createServer(socket => {
		const connection = made++;
		let onConnection = 0;
		let pending = '';
		sockets.add(socket);
		socket.on('close', () => sockets.delete(socket));
		socket.on('error', () => {});
		onConnect?.(socket);
		socket.on('data', chunk => {
			pending += chunk.toString('latin1');
			for (let taken = takeRequest(pending); taken; taken = takeRequest(pending)) {
				pending = taken.rest;
				const request = {...taken.request, connection, onConnection: onConnection++, index: requests.length};
				requests.push(request);
				behaviour(socket, request);
			}
		});
	});
	const origin = `http://127.0.0.1:${await listen(server)}`;
	const stop = async () => {
		for (const socket of sockets) socket.destroy();
		if (server.listening) await new Promise(resolve => server.close(resolve));
	};
	onTestFinished(stop);
	return {origin, requests, connections: () => ({made, open: sockets.size}), stop};
}

/**
 * A port that takes no connection and refuses none, as behind a firewall: its process is stopped and its backlog full.
 */
export async function blackHole(): Promise<number> {
	const program = `const server = require('node:net').createServer();
		server.listen({port: 0, host: '127.0.0.1', backlog: 1}, () => process.stdout.write(String(server.address().port)));`;
	const child = spawn(process.execPath, ['-e', program], {stdio: ['ignore', 'pipe', 'inherit']});
	const gone = once(child, 'exit');
	onTestFinished(async () => {
		child.kill('SIGKILL');
		await gone;
	});
	const [port] = (await once(child.stdout, 'data')).map(Number);
	child.kill('SIGSTOP');
	const fillers = Array.from({length: 8}, () => connect(port ?? 0, '127.0.0.1').on('error', () => {}));
	onTestFinished(() => {
		for (const filler of fillers) filler.destroy();
	});
	// The kernel takes the first ones into the backlog: only behind them there is silence.
	await Promise.race(fillers.map(filler => once(filler, 'connect')));
	return port ?? 0;
}

/** A whole HTTP answer with its length. */
export function answer(body: string | Uint8Array, {status = 200, headers = {}}: AnswerOptions = {}): Buffer {
	const bytes = Buffer.from(body as string);
	return Buffer.concat([Buffer.from(head({...headers, 'content-length': String(bytes.length)}, status)), bytes]);
}

export type AnswerOptions = {readonly status?: number; readonly headers?: Readonly<Record<string, string>>};

/** The head of an answer, with the empty line behind it. */
export function head(headers: Readonly<Record<string, string>> = {}, status = 200): string {
	const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
	return `HTTP/1.1 ${status} Whatever\r\n${lines.join('')}\r\n`;
}

/** One piece of a body in chunks; none ends it. */
export function chunk(text: string | Uint8Array = ''): Buffer {
	const bytes = Buffer.from(text as string);
	return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]);
}

async function listen(server: Server): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

type Taken = {
	readonly request: Omit<RawRequest, 'connection' | 'onConnection' | 'index'>;
	readonly rest: string;
};

function takeRequest(pending: string): Taken | undefined {
	const end = pending.indexOf('\r\n\r\n');
	if (end < 0) return undefined;
	const [first = '', ...lines] = pending.slice(0, end).split('\r\n');
	const [method = '', path = ''] = first.split(' ');
	const headers = new Map(
		lines.map(line => {
			const [name = '', ...value] = line.split(':');
			return [name.toLowerCase(), value.join(':').trim()] as const;
		}),
	);
	const whole = end + 4 + Number(headers.get('content-length') ?? 0);
	if (pending.length < whole) return undefined;
	const raw = pending.slice(0, whole);
	return {request: {method, path, headers, body: pending.slice(end + 4, whole), raw}, rest: pending.slice(whole)};
}
