import {expect, test} from 'vitest';
import {notEndedYet} from '../../source/commands/wait.ts';
import {noGoal} from '../../source/commands/wait-goal.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {run} from '../e2e/run-cli.ts';
import {ended, ending, executing} from '../e2e/scripts.ts';
import {
	type HandServer,
	jobUrl,
	startGpServer,
	startHandServer,
	startSmallServer,
	stoppedClock,
	whenAsked,
} from '../e2e/servers.ts';
import {said} from '../saying.ts';
import {runInProcess as runCli} from './run-in-process.ts';
import {runLongEnough} from './time-limits.ts';
import {eventsOf, often} from './wait-events.ts';

const urlsOf = (server: HandServer) => server.jobs.map(({url}) => url);

test('it waits until all have succeeded: 0, and tells what happened', async () => {
	const clock = stoppedClock();
	const server = await startGpServer({cast: [ending('flood', 6000), ended('parcels')], now: clock.now});
	const done = runCli(['wait', ...server.jobs.map(({url}) => url), ...often]);
	const {code, stdout, stderr} = await whenAsked(server, {4: () => clock.pass(6000)}, done);
	expect(code).toBe(0);
	expect(stderr).toMatch(/^gpjobs: 2 [^\n]*\n$/);
	const lines = stdout.trimEnd().split('\n');
	expect(lines[0]).toMatch(/^Executing .* \d+ s\b/);
	expect(lines[1]).toMatch(/^Succeeded /);
	expect(lines.at(-1)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d Short Task ·\w{4}: Succeeded$/);
});

test.each([
	['esriJobFailed', 1],
	['esriJobTimedOut', 1],
	['esriJobDeleted', 1],
	['esriJobCancelled', 3],
	['esriJobSucceeded', 0],
])('a job that ended %s is exit code %i', async (status, code) => {
	const server = await startHandServer({flood: status});
	expect((await runCli(['wait', ...urlsOf(server), ...often])).code).toBe(code);
});

test('of several the worst counts: failed before cancelled', async () => {
	const server = await startHandServer({a: 'esriJobCancelled', b: 'esriJobFailed', c: 'esriJobSucceeded'});
	expect((await runCli(['wait', ...urlsOf(server), ...often])).code).toBe(1);
});

test('a 502 in the middle changes nothing', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const done = runCli(['wait', ...urlsOf(server), ...often, '--json'], {patience: 150_000});
	const {code, stdout} = await whenAsked(
		server,
		{
			2: () => {
				server.trouble = {status: 502, body: '<html>Bad Gateway</html>'};
			},
			4: () => {
				server.trouble = undefined;
				server.job('flood').status = 'esriJobSucceeded';
			},
		},
		done,
	);
	expect(code).toBe(0);
	const events = eventsOf(stdout);
	expect(events.map(one => one.event)).toEqual(['added', 'state', 'fault', 'recovered', 'state', 'done']);
	expect(events.at(2)).toMatchObject({fault: {kind: 'http', code: 502}});
	expect(events.at(-1)).toMatchObject({jobs: [{state: 'succeeded', fault: null}]});
});

test('--any leaves at the first end, however many go on', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting', parcels: 'esriJobExecuting'});
	const done = runCli(['wait', '--any', ...urlsOf(server), ...often, '--json'], {patience: 150_000});
	const finish = () => {
		server.job('parcels').status = 'esriJobSucceeded';
	};
	const {code, stdout} = await whenAsked(server, {3: finish}, done);
	expect(code).toBe(0);
	expect(eventsOf(stdout).at(-1)).toMatchObject({jobs: [{state: 'running'}, {state: 'succeeded'}]});
});

test('--fail-fast leaves when one fails, and not when one succeeds', async () => {
	const server = await startHandServer({a: 'esriJobExecuting', b: 'esriJobSucceeded', c: 'esriJobExecuting'});
	const done = runCli(['wait', '--fail-fast', ...urlsOf(server), ...often, '--json'], {patience: 150_000});
	const fail = () => {
		server.job('c').status = 'esriJobFailed';
	};
	const {code, stdout} = await whenAsked(server, {6: fail}, done);
	expect(code).toBe(1);
	expect(eventsOf(stdout).at(-1)).toMatchObject({
		jobs: [{state: 'running'}, {state: 'succeeded'}, {state: 'failed'}],
	});
});

test('--for ends when each job has reached a state, and a job that has reached it may go on', async () => {
	const server = await startHandServer({flood: 'esriJobSubmitted', roads: 'esriJobExecuting'});
	const done = runCli(['wait', '--for', 'running', ...urlsOf(server), ...often, '--json'], {patience: 150_000});
	const steps = {
		3: () => {
			server.job('roads').status = 'esriJobFailed';
		},
		8: () => {
			server.job('flood').status = 'esriJobExecuting';
		},
	};
	const {code, stdout} = await whenAsked(server, steps, done);
	expect(code).toBe(0);
	expect(eventsOf(stdout).at(-1)).toMatchObject({jobs: [{state: 'running'}, {state: 'failed'}]});
});

test.each([
	['running', 'esriJobSucceeded', 0],
	['running', 'esriJobFailed', 1],
	['running', 'esriJobCancelled', 3],
	['failed', 'esriJobFailed', 0],
	['failed', 'esriJobSucceeded', 1],
	['succeeded,failed', 'esriJobFailed', 0],
	['cancelled, timed-out', 'esriJobTimedOut', 0],
])('--for %s of a job that is %s is exit code %i', async (states, status, code) => {
	const server = await startHandServer({flood: status});
	expect((await runCli(['wait', '--for', states, ...urlsOf(server), ...often])).code).toBe(code);
});

test('--for with a word that is not a state is wrong usage', async () => {
	const {code, stderr} = await runCli(['wait', '--for', 'running,finished', jobUrl('http://127.0.0.1:9')]);
	expect({code, stderr}).toEqual({code: 2, stderr: said(noGoal('finished'))});
});

test('--timeout that runs out is 124, and says what had not ended', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting', parcels: 'esriJobSucceeded'});
	const [flood = ''] = urlsOf(server);
	const {ended: wait, limit} = await runLongEnough(
		limit => runCli(['wait', ...urlsOf(server), '--timeout', limit, '--json']),
		({stdout}) => ['esriJobExecuting', 'esriJobSucceeded'].every(status => stdout.includes(status)),
	);
	expect(wait.code).toBe(124);
	expect(eventsOf(wait.stdout).at(-1)?.event).toBe('done');
	expect(wait.stderr).toBe(said(notEndedYet(limit, safe`Task ·${safeText(flood.slice(-4))} (Executing)`)));
});

test.each([
	['sign-in', 499, 'Token Required'],
	['forbidden', 403, 'No permission'],
])('%s is not waited out: 4 at once, with the reason, while another job runs', async (_kind, number, message) => {
	const closed = await startSmallServer(() => ({body: {error: {code: number, message, details: []}}}));
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const {code, stderr} = await runCli(['wait', ...urlsOf(server), jobUrl(closed.origin)]);
	expect(code).toBe(4);
	expect(stderr).toMatch(/^gpjobs: Task ·\w{4}: .*\.\n/);
});

test('a URL that turns out to be no job is not waited out: 2', async () => {
	const server = await startSmallServer(() => ({body: {status: 'InProgress', submissionTime: 1}}));
	const {code, stdout, stderr} = await runCli(['wait', jobUrl(server.origin), '--json']);
	expect(code).toBe(2);
	const end = eventsOf(stdout).at(-1);
	expect(end).toMatchObject({jobs: [{fault: {kind: 'not-a-job'}}]});
	if (end?.event !== 'done') throw new Error('the last event is not the end');
	expect(stderr).toContain(end.jobs[0]?.fault?.sentence ?? 'a sentence');
});

test.each([
	['no job', []],
	['a label that nobody has', ['flood']],
	['a task', ['https://gis.acme.com/arcgis/rest/services/S/GPServer/T']],
	['a time that is none', [jobUrl('http://127.0.0.1:9'), '--timeout', 'soon']],
	['no time at all', [jobUrl('http://127.0.0.1:9'), '--timeout', '0s']],
	['all and any', [jobUrl('http://127.0.0.1:9'), '--any', '--all']],
])('%s is wrong usage: 2', async (_what, words) => {
	const {code, stdout, stderr} = await runCli(['wait', ...words]);
	expect({code, stdout}).toEqual({code: 2, stdout: ''});
	expect(stderr).toMatch(/^gpjobs: .*\.\n$/);
});

test('what it saw of saved jobs is kept, and an end that was kept is told without asking', async () => {
	const home = temporaryFolder();
	const server = await startHandServer({flood: 'esriJobFailed'});
	await runCli(['add', '--label', 'flood', ...urlsOf(server)], {home});
	expect((await runCli(['wait', 'flood'], {home})).code).toBe(1);
	const asked = server.requests.length;
	expect((await runCli(['wait', 'flood'], {home})).code).toBe(1);
	expect(server.requests.length).toBe(asked);
});

test('a job that is not saved leaves no trace', async () => {
	const home = temporaryFolder();
	const server = await startGpServer({cast: [ended('parcels')]});
	expect((await runCli(['wait', server.jobs[0]?.url ?? ''], {home})).code).toBe(0);
	const {stdout} = await run(['sh', '-c', 'ls "$0/jobs" 2>/dev/null | wc -l', home]);
	expect(Number(stdout)).toBe(0);
	expect(JSON.parse((await runCli(['list', '--json'], {home})).stdout)).toEqual({jobs: []});
});

test('messages that the job wrote last are among the events before done', async () => {
	const talking = ending('talker', 6000, {messages: () => [{at: 5900, text: 'All written.'}]});
	const clock = stoppedClock();
	const server = await startGpServer({cast: [talking, executing('other')], now: clock.now});
	const done = runCli(['wait', '--any', ...server.jobs.map(({url}) => url), ...often, '--json']);
	const {stdout} = await whenAsked(server, {4: () => clock.pass(6000)}, done);
	expect(eventsOf(stdout).filter(one => one.event === 'message')).toMatchObject([{text: 'All written.'}]);
});
