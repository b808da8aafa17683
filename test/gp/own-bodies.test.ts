/** Bodies of our own, in the shapes that were seen of servers: what comes of each. */
import {expect, test} from 'vitest';
import {outcomeOf, type Reader, readers} from './sample-outcome.ts';

const message = (description: string, level = 'Informative') => ({type: `esriJobMessageType${level}`, description});

const rows: ReadonlyArray<readonly [shape: string, body: unknown, reader: Reader, outcome: string]> = [
	[
		'a job under way',
		{jobId: 'j1', jobStatus: 'esriJobExecuting', messages: [message('Submitted.')]},
		'job',
		'job running, messages 1',
	],
	[
		'with a step progressor',
		{jobStatus: 'esriJobExecuting', progress: {type: 'step', message: 'm', percent: 0}},
		'job',
		'job running, progress 0',
	],
	[
		'with a default progressor',
		{jobStatus: 'esriJobExecuting', progress: {type: 'default', message: 'm'}},
		'job',
		'job running, progress null',
	],
	['with a number for progress', {jobStatus: 'esriJobExecuting', progress: 41.5}, 'job', 'job running, progress 41.5'],
	[
		'a job that succeeded',
		{
			jobStatus: 'esriJobSucceeded',
			results: {A: {paramUrl: 'results/A'}},
			inputs: {B: {paramUrl: ' inputs/b'}},
			messages: [],
		},
		'job',
		'job succeeded, messages 0, results 1, inputs 1',
	],
	[
		'one that only says it failed',
		{jobStatus: 'esriJobSucceeded', messages: [message('Failed.', 'Error')]},
		'job',
		'job succeeded, messages 1',
	],
	['messages as strings', {jobStatus: 'esriJobFailed', messages: ['a', 'b']}, 'job', 'job failed, messages 2'],
	['null for messages', {jobStatus: 'esriJobFailed', messages: null}, 'job', 'job failed, others messages'],
	['a job that timed out', {jobStatus: 'esriJobTimedOut'}, 'job', 'job timed-out'],
	['a job that is deleted', {jobStatus: 'esriJobDeleted'}, 'job', 'job deleted'],
	['a failure that was expected', {jobStatus: 'expectedFailure'}, 'job', 'job failed'],
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
		'job failed, notebook 1',
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
		'job running, notebook 0, others message,lastTime,numTasks,numDoneTasks,output',
	],
	['a job wrapped in a response', {response: {jobStatus: 'esriJobExecuting'}}, 'job', 'fault unexpected'],
	['an empty object', {}, 'job', 'fault unexpected'],
	['a job of a utility network', {status: 'InProgress', submissionTime: 1}, 'job', 'fault not-a-job'],
	['a page', '<html><title>Login</title></html>', 'job', 'fault not-json'],
	['nothing', '', 'job', 'fault not-json'],
	['a token that is bad', {error: {code: 498, message: 'Invalid Token', details: []}}, 'job', 'fault sign-in 498'],
	['no token', {error: {code: 499, message: 'Token Required', details: []}}, 'job', 'fault sign-in 499'],
	[
		'a service that is stopped',
		{error: {code: 500, message: 'Service X not started ', details: []}},
		'job',
		'fault server 500',
	],
	['an admin error', {status: 'error', messages: ['Unable to cancel job :[j1]'], code: 500}, 'job', 'fault server 500'],
	[
		'a composite',
		{paramName: 'A', dataType: 'GPMultiValue:GPComposite', value: [{dataType: 'GPString', value: 'a'}]},
		'parameter',
		'GPMultiValue:GPComposite, simple',
	],
	['an extent', {xmin: 0, ymin: 0, xmax: 1, ymax: 1, spatial_reference: {wkid: 4326}}, 'value', 'simple'],
	['an area', {area: 2, units: 'esriHectares'}, 'value', 'simple'],
	['64-bit object ids', {features: [{attributes: {OBJECTID: 4503599627370495}}], fields: [{}]}, 'value', 'records'],
	['a value alone', {value: 'x'}, 'parameter', 'no type, simple'],
	[
		'a relative URL',
		{paramName: 'A', dataType: 'GPDataFile', value: 'scratch/x.zip'},
		'parameter',
		'GPDataFile, simple',
	],
	['all results', [{paramName: 'A', dataType: 'GPLong', value: 1}], 'parameters', 'parameters 1'],
	['a task', {name: 'T', parameters: [{name: 'A'}]}, 'task', 'task T, parameters 1'],
	['messages with codes', [{...message('no', 'Error'), code: 0, parameters: {a: 1}}], 'messages', 'error no'],
];

test.each(rows)('%s', (_, body, reader, outcome) => {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	expect(outcomeOf(text, reader)).toBe(outcome);
	for (const any of readers) expect(outcomeOf(text, any)).not.toBe('');
});
