import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {type AddressInfo, connect, createServer} from 'node:net';
import {setTimeout as sleep} from 'node:timers/promises';
import {remember} from './open-programs.ts';

/**
 * Starts a program that listens on a port of the loopback address, and waits until it takes connections; it is stopped after
 * the test.
 *
 * @param why what the program wrote of itself, for the error where it ends before that
 */
export async function startOnPort(
	program: string,
	args: readonly string[],
	port: number,
	why: () => string,
): Promise<void> {
	const child = spawn(program, args, {stdio: 'ignore'});
	const ended = once(child, 'exit');
	remember({
		close: async () => {
			child.kill('SIGKILL');
			await ended;
		},
		abandon: () => child.kill('SIGKILL'),
	});
	while (!(await answers(port))) {
		if (child.exitCode !== null) throw new Error(`${program} ended: ${why()}`);
		await sleep(20);
	}
}

/** A port of the loopback address that nobody listens on. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const {port} = server.address() as AddressInfo;
	await new Promise(resolve => server.close(resolve));
	return port;
}

/** Whether a port of the loopback address takes connections. */
function answers(port: number): Promise<boolean> {
	return new Promise(resolve => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}
