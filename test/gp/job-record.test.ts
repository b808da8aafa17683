import {expect, test} from 'vitest';
import {jobRecordSchema} from '../../source/gp/job-record.ts';

const empty = {
	url: 'https://h/a/rest/services/S/GPServer/T/jobs/j1',
	status: null,
	hasAnswered: false,
	endStatus: null,
	isGone: false,
	jobId: null,
	progress: null,
	messages: {total: 0, warnings: 0, errors: 0, last: null, firstError: null, fault: null},
	inputs: [],
	results: [],
	firstSeen: null,
	stateSince: null,
	metInState: true,
	lastAnswer: null,
	runningSince: null,
	sawStart: false,
	transitions: [],
	endedAt: null,
};

test.each([
	['a URL alone is a record', {}, {}],
	['what an older gpjobs did not write has a default', {status: 'esriJobNew'}, {status: 'esriJobNew'}],
	['what a newer one writes besides is left out', {novel: 1}, {}],
	[
		'what is broken is as if it were not there',
		{status: 5, inputs: 'x', messages: 7, firstSeen: 'then', isGone: 1, progress: {}},
		{},
	],
	[
		'of messages too',
		{messages: {total: -1, warnings: 1.5, errors: 2, last: {}, firstError: {type: 't', text: 'x'}}},
		{messages: {total: 0, warnings: 0, errors: 2, last: null, firstError: {type: 't', text: 'x'}, fault: null}},
	],
	[
		'a moment that no calendar holds is not known, and spoils only itself',
		{
			firstSeen: 1e300,
			stateSince: -9e15,
			endedAt: 5,
			transitions: [9e15, 7].map(at => ({at, status: null, isGone: false})),
		},
		{endedAt: 5, transitions: [{at: 7, status: null, isGone: false}]},
	],
])('%s', (_, written, read) => {
	expect(jobRecordSchema.parse({url: empty.url, ...written})).toEqual({...empty, ...read});
});

test.each([[{}], [{url: 5}], [null], [[]]])('%j is no record', written => {
	expect(jobRecordSchema.safeParse(written).success).toBe(false);
});
