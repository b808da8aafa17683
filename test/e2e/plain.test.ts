import {join} from 'node:path';
import {expect, test} from 'vitest';
import {nothingToWatch} from '../../source/commands/watch.ts';
import {neverAnswered} from '../../source/session/job-lines.ts';
import {event, jobs} from '../commands/json-shapes.ts';
import {said} from '../saying.ts';
import {gpjobs} from './built-program.ts';
import {temporaryFolder} from './environment.ts';
import {run, runCli} from './run-cli.ts';
import {openScreen} from './screen.ts';
import {ended, ending, executing} from './scripts.ts';
import {jobUrl, startGpServer, startHandServer, startSmallServer, stoppedClock, whenAsked} from './servers.ts';

/** All control characters but the line feed; bidi characters, too, turn a line round. */
const unprintable = /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069]/;
const linesOf = (text: string) => text.trimEnd().split('\n');

/** A job that is met while it runs is asked about every 15 s, as it may have run for hours. */
const often = ['--interval', '1s'];
const piped = (...args: string[]) => ['sh', '-c', '"$@" </dev/null | cat', 'sh', ...gpjobs(...args)];

test('the demo without a terminal: the present states, then a line an event, then 0', async () => {
	const {code, stdout, stderr} = await run(piped('demo', '--speed', '20', '--interval', '1s'), {patience: 150_000});
	expect({code, stderr}).toEqual({code: 0, stderr: ''});
	expect(stdout).not.toMatch(unprintable);
	const lines = linesOf(stdout);
	const states = lines.slice(0, 14);
	// The first answers are waited for, but for three seconds at most.
	for (const line of states)
		expect(line).toMatch(new RegExp(`^\\w+ .* 127\\.0\\.0\\.1:\\d+ .*(?: \\d+ s\\b.*|${neverAnswered})$`));
	for (const line of lines.slice(14)) expect(line).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d \S+: \S/);
	const labels = [
		...['hotspots-2026', 'parcels', 'nightly', 'tiles', 'watershed', 'towers', '住所照合', 'roads-qa', 'landuse'],
		...['air-quality', 'trees-notebook', 'search-index', 'print', 'scenes'],
	];
	for (const [index, label] of labels.entries()) {
		expect(states[index]).toContain(` ${label} `);
		const told = lines.filter((line, at) => (at < 14 ? at === index : line.includes(` ${label}: `)));
		// That one is purged after a minute, which has passed in three seconds here.
		const usual = label === 'print' ? /Succeeded|Deleting|Deleted/ : /Succeeded/;
		const end = label === 'landuse' ? /Failed/ : label === 'air-quality' ? /TimedOut/ : usual;
		expect(told.join('\n'), label).toMatch(end);
	}
});

test('--json is NDJSON that ends with done', async () => {
	const {code, stdout} = await run(piped('demo', '--jobs', '12', '--speed', '100', '--interval', '1s', '--json'), {
		patience: 150_000,
	});
	expect(code).toBe(0);
	expect(stdout).not.toMatch(unprintable);
	const events = linesOf(stdout).map(line => event.parse(JSON.parse(line)));
	expect(events.slice(0, 12).map(({event: name}) => name)).toEqual(Array.from({length: 12}, () => 'added'));
	const done = events.at(-1);
	expect(done?.event).toBe('done');
	expect(events.filter(({event: name}) => name === 'done')).toHaveLength(1);
	const left = done?.event === 'done' ? done.jobs : [];
	expect(left).toHaveLength(12);
	expect(left.filter(({state}) => state !== 'succeeded').map(({label, state}) => `${label} ${state}`)).toEqual([
		'landuse failed',
		'air-quality timed-out',
	]);
	// Each message comes once, in its order, and none is left out.
	for (const job of left) {
		const own = events.filter(one => one.event === 'message' && one.url === job.url);
		expect(own.map(one => one.event === 'message' && one.index)).toEqual(own.map((_, index) => index));
		expect(own.length, job.label ?? '').toBe(job.messages.total);
	}
	// In time, and no state told twice.
	const times = events.map(({at}) => Date.parse(at));
	expect(times).toEqual(times.toSorted((a, b) => a - b));
	for (const job of left) {
		const statuses = events.flatMap(one => (one.event === 'state' && one.url === job.url ? [one.status] : []));
		expect(statuses).toEqual(statuses.filter((status, index) => status !== statuses[index - 1]));
		expect(statuses.at(-1)).toBe(job.status);
	}
});

test('hostile messages reach no pipe', async () => {
	const hostile =
		'\u001B]0;owned\u0007\u001B[2Jgone \u009B31m \u202Egpj.exe\r\nsecond https://h/?token=SECRET-0123456789';
	for (const more of [[], ['--json']]) {
		const server = await startHandServer({bad: 'esriJobExecuting'});
		const job = server.job('bad');
		const done = runCli([job.url, ...often, ...more]);
		const talk = setInterval(() => {
			if (server.requests.length < 2) return;
			job.messages = [{type: 'esriJobMessageTypeWarning', description: hostile}];
			job.status = 'esriJobSucceeded';
		}, 20);
		const {code, stdout, stderr} = await done.finally(() => clearInterval(talk));
		expect(code).toBe(0);
		expect(stdout + stderr).not.toMatch(unprintable);
		expect(stdout).toContain('gpj.exe');
		expect(stdout).not.toContain('SECRET');
	}
});

test.each([
	['on a build server', ['CI=1']],
	['in a dumb terminal', ['TERM=dumb']],
	['in no terminal that is known', ['-u', 'TERM']],
])('%s a terminal shows plain lines', async (_where, changes) => {
	const clock = stoppedClock();
	const server = await startGpServer({cast: [ended('parcels'), ending('flood', 6000)], now: clock.now});
	const urls = server.jobs.map(({url}) => url);
	await using screen = openScreen(['env', ...changes, ...gpjobs(...urls, ...often)], {columns: 120});
	await screen.shows(/^Executing/m);
	clock.pass(6000);
	expect(await screen.exited).toEqual({code: 0, signal: null});
	expect(screen.output.replaceAll('\r\n', '\n')).not.toMatch(unprintable);
	await expect.poll(() => screen.text()).toMatch(/^Succeeded +Short Task ·\w{4} +Short Task/m);
	await expect
		.poll(() => screen.text())
		.toMatch(/^Executing +Short Task ·\w{4} +Short Task[\s\S]*^\d\d:\d\d:\d\d Short Task ·\w{4}: Succeeded$/m);
});

test.each([
	['input', '"$@" </dev/null'],
	['output', '"$@" | cat'],
])('where standard %s is no terminal there is no screen', async (_what, line) => {
	const server = await startGpServer({cast: [ended('parcels')]});
	await using screen = openScreen(['sh', '-c', line, 'sh', ...gpjobs(server.jobs[0]?.url ?? '')], {columns: 120});
	expect(await screen.exited).toMatchObject({code: 0});
	expect(screen.output.replaceAll('\r\n', '\n')).not.toMatch(unprintable);
	await expect.poll(() => screen.text()).toMatch(/^Succeeded/);
});

test('--json needs no screen either', async () => {
	const server = await startGpServer({cast: [ended('parcels')]});
	await using screen = openScreen(gpjobs(server.jobs[0]?.url ?? '', '--json'), {columns: 200});
	expect(await screen.exited).toMatchObject({code: 0});
	expect(screen.output.replaceAll('\r\n', '\n')).not.toMatch(unprintable);
	expect(screen.output).toContain('"event":"done"');
});

test('an empty list is nothing to watch: a sentence and 2', async () => {
	const words = said(nothingToWatch);
	expect(await runCli([])).toMatchObject({code: 2, stdout: '', stderr: words});
	expect(await runCli(['--json'])).toMatchObject({code: 2, stdout: '', stderr: words});
});

test('URLs given are added first, and what was seen is kept', async () => {
	const home = temporaryFolder();
	const clock = stoppedClock();
	const server = await startGpServer({cast: [ended('parcels'), ending('flood', 6000)], now: clock.now});
	const urls = server.jobs.map(({url}) => url);
	const running = runCli([...urls, ...often], {home});
	expect(await whenAsked(server, {4: () => clock.pass(6000)}, running)).toMatchObject({code: 0});
	const {stdout} = await runCli(['list', '--json'], {home});
	expect(jobs.parse(JSON.parse(stdout)).jobs.map(({url, state}) => ({url, state}))).toEqual(
		urls.map(url => ({url, state: 'succeeded'})),
	);
});

test('a job that was ended before is told at once and asked about no more', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [ended('parcels')]});
	await runCli([server.jobs[0]?.url ?? ''], {home});
	const {requests} = server.counts();
	const again = await runCli([], {home});
	expect(again.code).toBe(0);
	expect(again.stdout).toMatch(/^Succeeded .*\n$/);
	// Nothing is left to wait for.
	expect(server.counts().requests - requests).toBeLessThanOrEqual(1);
});

test('a fault is told, and that it is over', async () => {
	let isBroken = true;
	const answers = ['esriJobExecuting', 'esriJobSucceeded'];
	const server = await startSmallServer(() => {
		if (isBroken)
			return {status: 500, body: {error: {code: 500, message: 'Unable to complete operation.', details: []}}};
		return {body: {jobId: 'j0123456789abcdef', jobStatus: answers.at(0) ?? 'esriJobSucceeded', messages: []}};
	});
	const done = runCli([jobUrl(server.origin), ...often, '--json'], {patience: 150_000});
	const mend = setInterval(() => {
		if (server.requests.length >= 2) isBroken = false;
		if (server.requests.length >= 6) answers.shift();
	}, 10);
	const {code, stdout} = await done.finally(() => clearInterval(mend));
	expect(code).toBe(0);
	const events = linesOf(stdout).map(line => event.parse(JSON.parse(line)));
	expect(events.map(one => one.event)).toEqual(['added', 'fault', 'recovered', 'state', 'state', 'done']);
});

test('a signal ends it as signals do', async () => {
	const server = await startGpServer({cast: [executing('flood')]});
	for (const [signal, code] of [
		['INT', 130],
		['TERM', 143],
		['HUP', 129],
	] as const) {
		const output = join(temporaryFolder(), 'output');
		// What it has written shows that it runs.
		const line = `"$@" >'${output}' & until [ -s '${output}' ]; do sleep 0.1; done; kill -${signal} $!; wait $!; echo $?`;
		// A shell lets what it starts in the background ignore SIGINT, unless it has job control.
		const {stdout} = await run(['sh', '-mc', line, 'sh', ...gpjobs(server.jobs[0]?.url ?? '')]);
		expect(Number(stdout), signal).toBe(code);
	}
});

test('the output goes to a program that reads slowly, whole', async () => {
	const server = await startGpServer({
		cast: [
			ending('talker', 6000, {
				messages: () =>
					Array.from({length: 4000}, (_, index) => ({at: index / 10, text: `line ${index} ${'x'.repeat(60)}`})),
			}),
		],
	});
	const command = [
		'sh',
		'-c',
		'"$@" | { sleep 2; cat; }',
		'sh',
		...gpjobs(server.jobs[0]?.url ?? '', ...often, '--json'),
	];
	const {stdout} = await run(command);
	const events = linesOf(stdout).map(line => JSON.parse(line) as {event: string});
	expect(events.filter(one => one.event === 'message')).toHaveLength(4000);
	expect(events.at(-1)?.event).toBe('done');
});

test('it takes no notice of a terminal in the environment that is not there', async () => {
	const {stdout} = await runCli(['list'], {
		env: {FORCE_COLOR: '3', COLORTERM: 'truecolor', TERM: 'xterm'},
	});
	expect(stdout).not.toMatch(unprintable);
});
