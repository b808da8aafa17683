import {spawn} from 'node:child_process';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {gpjobs} from '../../e2e/built-program.ts';
import {homeWith} from '../../e2e/monitor-screen.ts';
import {openScreen} from '../../e2e/screen.ts';
import {type Figures, figuresOf} from '../measure.ts';
import {type Row, type RowGroup, row, timesAtMost} from '../row.ts';
import type {World} from '../world.ts';
import {cpuOf} from './keys.ts';

const seconds = 15;
const script = 'arcgis-rest-js, no screen';

/** 200 jobs that run, each asked for every second: processor time and requests beside scripts without a screen. */
export const polling: RowGroup = {
	name: 'polling',
	isInShort: false,
	async measure(world): Promise<readonly Row[]> {
		const cpu = new Map<string, Figures>();
		const rate = new Map<string, Figures>();
		for (const [name, begin] of [
			['gpjobs with its screen', monitor],
			[script, scriptOf('rest-js-poll.ts')],
			['bare http, no screen', scriptOf('http-poll.ts')],
		] as const) {
			// Time stands still there, so that the jobs run as long as they are looked at.
			const server = await world.server({jobs: 200, speed: 0});
			await using program = await begin(world, server.jobs, name);
			await sleep(6000);
			const [before, {requests}] = [cpuOf(program.pid), server.counts()];
			await sleep(seconds * 1000);
			cpu.set(name, figuresOf([(cpuOf(program.pid) - before) / seconds / 10]));
			rate.set(name, figuresOf([(server.counts().requests - requests) / seconds]));
		}
		return [
			row('CPU, 200 jobs at --interval 1s', '%', cpu, (mine, other) => timesAtMost(mine, other(script), 1)),
			row('requests a second for them', '/s', rate),
		];
	},
};

type Jobs = readonly {readonly url: string}[];
type Running = AsyncDisposable & {readonly pid: number};

async function monitor(world: World, jobs: Jobs, name: string): Promise<Running> {
	const home = await homeWith(
		{jobs: jobs.map(({url}, index) => ({url, label: `job-${index}`}))},
		world.emptyHome(name),
	);
	const screen = openScreen(gpjobs('--interval', '1s', '--home', home), {columns: 120, rows: 36});
	await screen.shows('LAST MESSAGE');
	return screen;
}

function scriptOf(file: string) {
	return async (world: World, jobs: Jobs): Promise<Running> => {
		const [program = '', ...args] = await world.peer(file);
		const child = spawn(program, args, {stdio: ['pipe', 'ignore', 'inherit'], env: process.env});
		child.stdin.end(jobs.map(({url}) => url).join('\n'));
		return {
			pid: child.pid ?? 0,
			async [Symbol.asyncDispose]() {
				child.kill('SIGKILL');
			},
		};
	};
}
