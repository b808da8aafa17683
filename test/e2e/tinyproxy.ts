import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {temporaryFolder} from './environment.ts';
import {freePort, startOnPort} from './loopback-program.ts';

/**
 * Starts a real tinyproxy on the loopback address, as a child with its own configuration; it is stopped after the test.
 *
 * @param config further lines of its configuration
 */
export async function startTinyproxy(config = ''): Promise<{readonly port: number; readonly log: () => string}> {
	const folder = temporaryFolder();
	const port = await freePort();
	const [path, log] = [join(folder, 'tinyproxy.conf'), join(folder, 'log')];
	writeFileSync(
		path,
		`Port ${port}\nListen 127.0.0.1\nTimeout 60\nMaxClients 20\nLogFile "${log}"\nLogLevel Connect\n${config.replaceAll('FOLDER', folder)}\n`,
	);
	writeFileSync(log, '');
	writeFileSync(join(folder, 'filter'), '127\\.0\\.0\\.1\n');
	await startOnPort('tinyproxy', ['-d', '-c', path], port, () => readFileSync(log, 'utf8'));
	return {port, log: () => readFileSync(log, 'utf8')};
}
