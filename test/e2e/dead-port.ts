/**
 * Ports that refuse connections until the test has ended. A port that is merely closed is soon given to the next server that
 * listens, of this test run or of another one on the same machine.
 */
import {once} from 'node:events';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {remember} from './open-programs.ts';

/**
 * Finds a port that refuses connections.
 *
 * It is the local port of a connection: the kernel gives it to nobody else, and no socket listens on it.
 *
 * @param host the loopback address that refuses
 */
export async function deadPort(host = '127.0.0.1'): Promise<number> {
	return (await connectionFrom(0, host)).localPort ?? 0;
}

/** Keeps the port of a server that has just stopped from being given to another one. A test may listen on it again. */
export async function keepDead(origin: string): Promise<void> {
	await connectionFrom(Number(new URL(origin).port), '127.0.0.1');
}

/** @param localPort 0 for one that the kernel chooses */
async function connectionFrom(localPort: number, host: string): Promise<Socket> {
	const taken = new Set<Socket>();
	const server = createServer(socket => taken.add(socket.on('error', () => {})));
	server.listen(0, host);
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	// With a local port libuv binds first, so that another bind to it fails unless it names the port.
	const connection = connect({port, host, ...(localPort === 0 ? {} : {localPort, localAddress: host})});
	connection.on('error', () => {});
	remember({
		async close() {
			connection.destroy();
			for (const socket of taken) socket.destroy();
			await new Promise(resolve => server.close(resolve));
		},
		abandon: () => {},
	});
	await once(connection, 'connect');
	return connection;
}
