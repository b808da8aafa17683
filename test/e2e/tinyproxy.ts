import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {setTimeout as sleep} from 'node:timers/promises';
import {temporaryFolder} from './environment.ts';
import {answers, freePort} from './nginx.ts';
import {remember} from './open-programs.ts';

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
	const child = spawn('tinyproxy', ['-d', '-c', path], {stdio: 'ignore'});
	const ended = once(child, 'exit');
	remember({
		close: async () => {
			child.kill('SIGKILL');
			await ended;
		},
		abandon: () => child.kill('SIGKILL'),
	});
	while (!(await answers(port))) {
		if (child.exitCode !== null) throw new Error(`tinyproxy ended: ${readFileSync(log, 'utf8')}`);
		await sleep(20);
	}
	return {port, log: () => readFileSync(log, 'utf8')};
}
