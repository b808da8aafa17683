import {expect, test} from 'vitest';
import {demoServer, jsonOf, onlyJob} from '../demo-server.ts';
import {shortScript} from '../short-script.ts';

const refused = {error: {code: 400, message: 'Invalid or missing input parameters.', details: []}};

test('a job that is Submitted refuses and runs on', async () => {
	const {server, clock} = await demoServer({cast: [shortScript]});
	const {url} = onlyJob(server);
	expect(await jsonOf(`${url}/cancel`)).toEqual(refused);
	clock.forward(30_000);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobSucceeded'});
	expect(await jsonOf(`${url}/cancel`)).toEqual(refused);
});

test.each(['GET', 'POST'])(
	'by %s, a job that waits is Cancelling for some seconds and then Cancelled',
	async method => {
		const {server, clock} = await demoServer({cast: [shortScript]});
		const {url, id} = onlyJob(server);
		clock.forward(6_000);
		const response = await fetch(`${url}/cancel?f=json`, {method});
		expect(await response.json()).toEqual({jobId: id, jobStatus: 'esriJobCancelling'});
		expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobCancelling'});
		clock.forward(6_000);
		expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobCancelled'});
		expect(server.allEnded()).toBe(true);
	},
);

test('plain Python acknowledges, says Executing all the same, and succeeds', async () => {
	const {server, clock} = await demoServer({cast: [{...shortScript, cancel: 'ignored-while-executing'}]});
	const {url, id} = onlyJob(server);
	clock.forward(12_000);
	expect(await jsonOf(`${url}/cancel`)).toEqual({jobId: id, jobStatus: 'esriJobCancelling'});
	clock.forward(10_000);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobExecuting'});
	clock.forward(10_000);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobSucceeded'});
});

test('another kind sits in Cancelling until it succeeds', async () => {
	const {server, clock} = await demoServer({cast: [{...shortScript, cancel: 'ignored-while-cancelling'}]});
	const {url} = onlyJob(server);
	clock.forward(12_000);
	await jsonOf(`${url}/cancel`);
	clock.forward(17_999);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobCancelling'});
	clock.forward(1);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobSucceeded'});
});
