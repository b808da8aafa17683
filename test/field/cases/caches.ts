import {cacheWords} from '../../../source/ui/panes/list/age.ts';
import type {FieldCase} from '../field-case.ts';

const running = {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []};

function cached(what: string, headers: Readonly<Record<string, string>>, age: number | null): FieldCase {
	return {
		name: `the answer of a cache is told with its age: ${what}`,
		server: {job: {body: running, headers}},
		runs: [{args: ['status', '{job}'], exit: 0, says: [cacheWords({age})]}],
	};
}

export const cases: readonly FieldCase[] = [
	cached('Age', {age: '55', 'x-cache': 'HIT', 'cache-control': 'public, max-age=3600'}, 55_000),
	cached('Age of hours', {age: '7500'}, 7_500_000),
	cached('none but a hit', {'x-cache-status': 'HIT'}, null),
	{
		name: 'an answer straight from the server speaks of no cache',
		server: {job: {body: running, headers: {'x-cache': 'MISS', age: '0'}}},
		runs: [{args: ['status', '{job}'], exit: 0, silent: [cacheWords({age: null}), cacheWords({age: 0})]}],
	},
	{
		name: 'JSON tells when what is known was so, not when a cache said it',
		server: {job: {body: running, headers: {age: '3600'}}},
		runs: [
			{
				args: ['status', '{job}', '--json'],
				exit: 0,
				json: {jobs: [{lastAnswer: {asymmetricMatch: (at: string) => Date.now() - Date.parse(at) > 3_500_000}}]},
			},
		],
	},
	{
		name: 'every question about a job asks caches to let it through',
		server: {
			any: ({headers}) =>
				headers['cache-control'] === 'no-cache' && headers.pragma === 'no-cache' ? undefined : {status: 400, body: ''},
		},
		runs: [
			{args: ['status', '{job}'], exit: 0},
			{args: ['messages', '{job}'], exit: 0},
			{args: ['results', '{job}'], exit: 0},
		],
	},
];
