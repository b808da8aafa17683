import {describe, expect, test} from 'vitest';
import {gpjobs} from './built-program.ts';
import {openMonitor} from './monitor-screen.ts';
import {openScreen, type Screen} from './screen.ts';
import {paneOf} from './screen-words.ts';
import {ended} from './scripts.ts';
import {startGpServer} from './servers.ts';

/** What the terminal costs, in bytes: over a slow line that is what an operator waits for. */
const sizes = [
	{columns: 80, rows: 24, ticking: 240, cursor: 250},
	{columns: 200, rows: 60, ticking: 700, cursor: 600},
] as const;

const bytesOf = (screen: Screen) => Buffer.byteLength(screen.output);
const clock = (screen: Screen) => /\d\d:\d\d:\d\d *$/.exec(screen.line(0))?.[0].trim();

/** The bytes that a second of the screen's clock costs, over so many of its ticks: on a busy machine one may be two seconds. */
async function bytesOfTicks(screen: Screen, ticks: number): Promise<number> {
	const tick = async () => {
		const before = clock(screen);
		await screen.until(() => clock(screen) !== before, 'the next second');
		return clock(screen);
	};
	const since = await tick();
	const before = bytesOf(screen);
	let now = since;
	for (let index = 0; index < ticks; index++) now = await tick();
	return (bytesOf(screen) - before) / secondsBetween(since, now);
}

function secondsBetween(before = '', after = ''): number {
	const seconds = (Date.parse(`1970-01-01T${after}Z`) - Date.parse(`1970-01-01T${before}Z`)) / 1000;
	return seconds > 0 ? seconds : seconds + 86_400;
}

async function bytesOfKey(screen: Screen, key: string): Promise<number> {
	const before = bytesOf(screen);
	await screen.press(key);
	await screen.until(() => bytesOf(screen) > before, 'a byte after the key');
	return bytesOf(screen) - before;
}

describe.each(sizes)('at $columns×$rows', ({columns, rows, ticking, cursor}) => {
	test('20 jobs that run cost few bytes a second', async () => {
		const screen = openScreen(gpjobs('demo', '--jobs', '20'), {columns, rows});
		await screen.shows(/\d+ running/);
		// A job that ends in one of them costs more, once.
		const costs: number[] = [];
		for (let tick = 0; tick < 7; tick++) costs.push(await bytesOfTicks(screen, 1));
		expect(costs.toSorted((a, b) => a - b)[3]).toBeLessThanOrEqual(ticking);
	});

	test('where nothing changes, only the clock goes on', async () => {
		const server = await startGpServer({cast: [ended('parcels'), ended('roads')]});
		const screen = await openMonitor(server, {columns, rows});
		await bytesOfTicks(screen, 1);
		expect(await bytesOfTicks(screen, 3)).toBeLessThanOrEqual(15);
	});

	test('a cursor that runs through the list costs two rows a key, and the messages only where it comes to rest', async () => {
		const cast = Array.from({length: 10}, (_, job) =>
			ended(`parcels-${job}`, {
				messages: () =>
					Array.from({length: 50}, (_, index) => ({at: 0, text: `Line ${index} of job ${job} `.repeat(9)})),
			}),
		);
		const screen = await openMonitor(await startGpServer({cast}), {columns, rows});
		await screen.shows('of job 0');
		const costs: number[] = [];
		for (let turn = 0; turn < 9; turn++) costs.push(await bytesOfKey(screen, 'j'));
		// On a busy machine the cursor rests between two keys, and the messages follow it.
		expect(Math.min(...costs)).toBeLessThanOrEqual(cursor);
		await screen.shows(paneOf('parcels-9'));
		expect(screen.text()).not.toMatch(/^ +Line \d+ of job [^9]/m);
	});

	test('a line scrolled costs that line, whatever the size', async () => {
		const server = await startGpServer({
			cast: [
				ended('flood', {
					messages: () => Array.from({length: 300}, (_, index) => ({at: 0, text: `Line ${index} of the flood`})),
				}),
			],
		});
		const screen = await openMonitor(server, {columns, rows});
		await screen.press('Enter', 'g');
		await screen.shows('Line 0 of the flood');
		const costs: number[] = [];
		for (let turn = 0; turn < 8; turn++) costs.push(await bytesOfKey(screen, 'j'));
		const median = costs.toSorted((a, b) => a - b)[4] ?? Number.NaN;
		expect(median).toBeLessThanOrEqual(1.5 * 'Line 300 of the flood'.length + 80);
	});
});
