import {isDeepStrictEqual} from 'node:util';
import {describe, expect, test} from 'vitest';
import {safe} from '../../source/text/safe-text.ts';
import {notNow} from '../../source/ui/actions/actions.ts';
import {cancelTitle} from '../../source/ui/dialogs/cancel.ts';
import {helpKeys} from '../../source/ui/help/help-overlay.tsx';
import {seenByGpjobs} from '../../source/ui/panes/about/seen-by-gpjobs.ts';
import {sentByServer} from '../../source/ui/panes/about/sent-by-server.ts';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {levelWords} from '../../source/ui/panes/messages/title.ts';
import {noResults} from '../../source/ui/screen/parameter-tabs.ts';
import {saying, whatever} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {homeWith, openMonitor, pass} from './monitor-screen.ts';
import {openScreen, type Screen} from './screen.ts';
import {addTitle, nothingMatches, paneOf} from './screen-words.ts';
import {type HandServer, startHandServer} from './servers.ts';

type Size = readonly [columns: number, rows: number];

/** Jobs that ended, so that nothing moves but times; one with a wide name, with long lines and wide ones. */
async function quietServer(): Promise<HandServer> {
	const done = 'esriJobSucceeded';
	const server = await startHandServer({parcels: done, 住所照合: 'esriJobFailed', roads: done});
	const words = Array.from({length: 40}, (_, index) => `wörd${index} 漢字`).join(' ');
	for (const job of server.jobs)
		job.messages = Array.from({length: 50}, (_, index) => ({
			type: index % 7 === 3 ? 'esriJobMessageTypeWarning' : 'esriJobMessageTypeInformative',
			description: index % 5 === 0 ? words : `line ${index} é`,
		}));
	return server;
}

/** The screen without its times, which go on. */
const still = (screen: Screen) =>
	screen.lines().map(line =>
		line
			.replace(/\d\d:\d\d(:\d\d)?/g, '00:00')
			.replace(/\d+ s\b/g, '0 s')
			.replace(/ +$/, ''),
	);

/** Waits until something holds and nothing has been drawn for a moment. */
async function quiet(screen: Screen, holds = () => screen.line(0) !== ''): Promise<void> {
	let length = -1;
	let since = 0;
	await screen.until(() => {
		if (screen.output.length !== length || !holds()) since = performance.now();
		length = screen.output.length;
		return performance.now() - since > 120;
	}, `it to be quiet, with ${holds}`);
}

/** With this a frame begins that is drawn whole: margins and look as they were. */
const wholeFrame = '\u001B[r\u001B[m';

/** Waits until what is drawn is of this size, and looks whether it fits: drawn anew it is the same. */
async function fits(screen: Screen, [columns, rows]: Size): Promise<void> {
	const isTooSmall = columns < 40 || rows < 10;
	const isRight = () => (isTooSmall ? /^(gpjobs|g|…|~)/.test(screen.line(0)) : isWhole(screen, columns));
	await quiet(screen, isRight);
	const before = still(screen);
	const written = screen.output.length;
	await screen.press('Ctrl-L');
	await screen.until(() => screen.output.includes(wholeFrame, written), 'it to be drawn anew');
	await quiet(screen, isRight);
	expect(before).toEqual(still(screen));
	expect(screen.isAlternate()).toBe(true);
	if (isTooSmall) await expect.poll(() => screen.lines().slice(1).join('').trim()).toBe('');
	else if (!screen.line(0).startsWith(' Keys')) expect(screen.line(-1)).toMatch(/(quit|back) *$/);
}

function isWhole(screen: Screen, columns: number): boolean {
	const header = screen.line(0);
	if (header.startsWith(' Keys ')) return header.length <= columns && columns - header.length < 3;
	// Of an open job a narrow window shows the name and the state, and no clock.
	if (/^ *1 /.test(screen.line(1))) return header.length <= columns && / back *$/.test(screen.line(-1));
	return header.length === columns && /^ ?gpjobs .*\d\d:\d\d:\d\d$/.test(header);
}

test('a window of any size: nothing breaks a line, and no frame is taller than it', async () => {
	const sizes: readonly Size[] = [
		[80, 24],
		[120, 36],
		[200, 60],
		[40, 10],
		[39, 9],
		[1, 1],
		[60, 16],
	];
	const screen = await openMonitor(await quietServer(), {columns: 80, rows: 24});
	await screen.shows(' 2 ok');
	const views: readonly (readonly string[])[] = [
		[columnTitles.status],
		['wrapped', 'Enter', 'w'],
		[seenByGpjobs, 'w', '4'],
		[columnTitles.status, 'Escape'],
		[helpKeys, '?'],
		[columnTitles.status, 'Escape'],
		['/par', '/', 'p', 'a', 'r', 'Enter'],
	];
	for (const [shown = '', ...keys] of views) {
		await screen.press(...keys);
		await screen.shows(shown);
		if (keys[0] === 'Escape') continue;
		for (const size of sizes) {
			screen.resize(...size);
			await fits(screen, size);
			expect(screen.brokenRows()).toEqual([]);
		}
		screen.resize(80, 24);
		await fits(screen, [80, 24]);
	}
	await screen.press('Escape');
	await screen.hides('/par');
	await screen.press('q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
});

test('after many sizes the screen is what a new one is', async () => {
	const server = await quietServer();
	const home = await homeWith(server);
	const screen = await openMonitor(server, {home, columns: 120, rows: 36});
	const fresh = await openMonitor(server, {home, columns: 120, rows: 36});
	const views: readonly (readonly string[])[] = [
		[' 2 ok'],
		['1 Messages', 'Enter', 'g'],
		['wrapped', 'w'],
		[seenByGpjobs, '4'],
		[columnTitles.status, 'Escape'],
		[addTitle, 'a'],
	];
	for (const [shown = '', ...keys] of views) {
		for (const one of [screen, fresh]) {
			await one.press(...keys);
			await one.shows(shown);
		}
		for (const [columns, rows] of [
			[40, 10],
			[200, 60],
			[1, 1],
			[39, 9],
			[50, 40],
			[120, 36],
		] as const) {
			screen.resize(columns, rows);
			await quiet(screen);
		}
		// The last size may be drawn late; what differs is told by the comparison.
		await screen.until(() => isDeepStrictEqual(still(screen), still(fresh)), 'both to be the same').catch(() => {});
		expect(still(screen), shown).toEqual(still(fresh));
	}
});

test('a size that changed, and changed back before the program looked, is drawn anew', async () => {
	const screen = await openMonitor(await quietServer(), {columns: 120, rows: 30});
	await screen.shows(' 2 ok');
	await quiet(screen);
	const before = still(screen);
	for (let time = 0; time < 5; time++) {
		screen.resize(2, 2);
		screen.resize(120, 30);
		// A terminal may show the header again by itself: all of it has to come back.
		await screen.until(() => isDeepStrictEqual(still(screen), before), 'all of it to be drawn anew');
	}
});

test('a storm of sizes ends with the last one', async () => {
	const screen = await openMonitor(await quietServer(), {columns: 80, rows: 24});
	await screen.shows(' 2 ok');
	// Two thousand of them in a second or so, and keys between them. A frame that meets a narrower window is broken by it; what
	// counts is what stands there in the end.
	for (let step = 0; step < 2000; step++) {
		screen.resize(1 + ((step * 37) % 150), 1 + ((step * 17) % 50));
		if (step % 20 === 0) await pass(screen, 10);
		if (step % 200 === 0) await screen.press('j', 'k');
	}
	screen.resize(100, 30);
	await fits(screen, [100, 30]);
	await screen.press('j');
	await screen.shows(paneOf('住所照合'));
});

describe('plain drawing', () => {
	const isAscii = /^[\n\u0020-\u007E]*$/;
	/** A colour: all of SGR but bold, dim, reverse and what ends them. */
	const coloursIn = (output: string) =>
		[...output.matchAll(/\u001B\[([\d;]*)m/g)]
			.flatMap(([, codes = '']) => codes.split(';'))
			.filter(code => !['', '0', '1', '2', '7', '22', '27'].includes(code));

	/** Goes everywhere. @returns all that was seen */
	async function tour(screen: Screen): Promise<string> {
		const seen: string[] = [];
		const steps: readonly (readonly [readonly string[], string | RegExp])[] = [
			[[], '1 failed'],
			[['j', 'Enter'], '1 Messages'],
			[['w', 'v'], levelWords.warning],
			[['2'], noResults],
			[['4'], sentByServer],
			[['Escape'], columnTitles.status],
			[['?'], helpKeys],
			[['Escape'], columnTitles.status],
			[['s', 's'], new RegExp(`${columnTitles.job}[▲^]`)],
			[['a'], addTitle],
			[['Escape'], / roads /],
			[['/', 'q', 'q'], nothingMatches(safe`qq`)],
			[['Escape'], / roads /],
			[['G', 'x'], cancelTitle],
			[['Escape'], / roads /],
			[['k', 'x'], saying(notNow(whatever))],
		];
		for (const [keys, shown] of steps) {
			// A dialog does not listen at first, and neither do people.
			if (keys[0] === 'Escape' && screen.text().includes(cancelTitle)) await quiet(screen);
			await screen.press(...keys);
			await screen.shows(shown);
			if (keys[0] === 'Escape')
				for (const gone of [addTitle, cancelTitle, nothingMatches(safe`qq`), helpKeys]) await screen.hides(gone);
			seen.push(screen.text());
			if (seen.at(-1)?.includes(cancelTitle)) {
				const begun = performance.now();
				await screen.until(() => performance.now() - begun > 350, 'the dialog to listen');
			}
		}
		return seen.join('\n');
	}

	async function plainServer(): Promise<HandServer> {
		const server = await startHandServer({
			broken: 'esriJobFailed',
			parcels: 'esriJobSucceeded',
			roads: 'esriJobExecuting',
		});
		for (const job of server.jobs)
			job.messages = [
				{type: 'esriJobMessageTypeInformative', description: 'Reading... '.repeat(30)},
				{type: 'esriJobMessageTypeWarning', description: 'careful'},
				{type: 'esriJobMessageTypeError', description: 'broken'},
			];
		return server;
	}

	test.each([
		['--ascii', ['--ascii'], {}],
		['LANG=de_DE.ISO-8859-1', [], {LANG: 'de_DE.ISO-8859-1'}],
		['GPJOBS_ASCII', [], {GPJOBS_ASCII: 'true'}],
	])('%s: nothing but ASCII', async (_what, args, env) => {
		const screen = await openMonitor(await plainServer(), {args, env, columns: 100, rows: 30, isAscii: true});
		expect(await tour(screen)).toMatch(isAscii);
		for (const columns of [30, 10]) {
			screen.resize(columns, 5);
			await screen.until(() => screen.text().startsWith('gpjobs n'), 'that it is too small');
			await quiet(screen);
			await expect.poll(() => screen.text()).toMatch(isAscii);
		}
	});

	test('what a server sends is ASCII there too', async () => {
		const server = await plainServer();
		for (const job of server.jobs)
			job.messages = [{type: 'esriJobMessageTypeInformative', description: '住所を読み込んでいます é \u4E1B2J'}];
		const screen = openScreen(gpjobs('--ascii', ...server.jobs.map(({url}) => url)), {columns: 100, rows: 30});
		await screen.shows('1 failed');
		await screen.press('Enter');
		await screen.shows('1 Messages');
		await screen.shows('2J');
		await expect.poll(() => screen.text()).toMatch(isAscii);
	});

	test.each([
		['NO_COLOR', [], {NO_COLOR: '1'}],
		['--no-color', ['--no-color'], {}],
		['GPJOBS_COLOR=false', [], {GPJOBS_COLOR: 'false'}],
	])('%s: no colour, and all is still told', async (_what, args, env) => {
		const screen = await openMonitor(await plainServer(), {args, env, columns: 100, rows: 30});
		expect(await tour(screen)).toMatch(/✖ Failed/);
		expect(coloursIn(screen.output)).toEqual([]);
	});

	test('otherwise the colours are those of the terminal, neither of 256 nor RGB', async () => {
		const screen = await openMonitor(await plainServer(), {columns: 100, rows: 30, env: {COLORTERM: 'truecolor'}});
		await tour(screen);
		expect(coloursIn(screen.output)).toContain('91');
		expect(coloursIn(screen.output).filter(code => code === '38' || code === '48')).toEqual([]);
	});
});
