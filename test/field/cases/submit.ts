import {synchronousTask} from '../../../source/commands/submit.ts';
import {runsSynchronously} from '../../../source/gp/submit-answer.ts';
import {mayBeSubmitted, mayBeSubmittedAs, noJobBegun, nothingSubmitted} from '../../../source/session/rerun.ts';
import {toldOfCancel} from '../../monitor/told-cancel.ts';
import type {Answer, FieldCase, FieldServer} from '../field-case.ts';

const inputs = {In: {body: {paramName: 'In', dataType: 'GPString', value: 'x'}}};
/** A job that can be run again. */
const ended: FieldServer = {
	job: {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', inputs: {In: {paramUrl: 'inputs/In'}}, messages: []}},
	inputs,
};
const jobs = '/arcgis/rest/services/F/S/GPServer/T/jobs';

function unknown(what: string, submit: Answer, id?: string): readonly FieldCase[] {
	const says = [id === undefined ? mayBeSubmitted : mayBeSubmittedAs(`{jobs}/${id}`)];
	return [
		{
			name: `submit: ${what}: the job may have been submitted`,
			server: {submit},
			runs: [{args: ['submit', '{task}', '--json'], exit: 5, says, json: {outcome: 'unknown', jobId: id ?? null}}],
			sent: [/^POST .*\/submitJob/],
		},
		{
			name: `rerun: ${what}: the job may have been submitted`,
			server: {...ended, submit},
			runs: [{args: ['rerun', '{job}'], exit: 5, says, silent: [noJobBegun, nothingSubmitted]}],
			sent: [/^POST .*\/submitJob/],
		},
	];
}

function notBegun(what: string, submit: Answer, exit: number, outcome: string): FieldCase {
	return {
		name: `submit: ${what}: no job was begun`,
		server: {submit},
		runs: [
			{
				args: ['submit', '{task}', '--json'],
				exit,
				silent: [mayBeSubmitted, mayBeSubmittedAs('')],
				json: {outcome, url: null},
			},
		],
	};
}

function named(what: string, answer: Answer, id: string): FieldCase {
	return {
		name: `submit: ${what}: the job is kept`,
		server: {submit: answer, job: {body: {jobStatus: 'esriJobExecuting', messages: []}}},
		runs: [
			{args: ['submit', '{task}'], exit: 0, says: [`{jobs}/${id}`]},
			{args: ['list', '--json'], exit: 0, json: {jobs: [{url: expect(id)}]}},
		],
	};
}

/** A URL that ends so; the runner compares with `toMatchObject`. */
function expect(id: string): unknown {
	return {asymmetricMatch: (url: string) => url.endsWith(`${jobs}/${id}`)};
}

export const cases: readonly FieldCase[] = [
	...unknown('the connection is reset', 'reset'),
	...unknown('a gateway gives up', {status: 504, body: '<html><title>504 Gateway Time-out</title></html>'}),
	...unknown('HTTP 502', {status: 502, body: ''}),
	...unknown('HTTP 500', {status: 500, body: 'Internal Server Error'}),
	...unknown('an error envelope of a gateway', {body: {error: {code: 504, message: 'Your request has timed out.'}}}),
	...unknown('JSON that was cut off behind the id', {body: '{"jobId":"j0abc","jobSta'}, 'j0abc'),
	...unknown('an answer that breaks off', {body: {jobId: 'j0abc', jobStatus: 'esriJobSubmitted'}, cutAfter: 10}),
	...unknown('a page that names the job', {body: '<html><title>Job: j0abc</title></html>'}, 'j0abc'),
	...unknown('a redirect to the job', {status: 303, headers: {location: `${jobs}/j0abc`}, body: ''}, 'j0abc'),
	...[
		'jobs/j0abc',
		'./jobs/j0abc',
		'../T/jobs/j0abc',
		'jobs/j0abc?f=json',
		'/arcgis/rest/services/F/S/GPServer/T/jobs/j0abc/',
	].flatMap(location => unknown(`a redirect to ${location}`, {status: 303, headers: {location}, body: ''}, 'j0abc')),
	...['../U/jobs/j0abc', '//elsewhere.invalid/jobs/j0abc', 'jobs/..%2fj0abc', 'jobs/'].flatMap(location =>
		unknown(`a redirect that names no job of the task: ${location}`, {status: 303, headers: {location}, body: ''}),
	),
	...unknown('a redirect elsewhere', {status: 302, headers: {location: '/portal/signin'}, body: ''}),
	...unknown('an empty answer', {body: ''}),
	...unknown('JSON that names no job', {body: {status: 'ok'}}),
	...unknown('an id that leaves its place', {body: {jobId: 'a/../../submitJob', jobStatus: 'esriJobSubmitted'}}),
	notBegun('an error envelope', {body: {error: {code: 400, message: 'Unable to complete operation.'}}}, 5, 'refused'),
	notBegun('sign-in needed', {body: {error: {code: 499, message: 'Token Required'}}}, 4, 'refused'),
	notBegun('HTTP 403', {status: 403, body: ''}, 5, 'refused'),
	notBegun('HTTP 413', {status: 413, body: ''}, 5, 'refused'),
	notBegun(
		'failed before it had an id',
		{
			body: {
				jobId: null,
				jobStatus: 'esriJobFailed',
				messages: [{type: 'esriJobMessageTypeError', description: 'ERROR 000735'}],
			},
		},
		5,
		'refused',
	),
	{
		name: 'submit: the reason of a job that failed at once is told',
		server: {
			submit: {
				body: {
					jobId: null,
					jobStatus: 'esriJobFailed',
					messages: [{type: 'esriJobMessageTypeError', description: 'ERROR 000735'}],
				},
			},
		},
		runs: [{args: ['submit', '{task}'], exit: 5, says: [/ERROR 000735/]}],
	},
	{
		name: 'submit: a task that answers its results at once is named as such',
		server: {submit: {body: {results: [{paramName: 'Out', dataType: 'GPString', value: 'x'}], messages: []}}},
		runs: [{args: ['submit', '{task}', '--json'], exit: 5, says: [runsSynchronously.sentence], json: {outcome: 'ran'}}],
	},
	named('an id that is a number', {body: {jobId: 100, jobStatus: 'esriJobSubmitted'}}, '100'),
	named('a long number', {body: '{"jobId":9007199254740993123,"jobStatus":"esriJobSubmitted"}'}, '9007199254740993123'),
	named('jobid', {body: {jobid: 'jabc12', jobStatus: 'esriJobSubmitted'}}, 'jabc12'),
	named('id beside a status', {body: {id: 'jabc12', jobStatus: 'esriJobSubmitted'}}, 'jabc12'),
	named('statusUrl', {body: {statusUrl: `http://gisint01:6080${jobs}/jabc12`}}, 'jabc12'),
	named('Location beside 201', {status: 201, headers: {location: `${jobs}/jabc12`}, body: {}}, 'jabc12'),
	{
		name: 'submit: a task that says itself that it is synchronous is sent nothing',
		server: {task: {body: {name: 'T', executionType: 'esriExecutionTypeSynchronous', parameters: []}}},
		runs: [
			{args: ['submit', '{task}'], exit: 2, says: [synchronousTask]},
			{args: ['rerun', '{job}', 'In=x'], exit: 2, says: [synchronousTask]},
		],
		neverSent: [/^POST/],
	},
	{
		name: 'submit --read-only sends nothing',
		server: {},
		runs: [{args: ['submit', '{task}', '--read-only'], exit: 2}],
		neverSent: [/^POST/],
	},
	...(
		[
			'reset',
			{status: 504, body: ''},
			{body: '<html>'},
			{status: 302, headers: {location: `${jobs}/j1`}, body: ''},
		] as const
	).map(
		(cancel, index): FieldCase => ({
			name: `cancel: unknown where the answer tells nothing (${['reset', '504', 'a page', 'a redirect'][index]})`,
			server: {job: {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}}, cancel},
			runs: [
				{
					args: ['cancel', '--yes', '{job}', '--json'],
					exit: 5,
					silent: [toldOfCancel({step: 'refused'})],
					json: {jobs: [{outcome: 'unknown'}]},
				},
			],
			sent: [/^POST .*\/cancel/],
		}),
	),
	{
		name: 'cancel: refused by an error envelope',
		server: {
			job: {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}},
			cancel: {body: {error: {code: 400, message: 'Job cannot be cancelled'}}},
		},
		runs: [{args: ['cancel', '--yes', '{job}', '--json'], exit: 1, json: {jobs: [{outcome: 'refused'}]}}],
	},
];
