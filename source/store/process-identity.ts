import {readFileSync, readlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import * as z from 'zod/mini';
import {systemErrorCode} from '../text/system-error.ts';

/**
 * Identifies the process that wrote a file. A pid is not enough: the system reuses pids, and the same pid means another
 * process in each PID namespace (containers of one Pod share the host name, but not the namespace).
 */
export const processIdentitySchema = z.object({
	pid: z.int().check(z.positive()),
	host: z.string(),
	/**
	 * The id of the machine's current boot. This member and the next two are `null` if the system does not report them,
	 * as on all systems except Linux.
	 */
	boot: z.nullable(z.string()),
	started: z.nullable(z.string()),
	/** The namespaces in which the pid and the start time are valid. Versions of gpjobs before 0.2 did not write them. */
	namespaces: z._default(z.nullable(z.string()), null),
});

/** The identity of a process, in the form of {@link processIdentitySchema}. */
export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** Returns the identity of this process, by which other processes can check whether it is alive. */
export function thisProcess(): ProcessIdentity {
	return {
		pid: process.pid,
		host: hostname(),
		boot: bootId(),
		started: startOf(process.pid),
		namespaces: ownNamespaces(),
	};
}

/**
 * Whether a process still runs. `unknown` if this process cannot check: it may run on another machine that shares the
 * folder, perhaps with the same host name, or in another PID namespace of this machine.
 */
export function lifeOf(other: ProcessIdentity): 'alive' | 'ended' | 'unknown' {
	// A different boot id means that this machine has restarted, or that it is another machine with the same name.
	if (other.host !== hostname() || other.boot !== bootId()) return 'unknown';
	if (other.namespaces !== ownNamespaces()) return 'unknown';
	// On a Linux without /proc both namespaces are `null`, which does not mean that they are the same.
	if (other.namespaces === null && process.platform === 'linux') return 'unknown';
	if (!isRunning(other.pid)) return 'ended';
	const started = startOf(other.pid);
	return other.started !== null && started !== null && other.started !== started ? 'ended' : 'alive';
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: the process runs, but under another user.
		return systemErrorCode(error) !== 'ESRCH';
	}
}

function bootId(): string | null {
	return fromProc(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
}

/**
 * Returns the PID namespace, and the time namespace by whose clock process starts are counted (pid_namespaces(7),
 * time_namespaces(7)).
 */
function ownNamespaces(): string | null {
	const pid = fromProc(() => readlinkSync('/proc/self/ns/pid'));
	// Linux before 5.6 has no time namespaces.
	const time = fromProc(() => readlinkSync('/proc/self/ns/time'));
	return pid === null ? null : [pid, ...(time === null ? [] : [time])].join(' ');
}

/**
 * Returns when a process started: field 22 of `stat` in proc(5), in clock ticks since boot. The second field, a name,
 * can contain blanks and parentheses. `null` if /proc belongs to another PID namespace, as after `unshare --pid`, where
 * the same number means another process.
 */
function startOf(pid: number): string | null {
	return fromProc(() => {
		if (readlinkSync('/proc/self') !== String(process.pid)) return null;
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
	});
}

function fromProc(read: () => string | null): string | null {
	try {
		return read();
	} catch {
		return null;
	}
}
