import {readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import {gpjobs} from '../../e2e/built-program.ts';
import {homeWith} from '../../e2e/monitor-screen.ts';
import {openScreen} from '../../e2e/screen.ts';
import {figuresOf} from '../measure.ts';
import {atMost, type Row, type RowGroup} from '../row.ts';

/** What the monitor holds in memory; only where `/proc` tells it. */
export const memory: RowGroup = {
	name: 'memory',
	isInShort: false,
	async measure(world): Promise<readonly Row[]> {
		const server = await world.server({jobs: 1000});
		const home = await homeWith(
			{jobs: server.jobs.map(({url}, index) => ({url, label: `job-${index}`}))},
			world.emptyHome('memory'),
		);
		await using screen = openScreen(gpjobs('--home', home), {});
		// Each job has answered once, and the first garbage is gone.
		await screen.until(() => server.counts().requests > 1000, 'an answer of each job', 120_000);
		await sleep(5000);
		const ours = figuresOf([residentSize(screen.pid)]);
		return [
			{
				what: 'RSS, 1,000 jobs that are polled',
				unit: 'MiB',
				ours,
				beside: [],
				verdict: atMost(ours, {median: 130}),
				isCount: false,
			},
		];
	},
};

/** Mebibytes (proc(5), VmRSS). */
export function residentSize(pid: number): number {
	const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
	return Number(kibibytes) / 1024;
}
