/** A monitor runs for days: what a poll leaves behind is counted. */
import process from 'node:process';
import {setFlagsFromString} from 'node:v8';
import {runInNewContext} from 'node:vm';
import {expect, onTestFinished, test} from 'vitest';
import {createClient} from '../../../source/gp/client/client.ts';
import {often} from '../../often.ts';
import {asJobUrl} from '../addresses.ts';
import {answer, type Behaviour, faultServer, head, type RawRequest} from '../fault-server.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const path = '/arcgis/rest/services/S/GPServer/T/jobs/j1';
const body = JSON.stringify({
	jobStatus: 'esriJobExecuting',
	messages: Array(50).fill({description: 'x'.repeat(99)}),
});
const fine: Behaviour = socket => socket.write(answer(body));
/** One after the other: all that can go wrong quickly. */
const ways: readonly Behaviour[] = [
	fine,
	socket => socket.resetAndDestroy(),
	socket => socket.end(),
	socket => socket.end(`${head({'content-length': '99'})}{`),
	socket => socket.write(answer('<html>')),
	socket => socket.write(answer('', {status: 500})),
	socket => socket.write(answer('\x1f\x8b broken', {headers: {'content-encoding': 'gzip'}})),
	socket => socket.write(head({'content-length': '99'})),
	() => {},
];

function footprint(): {readonly heap: number; readonly resources: number} {
	collectGarbage();
	return {heap: process.memoryUsage().heapUsed / 2 ** 20, resources: process.getActiveResourcesInfo().length};
}

test.each<[string, Behaviour, number]>([
	['polls', fine, often(6000)],
	['polls of which most fail', (socket, request) => ways[request.index % ways.length]?.(socket, request), often(2000)],
])('%s leave no memory, timer, socket or listener behind', async (_, behaviour, polls) => {
	const warnings: Error[] = [];
	const warn = (warning: Error) => warnings.push(warning);
	process.on('warning', warn);
	onTestFinished(() => {
		process.off('warning', warn);
	});
	let index = 0;
	const server = await faultServer((socket, request) => {
		behaviour(socket, {...request, index: index++});
		// What the server remembers is not what the client leaves behind.
		(server.requests as RawRequest[]).length = 0;
	});
	const timeouts = {connect: 5000, firstByte: 40, silence: 40, whole: 5000, wholeOfLong: 5000};
	const client = createClient({
		version: '0',
		timeouts: behaviour === fine ? {...timeouts, firstByte: 5000, silence: 5000} : timeouts,
	});
	onTestFinished(client.close);
	const poll = () => client.job(asJobUrl(server.origin + path), {messages: true});

	// Caches and compiled code fill up first.
	for (let warm = 0; warm < polls / 2; warm++) await poll();
	const before = footprint();
	let ok = 0;
	for (let count = 0; count < polls; count++) if ((await poll()).ok) ok++;
	const after = footprint();

	if (behaviour === fine) expect(ok).toBe(polls);
	expect(after.heap - before.heap).toBeLessThan(1);
	expect(after.resources - before.resources).toBeLessThan(8);
	expect(server.connections().open).toBeLessThan(8);
	expect(warnings).toEqual([]);
});
