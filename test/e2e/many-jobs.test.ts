import {expect, test} from 'vitest';
import {uncheckedLook} from '../../source/ui/symbols.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {selectedRow} from './monitor-screen.ts';
import {runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {startGpServer} from './servers.ts';

const count = 400;
/** Requests a second; with the usual twenty, all have answered after twenty seconds. */
const rate = 100;

/** Words of the header for the statuses that the server may tell. */
const stateOf: Readonly<Record<string, string>> = {
	New: 'queued',
	Submitted: 'queued',
	Waiting: 'queued',
	Executing: 'running',
	Cancelling: 'cancelling',
	Succeeded: 'ok',
	Failed: 'failed',
	TimedOut: 'timed out',
	Cancelled: 'cancelled',
};

test('hundreds of jobs: all are told right, and every key is answered', async () => {
	// Time stands still there, so that what the server said once is still true when the screen is looked at.
	const server = await startGpServer({jobs: count, speed: 0});
	const home = temporaryFolder();
	const urls = server.jobs.map(({url}) => url);
	await runCli(['add', '-'], {home, input: urls.join('\n')});
	await runCli(['config', 'set', 'rate', String(rate)], {home});
	const {requests} = server.counts();

	const begun = performance.now();
	const screen = openScreen(gpjobs(), {columns: 160, rows: 50, home, patience: 150_000});
	await screen.shows('of 400');
	expect(screen.isAlternate()).toBe(true);

	// Keys are answered while a thousand answers come in.
	const last = urls.at(-1) ?? '';
	const end = last.slice(-8);
	await screen.press('G');
	await screen.until(() => selectedRow(screen).includes(end.slice(-4)), 'the last job');
	await screen.press('PageUp');
	await screen.until(() => !selectedRow(screen).includes(end.slice(-4)), 'a page before');
	await screen.press('g', 'PageDown', 'Ctrl-D', 'j');
	await screen.until(() => selectedRow(screen) !== '', 'the cursor');

	// A filter finds the one, whether it has answered or not.
	await screen.press('/');
	await screen.type(end);
	await screen.press('Enter');
	await screen.shows('1 of 400');
	await screen.until(() => selectedRow(screen).includes(end.slice(-4)), 'one job');
	await screen.press('Escape');
	await screen.hides('1 of 400');
	await screen.until(() => !screen.line(0).includes(uncheckedLook(false).word), 'all answers');
	const took = performance.now() - begun;
	expect((server.counts().requests - requests) / (took / 1000)).toBeLessThan(rate * 1.1);

	const truth = await truthOf(urls);
	for (const word of new Set(Object.values(stateOf))) {
		const expected = [...truth.values()].filter(status => stateOf[status] === word).length;
		if (expected > 0) await expect.poll(() => screen.line(0)).toContain(`${expected.toLocaleString('en')} ${word}`);
	}
	for (const key of ['g', 'PageDown', 'G']) {
		const before = selectedRow(screen);
		await screen.press(key);
		await screen.until(() => ![before, ''].includes(selectedRow(screen)), `the cursor to move with ${key}`);
		const rows = screen.lines().slice(2, 20);
		for (const row of rows) {
			const end = /·(\w+)/.exec(row)?.[1] ?? row;
			const statuses = [...truth].flatMap(([url, status]) => (url.endsWith(end) ? status : []));
			expect(
				statuses.some(status => row.includes(` ${status} `)),
				row,
			).toBe(true);
		}
	}
	await screen.press('q');
	expect(await screen.exited).toEqual({code: 0, signal: null});
});

/** What the server says of each job, asked without gpjobs. */
async function truthOf(urls: readonly string[]): Promise<Map<string, string>> {
	const truth = new Map<string, string>();
	for (const url of urls) {
		const {jobStatus} = (await (await fetch(`${url}?f=json&returnMessages=false`)).json()) as {jobStatus: string};
		truth.set(url, jobStatus.replace('esriJob', ''));
	}
	return truth;
}
