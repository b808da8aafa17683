/** What a user may do on this machine beyond files: namespaces and mounts. */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmdirSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
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

/** Whether a file system can be mounted, as for a disk that is full: root in a container often may not. */
export function canMountHere(): boolean {
	if (process.platform !== 'linux' || process.geteuid?.() !== 0) return false;
	const folder = mkdtempSync(join(tmpdir(), 'gpjobs-mount-'));
	try {
		if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status !== 0) return false;
		return spawnSync('umount', [folder]).status === 0;
	} finally {
		rmdirSync(folder);
	}
}

/** The user that owns nothing. */
const nobody = 65_534;

/** Does something without the rights of root, where the tests run with them: root may write anywhere. */
export async function asNobody<T>(act: () => Promise<T>): Promise<T> {
	if (process.geteuid?.() !== 0) return act();
	process.seteuid?.(nobody);
	try {
		return await act();
	} finally {
		process.seteuid?.(0);
	}
}
