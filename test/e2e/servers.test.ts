import {expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {faultWords, signInNeeded} from '../../source/ui/panes/list/fault-words.ts';
import {staleWords} from '../../source/ui/panes/list/last-words.ts';
import {doubtful} from '../../source/ui/symbols.ts';
import {openMonitor, rowOf, twoMorePolls} from './monitor-screen.ts';
import {startHandServer} from './servers.ts';

const running = 'esriJobExecuting';
const refused = faultWords(fault('refused', ''));
const signIn = faultWords(fault('sign-in', ''));
/** That a job has not answered for a while, however long. */
const silent = staleWords(0).replace(/\d+ s$/, '\\d+ (?:s|min)');

test('a server that stops: its rows keep their status, say why and when; r has it back at once', async () => {
	const server = await startHandServer({flood: running, roads: 'esriJobSucceeded', towers: 'esriJobSubmitted'});
	const other = await startHandServer({alive: running});
	const screen = await openMonitor({jobs: [...server.jobs, ...other.jobs]}, {columns: 160, patience: 150_000});
	const port = Number(new URL(server.origin).port);
	await server.stop();
	await screen.until(() => new RegExp(`${refused} · .*\\d+ s`).test(rowOf(screen, 'flood')), 'why and when');
	await expect.poll(() => rowOf(screen, 'flood')).toContain('Executing');
	await expect.poll(() => rowOf(screen, 'towers')).toContain('Submitted');
	await screen.until(() => screen.line(0).includes(refused), 'the header to say it too');
	await screen.until(
		() => new RegExp(`^ [ ▌][ •]\\? Executing .*${silent} · ${refused}`).test(rowOf(screen, 'flood')),
		'since when',
	);
	await screen.until(() => /\? Submitted/.test(rowOf(screen, 'towers')), 'the other job to be stale too');
	// What has ended is never stale.
	await expect.poll(() => rowOf(screen, 'roads')).toMatch(/✔ Succeeded/);
	expect(rowOf(screen, 'roads')).not.toMatch(new RegExp(silent));
	await expect.poll(() => rowOf(screen, 'alive')).toMatch(/● Executing/);
	await expect.poll(() => screen.line(0)).toMatch(new RegExp(`2 ${doubtful.word}`));

	// The next try may be a minute away.
	const again = await startHandServer({flood: running, roads: 'esriJobSucceeded', towers: running}, port);
	await screen.press('r');
	await screen.until(() => rowOf(screen, 'flood').includes('● Executing'), 'flood to be back');
	await screen.until(() => rowOf(screen, 'towers').includes('● Executing'), 'towers to have gone on');
	await screen.hides(new RegExp(`${silent}|${refused}`));
	expect(again.requests.length).toBeGreaterThan(0);
});

test('sign-in: its rows say so and it is left alone, the others go on', async () => {
	const guarded = await startHandServer({secret: running, hidden: running});
	const server = await startHandServer({flood: running});
	const screen = await openMonitor({jobs: [...server.jobs, ...guarded.jobs]}, {columns: 160});
	for (const trouble of [
		{body: {error: {code: 499, message: 'Token Required', details: []}}},
		{body: {error: {code: 498, message: 'Invalid Token', details: []}}},
		{status: 401, body: 'Unauthorized'},
	]) {
		guarded.trouble = trouble;
		await screen.press('R');
		await screen.until(() => rowOf(screen, 'secret').includes(signInNeeded), 'sign in');
		await screen.until(() => rowOf(screen, 'hidden').includes(signInNeeded), 'sign in');
		await expect.poll(() => rowOf(screen, 'secret')).toContain('Executing');
		await screen.until(() => screen.line(0).includes(signIn), 'the header to say it too');
		const asked = guarded.requests.length;
		await twoMorePolls(screen, server);
		expect(guarded.requests.length).toBe(asked);
		await expect.poll(() => rowOf(screen, 'flood')).toMatch(/● Executing/);
		guarded.trouble = undefined;
		await screen.press('R');
		await screen.until(
			() => !(rowOf(screen, 'secret') + rowOf(screen, 'hidden')).includes(signInNeeded),
			'it to be over',
		);
	}
});

test('every fault is told in its words, and no status changes', async () => {
	const server = await startHandServer({flood: running});
	const screen = await openMonitor(server, {columns: 200});
	for (const [trouble, words] of [
		[{body: {error: {code: 403, message: 'No permission', details: []}}}, faultWords(fault('forbidden', ''))],
		[{status: 502, body: '<html>Bad Gateway</html>'}, 'HTTP 502'],
		[{body: '<html>Welcome</html>'}, faultWords(fault('not-json', ''))],
		[{body: {currentVersion: 11.3}}, faultWords(fault('unexpected', ''))],
		[{status: 404, body: 'Not Found'}, `${faultWords(fault('not-found', ''))} · `],
		[{body: {error: {code: 504, message: '\u001B[2Jowned\u0007', details: []}}}, faultWords(fault('server', '', 504))],
	] as const) {
		server.trouble = trouble;
		await screen.press('r');
		await screen.until(() => rowOf(screen, 'flood').includes(words), words);
		await expect.poll(() => rowOf(screen, 'flood')).toContain('Executing');
		server.trouble = undefined;
		await screen.press('r');
		await screen.until(() => !rowOf(screen, 'flood').includes(words), 'it to be over');
		await expect.poll(() => rowOf(screen, 'flood')).toMatch(/● Executing/);
	}
	expect(screen.isAlternate()).toBe(true);
});
