import {neverSeen} from '../../../source/commands/wait.ts';
import type {FieldCase, Reply} from '../field-case.ts';

const running: Reply = {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}};
const done: Reply = {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: []}};
const envelope = (code: number, message: string, status = 200): Reply => ({
	status,
	body: {error: {code, message, details: []}},
});

/** Answers of a server that is in trouble, while its task goes on answering. */
const troubles: ReadonlyArray<readonly [string, Reply]> = [
	['an envelope 500', envelope(500, 'Unable to complete operation.')],
	[
		'an envelope 500 about the registry',
		envelope(500, 'Error getting job status. Could not connect to the job registry'),
	],
	['an envelope 400 about the configuration store', envelope(400, 'Unable to connect to config store', 400)],
	['a bare 404 page', {status: 404, body: '<html><title>404 Not Found</title></html>'}],
];

export const cases: readonly FieldCase[] = [
	...troubles.map(
		([what, trouble]): FieldCase => ({
			name: `wait goes on where a server in trouble answers ${what}`,
			faster: 10,
			server: {job: ({before}) => (before < 2 ? running : before < 12 ? trouble : done)},
			runs: [{args: ['wait', '{job}', '--interval', '1s'], exit: 0, silent: [/gone/i], patience: 300_000}],
		}),
	),
	{
		name: 'wait says why it ends for a job that its server never knew, and ends with 1',
		faster: 30,
		server: {job: envelope(400, 'Job j1 not found.')},
		runs: [{args: ['wait', '{job}'], exit: 1, says: [/not found/, neverSeen], patience: 300_000}],
	},
	{
		name: 'wait ends with 1 for a job at whose URL there never was anything but a 404 page',
		faster: 30,
		server: {job: {status: 404, body: '<h1>404</h1>'}},
		runs: [{args: ['wait', '{job}'], exit: 1, says: [/404/, neverSeen], patience: 300_000}],
	},
];
