import {expect, test} from 'vitest';
import {breachesOf} from './job-rules.ts';

const job = {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []};

test.each<[string, unknown]>([
	['nothing but what is required', job],
	['fields that the rules do not name', {...job, startTime: 1, status: 'PROCESSING'}],
	['a default progressor', {...job, progress: {type: 'default', message: ''}}],
	['a step progressor at 0', {...job, progress: {type: 'step', message: 'a', percent: 0}}],
	['results', {...job, jobStatus: 'esriJobSucceeded', results: {Out: {paramUrl: 'results/Out'}}}],
])('a job with %s keeps the rules', (_, body) => {
	expect(breachesOf(body)).toEqual([]);
});

test.each<[string, unknown]>([
	['that is an array', []],
	['without messages', {jobId: 'j1', jobStatus: 'esriJobNew'}],
	['with a number for an id', {...job, jobId: 1}],
	['of an unknown status', {...job, jobStatus: 'esriJobSubmitting'}],
	['with a percent above 100', {...job, progress: {type: 'step', message: 'a', percent: 101}}],
	['with half a percent', {...job, progress: {type: 'step', message: 'a', percent: 0.5}}],
	['with progress after its end', {...job, jobStatus: 'esriJobFailed', progress: {type: 'default', message: ''}}],
	['with a message of another type', {...job, messages: [{type: 'esriJobMessageTypeAbort', description: ''}]}],
	['with a message that has more', {...job, messages: [{type: 'esriJobMessageTypeError', description: '', code: 1}]}],
	['with a result elsewhere', {...job, results: {Out: {paramUrl: 'inputs/Out'}}}],
])('a job %s breaks the rules', (_, body) => {
	expect(breachesOf(body)).toHaveLength(1);
});
