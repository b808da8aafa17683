import {expect} from 'vitest';
import type {FieldCase, FieldServer} from '../field-case.ts';

const refused = {body: {error: {code: 499, message: 'Token Required', details: []}}};
const job = (id: string, status: string) => ({
	body: {jobId: id, jobStatus: status, messages: [], results: {}, inputs: {}},
});

/** Of one service: jobs that are private (`si…`), one that has succeeded, one that runs. */
const server: FieldServer = {
	any({path}) {
		const id = /\/jobs\/(\w+)/.exec(path)?.[1];
		if (id?.startsWith('si')) return refused;
		if (id === 'ok') return job(id, 'esriJobSucceeded');
		return id === 'ex' ? job(id, 'esriJobExecuting') : undefined;
	},
};

const [si, si2, ok, ex] = ['si', 'si2', 'ok', 'ex'].map(id => `{jobs}/${id}`) as [string, string, string, string];

/** Of which job a `fault` event was told, in NDJSON. */
const faultOf = (id: string) => new RegExp(`"event":"fault"[^\n]*/jobs/${id}"`);

const firstEnds: readonly (readonly string[])[] = [
	[si, ok],
	[ok, si],
	[si, si2, ex, ok],
];

export const cases: readonly FieldCase[] = [
	...firstEnds.map(
		(jobs): FieldCase => ({
			name: `wait --any leaves with the first end, whatever is private beside it: ${jobs.join(' ')}`,
			server,
			runs: [{args: ['wait', '--any', ...jobs], exit: 0, silent: [/ok: .*499/]}],
			sent: [/\/jobs\/ok/],
		}),
	),
	{
		name: 'wait says of a private job that it is, and of no other, once all were asked about',
		server,
		runs: [
			{args: ['wait', '--json', si, ex], exit: 4, says: [faultOf('si')], silent: [faultOf('ex')]},
			{args: ['wait', '--json', ex, si], exit: 4, says: [faultOf('si')], silent: [faultOf('ex')]},
		],
		sent: [/\/jobs\/ex/],
	},
	{
		name: 'wait --any gives up where all jobs are private',
		server,
		runs: [{args: ['wait', '--any', si, si2], exit: 4, says: [/499/]}],
		atMostRequests: 8,
	},
	{
		name: 'status asks about each job, whatever is private before it',
		server,
		runs: [
			{
				args: ['status', si, si2, '{jobs}/si3', '{jobs}/si4', ok],
				exit: 4,
				says: [/Succeeded\s+T ·ok/],
				silent: [/ok .*499/],
			},
		],
		afterwards: ({requests}) => expect(requests.some(({path}) => path.includes('/jobs/ok'))).toBe(true),
	},
];
