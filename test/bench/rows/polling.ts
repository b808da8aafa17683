import {spawn} from 'node:child_process';
import process from 'node:process';
import {text} from 'node:stream/consumers';
import {setTimeout as sleep} from 'node:timers/promises';
import {columnTitles} from '../../../source/ui/panes/list/heading.ts';
import {gpjobs} from '../../e2e/built-program.ts';
import {homeWith} from '../../e2e/monitor-screen.ts';
import {openScreen} from '../../e2e/screen.ts';
import {type Figures, figuresOf, interleaved} from '../measure.ts';
import {type Row, type RowGroup, row, timesAtMost} from '../row.ts';
import type {World} from '../world.ts';
import {cpuOf} from './keys.ts';

const seconds = 15;
const script = 'arcgis-rest-js, no screen';
const bareGot = 'bare got';

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
			['bare got, no screen', scriptOf('got-poll.ts')],
			['bare http, no screen', scriptOf('http-poll.ts')],
		] as const) {
			const {server, jobs} = await world.running(200);
			await using program = await begin(world, jobs, name);
			await sleep(6000);
			const [before, {requests}] = [cpuOf(program.pid), server.counts()];
			await sleep(seconds * 1000);
			cpu.set(name, figuresOf([(cpuOf(program.pid) - before) / seconds / 10]));
			rate.set(name, figuresOf([(server.counts().requests - requests) / seconds]));
		}
		const {jobs} = await world.running(50);
		const cost = await interleaved(
			['flat-out-engine.ts', 'flat-out-got.ts', 'flat-out-http.ts'].map((file, index) => ({
				name: ['gpjobs without its screen', bareGot, 'bare http'][index] ?? file,
				run: async () => Number(await outputOf(await world.peer(file), urlsOf(jobs))),
			})),
			world.runs,
		);
		return [
			row('CPU of a poll, as fast as it goes', 'ms', cost, (mine, other) => timesAtMost(mine, other(bareGot), 1.25)),
			row('CPU, 200 jobs at --interval 1s', '%', cpu, (mine, other) => timesAtMost(mine, other(script), 1)),
			row('requests a second for them', '/s', rate),
		];
	},
};

const urlsOf = (jobs: Jobs) => jobs.map(({url}) => url).join('\n');

type Jobs = readonly {readonly url: string}[];
type Running = AsyncDisposable & {readonly pid: number};

async function monitor(world: World, jobs: Jobs, name: string): Promise<Running> {
	const home = await homeWith(
		{jobs: jobs.map(({url}, index) => ({url, label: `job-${index}`}))},
		world.emptyHome(name),
	);
	const screen = openScreen(gpjobs('--interval', '1s', '--home', home), {columns: 120, rows: 36});
	await screen.shows(columnTitles.status);
	return screen;
}

function scriptOf(file: string) {
	return async (world: World, jobs: Jobs): Promise<Running> => {
		const [program = '', ...args] = await world.peer(file);
		const child = spawn(program, args, {stdio: ['pipe', 'ignore', 'inherit'], env: process.env});
		child.stdin.end(urlsOf(jobs));
		return {
			pid: child.pid ?? 0,
			async [Symbol.asyncDispose]() {
				child.kill('SIGKILL');
			},
		};
	};
}

/** What a program says that is given something to read. */
async function outputOf([program = '', ...args]: readonly string[], input: string): Promise<string> {
	const child = spawn(program, args, {stdio: ['pipe', 'pipe', 'inherit'], env: process.env});
	child.stdin.end(input);
	return text(child.stdout);
}
