import {describe, expect, test} from 'vitest';
import {parseExactly} from '../../source/gp/exact-json.ts';
import {beganNoJob, jobInBrokenAnswer, readSubmitAnswer, runsSynchronously} from '../../source/gp/submit-answer.ts';
import {asTaskUrl} from './addresses.ts';

const task = asTaskUrl('https://gis.acme.com/arcgis/rest/services/F/S/GPServer/T');
const read = (body: string, location?: string) => readSubmitAnswer(parseExactly(body), location, task);

describe('an answer that names the job', () => {
	test.each<[string, string, string]>([
		['as documented', '{"jobId":"j0abc","jobStatus":"esriJobSubmitted"}', 'j0abc'],
		['by a number', '{"jobId":100}', '100'],
		['by a number with more digits than a double has', '{"jobId":9007199254740993123}', '9007199254740993123'],
		['by zero', '{"jobId":0,"jobStatus":"esriJobSubmitted"}', '0'],
		['jobid', '{"jobid":"jabc12"}', 'jabc12'],
		['jobID', '{"jobID":"jabc12"}', 'jabc12'],
		['job_id', '{"job_id":"jabc12"}', 'jabc12'],
		['id beside a status', '{"id":"jabc12","jobStatus":"esriJobSubmitted"}', 'jabc12'],
		['a number as id', '{"id":17,"jobStatus":"esriJobSubmitted"}', '17'],
		['statusUrl', `{"statusUrl":"${task}/jobs/jabc12?f=json"}`, 'jabc12'],
		[
			'statusUrl of the host behind',
			'{"statusUrl":"http://gisint01:6080/arcgis/rest/services/F/S/GPServer/T/jobs/j7"}',
			'j7',
		],
		['with blanks around', '{"jobId":" j7 "}', 'j7'],
	])('%s', (_, body, id) => {
		expect(read(body)).toMatchObject({kind: 'begun', job: {jobUrl: `${task}/jobs/${id}`}});
	});

	test.each([
		'jobs/j9',
		'./jobs/j9?f=json',
		'../T/jobs/j9',
		'/arcgis/rest/services/F/S/GPServer/T/jobs/j9/',
		'../jobs/j9',
		'//gis.acme.com/arcgis/rest/services/F/S/GPServer/T/jobs/j9',
	])('by Location alone, relative: %s', location => {
		expect(read('{}', location)).toMatchObject({kind: 'begun', job: {jobUrl: `${task}/jobs/j9`}});
	});

	test.each([
		'../U/jobs/j9',
		'../../../jobs/j9',
		'jobs',
		'jobs/',
		'https://evil.example/jobs/j9',
		'javascript:jobs/j9',
	])('and by none that leads elsewhere: %s', location => expect(read('{}', location)).toMatchObject({kind: 'unknown'}));

	test('by Location alone', () => {
		expect(read('{}', '/arcgis/rest/services/F/S/GPServer/T/jobs/j9')).toMatchObject({
			kind: 'begun',
			job: {jobUrl: `${task}/jobs/j9`},
		});
	});
});

test.each([
	'{"jobId":"a/../../submitJob"}',
	'{"jobId":"a\\\\b"}',
	'{"jobId":".."}',
	'{"jobId":"j1?token=x"}',
	'{"jobId":"j1\\u0000"}',
	'{"jobId":"j1#x"}',
])('an id that leads out of its place is no address: %s', body => {
	expect(read(body)).toMatchObject({kind: 'unknown'});
});

test.each([
	['{}'],
	['{"jobId":""}'],
	['{"jobId":"","jobStatus":"esriJobSubmitted"}'],
	['{"jobId":null,"jobStatus":"esriJobSubmitted"}'],
	['{"id":"x"}'],
	['{"jobId":1.5}'],
	['{"jobId":-4}'],
	['{"jobId":{"a":1}}'],
	['[]'],
	['"j1"'],
	['null'],
	['{"statusUrl":"https://evil.example/x"}'],
])('an answer that names no job denies none: %s', body => {
	expect(read(body)).toMatchObject({kind: 'unknown'});
});

test.each<[string, string[]]>([
	[
		'{"jobId":null,"jobStatus":"esriJobFailed","messages":[{"type":"esriJobMessageTypeInformative","description":"Submitted."},{"type":"esriJobMessageTypeError","description":"ERROR 000735: Input Features: Value is required"}]}',
		['ERROR 000735: Input Features: Value is required'],
	],
	['{"jobStatus":"esriJobFailed","messages":["no licence"]}', ['no licence']],
	['{"jobStatus":"esriJobFailed","error":{"code":400,"message":"Not enough credits"}}', ['Not enough credits']],
	['{"jobStatus":"esriJobFailed"}', []],
	// Three of them, each of 500 characters, and none that is empty.
	['{"jobStatus":"esriJobFailed","messages":["a"," ","b"," c ","d"]}', ['a', 'b', 'c']],
	[`{"jobStatus":"esriJobFailed","messages":["${'x'.repeat(501)}"]}`, ['x'.repeat(500)]],
])('a job that failed before it had an id is refused, with the reason: %s', (body, reasons) => {
	expect(read(body)).toEqual({kind: 'refused', fault: beganNoJob(reasons, 'esriJobFailed')});
});

test('results instead of a job: the task is synchronous', () => {
	const answer = read('{"results":[{"paramName":"Out","dataType":"GPString","value":"x"}],"messages":[]}');
	expect(answer).toEqual({kind: 'ran', fault: runsSynchronously});
});

describe('an unusable answer may still contain the job', () => {
	test.each<[string, string, string | undefined, string | undefined]>([
		['cut JSON', '{"jobId":"j0abc","jobSta', undefined, 'j0abc'],
		['cut JSON with a number', '{"jobId":4711,"jobSta', undefined, '4711'],
		['a number that may be cut itself', '{"jobId":47', undefined, undefined],
		['a text that is cut itself', '{"jobId":"j0a', undefined, undefined],
		['a page with its title', '<html><head><title>Job: j0abc</title></head></html>', undefined, 'j0abc'],
		[
			'a page that links one job',
			'<a href="/arcgis/rest/services/F/S/GPServer/T/jobs/j5?f=json">x</a>',
			undefined,
			'j5',
		],
		['a page that links two', '<a href="/jobs/j5"></a><a href="/jobs/j6"></a>', undefined, undefined],
		['a redirect to it', '', '/arcgis/rest/services/F/S/GPServer/T/jobs/j0abc', 'j0abc'],
		['a redirect elsewhere', '', 'https://login.acme.com/signin', undefined],
		['a redirect to its cancel', '', '/arcgis/rest/services/F/S/GPServer/T/jobs/j1%2Fcancel', undefined],
		['a gateway page', '<html><title>504 Gateway Time-out</title></html>', undefined, undefined],
		['nothing', '', undefined, undefined],
	])('%s', (_, body, location, id) => {
		expect(jobInBrokenAnswer({body, location}, task)?.jobUrl).toBe(id && `${task}/jobs/${id}`);
	});
});

test('blanks before a page do not hide the job in it', () => {
	const page = '<html><head><title>Job: j0abc</title></head></html>';
	for (const body of [page, ` \n\t${page}`]) {
		expect(jobInBrokenAnswer({body, location: undefined}, task)?.jobUrl).toBe(`${task}/jobs/j0abc`);
	}
});
