import {readdirSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {safe} from '../../source/text/safe-text.ts';
import {actions} from '../../source/ui/actions/actions.ts';
import {askingForAll} from '../../source/ui/actions/polling.ts';
import {helpKeys} from '../../source/ui/help/help-overlay.tsx';
import {columnTitles} from '../../source/ui/panes/list/heading.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {homeWith, listHeading, openMonitor, rowOf, selectedRow} from './monitor-screen.ts';
import {needs} from './needs.ts';
import {runCli} from './run-cli.ts';
import {openScreen, type Screen} from './screen.ts';
import {nothingMatches} from './screen-words.ts';
import {ended, ending, executing, submitted} from './scripts.ts';
import {startGpServer, stoppedClock} from './servers.ts';

const four = [ended('parcels'), executing('flood'), submitted('towers'), executing('roads')];

/** The labels of the list, from the top. */
function labels(screen: Screen): string[] {
	const known = ['parcels', 'flood', 'towers', 'roads'];
	const list = screen.lines().slice(
		2,
		screen.lines().findIndex(line => line.startsWith(' ─ ')),
	);
	return list.flatMap(line => known.filter(label => line.includes(` ${label} `)));
}

test('the demo opens in the alternate screen, and a row changes by itself', async () => {
	await using screen = openScreen(gpjobs('demo'), {columns: 120, rows: 36});
	await screen.shows(/ running .* 14 jobs/);
	// Which status it has by now depends on how long the program took to begin.
	await screen.until(() => /[○●] [A-Z]/.test(rowOf(screen, 'watershed')), 'watershed to be heard of');
	expect(screen.isAlternate()).toBe(true);
	expect(screen.cursorVisible).toBe(false);
	await expect.poll(() => rowOf(screen, 'parcels')).toMatch(/✔ Succeeded/);
	expect(screen.events.filter(({kind}) => kind !== 'title')).toEqual([]);
	const before = rowOf(screen, 'hotspots-2026');
	await screen.until(() => rowOf(screen, 'hotspots-2026') !== before, 'hotspots-2026 to go on');
	await screen.press('q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
});

describe('the list', () => {
	test('the cursor moves, and stays on its job', async () => {
		const screen = await openMonitor(await startGpServer({cast: four}));
		expect(selectedRow(screen)).toContain('parcels');
		for (const [key, label] of [
			...[
				['j', 'flood'],
				['Down', 'towers'],
				['k', 'flood'],
				['Up', 'parcels'],
				['Up', 'parcels'],
			],
			...[
				['G', 'roads'],
				['j', 'roads'],
				['Home', 'parcels'],
				['End', 'roads'],
				['g', 'parcels'],
				['PageDown', 'roads'],
			],
		]) {
			await screen.press(key ?? '');
			await screen.until(() => selectedRow(screen).includes(label ?? ''), `${key} to come to ${label}`);
		}
		await screen.press('s', 's');
		await screen.shows(`${columnTitles.job}▲`);
		await screen.until(() => labels(screen).join() === 'flood,parcels,roads,towers', 'the order of the names');
		expect(selectedRow(screen)).toContain('roads');
		await screen.press('I');
		await screen.until(() => labels(screen).join() === 'towers,roads,parcels,flood', 'the other way round');
		expect(selectedRow(screen)).toContain('roads');
		await screen.press('<');
		await screen.until(
			() => labels(screen).join() === 'flood,roads,towers,parcels',
			'running before queued before ended',
		);
		await screen.press('<');
		await screen.until(() => labels(screen).join() === 'parcels,flood,towers,roads', 'the order of the list');
		expect(screen.text()).not.toMatch(/[▲▼]/);
	});

	test('a filter narrows it while it is typed, and Esc shows all again', async () => {
		const screen = await openMonitor(await startGpServer({cast: four}));
		await screen.press('/');
		await screen.type('status:exec');
		await screen.until(() => labels(screen).join() === 'flood,roads', 'those that execute');
		await screen.press('Enter');
		await screen.shows('2 of 4');
		await screen.press('/');
		await screen.type(' !flood');
		await screen.until(() => labels(screen).join() === 'roads', 'all of these but one');
		await screen.press('Escape');
		await screen.until(() => labels(screen).join() === 'flood,roads', 'the filter as it was');
		await screen.press('Escape');
		await screen.until(() => labels(screen).join() === 'parcels,flood,towers,roads', 'all');
		await screen.press('/');
		await screen.type('qqq');
		await screen.shows(nothingMatches(safe`qqq`));
		expect(screen.isAlternate()).toBe(true);
		await screen.press('Escape');
		await screen.until(() => labels(screen).length === 4, 'all');
	});

	test('marks: one, all, none', async () => {
		const screen = await openMonitor(await startGpServer({cast: four}));
		await screen.press('Space', 'Space');
		await screen.shows('2 marked');
		await expect.poll(() => rowOf(screen, 'parcels')).toMatch(/^ {2}\*/);
		await expect.poll(() => rowOf(screen, 'flood')).toMatch(/^ {2}\*/);
		expect(selectedRow(screen)).toContain('towers');
		await screen.press('*');
		await screen.shows('4 marked');
		await screen.press('U');
		await screen.hides('marked');
		await screen.press('*');
		await screen.shows('4 marked');
		await screen.press('Escape');
		await screen.hides('marked');
	});

	test('help comes and goes, and Esc never quits', async () => {
		const screen = await openMonitor(await startGpServer({cast: four}), {rows: 24});
		await screen.press('?');
		await screen.shows(helpKeys);
		await expect.poll(() => screen.text()).toContain(actions.remove.label);
		await screen.press('j', 'PageDown');
		await screen.shows(actions.filter.label);
		await screen.press('Escape');
		await screen.shows(columnTitles.status);
		await screen.press('F1');
		await screen.shows(helpKeys);
		await screen.press('q');
		await screen.shows(columnTitles.status);
		await screen.press('Escape', 'Escape', 'Escape');
		await screen.press('j');
		await screen.until(() => selectedRow(screen).includes('flood'), 'the cursor to move');
	});

	test('a pause asks nothing and says so; R asks all the same', async () => {
		const server = await startGpServer({cast: four});
		const screen = await openMonitor(server);
		await screen.press('P');
		await screen.shows('PAUSED');
		await screen.press('R');
		await screen.shows(askingForAll(4));
		const {requests} = server.counts();
		const begun = performance.now();
		await screen.until(() => performance.now() - begun > 2500, 'two and a half seconds');
		expect(server.counts().requests - requests).toBeLessThanOrEqual(4);
		const whilePaused = server.counts().requests;
		await screen.press('P');
		await screen.hides('PAUSED');
		await screen.until(() => server.counts().requests > whilePaused, 'polls');
	});

	test('Y copies the URL of the job, exactly', async () => {
		const server = await startGpServer({cast: four});
		const screen = await openMonitor(server);
		await screen.press('j', 'Y');
		const copies = () => screen.events.filter(({kind}) => kind === 'clipboard');
		await screen.until(() => copies().length > 0, 'something on the clipboard');
		expect(copies()).toEqual([{kind: 'clipboard', selection: 'c', text: server.jobs[1]?.url}]);
	});

	test('a job that ends is told at once', async () => {
		const clock = stoppedClock();
		const cast = [ending('flood', 8000), executing('roads')];
		const screen = await openMonitor(await startGpServer({cast, now: clock.now}));
		await screen.shows(/gpjobs {3}● 2 running .*2 jobs/);
		clock.pass(8000);
		await screen.shows(/gpjobs {3}● 1 running {2}✔ 1 ok/);
		await expect.poll(() => rowOf(screen, 'flood')).toContain('✔ Succeeded');
	});
});

describe('the end', () => {
	const isClean = (screen: Screen) => {
		expect(screen.isAlternate()).toBe(false);
		expect(screen.cursorVisible).toBe(true);
		expect(screen.modes.bracketedPasteMode).toBe(false);
		expect(screen.modes.mouseTrackingMode).toBe('none');
		expect(screen.modes.applicationCursorKeysMode).toBe(false);
		expect(screen.text()).not.toMatch(listHeading);
		// Nothing is left in colour or reverse for the shell.
		expect(screen.output.slice(screen.output.lastIndexOf('\u001B[?1049l'))).not.toMatch(
			/\u001B\[[1-9][\d;]*m(?!.*\u001B\[(0|39|27|22)?m)/s,
		);
	};

	test.each([
		['q', 'q', 0],
		['Ctrl-C', 'Ctrl-C', 0],
	])('%s quits with 0 and leaves the terminal clean', async (_name, key, code) => {
		const screen = await openMonitor(await startGpServer({cast: four}));
		expect(screen.modes.bracketedPasteMode).toBe(true);
		await screen.press(key);
		expect(await screen.exited).toEqual({code, signal: null});
		isClean(screen);
	});

	test.each([
		['SIGTERM', 143],
		['SIGHUP', 129],
		['SIGINT', 130],
	] as const)('%s ends with %i, leaves the terminal clean and nothing behind', async (signal, code) => {
		const folder = temporaryFolder();
		const screen = openScreen(gpjobs('demo'), {columns: 120, rows: 30, env: {TMPDIR: folder}});
		await screen.shows(/ running .* jobs/);
		expect(readdirSync(folder)).toHaveLength(1);
		screen.kill(signal);
		expect(await screen.exited).toEqual({code, signal: null});
		isClean(screen);
		expect(readdirSync(folder)).toEqual([]);
	});

	test('it ends at once: the shell need not wait for polls that were to come', async () => {
		// The next poll is an hour away, so that a program which waits for it does not end in this test.
		const screen = await openMonitor(await startGpServer({cast: four}), {args: ['--interval', '1h']});
		await screen.press('q');
		expect((await screen.ends()).code).toBe(0);
	});

	test('Ctrl-C quits from anywhere', async () => {
		const server = await startGpServer({cast: four});
		const home = await homeWith(server);
		for (const keys of [['Enter'], ['?'], ['/', 'f'], ['j', 'x']]) {
			const screen = await openMonitor(server, {home});
			await screen.press(...keys);
			await screen.press('Ctrl-C');
			expect(await screen.exited, keys.join(' ')).toEqual({code: 0, signal: null});
			isClean(screen);
		}
	});

	test('a terminal that is taken away ends it, in its order', async () => {
		const server = await startGpServer({cast: four});
		const home = await homeWith(server);
		// It is not the same each time what the program notices first.
		for (let time = 0; time < 3; time++) {
			const screen = await openMonitor(server, {home});
			screen.hangUp();
			expect(await screen.exited).toEqual({code: 129, signal: null});
		}
	});

	test('what was seen is kept, whatever ends it', async () => {
		const clock = stoppedClock();
		const server = await startGpServer({cast: [ending('flood', 8000)], now: clock.now});
		const screen = await openMonitor(server);
		clock.pass(8000);
		await screen.until(() => rowOf(screen, 'flood').includes('Succeeded'), 'flood to have ended');
		screen.kill('SIGTERM');
		await screen.exited;
		expect((await runCli(['list'], {home: screen.home})).stdout).toMatch(/^Succeeded +flood /);
	});
});

needs('bash')('Ctrl-Z gives the terminal back to the shell, and fg takes it again', async () => {
	const server = await startGpServer({cast: four});
	const home = await homeWith(server);
	const env = {PS1: 'shell> ', GPJOBS_HOME: home, INPUTRC: '/dev/null', HISTFILE: undefined};
	await using screen = openScreen(['bash', '--norc', '--noprofile', '-i'], {columns: 120, rows: 30, home, env});
	await screen.shows('shell> ');
	await screen.type(
		gpjobs()
			.map(word => `'${word}'`)
			.join(' '),
	);
	await screen.press('Enter');
	await screen.shows(columnTitles.status);
	await screen.until(() => rowOf(screen, 'flood').includes('Executing'), 'the first answers');
	await screen.press('Ctrl-Z');
	await screen.shows('Stopped');
	expect(screen.isAlternate()).toBe(false);
	expect(screen.cursorVisible).toBe(true);
	await screen.type('echo $((6 * 7))');
	await screen.press('Enter');
	await screen.shows(/^42$/m);
	await screen.until(() => screen.lines().findLast(Boolean)?.trim() === 'shell>', 'the prompt');
	await screen.type('fg');
	await screen.press('Enter');
	await screen.shows(columnTitles.status);
	expect(screen.isAlternate()).toBe(true);
	await screen.press('j');
	await screen.until(() => selectedRow(screen).includes('flood'), 'the cursor to move');
	await screen.press('q');
	await screen.until(
		() => !screen.isAlternate() && screen.lines().findLast(Boolean)?.trim() === 'shell>',
		'the prompt',
	);
	// What the shell had shown before is still there.
	await expect.poll(() => screen.text()).toMatch(/Stopped[\s\S]*^42$[\s\S]*^shell> fg$/m);
	await screen.type('echo "code $?"');
	await screen.press('Enter');
	await screen.shows(/^code 0$/m);
});
