import {expect, test} from 'vitest';
import {gpjobs} from './built-program.ts';
import {homeWith, openMonitor, rowOf} from './monitor-screen.ts';
import {openScreen} from './screen.ts';
import {startHandServer} from './servers.ts';

test('the filter of one run is that of the next, unless jobs are named', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting', roads: 'esriJobSucceeded'});
	const home = await homeWith(server);
	const screen = await openMonitor(server, {home});
	await screen.press('/');
	await screen.type('flood');
	await screen.press('Enter');
	await screen.until(() => rowOf(screen, 'roads') === '', 'the filter');
	await screen.press('q');
	await screen.exited;

	const next = openScreen(gpjobs(), {columns: 120, rows: 30, home});
	await next.until(() => rowOf(next, 'flood') !== '', 'the job that the filter finds');
	expect(rowOf(next, 'roads')).toBe('');
	await next.press('q');
	await next.exited;

	const named = openScreen(gpjobs(server.jobs[0]?.url ?? ''), {columns: 120, rows: 30, home});
	await named.until(() => rowOf(named, 'roads') !== '', 'all jobs');
});

test('--filter shows only what matches, in this run alone', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting', roads: 'esriJobSucceeded'});
	const home = await homeWith(server);
	const screen = openScreen(gpjobs('--filter', 'flood', '--sort', 'job'), {columns: 120, rows: 30, home});
	await screen.until(() => rowOf(screen, 'flood') !== '', 'the job that the filter finds');
	expect(rowOf(screen, 'roads')).toBe('');
	await screen.press('q');
	await screen.exited;

	const next = openScreen(gpjobs(), {columns: 120, rows: 30, home});
	await next.until(() => rowOf(next, 'roads') !== '' && rowOf(next, 'flood') !== '', 'all jobs');
});
