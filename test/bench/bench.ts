/**
 * Times of gpjobs beside what people would compare it with, in one run on one machine. `npm run bench` prints a table;
 * with `--json` what the table is made of. Times are measured here and asserted nowhere.
 */
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {setTimeout as sleep} from 'node:timers/promises';
import {build} from 'esbuild';
import {startDemoServer} from '../../source/demo/server.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {openScreen, type Screen} from '../e2e/screen.ts';
import {type Figures, figuresOf, interleaved} from './measure.ts';

const folder = mkdtempSync(join(tmpdir(), 'gpjobs-bench-'));
const home = join(folder, 'home');
const runs = Number(process.env.GPJOBS_BENCH_RUNS ?? 9);

type Row = {readonly what: string; readonly unit: string; readonly figures: ReadonlyMap<string, Figures>};

const rows: Row[] = [];

try {
	const bareInk = await bundledInk();
	const server = await startDemoServer({jobs: 1000});
	await ended([...gpjobs('add', '--home', home, '-')], server.jobs.map(({url}) => url).join('\n'));
	await server.stop();
	rows.push(
		{
			what: 'a command from start to end',
			unit: 'ms',
			figures: await interleaved(
				[
					{name: 'node -e 0', run: () => lasting([process.execPath, '-e', '0'])},
					{name: 'gpjobs --version', run: () => lasting(gpjobs('--version'))},
					{name: 'gpjobs list --json (1,000 jobs)', run: () => lasting(gpjobs('list', '--json', '--home', home))},
				],
				runs,
			),
		},
		{
			what: 'first frame, 80×24, no server answers',
			unit: 'ms',
			figures: await interleaved(
				[
					{name: 'bare bundled Ink', run: () => firstFrame([process.execPath, bareInk], 'job 19')},
					{name: 'gpjobs (1,000 jobs)', run: () => firstFrame(gpjobs('--home', home), 'STATUS')},
				],
				runs,
			),
		},
	);
	rows.push(...(await onScreen('80×24', 80, 24, bareInk)), ...(await onScreen('200×60', 200, 60, bareInk)));
	print();
} finally {
	rmSync(folder, {recursive: true, force: true});
}

/** Keys and silence, with 20 jobs that run and are polled. */
async function onScreen(size: string, columns: number, lines: number, bareInk: string): Promise<readonly Row[]> {
	const programs = [
		{name: 'bare bundled Ink', command: [process.execPath, bareInk], ready: 'job 19'},
		{name: 'gpjobs demo', command: gpjobs('demo', '--jobs', '20'), ready: /running/},
	];
	const delays = new Map<string, Figures>();
	const keyBytes = new Map<string, Figures>();
	const idle = new Map<string, Figures>();
	for (const {name, command, ready} of programs) {
		await using screen = openScreen(command, {columns, rows: lines});
		await screen.shows(ready);
		await sleep(3000);
		const keys = await pressed(screen, 60);
		delays.set(name, figuresOf(keys.map(({delay}) => delay)));
		keyBytes.set(name, figuresOf(keys.map(({bytes}) => bytes)));
		const before = Buffer.byteLength(screen.output);
		await sleep(8000);
		idle.set(name, figuresOf([(Buffer.byteLength(screen.output) - before) / 8]));
	}
	return [
		{what: `cursor key to first byte, ${size}`, unit: 'ms', figures: delays},
		{what: `bytes a cursor key, ${size}`, unit: 'B', figures: keyBytes},
		{what: `bytes a second while 20 jobs run, ${size}`, unit: 'B/s', figures: idle},
	];
}

type Pressed = {readonly delay: number; readonly bytes: number};

async function pressed(screen: Screen, times: number): Promise<readonly Pressed[]> {
	const all: Pressed[] = [];
	for (let turn = 0; turn < times; turn++) {
		const before = screen.output.length;
		const begun = performance.now();
		// Up and down, so that the cursor always has somewhere to go.
		await screen.press(turn % 20 < 10 ? 'Down' : 'Up');
		await screen.until(() => screen.output.length > before, 'a byte after the key');
		const delay = performance.now() - begun;
		await sleep(60);
		all.push({delay, bytes: Buffer.byteLength(screen.output.slice(before))});
	}
	return all;
}

async function firstFrame(command: readonly string[], text: string): Promise<number> {
	const begun = performance.now();
	await using screen = openScreen(command, {});
	await screen.shows(text);
	return performance.now() - begun;
}

async function lasting(command: readonly string[]): Promise<number> {
	const begun = performance.now();
	await ended(command);
	return performance.now() - begun;
}

async function ended([program = '', ...args]: readonly string[], input = ''): Promise<void> {
	const child = spawn(program, args, {stdio: ['pipe', 'ignore', 'ignore']});
	child.stdin.end(input);
	await once(child, 'exit');
}

async function bundledInk(): Promise<string> {
	const outfile = join(folder, 'bare-ink.mjs');
	await build({
		entryPoints: [join(import.meta.dirname, 'bare-ink.tsx')],
		outfile,
		bundle: true,
		minify: true,
		format: 'esm',
		platform: 'node',
		target: 'node22',
		jsx: 'automatic',
		define: {'process.env.NODE_ENV': '"production"', 'process.env.DEV': '"false"'},
		alias: {'react-devtools-core': join(import.meta.dirname, 'nothing.ts')},
		banner: {js: "import {createRequire as $cr} from 'node:module';const require=$cr(import.meta.url);"},
	});
	return outfile;
}

function print(): void {
	if (process.argv.includes('--json')) {
		console.log(
			JSON.stringify(
				rows.map(row => ({...row, figures: Object.fromEntries(row.figures)})),
				undefined,
				2,
			),
		);
		return;
	}
	for (const {what, unit, figures} of rows) {
		console.log(`\n${what}`);
		const floor = [...figures.values()][0]?.median ?? Number.NaN;
		for (const [name, {median, least, p95, runs: times}] of figures) {
			const ratio = (median / floor).toFixed(2);
			const more = times > 1 ? `, least ${least.toFixed(1)}, p95 ${p95.toFixed(1)}, ${times} runs` : '';
			console.log(`  ${name.padEnd(34)} ${median.toFixed(1).padStart(8)} ${unit.padEnd(4)} ×${ratio}${more}`);
		}
	}
}
