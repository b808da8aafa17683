import {expect, test} from 'vitest';
import {gpjobs} from './built-program.ts';
import {payloads, unmeant} from './hostile-payloads.ts';
import {pass} from './monitor-screen.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {anyPane, hexTitle} from './screen-words.ts';
import {startSmallServer} from './servers.ts';

/** A server that puts them into every text that it sends. */
function hostileServer() {
	const all = payloads.join(' ');
	const at = (index: number) => `${payloads[index % payloads.length]} ${index}`;
	return startSmallServer(({path}) => {
		if (path.includes('/results/') || path.includes('/inputs/')) {
			return {body: {paramName: at(1), dataType: at(2), value: {[at(3)]: all, list: payloads}}};
		}
		if (path.includes('/jobs/')) {
			return {
				body: {
					jobStatus: path.includes('/j1') ? 'esriJobSucceeded' : path.includes('/j2') ? at(5) : 'esriJobExecuting',
					progress: {type: at(6), message: all, percent: 40},
					messages: payloads.flatMap((_, index) => [
						{type: index % 3 === 0 ? 'esriJobMessageTypeWarning' : at(7), description: at(index)},
					]),
					results: {[at(8)]: {paramUrl: 'results/A'}, B: {paramUrl: 'results/B'}},
					inputs: {[at(9)]: {paramUrl: 'inputs/A'}},
					[at(10)]: all,
				},
			};
		}
		return {body: {name: all, displayName: at(11), parameters: [{name: 'B', dataType: at(12), displayName: all}]}};
	});
}

test('nothing that a server sends does anything to the terminal but be shown', async () => {
	const server = await hostileServer();
	const url = (id: string) => `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/${id}`;
	const screen = openScreen(gpjobs(...['j1', 'j2', 'j3'].map(url)), {columns: 120, rows: 40, patience: 150_000});
	await screen.shows('3 jobs');
	await screen.shows(anyPane);
	for (const keys of [
		['j'],
		['j'],
		['k', 'k', 'Enter'],
		['w'],
		['PageDown'],
		['G'],
		['z'],
		['X'],
		['Escape'],
		['2'],
		['j'],
		['Enter'],
	]) {
		await screen.press(...keys);
		await pass(screen, 120);
	}
	for (const keys of [
		['Right'],
		['Escape'],
		['3'],
		['Enter'],
		['Escape'],
		['4'],
		['PageDown'],
		['x'],
		['Escape'],
		['Escape'],
		['?'],
		['Escape'],
		['L'],
		['Escape'],
		['S'],
		['Escape'],
	]) {
		await screen.press(...keys);
		await pass(screen, 80);
	}
	expect(unmeant(screen)).toEqual([]);
	expect(screen.isAlternate()).toBe(true);
	expect(screen.cursorVisible).toBe(false);
	await screen.press('Ctrl-C');
	expect((await screen.ends()).code).toBe(0);
	expect(unmeant(screen)).toEqual([]);
	expect(screen.isAlternate()).toBe(false);
});

test('nor to a pipe: no control but the end of a line is in what commands print', async () => {
	const server = await hostileServer();
	const url = `${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`;
	for (const args of [
		['status', url],
		['status', url, '--json'],
		['results', url],
		['results', url, 'B'],
		['inputs', url, '--json'],
		[url],
	]) {
		const {stdout, stderr} = await runCli(args);
		expect(stdout.length, args.join(' ')).toBeGreaterThan(10);
		expect(/[^\n\P{Control}]|[\u202A-\u202E\u2066-\u2069]/u.exec(stdout + stderr)?.[0]).toBeUndefined();
	}
});

test('what was cleaned can be looked at as bytes', async () => {
	const server = await hostileServer();
	const screen = openScreen(gpjobs(`${server.origin}/arcgis/rest/services/S/GPServer/T/jobs/j1`), {
		columns: 120,
		rows: 40,
	});
	await screen.shows(anyPane);
	await screen.until(() => /†/.test(screen.text()), 'messages that were cleaned');
	await screen.press('g', 'X');
	await screen.shows(hexTitle);
	await screen.shows(/Message \d+, \d+ bytes:/);
	await screen.shows(/^ *▌?.*000000 {2}([0-9a-f]{2} )+/m);
	await screen.press('Escape');
	await screen.hides(hexTitle);
});
