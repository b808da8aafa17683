import {expect, onTestFinished, test} from 'vitest';
import {createClient} from '../../../source/gp/client/client.ts';
import {createConnections} from '../../../source/gp/client/connections.ts';
import {asJobUrl} from '../addresses.ts';
import {answer, faultServer, head} from '../fault-server.ts';

const path = '/arcgis/rest/services/S/GPServer/T/jobs/j1';
const body = JSON.stringify({jobStatus: 'esriJobExecuting'});

test('a connection is used again, but not after a pause in which the machine may have slept', async () => {
	const {origin, connections} = await faultServer(socket => socket.write(answer(body)));
	let now = 1_000_000;
	const client = createClient({version: '0', connections: createConnections({environment: {}, now: () => now})});
	onTestFinished(client.close);
	const poll = async () => expect((await client.job(asJobUrl(origin + path), {messages: false})).ok).toBe(true);
	await poll();
	now += 59_000;
	await poll();
	expect(connections().made).toBe(1);
	now += 61_000;
	await poll();
	expect(connections().made).toBe(2);
	// A clock that was set back is a pause of unknown length.
	now -= 3_600_000;
	await poll();
	expect(connections().made).toBe(3);
});

test.each([
	['ahead', 3_600_000],
	['behind', -86_400_000],
])('how much the clock of a server is %s is told with its answer', async (_, offset) => {
	const {origin} = await faultServer(socket => {
		const date = new Date(Date.now() + offset).toUTCString();
		socket.write(`${head({date, 'content-length': String(body.length)})}${body}`);
	});
	const client = createClient({version: '0'});
	onTestFinished(client.close);
	const told = await client.job(asJobUrl(origin + path), {messages: false});
	expect(told.ok && Math.abs((told.clockAhead ?? 0) - offset)).toBeLessThan(30_000);
});

test('an answer without a date says nothing about the clock', async () => {
	const {origin} = await faultServer(socket => socket.write(answer(body, {headers: {date: 'yesterday'}})));
	const client = createClient({version: '0'});
	onTestFinished(client.close);
	expect(await client.job(asJobUrl(origin + path), {messages: false})).toMatchObject({ok: true, clockAhead: undefined});
});
