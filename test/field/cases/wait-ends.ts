import {neverSeen} from '../../../source/commands/wait.ts';
import {noReason} from '../../../source/gp/client/answer-fault.ts';
import {unknownStatusNote} from '../../../source/gp/status.ts';
import {neverAnswered} from '../../../source/session/job-lines.ts';
import type {FieldCase} from '../field-case.ts';

const failed = (rest: object) => ({body: {jobId: 'j1', jobStatus: 'esriJobFailed', ...rest}});
const credits = 'Not enough credits';

/** Where the reason of a failure was seen beside the status. */
const reasons: ReadonlyArray<readonly [string, object]> = [
	['error as an object', {error: {code: 400, message: credits, details: ['needs 12, has 3']}, messages: []}],
	['error as a text', {error: credits}],
	['error as a list', {error: ['The tool stopped', credits], messages: null}],
	['error as a list of objects', {error: [{message: credits}]}],
	['error_description', {error: 'job failed to get submitted', error_description: credits}],
	['error true and a message', {error: true, message: credits}],
	['message', {messages: null, message: credits}],
	['statusMessage', {messages: [], statusMessage: credits}],
	['messages as a text', {messages: credits}],
	['messages as a list of texts', {messages: ['Submitted.', credits]}],
	['messages inside an object', {messages: {message: [{type: 'esriJobMessageTypeError', description: credits}]}}],
	['one message as an object', {messages: {type: 'esriJobMessageTypeError', description: credits}}],
	[
		'a message with an empty description',
		{messages: [{type: 'esriJobMessageTypeError', description: '', message: credits}]},
	],
];

const refusals: ReadonlyArray<readonly [string, unknown, RegExp | string]> = [
	[
		'a text and its description',
		{error: 'job failed to get submitted', error_description: 'Failed to compute cost'},
		/Failed to compute cost/,
	],
	['a text', {error: 'job failed to get submitted'}, /job failed to get submitted/],
	['a list', {error: ['a', 'b']}, /a: b/],
	['true and a message', {error: true, message: 'Failed to compute cost'}, /Failed to compute cost/],
	['a status', {status: 'ERROR', message: 'Failed to compute cost'}, /Failed to compute cost/],
	['no success', {success: false, message: 'Failed to compute cost'}, /Failed to compute cost/],
	['a code without words', {error: {code: 406, message: null, details: null}}, noReason],
];

export const cases: readonly FieldCase[] = [
	...reasons.map(
		([where, rest]): FieldCase => ({
			name: `the reason of a failure is found: ${where}`,
			server: {job: failed(rest)},
			runs: [
				{args: ['wait', '{job}'], exit: 1, says: [credits], patience: 150_000},
				{args: ['messages', '{job}'], exit: 0, says: [credits]},
				{args: ['status', '{job}', '--json'], exit: 0, says: [new RegExp(`"reason":"[^"]*${credits}`)]},
			],
		}),
	),
	...refusals.map(
		([form, body, said]): FieldCase => ({
			name: `an error in the form of ${form} is told as the server's words`,
			server: {job: {body}},
			runs: [{args: ['status', '{job}'], exit: 5, says: [said]}],
		}),
	),
	{
		name: 'wait gives a job up that was never seen and is refused again and again',
		faster: 30,
		server: {job: {body: {error: 'job failed to get submitted', error_description: 'Failed to compute cost'}}},
		runs: [{args: ['wait', '{job}'], exit: 5, says: [/Failed to compute cost/, neverSeen], patience: 150_000}],
		atMostRequests: 20,
	},
	{
		name: 'a status that nobody has documented is said not to be taken for an end',
		server: {job: {body: {jobId: 'j1', jobStatus: 'esriJobPartialSucceeded', messages: []}}},
		runs: [
			{args: ['status', '{job}'], exit: 0, says: [/PartialSucceeded/, unknownStatusNote]},
			{args: ['wait', '{job}', '--timeout', '6s'], exit: 124, says: [unknownStatusNote], patience: 150_000},
		],
	},
	{
		name: 'the record of a job that is on no list any more is told, with its age, where the server has forgotten the job',
		server: {
			job: ({before}) =>
				before < 4
					? {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: []}}
					: {body: {error: {code: 400, message: 'Job ID: not found.', details: []}}},
		},
		runs: [
			{args: ['add', '{job}'], exit: 0},
			{args: ['status', '{job}'], exit: 0},
			{args: ['remove', '{job}'], exit: 0},
			{args: ['status', '{job}'], exit: 0},
			{args: ['messages', '{job}'], exit: 0},
			{args: ['messages', '{job}'], exit: 0},
			{
				args: ['status', '{job}'],
				exit: 1,
				says: [/Succeeded/, /\b\d+ s\b/, /not found/],
				silent: [neverAnswered],
			},
		],
	},
	{
		name: 'an end is told behind the progress that came with it',
		server: {
			job: ({before}) =>
				before < 2
					? {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}}
					: {
							body: {
								jobId: 'j1',
								jobStatus: 'esriJobFailed',
								progress: {type: 'step', message: 'Step 4 of 5', percent: 80},
								messages: [{type: 'esriJobMessageTypeError', description: 'ERROR 000732'}],
							},
						},
		},
		runs: [
			{
				args: ['wait', '{job}', '--interval', '1s'],
				exit: 1,
				says: [/Step 4 of 5[\s\S]*ERROR 000732[\s\S]*: Failed/],
				patience: 150_000,
			},
		],
	},
];
