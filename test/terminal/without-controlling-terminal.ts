import process from 'node:process';

const inNewSession = `require('node:child_process')
	.spawn(process.argv[1], process.argv.slice(2), {detached: true, stdio: 'inherit'})
	.on('exit', code => process.exit(code))`;

/** Runs a command in a session of its own, which has no controlling terminal: there `/dev/tty` does not open. */
export function withoutControllingTerminal(command: readonly string[]): string[] {
	return [process.execPath, '-e', inNewSession, ...command];
}
