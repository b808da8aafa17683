import {expect} from 'vitest';
import {notThere} from '../../../source/ui/panes/list/cancel-words.ts';
import {toldOfCancel} from '../../monitor/told-cancel.ts';
import type {FieldCase, FieldPlace, FieldServer, Reply} from '../field-case.ts';

const status = (jobStatus: string): Reply => ({body: {jobId: 'j1', jobStatus, messages: [], results: {}, inputs: {}}});
const envelope = (code: number, message: string): Reply => ({body: {error: {code, message, details: []}}});
const missing = envelope(400, 'Invalid or missing input parameters.');

/** A job that executes until it is asked to cancel; what the server says to that, and what it says of the job since. */
function cancelled(toPost: Reply, since: Reply): FieldServer {
	let isAsked = false;
	return {
		job: () => (isAsked ? since : status('esriJobExecuting')),
		cancel: () => {
			isAsked = true;
			return toPost;
		},
	};
}

const cancelledOnce = ({requests}: FieldPlace) =>
	expect(requests.filter(({path}) => path.includes('/cancel'))).toHaveLength(1);
const yes = ['cancel', '{job}', '--yes', '--json'];
const stillExecutes = toldOfCancel({step: 'accepted', state: 'running', status: 'Executing'});
const stillRuns = [stillExecutes, toldOfCancel({step: 'refused', status: 'Executing'}), /"state":\s*"running"/];

/** What the server says to the POST, what it says since, and what is told of both. */
const told: ReadonlyArray<readonly [string, Reply, Reply, number, object]> = [
	[
		'Cancelling, then a sign-in',
		status('esriJobCancelling'),
		envelope(499, 'Token Required'),
		0,
		{outcome: 'accepted', state: 'cancelling'},
	],
	[
		'Cancelling, then a page',
		status('esriJobCancelling'),
		{status: 502, body: '<html>'},
		0,
		{outcome: 'accepted', state: 'cancelling'},
	],
	['Cancelled, then nothing is there', status('esriJobCancelled'), missing, 0, {outcome: 'cancelled'}],
	['Cancelled, then 404', status('esriJobCancelled'), {status: 404, body: '<html>'}, 0, {outcome: 'cancelled'}],
	[
		'Cancelled, then a sign-in',
		status('esriJobCancelled'),
		envelope(499, 'Token Required'),
		0,
		{outcome: 'cancelled', state: 'cancelled'},
	],
	[
		'Cancelling, then nothing is there',
		status('esriJobCancelling'),
		missing,
		1,
		{outcome: 'accepted', state: 'gone', sentence: expect.stringContaining(notThere)},
	],
	[
		'that there is no such job',
		missing,
		missing,
		1,
		{outcome: 'ended', state: 'gone', sentence: expect.stringContaining(notThere)},
	],
	['404', {status: 404, body: '<html>'}, envelope(404, 'Job not found'), 1, {outcome: 'ended', state: 'gone'}],
	[
		'Succeeded, then a sign-in',
		status('esriJobSucceeded'),
		envelope(499, 'Token Required'),
		1,
		{outcome: 'ended', state: 'succeeded'},
	],
];

export const cases: readonly FieldCase[] = [
	...told.map(
		([what, toPost, since, exit, job]): FieldCase => ({
			name: `the answer to a cancel is newer than the look before it: ${what}`,
			server: cancelled(toPost, since),
			runs: [{args: yes, exit, json: {jobs: [job]}, silent: stillRuns}],
			afterwards: cancelledOnce,
		}),
	),
	{
		name: 'a cancel that was refused says that the job runs on where it does',
		server: {job: status('esriJobSubmitted'), cancel: missing},
		runs: [
			{
				args: yes,
				exit: 1,
				json: {jobs: [{outcome: 'refused', state: 'queued'}]},
				says: [toldOfCancel({step: 'refused', status: 'Submitted'})],
			},
		],
		afterwards: cancelledOnce,
	},
	{
		name: 'a cancel that was accepted says that the job still executes where a later look says so',
		server: cancelled(status('esriJobCancelling'), status('esriJobExecuting')),
		runs: [{args: ['cancel', '{job}', '--yes'], exit: 0, says: [stillExecutes]}],
		afterwards: cancelledOnce,
	},
];
