import {expect, test} from 'vitest';
import {detectTrees} from '../../../source/demo/cast/detect-trees.ts';
import {printMap} from '../../../source/demo/cast/print-map.ts';
import {demoServer, jsonOf, onlyJob} from '../demo-server.ts';
import {shortScript} from '../short-script.ts';

test('a job that executes has progress and messages, one that succeeded has links too', async () => {
	const {server, clock} = await demoServer({cast: [shortScript]});
	const {url, id} = onlyJob(server);
	clock.forward(20_000);
	expect(await jsonOf(url)).toEqual({
		jobId: id,
		jobStatus: 'esriJobExecuting',
		progress: {type: 'step', message: 'second', percent: 50},
		messages: [
			{type: 'esriJobMessageTypeInformative', description: 'begun'},
			{type: 'esriJobMessageTypeWarning', description: 'half'},
		],
	});
	clock.forward(10_000);
	expect(await jsonOf(url, {returnMessages: 'false'})).toEqual({
		jobId: id,
		jobStatus: 'esriJobSucceeded',
		results: {Answer: {paramUrl: 'results/Answer'}},
		inputs: Object.fromEntries(shortScript.task.inputs.map(({name}) => [name, {paramUrl: `inputs/${name}`}])),
	});
});

test('returnMessages=false leaves messages out or empty, as the server is told to', async () => {
	const absent = await demoServer({cast: [shortScript]});
	const empty = await demoServer({cast: [shortScript], emptyMessages: 'empty'});
	const parameters = {returnMessages: 'false'};
	expect(await jsonOf(onlyJob(absent.server).url, parameters)).not.toHaveProperty('messages');
	expect(await jsonOf(onlyJob(empty.server).url, parameters)).toHaveProperty('messages', []);
});

test('a notebook has times, an owner and a second status', async () => {
	const {server, clock} = await demoServer({cast: [{...detectTrees, headStart: 0}]});
	const {url} = onlyJob(server);
	expect(await jsonOf(url)).toMatchObject({status: 'SUBMITTED', startTime: Date.UTC(2026, 10, 23, 14)});
	clock.forward(10_000);
	const executing = await jsonOf(url);
	expect(executing).toMatchObject({jobStatus: 'esriJobExecuting', status: 'PROCESSING', username: 'analyst@ACME'});
	expect(executing).not.toHaveProperty('endTime');
	clock.forward(90_000);
	const ended = (await jsonOf(url)) as {customAttributes: {webToolParameters: string; isCancelled: boolean}};
	expect(ended).toMatchObject({status: 'COMPLETED', endTime: Date.UTC(2026, 10, 23, 14, 1, 15)});
	expect(ended.customAttributes.isCancelled).toBe(false);
	expect(JSON.parse(ended.customAttributes.webToolParameters)).toMatchObject([
		{name: 'input_scene'},
		{name: 'confidence'},
		{name: 'output_trees', direction: 'esriGPParameterDirectionOutput'},
		{name: 'summary'},
	]);
});

test('a cancelled notebook has failed by its second status', async () => {
	const {server, clock} = await demoServer({cast: [detectTrees]});
	const {url} = onlyJob(server);
	await jsonOf(`${url}/cancel`);
	clock.forward(10_000);
	expect(await jsonOf(url)).toMatchObject({
		jobStatus: 'esriJobCancelled',
		status: 'FAILED',
		customAttributes: {isCancelled: true},
	});
});

test('a purged job is no longer found, and neither is anything of it', async () => {
	const {server, clock} = await demoServer({cast: [printMap]});
	const {url, id} = onlyJob(server);
	const {value} = (await jsonOf(`${url}/results/Output_File`)) as {value: {url: string}};
	clock.forward(42_000);
	expect(await jsonOf(url)).toMatchObject({jobStatus: 'esriJobDeleting'});
	clock.forward(10_000);
	const notFound = {error: {code: 400, message: 'Unable to complete operation.', details: [`Job ${id} not found`]}};
	for (const part of ['', '/cancel', '/results', '/results/Output_File', '/inputs/Format']) {
		expect(await jsonOf(`${url}${part}`)).toEqual(notFound);
	}
	expect((await fetch(value.url)).status).toBe(404);
	expect(server.allEnded()).toBe(true);
});
