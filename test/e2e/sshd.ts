import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {userInfo} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {temporaryFolder} from './environment.ts';
import {freePort, startOnPort} from './loopback-program.ts';

/**
 * Starts a real sshd on the loopback address, as a child with keys and configuration of its own in a temporary folder.
 * As many servers do, it accepts no variables of the client and sets no locale.
 *
 * @returns the command line that runs a command over ssh, in a terminal
 */
export async function startSshd(): Promise<(command: readonly string[]) => string[]> {
	const folder = temporaryFolder();
	const file = (name: string) => join(folder, name);
	for (const name of ['host', 'user'])
		execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', file(name)], {stdio: 'ignore'});
	// sshd needs this folder when it runs as root; Debian makes it only when it starts its own sshd.
	if (process.geteuid?.() === 0) mkdirSync('/run/sshd', {recursive: true, mode: 0o755});
	const port = await freePort();
	const settings = [
		`Port ${port}`,
		'ListenAddress 127.0.0.1',
		`HostKey ${file('host')}`,
		`AuthorizedKeysFile ${file('user.pub')}`,
		`PidFile ${file('pid')}`,
		'StrictModes no',
		'PermitRootLogin yes',
		'UsePAM no',
		'PrintMotd no',
		'PrintLastLog no',
	];
	writeFileSync(file('config'), `${settings.join('\n')}\n`);
	// sshd has to be started by its whole path, because it starts itself again for each connection.
	const program = execFileSync('sh', ['-c', 'command -v sshd'], {encoding: 'utf8'}).trim();
	await startOnPort(program, ['-D', '-f', file('config'), '-E', file('log')], port, () => file('log'));
	const options = [
		'BatchMode=yes',
		'StrictHostKeyChecking=no',
		`UserKnownHostsFile=${file('known')}`,
		'LogLevel=ERROR',
	];
	return command => [
		'ssh',
		...['-F', 'none', '-tt', '-p', String(port), '-i', file('user')],
		...options.flatMap(option => ['-o', option]),
		`${userInfo().username}@127.0.0.1`,
		command.map(word => `'${word.replaceAll("'", "'\\''")}'`).join(' '),
	];
}
