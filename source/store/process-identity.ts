import {readFileSync} from 'node:fs';
import {hostname} from 'node:os';
import * as z from 'zod/mini';
import {errorCode} from './disk-error.ts';

/**
 * Which process wrote something down. A pid alone is given again, to another process or after a restart; where the
 * system tells (Linux), the boot and the start of the process make it unique.
 */
export const processIdentitySchema = z.object({
	pid: z.int().check(z.positive()),
	host: z.string(),
	boot: z.nullable(z.string()),
	started: z.nullable(z.string()),
});

export type ProcessIdentity = z.infer<typeof processIdentitySchema>;

export function thisProcess(): ProcessIdentity {
	return {pid: process.pid, host: hostname(), boot: bootId(), started: startOf(process.pid)};
}

/** Whether a process still runs; `unknown` for one of another machine that shares the folder. */
export function lifeOf(other: ProcessIdentity): 'alive' | 'ended' | 'unknown' {
	if (other.host !== hostname()) return 'unknown';
	if (differ(other.boot, bootId())) return 'ended';
	if (!isRunning(other.pid)) return 'ended';
	return differ(other.started, startOf(other.pid)) ? 'ended' : 'alive';
}

function differ(one: string | null, other: string | null): boolean {
	return one !== null && other !== null && one !== other;
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		// EPERM: it runs, under another user.
		return errorCode(error) !== 'ESRCH';
	}
}

function bootId(): string | null {
	return readProc('/proc/sys/kernel/random/boot_id')?.trim() ?? null;
}

/** Field 22 of proc(5) `stat`, in clock ticks since the boot. The second field, a name, can hold blanks and brackets. */
function startOf(pid: number): string | null {
	const stat = readProc(`/proc/${pid}/stat`);
	return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
}

function readProc(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return undefined;
	}
}
