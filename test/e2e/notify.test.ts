import {chmodSync, existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {temporaryFolder} from './environment.ts';
import {homeWith, openMonitor, rowOf, twoMorePolls} from './monitor-screen.ts';
import {runCli} from './run-cli.ts';
import {ending, executing} from './scripts.ts';
import {startGpServer, stoppedClock, whenAsked} from './servers.ts';

const env = {GPJOBS_KEYRING: 'false'};

test('an end that is seen rings once, and the title has the counts; what had ended before rings not', async () => {
	const clock = stoppedClock();
	const server = await startGpServer({cast: [ending('flood', 8000), executing('roads')], now: clock.now});
	const screen = await openMonitor(server, {env});
	await screen.until(
		() => screen.events.some(event => event.kind === 'title' && event.text === 'gpjobs: 2 running'),
		'the title',
	);
	expect(screen.events.filter(({kind}) => kind === 'bell')).toEqual([]);
	clock.pass(8000);
	await screen.until(() => screen.events.some(({kind}) => kind === 'bell'), 'the bell');
	await screen.until(
		() => screen.events.some(event => event.kind === 'title' && event.text === 'gpjobs: 1 running'),
		'the title',
	);
	await twoMorePolls(screen, server);
	await screen.press('q');
	await screen.ends();
	expect(screen.events.filter(({kind}) => kind === 'bell')).toHaveLength(1);
	expect(screen.output.endsWith('\u001B[23;2t') || screen.output.includes('\u001B[23;2t')).toBe(true);
	const again = await openMonitor(server, {env, home: screen.home});
	await twoMorePolls(again, server);
	await again.press('q');
	await again.ends();
	expect(again.events.filter(({kind}) => kind === 'bell')).toEqual([]);
});

test('in tmux a notification is handed on; a rule leaves others out', async () => {
	const clock = stoppedClock();
	const server = await startGpServer({cast: [ending('flood', 8000), ending('roads', 8000)], now: clock.now});
	const ways = {...env, TMUX: '/tmp/none,1,0', GPJOBS_NOTIFY: 'osc777', GPJOBS_NOTIFY_RULE: 'job:flood'};
	const screen = await openMonitor(server, {env: ways});
	clock.pass(8000);
	await screen.until(
		() => screen.output.includes('\u001BPtmux;\u001B\u001B]777;notify;gpjobs;flood: '),
		'a notification',
	);
	await screen.until(() => rowOf(screen, 'roads').includes('Succeeded'), 'roads to have ended');
	await screen.press('q');
	await screen.ends();
	expect(screen.output).not.toContain('roads: ');
});

test('a program is run with the facts in its environment, without a shell, and without a screen too', async () => {
	const clock = stoppedClock();
	const server = await startGpServer({cast: [ending('$(touch /tmp/pwned); flood', 8000)], now: clock.now});
	const home = await homeWith(server);
	const folder = temporaryFolder();
	const hook = join(folder, 'hook');
	const told = join(folder, 'told');
	writeFileSync(
		hook,
		`#!/bin/sh\nprintf '%s|%s|%s\\n' "$GPJOBS_JOB_LABEL" "$GPJOBS_JOB_STATE" "$GPJOBS_TOKEN" >> ${told}\n`,
	);
	chmodSync(hook, 0o755);
	const secret = {GPJOBS_TOKEN: 'cAnArY', GPJOBS_TOKEN_SERVER: 'https://other.example'};
	const done = runCli([], {home, env: {...env, ...secret, GPJOBS_NOTIFY_COMMAND: hook}, patience: 150_000});
	const run = await whenAsked(server, {3: () => clock.pass(8000)}, done);
	expect(run.code).toBe(0);
	expect(existsSync(told)).toBe(true);
	expect(readFileSync(told, 'utf8')).toBe('$(touch /tmp/pwned); flood|succeeded|\n');
});
