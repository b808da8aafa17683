import type {FieldCase} from '../field-case.ts';

/** What every version did: these hold the runner itself. */
export const cases: readonly FieldCase[] = [
	{
		name: 'a job that runs is told, without messages where none are needed',
		server: {job: {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}}},
		runs: [{args: ['status', '{job}', '--json'], exit: 0, json: {jobs: [{status: 'esriJobExecuting'}]}}],
		sent: ['GET /arcgis/rest/services/F/S/GPServer/T/jobs/j1?'],
		neverSent: [/^POST/],
	},
	{
		name: 'a token in a URL is in no list',
		server: {},
		runs: [
			{args: ['add', '{job}?f=json&token=SECRET-abcdef'], exit: 0},
			{args: ['list', '--json'], exit: 0, says: ['{job}']},
		],
		nowhere: ['SECRET-abcdef'],
	},
	{
		name: 'a cancel whose answer breaks off may have reached the server',
		server: {job: {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}}, cancel: 'reset'},
		runs: [{args: ['cancel', '--yes', '{job}'], exit: 5}],
		sent: [/^POST .*\/cancel/],
	},
];
