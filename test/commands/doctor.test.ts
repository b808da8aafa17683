import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {sessionFacts, terminalFacts} from '../../source/commands/doctor-findings.ts';
import {notShownHere, ranWell, trialText} from '../../source/commands/trial-signals.ts';
import {cannotBeRun} from '../../source/session/notify-command.ts';
import {noScreen} from '../../source/terminal/capabilities.ts';
import {safe} from '../../source/text/safe-text.ts';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {selectedRow} from '../e2e/monitor-screen.ts';
import {openScreen} from '../e2e/screen.ts';
import {ended, executing} from '../e2e/scripts.ts';
import {jobUrl, refusingOrigin, startGpServer, startSmallServer} from '../e2e/servers.ts';
import {saying} from '../saying.ts';
import {findings} from './json-shapes.ts';
import {runInProcess as runCli} from './run-in-process.ts';

async function found(home: string, env: Record<string, string | undefined> = {}) {
	const {code, stdout, stderr} = await runCli(['doctor', '--json'], {home, env});
	return {code, stderr, stdout, findings: findings.parse(JSON.parse(stdout))};
}

test('without a list all is well, and it says where things are', async () => {
	const home = temporaryFolder();
	const {code, stderr, findings: told} = await found(home);
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(told).toMatchObject({
		terminal: {screen: false, why: noScreen.input, term: 'xterm-256color', tmux: false},
		paths: {home, from: 'GPJOBS_HOME', problem: null, jobs: 0},
		settings: {},
		servers: [],
	});
});

test('each server is asked once, whatever its number of jobs; one that has forgotten the job is there all the same', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [ended('a'), ended('b')]});
	const forgetful = await startSmallServer(() => ({
		status: 404,
		body: {error: {code: 404, message: 'Not Found', details: []}},
	}));
	await runCli(['add', ...server.jobs.map(({url}) => url), jobUrl(forgetful.origin)], {home});
	const {code, findings: told} = await found(home);
	expect(code).toBe(0);
	expect(told.servers).toMatchObject([
		{server: server.origin, jobs: 2, fault: null},
		{server: forgetful.origin, jobs: 1, fault: null},
	]);
	expect(server.requests.filter(({path}) => path.includes('/jobs/'))).toHaveLength(1);
});

test('a server that needs a sign-in is 4, one that refuses 5, of both 4', async () => {
	const home = temporaryFolder();
	await runCli(['add', jobUrl(await refusingOrigin())], {home});
	expect(await found(home)).toMatchObject({code: 5, findings: {servers: [{fault: {kind: 'refused'}}]}});
	const closed = await startSmallServer(() => ({body: {error: {code: 499, message: 'Token Required', details: []}}}));
	await runCli(['add', jobUrl(closed.origin)], {home});
	expect((await found(home)).code).toBe(4);
});

test('a folder that nothing can be kept in is 6, with the reason', async () => {
	const file = join(temporaryFolder(), 'file');
	writeFileSync(file, '');
	const {code, findings: told} = await found(join(file, 'home'));
	expect(code).toBe(6);
	expect(told.paths.problem).toContain(file);
});

test('it can be pasted: no password, no token, and nobody’s home folder', async () => {
	const user = temporaryFolder();
	const home = join(user, '.config', 'gpjobs');
	const env = {
		HOME: user,
		HTTPS_PROXY: 'http://anna:open-sesame@proxy.acme.com:8080',
		NO_PROXY: '127.0.0.1',
		NODE_EXTRA_CA_CERTS: join(user, 'ca.pem'),
		SOME_TOKEN: 'open-sesame',
		GPJOBS_INTERVAL: '10s',
	};
	writeFileSync(env.NODE_EXTRA_CA_CERTS, '');
	await runCli(['add', `${jobUrl(await refusingOrigin())}?token=open-sesame`, '--label', 'open-sesame'], {home, env});
	await runCli(['config', 'set', 'rate', '5'], {home, env});
	for (const form of [[], ['--json']]) {
		const {stdout, stderr} = await runCli(['doctor', ...form], {home, env});
		expect(stdout + stderr).not.toContain('open-sesame');
		expect(stdout + stderr).not.toContain(user);
		expect(stdout).toContain('~/.config/gpjobs');
		expect(stdout).toContain('~/ca.pem');
		expect(stdout).toMatch(/HTTPS_PROXY\W+http:\/\/proxy\.acme\.com:8080/);
	}
	const {findings: told} = await found(home, env);
	expect(told.settings).toEqual({rate: '5'});
	expect(told.environment).toMatchObject({GPJOBS_INTERVAL: '10s'});
});

test('on a terminal it says how large that is and what it can show', async () => {
	const screen = openScreen(gpjobs('doctor'), {
		columns: 100,
		rows: 40,
		env: {TMUX: '/tmp/tmux-0/default,1,0', NO_COLOR: '1'},
	});
	expect(await screen.ends()).toMatchObject({code: 0});
	const terminal = {
		screen: true,
		why: null,
		columns: 100,
		rows: 40,
		colours: false,
		scheme: 'none' as const,
		coloursBecause: 'environment' as const,
		ascii: false,
		symbolsBecause: 'locale' as const,
		tmux: true,
		ssh: false,
	};
	for (const [name, value] of terminalFacts({...terminal, term: safe`xterm-256color`, locale: safe`C.UTF-8`}))
		expect(screen.text()).toMatch(saying(`${name} ${value}`));
});

test('words are wrong usage: 2', async () => {
	expect(await runCli(['doctor', 'all'])).toMatchObject({code: 2, stdout: ''});
});

test('--notify tries what is set: the terminal gets it, a program runs, and what it was is told', async () => {
	const folder = temporaryFolder();
	const hook = join(folder, 'hook');
	writeFileSync(hook, `#!/bin/sh\nprintf '%s %s' "$GPJOBS_JOB_LABEL" "$GPJOBS_JOB_STATE" >${folder}/told\n`, {
		mode: 0o755,
	});
	const env = {GPJOBS_NOTIFY: 'bell,osc9,title,progress', GPJOBS_NOTIFY_COMMAND: hook};
	const screen = openScreen(gpjobs('doctor', '--notify'), {columns: 140, rows: 50, env});
	expect(await screen.ends()).toMatchObject({code: 0});
	expect(screen.events.filter(({kind}) => kind === 'bell')).toHaveLength(1);
	expect(screen.events).toContainEqual(expect.objectContaining({kind: 'title', text: trialText}));
	expect(screen.output).toContain(`\u001B]9; ${trialText}\u0007`);
	expect(screen.output).toContain('\u001B[23;2t');
	expect(screen.text()).toMatch(saying(`progress ${notShownHere}`));
	expect(screen.text()).toMatch(saying(`command ${ranWell}`));
	expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('trial succeeded');
});

test('--notify without a terminal sends nothing to one, and a program that fails is a fault: 5', async () => {
	const env = {GPJOBS_NOTIFY: 'bell,title', GPJOBS_NOTIFY_COMMAND: '/nonexistent/hook'};
	for (const form of [[], ['--json']]) {
		const {code, stdout} = await runCli(['doctor', '--notify', ...form], {env});
		expect(code).toBe(5);
		expect(stdout).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
		if (form.length > 0)
			expect(findings.parse(JSON.parse(stdout)).signals).toMatchObject([
				{way: 'bell', outcome: 'not-sent'},
				{way: 'title', outcome: 'not-sent'},
				{way: 'command', outcome: 'failed', sentence: cannotBeRun('ENOENT')},
			]);
	}
});

test('it tells how the monitor did when it was last open', async () => {
	const home = temporaryFolder();
	expect((await found(home)).findings.lastSession).toBeNull();
	const server = await startGpServer({cast: [executing('a'), executing('b')]});
	await runCli(['add', ...server.jobs.map(({url}) => url)], {home});
	// On a busy machine the program may end before the file is written, and a key that has its effect late is not measured.
	const keys = ['j', 'k', 'j', 'k', 'j', 'k'];
	let lastSession: Awaited<ReturnType<typeof found>>['findings']['lastSession'] = null;
	for (let go = 0; !lastSession?.keys && go < 10; go++) {
		const screen = openScreen(gpjobs(), {home, columns: 110, rows: 30});
		await screen.shows('2 running');
		for (const key of keys) {
			// By its row: bytes come of the seconds that pass as well.
			const before = selectedRow(screen).slice(0, 40);
			await screen.press(key);
			await screen.until(() => selectedRow(screen).slice(0, 40) !== before, 'the cursor to move');
		}
		await screen.press('q');
		await screen.ends();
		lastSession = (await found(home)).findings.lastSession;
	}
	expect(lastSession).toMatchObject({columns: 110, rows: 30, answerAges: {jobs: 2}});
	expect(lastSession?.keys).toBeGreaterThanOrEqual(1);
	expect(lastSession?.keys).toBeLessThanOrEqual(keys.length);
	expect(lastSession?.firstFrame).toBeGreaterThan(0);
	expect(lastSession?.bytesPerSecond).toBeGreaterThan(0);
	expect(lastSession?.keyToPaint?.p95).toBeGreaterThanOrEqual(lastSession?.keyToPaint?.median ?? Number.NaN);
	const {stdout} = await runCli(['doctor'], {home});
	for (const [name, value] of sessionFacts(lastSession as Parameters<typeof sessionFacts>[0]))
		expect(stdout).toMatch(saying(`${name} ${value}`));
});

test('to open the monitor presses no key', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [executing('a')]});
	await runCli(['add', ...server.jobs.map(({url}) => url)], {home});
	// After a signal there is less than a second for all that is to be written down: a busy machine may need more than one go.
	let session: unknown = null;
	for (let go = 0; session === null && go < 10; go++) {
		const screen = openScreen(gpjobs(), {home});
		await screen.shows('1 running');
		screen.kill('SIGTERM');
		await screen.ends();
		session = (await found(home)).findings.lastSession;
	}
	expect(session).toMatchObject({keys: 0, keyToPaint: null});
});

test('a file of its last session that somebody spoilt counts as none', async () => {
	const home = temporaryFolder();
	writeFileSync(join(home, 'last-session.json'), '{"at":"never"');
	expect((await found(home)).findings.lastSession).toBeNull();
});
