import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {isReadOnlyNow} from '../../source/ui/actions/action.ts';
import {notNow} from '../../source/ui/actions/actions.ts';
import {alreadyAskedFor, alreadyEnded, cancelWithdrawn} from '../../source/ui/actions/job.ts';
import {askLater, askNow, cancelTitle, noCancel, notToBeCancelled} from '../../source/ui/dialogs/cancel.ts';
import {toldOfCancel} from '../monitor/told-cancel.ts';
import {saying, whatever} from '../saying.ts';
import {openMonitor, pass, rowOf, selectedRow, twoMorePolls} from './monitor-screen.ts';
import type {Screen} from './screen.ts';
import {submitted} from './scripts.ts';
import {startGpServer, startHandServer} from './servers.ts';

/** The list has room for whole sentences only on a wide screen. */
const wide = {columns: 200};
const question = cancelTitle;
const running = 'esriJobExecuting';

/** Opens the dialog, and waits until it listens: it does not in its first 300 ms. */
async function ask(screen: Screen): Promise<void> {
	await screen.press('x');
	await screen.shows(question);
	await pass(screen, 350);
}

test('x, then y: Cancelling, then Cancelled, with one POST', async () => {
	const server = await startHandServer({roads: running, flood: running});
	const screen = await openMonitor(server, wide);
	await screen.press('j');
	await ask(screen);
	const {id} = server.job('flood');
	for (const fact of ['127.0.0.1:', 'Task', 'flood', id, 'Executing, ', noCancel])
		await expect.poll(() => screen.text()).toContain(fact);
	expect(server.posts()).toEqual([]);
	await screen.press('y');
	await screen.until(() => rowOf(screen, 'flood').includes('◐ Cancelling'), 'flood to be cancelling');
	await screen.shows(toldOfCancel({step: 'accepted', state: 'cancelling', status: 'Cancelling'}));
	await expect.poll(() => screen.line(0)).toContain('1 cancelling');
	server.job('flood').status = 'esriJobCancelled';
	await screen.until(() => rowOf(screen, 'flood').includes('■ Cancelled'), 'flood to be cancelled');
	expect(server.posts().map(({path}) => path)).toEqual([expect.stringContaining(`/jobs/${id}/cancel`)]);
	await expect.poll(() => rowOf(screen, 'roads')).toContain('● Executing');
	await screen.press('x');
	await screen.shows(notNow(alreadyEnded('cancelled')));
	expect(screen.text()).not.toContain(question);
});

describe('nothing is sent', () => {
	test('after Enter, n, N, q or Esc, nor for keys that mean nothing in the dialog', async () => {
		const server = await startHandServer({flood: running});
		const screen = await openMonitor(server);
		for (const keys of [['Enter'], ['n'], ['N'], ['q'], ['Escape'], ['Y', 'x', ' ', 'j', 'w', 'D', '1', 'n']]) {
			await ask(screen);
			await screen.press(...keys);
			await screen.hides(question);
		}
		await twoMorePolls(screen, server);
		expect(server.posts()).toEqual([]);
		await expect.poll(() => rowOf(screen, 'flood')).toContain('● Executing');
	});

	test('for what comes in the first 300 ms of the dialog', async () => {
		const server = await startHandServer({flood: running});
		const screen = await openMonitor(server);
		for (const bytes of ['xy', 'xyyyyyyyyyyyyyyy\ry', 'x\u001B[200~y\r\u001B[201~']) {
			screen.send(bytes);
			await screen.shows(question);
			// A paste is no answer either, now and later.
			screen.paste('y');
			await twoMorePolls(screen, server);
			screen.paste('y');
			await twoMorePolls(screen, server);
			await expect.poll(() => screen.text()).toContain(question);
			await screen.press('Escape');
			await screen.hides(question);
		}
		await twoMorePolls(screen, server);
		expect(server.posts()).toEqual([]);
	});

	test('for a job that has ended, or when read-only', async () => {
		const server = await startHandServer({parcels: 'esriJobSucceeded', flood: running});
		const screen = await openMonitor(server);
		await screen.press('x');
		await screen.shows(notNow(alreadyEnded('succeeded')));
		await screen.close();
		const readOnly = await openMonitor(server, {home: screen.home, args: ['--read-only']});
		expect(readOnly.line(0)).toContain('read-only');
		await readOnly.press('j', 'x');
		await readOnly.shows(notNow(isReadOnlyNow));
		await readOnly.press('y');
		await twoMorePolls(readOnly, server);
		expect(server.posts()).toEqual([]);
	});

	test('for a job that ends while the dialog is open, whether the screen knows it yet or not', async () => {
		const server = await startHandServer({flood: running, roads: running});
		const screen = await openMonitor(server, wide);
		await ask(screen);
		server.job('flood').status = 'esriJobSucceeded';
		await screen.until(() => rowOf(screen, 'flood').includes('Succeeded'), 'flood to have ended');
		await screen.shows(notToBeCancelled);
		await screen.press('y');
		await twoMorePolls(screen, server);
		await screen.press('Escape');
		await screen.hides(question);
		await screen.press('j');
		await ask(screen);
		// The poll before the POST finds it out.
		server.job('roads').status = 'esriJobFailed';
		await screen.press('y');
		await screen.shows(toldOfCancel({step: 'ended', askedAt: null, status: 'Failed'}));
		expect(server.posts()).toEqual([]);
	});

	test('where the server does not answer any more: and it says so', async () => {
		const server = await startHandServer({flood: running});
		const screen = await openMonitor(server);
		await ask(screen);
		await server.stop();
		await screen.press('y');
		await screen.shows(saying(toldOfCancel({step: 'not-sent', fault: fault('refused', whatever)})));
		expect(server.posts()).toEqual([]);
		await expect.poll(() => rowOf(screen, 'flood')).toContain('Executing');
	});
});

test('the dialog is about the job that it was opened for, whatever moves', async () => {
	const server = await startHandServer({flood: running, roads: running, towers: running});
	const screen = await openMonitor(server);
	await screen.press('s', 'j');
	await screen.until(() => selectedRow(screen).includes('roads'), 'roads');
	await ask(screen);
	await expect.poll(() => screen.text()).toMatch(/job +roads/);
	server.job('flood').status = 'esriJobSucceeded';
	await screen.until(() => rowOf(screen, 'flood').includes('Succeeded'), 'another one to end');
	await expect.poll(() => screen.text()).toMatch(/job +roads/);
	await screen.press('y');
	await screen.until(() => rowOf(screen, 'roads').includes('Cancelling'), 'roads to be cancelling');
	expect(server.posts().map(({path}) => path)).toEqual([expect.stringContaining(server.job('roads').id)]);
});

test('a job in plain Python: accepted, and it is told that it executes on', async () => {
	const server = await startHandServer({index: running});
	server.job('index').onCancel = running;
	const screen = await openMonitor(server, wide);
	await ask(screen);
	await screen.press('y');
	await screen.shows(toldOfCancel({step: 'accepted', state: 'running', status: 'Executing'}));
	await expect.poll(() => rowOf(screen, 'index')).toContain('● Executing');
	await screen.press('x');
	await screen.shows(notNow(alreadyAskedFor));
	// Never sent again on its own.
	await twoMorePolls(screen, server);
	expect(server.posts()).toHaveLength(1);
	server.job('index').status = 'esriJobSucceeded';
	await screen.shows(toldOfCancel({step: 'ended', status: 'Succeeded'}));
	expect(server.posts()).toHaveLength(1);
});

test('what came of a cancel can be read in full in a window of 80 columns', async () => {
	const server = await startHandServer({flood: running});
	server.job('flood').onCancel = 'refused';
	const screen = await openMonitor(server, {columns: 80, rows: 24});
	await ask(screen);
	await screen.press('y');
	await screen.shows(saying(toldOfCancel({step: 'refused', status: 'Executing'})));
});

describe('a Submitted job', () => {
	test('y: the server refuses, and it is told that the job runs on', async () => {
		const server = await startGpServer({cast: [submitted('towers')]});
		const screen = await openMonitor(server, wide);
		await ask(screen);
		await screen.shows(askNow);
		await screen.shows(askLater);
		await screen.press('y');
		await screen.shows(toldOfCancel({step: 'refused', status: 'Submitted'}));
		await expect.poll(() => rowOf(screen, 'towers')).toContain('○ Submitted');
		await twoMorePolls(screen, server);
		expect(server.counts().cancels).toBe(1);
	});

	test('w: asked once, when it executes', async () => {
		const server = await startHandServer({towers: 'esriJobSubmitted'});
		const screen = await openMonitor(server, wide);
		await ask(screen);
		await screen.press('w');
		await screen.shows(toldOfCancel({step: 'waiting', askedAt: null}));
		server.job('towers').status = 'esriJobWaiting';
		await screen.until(() => rowOf(screen, 'towers').includes('Waiting'), 'towers to wait');
		expect(server.posts()).toEqual([]);
		server.job('towers').status = running;
		await screen.until(() => rowOf(screen, 'towers').includes('Cancelling'), 'towers to be cancelling');
		server.job('towers').status = 'esriJobCancelled';
		await screen.until(() => rowOf(screen, 'towers').includes('■ Cancelled'), 'towers to be cancelled');
		expect(server.posts()).toHaveLength(1);
	});

	test('w can be taken back with x', async () => {
		const server = await startHandServer({towers: 'esriJobSubmitted'});
		const screen = await openMonitor(server, wide);
		await ask(screen);
		await screen.press('w');
		await screen.shows(toldOfCancel({step: 'waiting', askedAt: null}));
		await screen.press('x');
		await screen.shows(cancelWithdrawn);
		server.job('towers').status = running;
		await screen.until(() => rowOf(screen, 'towers').includes('Executing'), 'towers to execute');
		await twoMorePolls(screen, server);
		expect(server.posts()).toEqual([]);
	});
});
