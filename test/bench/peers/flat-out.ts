/**
 * For programs that poll as fast as it goes, six requests at once, the URLs on standard input: says what a poll costs in
 * processor time, in milliseconds, once it is warm.
 */
import {readFileSync} from 'node:fs';
import process from 'node:process';

const atOnce = 6;
const warm = 4000;
const polls = 12_000;

export const urls: readonly string[] = readFileSync(0, 'utf8').trim().split('\n');

let done = 0;
let cpu = process.cpuUsage();

/** To be called after each poll. */
export function polled(): void {
	done++;
	if (done === warm) cpu = process.cpuUsage();
	if (done < warm + polls) return;
	const {user, system} = process.cpuUsage(cpu);
	console.log((user + system) / 1000 / polls);
	process.exit();
}

/** Polls one job after the other, as many at once as gpjobs does. */
export function pollAll(poll: (url: string) => Promise<void>): void {
	let next = 0;
	const go = async (): Promise<void> => {
		for (;;) {
			await poll(urls[next++ % urls.length] ?? '');
			polled();
		}
	};
	for (let lane = 0; lane < atOnce; lane++) void go();
}
