import {expect, onTestFinished, test} from 'vitest';
import {createClient} from '../../../source/gp/client/client.ts';
import type {Message} from '../../../source/gp/message.ts';
import {asJobUrl} from '../addresses.ts';
import {jobPath, testServer} from './token-world.ts';

test('an answer that gpjobs cannot decode is a fault of that request, not of the server', async () => {
	const body = {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: ['one']};
	const server = await testServer(() => body, '127.0.0.1');
	const client = createClient({version: '0'});
	onTestFinished(client.close);
	const known = new Proxy([] as Message[], {
		get() {
			throw new RangeError('Maximum call stack size exceeded');
		},
	});
	const url = asJobUrl(server.origin + jobPath);
	expect(await client.job(url, {messages: true, known})).toMatchObject({ok: false, fault: {kind: 'unexpected'}});
	expect(await client.job(url, {messages: true})).toMatchObject({ok: true});
});
