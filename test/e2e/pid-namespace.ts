import {spawnSync} from 'node:child_process';
import process from 'node:process';

const asRoot = process.getuid?.() === 0;

/** What stands before a command to run it in a PID namespace of its own, as a container does: `unshare` of util-linux. */
export const inPidNamespace: readonly string[] = [
	'unshare',
	...(asRoot ? [] : ['--user', '--map-root-user']),
	...['--fork', '--pid', '--mount-proc', '--kill-child'],
];

/** Whether this machine lets its users do that. */
export function canUnshare(): boolean {
	const [program = '', ...args] = inPidNamespace;
	return process.platform === 'linux' && spawnSync(program, [...args, 'true']).status === 0;
}
