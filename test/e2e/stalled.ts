import {readFileSync} from 'node:fs';
import {expect} from 'vitest';
import {homeWith, openMonitor, pass} from './monitor-screen.ts';
import type {Exit} from './pseudo-terminal.ts';
import {startHandServer} from './servers.ts';

export type Stalled = {
	/** Polls that were made while nobody read the terminal, and those of the same time before. */
	readonly polls: number;
	readonly before: number;
	/** MiB that the program grew by meanwhile. */
	readonly growth: number;
	/** Milliseconds from SIGTERM to the end, while nobody reads. */
	readonly endedIn: number;
	readonly exit: Exit;
};

/**
 * A monitor of eight jobs, asked for every second, whose terminal takes nothing for a while: as with Ctrl-S, or an ssh
 * that is dead. After it one frame shows how things are; then it is stalled once more, and ended.
 *
 * @param warmUp milliseconds before anything is measured
 */
export async function playStalled(milliseconds: number, warmUp = 3000): Promise<Stalled> {
	const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
	const server = await startHandServer(Object.fromEntries(names.map(name => [name, 'esriJobExecuting'])));
	const home = await homeWith(server);
	const screen = await openMonitor(server, {
		home,
		args: ['--interval', '1s'],
		columns: 160,
		rows: 50,
		patience: 150_000,
	});
	// Messages that change all the time, so that there is always something to draw.
	let line = 0;
	const talking = setInterval(() => {
		line++;
		for (const job of server.jobs)
			job.messages = [{type: 'esriJobMessageTypeInformative', description: `line ${line} ${'x'.repeat(100)}`}];
	}, 500);
	try {
		await pass(screen, warmUp);
		const counted = async () => {
			const requests = server.requests.length;
			await pass(screen, milliseconds);
			return server.requests.length - requests;
		};
		const before = await counted();
		const [small] = [residentSize(screen.pid), screen.stall()];
		const polls = await counted();
		const growth = residentSize(screen.pid) - small;
		server.job('h').status = 'esriJobSucceeded';
		await pass(screen, 2500);
		screen.unstall();
		await screen.shows(/1 ok/);
		expect(screen.brokenRows()).toEqual([]);
		screen.stall();
		await pass(screen, 2000);
		const begun = performance.now();
		screen.kill('SIGTERM');
		// A terminal that is not read learns of an end only from the system.
		while (isAlive(screen.pid) && performance.now() - begun < 10_000)
			await new Promise(resolve => setTimeout(resolve, 5));
		const endedIn = performance.now() - begun;
		screen.unstall();
		return {polls, before, growth, endedIn, exit: await screen.exited};
	} finally {
		clearInterval(talking);
	}
}

/** Whether a process runs: one that has ended and was not waited for yet is none. */
export function isAlive(pid: number): boolean {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
	} catch {
		return false;
	}
}

/** Mebibytes (proc(5), VmRSS). */
function residentSize(pid: number): number {
	const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kibibytes) / 1024;
}
