import {expect, test} from 'vitest';
import {demoServer, jsonOf} from '../demo-server.ts';
import {shortScript} from '../short-script.ts';

const taskPath = '/arcgis/rest/services/Tests/Short/GPServer/Short%20Task';

/** A server with the task to submit to, and what it answers to a submission in the query or in a form. */
async function submitter() {
	const {server, clock} = await demoServer({cast: [shortScript]});
	const task = `${server.origin}${taskPath}`;
	const submit = (parameters: Record<string, string>) => jsonOf(`${task}/submitJob`, parameters);
	return {server, clock, task, submit};
}

function refusalOf(detail: string) {
	return {error: {code: 400, message: 'Unable to complete operation.', details: [detail]}};
}

test('a submitted job is a new one, Submitted, that plays the script of its task from the beginning', async () => {
	const {clock, task, submit} = await submitter();
	clock.forward(100_000);
	const answer = (await submit({Text: 'a'})) as {jobId: string};
	expect(answer).toEqual({jobId: expect.stringMatching(/^j[0-9a-f]{32}$/), jobStatus: 'esriJobSubmitted'});
	expect(await jsonOf(`${task}/jobs/${answer.jobId}`)).toMatchObject({jobStatus: 'esriJobSubmitted'});
	clock.forward(12_000);
	expect(await jsonOf(`${task}/jobs/${answer.jobId}`)).toMatchObject({jobStatus: 'esriJobExecuting'});
});

test('a task of which the server began no job has an ordinary one: half a minute, and it succeeds', async () => {
	const {server, clock} = await submitter();
	const task = `${server.origin}/arcgis/rest/services/Planning/LandUse/GPServer/Intersect%20Land%20Use`;
	const {jobId} = (await jsonOf(`${task}/submitJob`)) as {jobId: string};
	clock.forward(10_000);
	expect(await jsonOf(`${task}/jobs/${jobId}`)).toMatchObject({
		jobStatus: 'esriJobExecuting',
		progress: {type: 'step'},
	});
	clock.forward(30_000);
	const ended = (await jsonOf(`${task}/jobs/${jobId}`)) as {messages: {description: string}[]};
	expect(ended).toMatchObject({jobStatus: 'esriJobSucceeded'});
	expect(ended.messages.at(-1)?.description).toContain('(Elapsed Time: 30.00 seconds)');
});

test('values come back as inputs, defaults where none were given', async () => {
	const {task, submit} = await submitter();
	const given = {
		Text: '東京 & co',
		Count: '12',
		Ratio: '-0.5',
		Exact: 'true',
		Distance: '{"distance":3,"units":"esriMiles"}',
	};
	const {jobId} = (await submit(given)) as {jobId: string};
	expect(await jsonOf(`${task}/jobs/${jobId}/inputs`)).toMatchObject([
		{paramName: 'Text', dataType: 'GPString', value: '東京 & co'},
		{paramName: 'Count', dataType: 'GPLong', value: 12},
		{paramName: 'Ratio', value: -0.5},
		{paramName: 'Exact', value: true},
		{paramName: 'Choice', value: null},
		{paramName: 'Distance', value: {distance: 3, units: 'esriMiles'}},
	]);
	const second = (await submit({Text: 'x'})) as {jobId: string};
	expect(second.jobId).not.toBe(jobId);
	expect(await jsonOf(`${task}/jobs/${second.jobId}/inputs/Count`)).toEqual({
		paramName: 'Count',
		dataType: 'GPLong',
		value: 3,
	});
});

test('a form is read as the query is, and comes before it', async () => {
	const {task} = await submitter();
	const body = new URLSearchParams({f: 'json', Text: 'from the form'});
	const response = await fetch(`${task}/submitJob?Text=from+the+query&Count=9`, {method: 'POST', body});
	const {jobId} = (await response.json()) as {jobId: string};
	expect(await jsonOf(`${task}/jobs/${jobId}/inputs/Text`)).toMatchObject({value: 'from the form'});
	expect(await jsonOf(`${task}/jobs/${jobId}/inputs/Count`)).toMatchObject({value: 9});
});

test.each([
	[{}, 'Missing required parameter Text'],
	[{Text: ''}, 'Missing required parameter Text'],
	[{Text: 'a', Count: '1.5'}, 'Invalid value for parameter Count'],
	[{Text: 'a', Ratio: 'half'}, 'Invalid value for parameter Ratio'],
	[{Text: 'a', Exact: 'yes'}, 'Invalid value for parameter Exact'],
	[{Text: 'a', Choice: 'three'}, 'Invalid value for parameter Choice'],
])('%j is refused: %s', async (parameters: Record<string, string>, detail) => {
	const {submit} = await submitter();
	expect(await submit(parameters)).toEqual(refusalOf(detail));
});

test('an unknown task is refused', async () => {
	const {server} = await submitter();
	const url = `${server.origin}/arcgis/rest/services/Tests/Short/GPServer/Long/submitJob`;
	expect(await jsonOf(url, {Text: 'a'})).toEqual(refusalOf('Task Long not found'));
});

test('without f a browser is sent on to the page of the job', async () => {
	const {task} = await submitter();
	const response = await fetch(`${task}/submitJob?Text=a`);
	expect(response.url).toMatch(new RegExp(`^${task}/jobs/j[0-9a-f]{32}$`));
	expect(await response.text()).toContain('<b>jobStatus:</b> esriJobSubmitted');
});
