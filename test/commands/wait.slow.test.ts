import {expect, test} from 'vitest';
import {gpjobs} from '../e2e/built-program.ts';
import {temporaryFolder} from '../e2e/environment.ts';
import {run} from '../e2e/run-cli.ts';
import {type HandServer, jobUrl, refusingOrigin, startHandServer, whenAsked} from '../e2e/servers.ts';
import {runInProcess as runCli} from './run-in-process.ts';
import {runLongEnough} from './time-limits.ts';
import {eventsOf, often} from './wait-events.ts';

const urlsOf = (server: HandServer) => server.jobs.map(({url}) => url);

test('a signal ends it as signals do, and the stream with done', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	for (const [signal, code] of [
		['INT', 130],
		['TERM', 143],
		['HUP', 129],
	] as const) {
		// The signal comes once the first state was told; without job control a shell would have SIGINT ignored.
		const line = `"$@" >"$0" & until grep -q state "$0"; do sleep 0.05; done; kill -${signal} $!; wait $!; echo $?; cat "$0"`;
		const file = `${temporaryFolder()}/events`;
		const {stdout} = await run(['sh', '-mc', line, file, ...gpjobs('wait', '--json', ...urlsOf(server))]);
		expect(Number(stdout.split('\n')[0]), signal).toBe(code);
		expect(stdout.trimEnd().split('\n').at(-1)).toContain('"event":"done"');
	}
});

test('a reader that goes away does not make a success of it', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const line = '{ "$@"; echo $? >"$0"; } | head -1; cat "$0"';
	const file = `${temporaryFolder()}/code`;
	// Not bash: where its standard input is a socket, it reads the settings of whoever runs the tests.
	const done = run(['sh', '-c', line, file, ...gpjobs('wait', '--json', ...urlsOf(server), ...often)]);
	const fail = () => {
		server.job('flood').status = 'esriJobFailed';
	};
	const {stdout} = await whenAsked(server, {3: fail}, done);
	expect(stdout.trimEnd().split('\n').at(-1)).toBe('1');
});

test('what cannot be written is a fault: 5', async () => {
	const server = await startHandServer({flood: 'esriJobSucceeded'});
	const {stdout} = await run(['sh', '-c', '"$@" >/dev/full; echo $?', 'sh', ...gpjobs('wait', ...urlsOf(server))]);
	expect(stdout).toBe('5\n');
});

test('a server that is not there is waited for, until the time has run out', async () => {
	const url = jobUrl(await refusingOrigin());
	const {
		ended: {code, stdout},
	} = await runLongEnough(
		limit => runCli(['wait', url, '--timeout', limit, '--json']),
		wait => wait.stdout.includes('refused'),
	);
	expect(code).toBe(124);
	expect(eventsOf(stdout).at(-1)).toMatchObject({jobs: [{state: 'unknown', fault: {kind: 'refused'}}]});
});
