import {speaksNoTls} from '../../../source/gp/client/tls-fault.ts';
import type {FieldCase, Reply} from '../field-case.ts';

const done: Reply = {body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', messages: [], results: {}, inputs: {}}};
const page = '<html><head><title>Request blocked</title></head><body>Incident 4711</body></html>';

/** Answers of a firewall or a web server that turns requests away for a while. */
const blocks: ReadonlyArray<readonly [string, Reply & object]> = [
	['a page', {status: 403, body: page}],
	['a page with Retry-After', {status: 403, headers: {'retry-after': '1'}, body: page}],
	['an empty body', {status: 403, body: ''}],
	['JSON that is not of ArcGIS', {status: 403, body: {message: 'Forbidden'}}],
];

export const cases: readonly FieldCase[] = [
	...blocks.map(
		([what, reply]): FieldCase => ({
			name: `HTTP 403 that is not of ArcGIS asks for no sign-in, and wait goes on: ${what}`,
			faster: 10,
			server: {job: ({before}) => (before < 4 ? reply : done)},
			runs: [
				{args: ['status', '{job}'], exit: 5, says: [/HTTP 403/], silent: [/gpjobs login/]},
				{args: ['wait', '{job}'], exit: 0, silent: [/gpjobs login/]},
			],
		}),
	),
	{
		name: 'a 403 of ArcGIS ends the waiting',
		server: {job: {body: {error: {code: 403, message: 'You do not have permissions', details: []}}}},
		runs: [{args: ['wait', '{job}'], exit: 4, says: [/gpjobs login/]}],
	},
	{
		name: 'a web server that wants a certificate of the client is told as that',
		server: {any: () => ({status: 400, body: '<center>No required SSL certificate was sent</center><hr>nginx'})},
		runs: [
			{
				args: ['status', '{job}', '--json'],
				exit: 5,
				says: ['--cert-file'],
				json: {jobs: [{fault: {kind: 'tls'}}]},
			},
		],
	},
	{
		name: 'https on a port that speaks http is no matter of certificates',
		server: {job: done},
		runs: [
			{
				args: ['status', 'https://127.0.0.1:{port}/arcgis/rest/services/F/S/GPServer/T/jobs/j1'],
				exit: 5,
				says: [speaksNoTls('127.0.0.1:{port}').sentence],
				silent: ['gpjobs trust', '--ca-file', '--cert-file'],
			},
		],
	},
];
