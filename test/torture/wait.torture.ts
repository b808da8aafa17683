import type {Socket} from 'node:net';
import {expect, test} from 'vitest';
import {event} from '../commands/json-shapes.ts';
import {runCli} from '../e2e/run-cli.ts';
import {jobUrl, startHandServer} from '../e2e/servers.ts';
import {answer, faultServer, head, type RawRequest} from '../gp/fault-server.ts';

const often = ['--interval', '1s'];
const patience = 240_000;

const body = (status: string) => JSON.stringify({jobStatus: status, messages: []});

/** What a server, or something on the way to it, does to a request. The connection is left open where nothing is said. */
const faults: Readonly<Record<string, (socket: Socket) => void>> = {
	'a 502': socket => socket.write(answer('<html>Bad Gateway</html>', {status: 502})),
	'a 503 that asks for two seconds': socket => socket.write(answer('', {status: 503, headers: {'retry-after': '2'}})),
	'a 500 of ArcGIS': socket =>
		socket.write(answer(JSON.stringify({error: {code: 500, message: 'Unable to complete operation.', details: []}}))),
	'a 504': socket => socket.write(answer('', {status: 504})),
	'a reset': socket => socket.resetAndDestroy(),
	'an end without an answer': socket => socket.end(),
	'half an answer': socket => socket.end(`${head({'content-length': '1000'})}{"jobId"`),
	'a page': socket => socket.write(answer('<html>Down for maintenance</html>')),
	'another body': socket => socket.write(answer('{"currentVersion":11.3}')),
	'no JSON': socket => socket.write(answer('{"jobId":')),
	'bytes that are no HTTP': socket => socket.end('\u0000\u0001\u0002'),
	silence: () => {},
};

/** The answers that `gpjobs wait` gets with a fault in the middle. */
async function waitThrough(fail: (socket: Socket) => void) {
	const server = await faultServer((socket: Socket, {index}: RawRequest) => {
		if (index === 2 || index === 3) fail(socket);
		else socket.write(answer(body(index < 5 ? 'esriJobExecuting' : 'esriJobSucceeded')));
	});
	const {code, stdout} = await runCli(['wait', jobUrl(server.origin), ...often, '--json'], {patience});
	const lines = stdout.trimEnd().split('\n');
	return {code, events: lines.map(line => event.parse(JSON.parse(line)))};
}

// All at once in one test: after each test every program is closed.
test('whatever fault is in the middle changes nothing', async () => {
	const runs = Object.entries(faults).map(async ([what, fail]) => ({what, ...(await waitThrough(fail))}));
	for (const {what, code, events} of await Promise.all(runs)) {
		expect(code, what).toBe(0);
		const states = events.flatMap(one => (one.event === 'state' ? [one.state] : []));
		expect(states, what).toEqual(['running', 'succeeded']);
		expect(
			events.map(one => one.event),
			what,
		).toEqual(expect.arrayContaining(['fault', 'recovered']));
	}
});

test('a job that its server throws away, or never had, is not waited for longer than a minute or so: 1', async () => {
	const server = await startHandServer({flood: 'esriJobExecuting'});
	const [{url = ''} = {}] = server.jobs;
	const purged = runCli(['wait', url, ...often, '--json'], {patience});
	const never = runCli(['wait', jobUrl(server.origin, 'j99999999'), ...often], {patience});
	const forget = setInterval(() => {
		const polls = server.requests.filter(({path}) => path.includes('/jobs/j00000000'));
		if (polls.length >= 2) (server.jobs as unknown[]).length = 0;
	}, 10);
	const {code, stdout} = await purged.finally(() => clearInterval(forget));
	expect(code).toBe(1);
	expect(stdout).toContain('"state":"gone"');
	expect((await never).code).toBe(1);
});
