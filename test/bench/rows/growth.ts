import {setTimeout as sleep} from 'node:timers/promises';
import {gpjobs} from '../../e2e/built-program.ts';
import {homeWith} from '../../e2e/monitor-screen.ts';
import {openScreen} from '../../e2e/screen.ts';
import {type Figures, figuresOf} from '../measure.ts';
import {type Row, type RowGroup, row, timesAtMost} from '../row.ts';
import type {World} from '../world.ts';
import {cpuOf, pressed} from './keys.ts';

const [few, many] = [10, 10_000];
const seconds = 20;

/** Ten jobs, and ten thousand, at the pace that gpjobs finds itself: a key and a poll should cost the same. */
export const growth: RowGroup = {
	name: 'growth',
	isInShort: false,
	async measure(world): Promise<readonly Row[]> {
		const small = await measured(world, few);
		const large = await measured(world, many);
		const beside = `with ${few} jobs`;
		const pair = (of: 'delay' | 'poll') =>
			new Map<string, Figures>([
				['gpjobs', large[of]],
				[beside, small[of]],
			]);
		return [
			row('cursor key to first byte, 10,000 jobs', 'ms', pair('delay'), (mine, other) =>
				timesAtMost(mine, other(beside), 1.3),
			),
			row('CPU a poll, 10,000 jobs', 'ms', pair('poll'), (mine, other) => timesAtMost(mine, other(beside), 1.3)),
		];
	},
};

async function measured(world: World, jobs: number): Promise<{readonly delay: Figures; readonly poll: Figures}> {
	// Time stands still there, so that the jobs run as long as they are looked at.
	const server = await world.server({jobs, speed: 0});
	const named = server.jobs.map(({url}, index) => ({url, label: `job-${index}`}));
	const home = await homeWith({jobs: named}, world.emptyHome(`growth-${jobs}`));
	await using screen = openScreen(gpjobs('--home', home), {
		columns: 80,
		rows: 24,
		patience: 60_000,
	});
	await screen.shows(/Executing +job-0/);
	await sleep(5000);
	const [cpu, polls] = [cpuOf(screen.pid), server.counts().requests];
	await sleep(seconds * 1000);
	const poll = (cpuOf(screen.pid) - cpu) / Math.max(1, server.counts().requests - polls);
	const keys = await pressed(screen, 60);
	return {delay: figuresOf(keys.map(({delay}) => delay)), poll: figuresOf([poll])};
}
