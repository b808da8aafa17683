import {readdirSync, readFileSync} from 'node:fs';
import {setTimeout as sleep} from 'node:timers/promises';
import type {DemoServer} from '../../../source/demo/server.ts';
import {gpjobs} from '../../e2e/built-program.ts';
import {homeWith} from '../../e2e/monitor-screen.ts';
import {openScreen, type Screen} from '../../e2e/screen.ts';
import {installedPeers} from '../debian-peers.ts';
import {type Figures, figuresOf} from '../measure.ts';
import {atMost, type Row, type RowGroup, row} from '../row.ts';
import type {World} from '../world.ts';

type Size = {readonly columns: number; readonly rows: number};
type Program = {
	readonly name: string;
	readonly command: readonly string[];
	/** What is on its screen once it can be used. */
	readonly ready: string | RegExp;
	readonly home?: string;
};
type Measured = {
	readonly delay: Figures;
	readonly bytes: Figures;
	readonly held: Figures;
	readonly perSecond: Figures;
	readonly cpu: Figures;
};

/** Cursor keys and an operator who only looks: how soon, how many bytes, how much of a processor. */
export const keys: RowGroup = {
	name: 'keys',
	isInShort: false,
	async measure(world): Promise<readonly Row[]> {
		const many = await world.server({jobs: 1000});
		const few = await world.server({jobs: 20});
		const rows: Row[] = [];
		for (const [size, key, bytes, perSecond] of [
			[{columns: 80, rows: 24}, {median: 5, p95: 14}, 250, 240],
			[{columns: 200, rows: 60}, {median: 10, p95: 30}, 600, 700],
		] as const) {
			const at = `${size.columns}×${size.rows}`;
			const beside = await peers(world);
			const measured = new Map<string, Measured>();
			const ours = await watched('gpjobs, 1,000 jobs polled', many, world, `many-${at}`);
			const looked = await watched('gpjobs, 20 jobs', few, world, `few-${at}`);
			for (const program of [ours, looked, ...beside]) measured.set(program.name, await measure(program, size));
			const pick = (of: keyof Measured, first: string) =>
				new Map(
					[first, ...beside.map(({name}) => name)].flatMap(name => {
						const found = measured.get(name);
						return found ? [[name, found[of]] as const] : [];
					}),
				);
			rows.push(
				row(`cursor key to first byte, ${at}`, 'ms', pick('delay', ours.name), mine => atMost(mine, key)),
				row(`bytes a cursor key, ${at}`, 'B', pick('bytes', ours.name), mine => atMost(mine, {median: bytes})),
				row(`bytes a cursor key that is held, ${at}`, 'B', pick('held', ours.name), mine =>
					atMost(mine, {median: bytes}),
				),
				row(`bytes a second while 20 jobs run, ${at}`, 'B/s', pick('perSecond', looked.name), mine =>
					atMost(mine, {median: perSecond}),
				),
				row(`CPU while 20 jobs run and nobody presses a key, ${at}`, '%', pick('cpu', looked.name), mine =>
					atMost(mine, {median: 0.8}),
				),
			);
		}
		return rows;
	},
};

async function watched(name: string, server: DemoServer, world: World, folder: string): Promise<Program> {
	const jobs = server.jobs.map(({url}, index) => ({url, label: `job-${index}`}));
	const home = await homeWith({jobs}, world.emptyHome(folder));
	return {name, command: gpjobs('--home', home), ready: /\d+ running[\s\S]*\? help/, home};
}

async function peers(world: World): Promise<readonly Program[]> {
	const installed = installedPeers(words => world.say(words));
	return [
		{name: 'bare Ink list', command: await world.peer('ink-list.tsx'), ready: 'job 19'},
		...(installed.has('htop') ? [{name: 'htop', command: ['htop', '-d20'], ready: /PID.*USER/}] : []),
		...(installed.has('btop') ? [{name: 'btop', command: ['btop', '--utf-force'], ready: /cpu/}] : []),
	];
}

async function measure({command, ready, home}: Program, size: Size): Promise<Measured> {
	await using screen = openScreen(command, {...size, patience: 60_000, ...(home === undefined ? {} : {home})});
	await screen.shows(ready);
	await sleep(5000);
	const keysPressed = await pressed(screen, 60);
	const held = [await heldBytes(screen), await heldBytes(screen), await heldBytes(screen)];
	await sleep(2000);
	const [bytes, cpu] = [Buffer.byteLength(screen.output), cpuOf(screen.pid)];
	await sleep(10_000);
	return {
		delay: figuresOf(keysPressed.map(({delay}) => delay)),
		bytes: figuresOf(keysPressed.map(each => each.bytes)),
		held: figuresOf(held),
		perSecond: figuresOf([(Buffer.byteLength(screen.output) - bytes) / 10]),
		cpu: figuresOf([(cpuOf(screen.pid) - cpu) / 10 / 10]),
	};
}

/** Bytes for each key of one that is held, thirty a second, so that the cursor never rests. */
async function heldBytes(screen: Screen): Promise<number> {
	const keys = 18;
	const before = Buffer.byteLength(screen.output);
	for (let turn = 0; turn < keys; turn++) {
		await screen.press(turn < keys / 2 ? 'Down' : 'Up');
		await sleep(33);
	}
	return (Buffer.byteLength(screen.output) - before) / keys;
}

/** Presses cursor keys, one at a time. @returns milliseconds to the first byte of each, and bytes of the 150 ms after it */
export async function pressed(screen: Screen, times: number): Promise<readonly {delay: number; bytes: number}[]> {
	const all: {delay: number; bytes: number}[] = [];
	for (let turn = 0; turn < times; turn++) {
		const before = screen.output.length;
		const begun = performance.now();
		// Up and down, so that the cursor always has somewhere to go, among ten jobs too.
		await screen.press(turn % 18 < 9 ? 'Down' : 'Up');
		await screen.until(() => screen.output.length > before, 'a byte after the key');
		const delay = performance.now() - begun;
		// What follows a key later than this, messages of the job that the cursor rests on, is counted with it.
		await sleep(150);
		all.push({delay, bytes: Buffer.byteLength(screen.output.slice(before))});
	}
	return all;
}

/**
 * Milliseconds of processor time of all threads (`schedstat`, in nanoseconds). The usual figures count ticks of 10 ms: who
 * wakes up with the tick, as timers do, is charged too much.
 */
export function cpuOf(pid: number): number {
	const tasks = `/proc/${pid}/task`;
	const spent = readdirSync(tasks).map(task => Number.parseInt(readFileSync(`${tasks}/${task}/schedstat`, 'utf8'), 10));
	return spent.reduce((sum, each) => sum + each, 0) / 1e6;
}
