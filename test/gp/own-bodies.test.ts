/** Bodies of our own, in the shapes that were seen of servers: what comes of each. */
import {expect, test} from 'vitest';
import {type Reading, type Resource, readingOf, resources} from './body-reading.ts';

const message = (description: string, level = 'Informative') => ({type: `esriJobMessageType${level}`, description});

const rows: ReadonlyArray<readonly [shape: string, body: unknown, resource: Resource, expected: Reading]> = [
	[
		'a job under way',
		{jobId: 'j1', jobStatus: 'esriJobExecuting', messages: [message('Submitted.')]},
		'job',
		{state: 'running', messages: 1},
	],
	[
		'with a step progressor',
		{jobStatus: 'esriJobExecuting', progress: {type: 'step', message: 'm', percent: 0}},
		'job',
		{state: 'running', progress: {percent: 0}},
	],
	[
		'with a default progressor',
		{jobStatus: 'esriJobExecuting', progress: {type: 'default', message: 'm'}},
		'job',
		{state: 'running', progress: expect.not.objectContaining({percent: expect.anything()})},
	],
	[
		'with a number for progress',
		{jobStatus: 'esriJobExecuting', progress: 41.5},
		'job',
		{state: 'running', progress: {percent: 41.5}},
	],
	[
		'a job that succeeded',
		{
			jobStatus: 'esriJobSucceeded',
			results: {A: {paramUrl: 'results/A'}},
			inputs: {B: {paramUrl: ' inputs/b'}},
			messages: [],
		},
		'job',
		{state: 'succeeded', messages: 0, results: {A: 'results/A'}, inputs: {B: 'inputs/b'}},
	],
	[
		'one that only says it failed',
		{jobStatus: 'esriJobSucceeded', messages: [message('Failed.', 'Error')]},
		'job',
		{state: 'succeeded', messages: 1, errors: 1, firstError: 'Failed.'},
	],
	['messages as strings', {jobStatus: 'esriJobFailed', messages: ['a', 'b']}, 'job', {state: 'failed', messages: 2}],
	[
		'null for messages',
		{jobStatus: 'esriJobFailed', messages: null},
		'job',
		{state: 'failed', messages: 'not sent', others: ['messages']},
	],
	['a job that timed out', {jobStatus: 'esriJobTimedOut'}, 'job', {state: 'timed-out'}],
	['a job that is deleted', {jobStatus: 'esriJobDeleted'}, 'job', {state: 'deleted'}],
	['a failure that was expected', {jobStatus: 'expectedFailure'}, 'job', {state: 'failed'}],
	[
		'a notebook',
		{
			jobStatus: 'esriJobFailed',
			status: 'FAILED',
			type: 'executeNotebookAsWebTool',
			startTime: 1,
			customAttributes: {webToolParameters: '[{"name":"a"}]'},
		},
		'job',
		{state: 'failed', notebook: {startTime: 1, parameters: [{name: 'a'}]}},
	],
	[
		'a job of ArcGIS Online that exports tiles',
		{
			jobId: 'b7',
			jobStatus: 'esriJobExecuting',
			type: 'EXPORTTILES',
			message: null,
			startTime: 1,
			lastTime: 2,
			numTasks: 9,
			numDoneTasks: 3,
			output: {outputUrl: []},
		},
		'job',
		{
			state: 'running',
			notebook: {type: 'EXPORTTILES'},
			others: ['message', 'lastTime', 'numTasks', 'numDoneTasks', 'output'],
		},
	],
	['a job wrapped in a response', {response: {jobStatus: 'esriJobExecuting'}}, 'job', {fault: 'unexpected'}],
	['an empty object', {}, 'job', {fault: 'unexpected'}],
	['a job of a utility network', {status: 'InProgress', submissionTime: 1}, 'job', {fault: 'not-a-job'}],
	['a page', '<html><title>Login</title></html>', 'job', {fault: 'not-json'}],
	['nothing', '', 'job', {fault: 'not-json'}],
	[
		'a token that is bad',
		{error: {code: 498, message: 'Invalid Token', details: []}},
		'job',
		{fault: 'sign-in', code: 498},
	],
	['no token', {error: {code: 499, message: 'Token Required', details: []}}, 'job', {fault: 'sign-in', code: 499}],
	[
		'a service that is stopped',
		{error: {code: 500, message: 'Service X not started ', details: []}},
		'job',
		{fault: 'server', code: 500},
	],
	[
		'an admin error',
		{status: 'error', messages: ['Unable to cancel job :[j1]'], code: 500},
		'job',
		{fault: 'server', code: 500},
	],
	[
		'a composite',
		{paramName: 'A', dataType: 'GPMultiValue:GPComposite', value: [{dataType: 'GPString', value: 'a'}]},
		'result',
		{dataType: 'GPMultiValue:GPComposite', is: 'simple', says: 'a'},
	],
	['an extent', {xmin: 0, ymin: 0, xmax: 1, ymax: 1, spatial_reference: {wkid: 4326}}, 'value', {is: 'simple'}],
	['an area', {area: 2, units: 'esriHectares'}, 'value', {is: 'simple'}],
	[
		'64-bit object ids',
		{features: [{attributes: {OBJECTID: 4503599627370495}}], fields: [{}]},
		'value',
		{is: 'records', first: '{"OBJECTID":4503599627370495}'},
	],
	['a value alone', {value: 'x'}, 'result', {is: 'simple', says: 'x'}],
	[
		'a relative URL',
		{paramName: 'A', dataType: 'GPDataFile', value: 'scratch/x.zip'},
		'result',
		{dataType: 'GPDataFile', is: 'simple'},
	],
	[
		'all results',
		[{paramName: 'A', dataType: 'GPLong', value: 1}],
		'results',
		{is: 'list', of: [{name: 'A', is: 'simple', says: '1'}]},
	],
	['a task', {name: 'T', parameters: [{name: 'A'}]}, 'task', {is: 'task', name: 'T', parameters: [{name: 'A'}]}],
	[
		'messages with codes',
		[{...message('no', 'Error'), code: 0, parameters: {a: 1}}],
		'messages',
		{of: [{level: 'error', text: 'no'}]},
	],
];

test.each(rows)('%s', (_, body, resource, expected) => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	expect(readingOf(text, resource)).toMatchObject(expected);
	for (const any of resources) expect(readingOf(text, any)).toHaveProperty('is');
});
