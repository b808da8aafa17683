import {describe, expect, onTestFinished, test} from 'vitest';
import {createClient} from '../../../source/gp/client/client.ts';
import {postOutcome} from '../../../source/gp/post-outcome.ts';
import {deadPort} from '../../e2e/dead-port.ts';
import {asJobUrl, asTaskUrl} from '../addresses.ts';
import {answer, faultServer} from '../fault-server.ts';
import {patient, short} from './asking.ts';

const path = '/arcgis/rest/services/F/S/GPServer/T';

function submitTo(origin: string, timeouts = patient) {
	const client = createClient({version: '0', timeouts});
	onTestFinished(client.close);
	return {
		submission: client.submit?.(asTaskUrl(origin + path), {In: 'x'}),
		cancel: () => client.cancel?.(asJobUrl(`${origin}${path}/jobs/j1`)),
	};
}

describe('a request that never left did nothing', () => {
	test.each<[string, () => Promise<string>]>([
		['nobody listens', async () => `http://127.0.0.1:${await deadPort()}`],
		['no such name', async () => 'http://gis.invalid'],
		[
			'a TLS handshake with what speaks none',
			async () => (await faultServer(() => {})).origin.replace('http', 'https'),
		],
	])('%s', async (what, origin) => {
		const at = await origin();
		const {submission, cancel} = submitTo(at, what.includes('TLS') ? short('connect') : patient);
		expect(await submission).toMatchObject({outcome: 'not-sent', job: null});
		const answer = await cancel();
		expect(answer?.ok === false && postOutcome(answer.fault)).toBe('not-sent');
	});
});

test.each<[string, Parameters<typeof faultServer>[0]]>([
	['reset', socket => socket.resetAndDestroy()],
	['closed', socket => socket.end()],
	['never answered', () => {}],
	['half an answer', socket => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"jobId":"j')],
	['not HTTP', socket => socket.end('SSH-2.0-OpenSSH\r\n')],
])('a request that left may have done what it asked: %s', async (_, play) => {
	const server = await faultServer(play);
	expect(await submitTo(server.origin, short('firstByte', 'silence')).submission).toMatchObject({outcome: 'unknown'});
	expect(server.requests.filter(({method}) => method === 'POST')).toHaveLength(1);
});

test('a request that changes something gets a new connection, because a kept one may just be closed', async () => {
	const server = await faultServer(socket => socket.write(answer('{"jobId":"j1","jobStatus":"esriJobCancelling"}')));
	const client = createClient({version: '0', timeouts: patient});
	onTestFinished(client.close);
	const job = asJobUrl(`${server.origin}${path}/jobs/j1`);
	await client.job(job, {messages: false});
	await client.job(job, {messages: false});
	await client.cancel?.(job);
	expect(server.requests.map(({connection}) => connection)).toEqual([0, 0, 1]);
});
