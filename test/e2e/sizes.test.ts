import {describe, expect, test} from 'vitest';
import {gpjobs} from './built-program.ts';
import {homeWith, openMonitor} from './monitor-screen.ts';
import {openScreen, type Screen} from './screen.ts';
import {type HandServer, startHandServer} from './servers.ts';

type Size = readonly [columns: number, rows: number];

const sizes: readonly Size[] = [
	...([
		[80, 24],
		[120, 36],
		[200, 60],
		[40, 10],
		[39, 9],
		[1, 1],
		[60, 16],
		[100, 15],
		[41, 24],
		[300, 8],
	] as const),
];

/** Jobs that ended, so that nothing moves but times; one with a wide name, one with long lines. */
async function quietServer(): Promise<HandServer> {
	const server = await startHandServer({
		parcels: 'esriJobSucceeded',
		住所照合: 'esriJobFailed',
		roads: 'esriJobSucceeded',
	});
	const words = Array.from({length: 40}, (_, index) => `wörd${index} 漢字`).join(' ');
	for (const job of server.jobs)
		job.messages = Array.from({length: 50}, (_, index) => ({
			type: index % 7 === 3 ? 'esriJobMessageTypeWarning' : 'esriJobMessageTypeInformative',
			description: index % 5 === 0 ? words : `line ${index} 👩‍👩‍👧 é ﷽`,
		}));
	return server;
}

/** Without the times, which go on. */
const still = (screen: Screen) =>
	screen.lines().map(line =>
		line
			.replace(/\d\d:\d\d(:\d\d)?/g, '00:00')
			.replace(/\d+ s\b/g, '0 s')
			.replace(/ +$/, ''),
	);

/** Waits until what is drawn is of this size, and looks whether it fits. */
async function fits(screen: Screen, [columns, rows]: Size): Promise<void> {
	const isTooSmall = columns < 40 || rows < 10;
	if (isTooSmall) await screen.until(() => /^(gpjobs|g|…|~)/.test(screen.line(0)), 'one line that says so');
	else {
		await screen.until(() => /^ ?gpjobs .*\d\d:\d\d:\d\d$/.test(screen.line(0)), 'the header in the first line');
		await screen.until(() => /(quit|back)$/.test(screen.line(-1)), 'the keys in the last line');
		expect(screen.line(0)).toHaveLength(columns);
	}
	expect(screen.brokenRows()).toEqual([]);
	expect(screen.isAlternate()).toBe(true);
	if (isTooSmall) expect(screen.lines().slice(1).join('')).toBe('');
}

async function settled(screen: Screen, server: HandServer): Promise<void> {
	await screen.until(() => server.jobs.every(({id}) => server.requests.some(({path}) => path.includes(id))), 'polls');
	await screen.until(() => still(screen).join('\n') !== '', 'a frame');
}

test('a window of any size: nothing breaks a line, and no frame is taller than it', {timeout: 40_000}, async () => {
	const server = await quietServer();
	const screen = await openMonitor(server, {columns: 80, rows: 24});
	await screen.shows('2 ok');
	for (const keys of [
		[],
		['Enter', 'w'],
		['w', '4'],
		['Escape', '?'],
		['Escape', 'z'],
		['z', '/', '漢', '字', 'Enter'],
	]) {
		await screen.press(...keys);
		const isHelp = keys.includes('?');
		for (const size of sizes) {
			screen.resize(...size);
			if (isHelp)
				await screen.until(() => size[0] < 40 || size[1] < 10 || /Esc closes|Keys/.test(screen.line(0)), 'help');
			else await fits(screen, size);
			expect(screen.brokenRows()).toEqual([]);
		}
		screen.resize(80, 24);
	}
	await screen.press('Escape', 'q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
});

test.each([
	['the list', [] as string[]],
	['the messages', ['Enter', 'g']],
	['wrapped messages', ['Enter', 'w', 'g']],
	['about', ['4']],
	['a dialog', ['a']],
])('after many sizes %s is what a new one is', {timeout: 40_000}, async (_what, keys) => {
	const server = await quietServer();
	const home = await homeWith(server);
	const screen = await openMonitor(server, {home, columns: 80, rows: 24});
	await settled(screen, server);
	await screen.shows('2 ok');
	await screen.press(...keys);
	for (const size of [
		[40, 10],
		[200, 60],
		[1, 1],
		[39, 9],
		[120, 36],
		[50, 40],
		[120, 36],
	] as const) {
		screen.resize(...size);
		if (size[0] !== 1) await screen.until(() => screen.line(0) !== '', 'a frame');
	}
	const fresh = await openMonitor(server, {home, columns: 120, rows: 36});
	await fresh.shows('2 ok');
	await fresh.press(...keys);
	const last = still(fresh);
	await screen
		.until(() => still(screen).join('\n') === still(fresh).join('\n'), 'the screen of a new one')
		.catch(() => {});
	expect(still(screen)).toEqual(still(fresh));
	expect(last.length).toBe(36);
	expect(screen.brokenRows()).toEqual([]);
});

test('a storm of sizes ends with the last one', async () => {
	const server = await quietServer();
	const screen = await openMonitor(server, {columns: 80, rows: 24});
	await screen.shows('2 ok');
	for (let step = 0; step < 200; step++) screen.resize(1 + ((step * 37) % 150), 1 + ((step * 17) % 50));
	screen.resize(100, 30);
	await fits(screen, [100, 30]);
	await screen.press('j');
	await screen.shows('Messages · 住所照合');
	expect(screen.brokenRows()).toEqual([]);
});

describe('plain drawing', () => {
	/** What sets a colour: all of SGR but bold, dim, reverse and what ends them. */
	const colours = [/\u001B\[[\d;]*m/g] as const;
	const isColour = (sequence: string) =>
		sequence
			.slice(2, -1)
			.split(';')
			.some(code => !['', '0', '1', '2', '7', '22', '27'].includes(code));

	async function tour(screen: Screen): Promise<string> {
		const seen: string[] = [];
		for (const [keys, shown] of [
			[[], '1 failed'],
			[['x'], 'Not now'],
			[['j', 'Enter'], '1 Messages'],
			[['w', 'v'], 'warnings'],
			[['2'], 'The job has no results.'],
			[['4'], 'Sent by the server'],
			[['Escape', '?'], 'Esc closes'],
			[['Escape', 'k', 's', 's'], 'JOB'],
			[['a'], 'Add a job'],
			[['Escape', 'Escape', '/', 'q', 'q'], 'No job matches'],
			[['Escape', 'j', 'j', 'x'], 'Cancel this job?'],
		] as const) {
			await screen.press(...keys);
			await screen.shows(shown);
			seen.push(screen.text());
		}
		return seen.join('\n');
	}

	async function plainServer(): Promise<HandServer> {
		const server = await startHandServer({
			broken: 'esriJobFailed',
			parcels: 'esriJobSucceeded',
			roads: 'esriJobExecuting',
		});
		const messages = [
			{type: 'esriJobMessageTypeInformative', description: 'Reading... '.repeat(30)},
			{type: 'esriJobMessageTypeWarning', description: 'careful'},
			{type: 'esriJobMessageTypeError', description: 'broken'},
		] as const;
		for (const job of server.jobs) job.messages = [...messages];
		return server;
	}

	test.each([
		['--ascii', ['--ascii'], {}],
		['LANG=C', [], {LANG: 'C'}],
		['LC_ALL=POSIX', [], {LC_ALL: 'POSIX'}],
		['GPJOBS_ASCII', [], {GPJOBS_ASCII: 'true'}],
	])('%s: nothing but ASCII', async (_what, args, env) => {
		const server = await plainServer();
		const screen = await openMonitor(server, {args, env, columns: 100, rows: 30, isAscii: true});
		expect(await tour(screen)).toMatch(/^[\n\u0020-\u007E]*$/);
		screen.resize(30, 5);
		await screen.shows('gpjobs needs');
		expect(screen.text()).toMatch(/^[\n\u0020-\u007E]*$/);
		expect(screen.output.replaceAll('\u001B', '')).not.toMatch(/[^\u0007-\u007E]/);
	});

	test('what a server sends is ASCII there too', async () => {
		const server = await plainServer();
		const [job] = server.jobs;
		if (job) job.messages = [{type: 'esriJobMessageTypeInformative', description: '住所を読み込んでいます é \u4E1B2J'}];
		const screen = openScreen(gpjobs('--ascii', ...server.jobs.map(({url}) => url)), {columns: 100, rows: 30});
		await screen.shows('1 failed');
		await screen.press('Enter');
		await screen.shows('1 Messages');
		await screen.shows('2J');
		expect(screen.text()).toMatch(/^[\n\u0020-\u007E]*$/);
		expect(screen.output).not.toMatch(/[^\u0007-\u007E]/);
	});

	test.each([
		['NO_COLOR', [], {NO_COLOR: '1'}],
		['--no-color', ['--no-color'], {}],
		['GPJOBS_COLOR=false', [], {GPJOBS_COLOR: 'false'}],
	])('%s: no colour, and all is still told', async (_what, args, env) => {
		const server = await plainServer();
		const screen = await openMonitor(server, {args, env, columns: 100, rows: 30});
		const text = await tour(screen);
		expect(text).toMatch(/✖ Failed/);
		const [sgr] = colours;
		expect([...screen.output.matchAll(sgr)].map(([sequence]) => sequence).filter(isColour)).toEqual([]);
	});

	test('otherwise the colours are those of the terminal', async () => {
		const screen = await openMonitor(await plainServer(), {columns: 100, rows: 30});
		await tour(screen);
		const [sgr] = colours;
		const codes = [...screen.output.matchAll(sgr)].flatMap(([sequence]) => sequence.slice(2, -1).split(';'));
		expect(codes).toContain('31');
		// The 16 of the terminal: neither 256 colours nor RGB.
		expect(codes.filter(code => code === '38' || code === '48')).toEqual([]);
	});
});
