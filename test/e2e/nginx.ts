import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {temporaryFolder} from './environment.ts';
import {freePort, startOnPort} from './loopback-program.ts';

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
	await startOnPort('nginx', ['-p', folder, '-c', path], port, () => readFileSync(join(folder, 'error.log'), 'utf8'));
	return {origin: `http://127.0.0.1:${port}`, folder};
}
