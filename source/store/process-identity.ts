import {readFileSync, readlinkSync} from 'node:fs';
import {hostname} from 'node:os';
import * as z from 'zod/mini';
import {systemErrorCode} from '../text/system-error.ts';

/**
 * Which process wrote something down. A pid alone is given again, to another process or after a restart, and means
 * another process in each PID namespace (containers of one Pod share the host name, and each has its own namespace).
 */
export const processIdentitySchema = z.object({
	pid: z.int().check(z.positive()),
	host: z.string(),
	/** `null` where the system does not tell (only Linux does), as for the others. */
	boot: z.nullable(z.string()),
	started: z.nullable(z.string()),
	/** Those in which pid and start count; a gpjobs before 0.2 did not write them down. */
	namespaces: z._default(z.nullable(z.string()), null),
});

export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

/** The identity of this process, by which another process that shares its files can look it up. */
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
 * Whether a process still runs; `unknown` where it cannot be asked for: on another machine that shares the folder, which
 * may have the same name, or in another PID namespace of this one.
 */
export function lifeOf(other: ProcessIdentity): 'alive' | 'ended' | 'unknown' {
	// Another boot may be this machine before its restart, or another machine of the same name.
	if (other.host !== hostname() || other.boot !== bootId()) return 'unknown';
	if (other.namespaces !== ownNamespaces()) return 'unknown';
	// A Linux that hides its namespaces (no /proc) may be any of them.
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
		// EPERM: it runs, under another user.
		return systemErrorCode(error) !== 'ESRCH';
	}
}

function bootId(): string | null {
	return fromProc(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim());
}

/** The namespaces of pids and of the clock that process starts are counted by (pid_namespaces(7), time_namespaces(7)). */
function ownNamespaces(): string | null {
	const pid = fromProc(() => readlinkSync('/proc/self/ns/pid'));
	// Linux before 5.6 has none of the time.
	const time = fromProc(() => readlinkSync('/proc/self/ns/time'));
	return pid === null ? null : [pid, ...(time === null ? [] : [time])].join(' ');
}

/**
 * Field 22 of proc(5) `stat`, in clock ticks since the boot. The second field, a name, can hold blanks and brackets. Not
 * from a /proc of another PID namespace, as `unshare --pid` leaves it: there the same number is another process.
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
