import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {type AddressInfo, connect, createServer} from 'node:net';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {temporaryFolder} from './environment.ts';
import {remember} from './open-programs.ts';

export type Nginx = {
	/** `http://127.0.0.1:PORT` */
	readonly origin: string;
	/** Its files: what it caches and logs. */
	readonly folder: string;
};

/**
 * Starts a real nginx on the loopback address, as a child with its own configuration in a temporary folder; it is stopped
 * after the test.
 *
 * @param locations what stands inside `server { … }`
 * @param inHttp what stands beside it, such as `proxy_cache_path FOLDER/cache …`; `FOLDER` is the folder
 */
export async function startNginx(locations: string, inHttp = ''): Promise<Nginx> {
	const folder = temporaryFolder();
	mkdirSync(join(folder, 'tmp'));
	const port = await freePort();
	const path = join(folder, 'nginx.conf');
	const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(name => `${name}_temp_path FOLDER/tmp;`);
	const config = `daemon off; master_process off; pid FOLDER/pid; error_log FOLDER/error.log;
events { worker_connections 128; }
http { access_log off; ${places.join(' ')} ${inHttp}
server { listen 127.0.0.1:${port}; ${locations} } }\n`;
	writeFileSync(path, config.replaceAll('FOLDER', folder));
	const child = spawn('nginx', ['-p', folder, '-c', path], {stdio: 'ignore'});
	const ended = once(child, 'exit');
	remember({
		close: async () => {
			child.kill('SIGKILL');
			await ended;
		},
		abandon: () => child.kill('SIGKILL'),
	});
	while (!(await answers(port))) {
		if (child.exitCode !== null) throw new Error(`nginx ended: ${readFileSync(join(folder, 'error.log'), 'utf8')}`);
		await sleep(20);
	}
	return {origin: `http://127.0.0.1:${port}`, folder};
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
export function answers(port: number): Promise<boolean> {
	return new Promise(resolve => {
		const socket = connect(port, '127.0.0.1');
		socket.once('connect', () => {
			socket.destroy();
			resolve(true);
		});
		socket.once('error', () => resolve(false));
	});
}
