import {expect, test} from 'vitest';
import {openMonitor, rowOf} from './monitor-screen.ts';
import {startHandServer} from './servers.ts';

test('reports of a mouse that was left on are no keys, and the mouse is switched off', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting', roads: 'esriJobExecuting'});
	const jobs = ['flood', 'roads'].map(label => ({url: server.job(label).url, label}));
	const screen = await openMonitor({jobs}, {env: {GPJOBS_KEYRING: 'false'}});
	expect(screen.output).toContain('\u001B[?9;1000;');
	// The wheel at column 36, a button at column 56: `D` would remove the job, `q` would quit.
	for (const report of ['\x1B[M`D!', '\x1B[Maq!', '\x1B[M DD\x1B[M#DD']) screen.send(report);
	await screen.press('j');
	await screen.until(() => rowOf(screen, 'roads').includes('▌'), 'the cursor on the second row');
	await expect.poll(() => rowOf(screen, 'flood')).not.toBe('');
});
