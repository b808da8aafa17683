import {addedWords} from '../../../source/commands/added-jobs.ts';
import {entriesLeftOut, importUsage, jobsNotAdded, noJobsInTime, urlNotTold} from '../../../source/commands/import.ts';
import {saying, whatever} from '../../saying.ts';
import type {FieldCase, FieldServer} from '../field-case.ts';

type Row = Readonly<Record<string, unknown>>;

/** A server whose administrator API lists these jobs. */
function listing(rows: readonly Row[]): FieldServer {
	return {
		any: ({path}) => {
			if (/\/admin\/services\/F\/S\.GPServer\/jobs\/query\?/.test(path)) {
				return {body: {total: rows.length, start: 1, num: rows.length, nextStart: -1, results: rows}};
			}
			return path.includes('/admin/') ? {body: {status: 'error', code: 404, messages: ['not found']}} : undefined;
		},
	};
}

const row = (jobId: string, url: unknown, more: Row = {}): Row => ({
	jobId,
	status: 'EXECUTING',
	username: 'ann',
	submittedTime: 1_795_510_800_000,
	endTime: 0,
	url,
	...more,
});

const service = '{origin}/arcgis/rest/services/F/S/GPServer';
const below = 'arcgis/rest/services/F/S/GPServer/T/jobs';

/** What the answer of an administrator API must not add, with the job's id. */
const hostile: ReadonlyArray<readonly [string, string, unknown]> = [
	['a job of another server', 'jv1', 'http://127.0.0.9:9/arcgis/rest/services/V/Victim/GPServer/Prod/jobs/jv1'],
	['an encoded GPServer', 'jv2', 'http://127.0.0.9:9/arcgis/rest/services/V/Victim/%47PServer/Prod/jobs/jv2%2Fcancel'],
	['backslashes', 'jv3', 'http://127.0.0.9:9/arcgis\\rest\\services\\V\\Victim\\GPServer\\Prod\\jobs\\jv3'],
	['an encoded slash', 'jv4', `http://internal:6443/${below}/jv4%2Fcancel`],
	['an encoded slash that is encoded', 'jv5', `http://internal:6443/${below}/jv5%252Fcancel`],
	['dots', 'jv6', 'http://127.0.0.9:9/x/GPServer/../arcgis/rest/services/V/V/%47PServer/T/jobs/jv6'],
	['a script', 'jv7', 'javascript:alert(1)'],
	['a path of its own', 'jv8', 'x/GPServer/../../jobs/jv8'],
	['another service', 'jv9', `http://internal:6443/arcgis/rest/services/F/Other/GPServer/T/jobs/jv9`],
	['another service in other letters', 'jv10', `http://internal:6443/arcgis/rest/services/f/s/GPServer/T/jobs/jv10`],
	['another job', 'jv11', `http://internal:6443/${below}/jother`],
	['a user and a password', 'jv12', `http://u:pw-SECRET@internal:6443/${below}/jv12`],
	['a number', 'jv13', 17],
	['nothing', 'jv14', ''],
	[
		'a task that leaves',
		'jv15',
		'http://internal/arcgis/rest/services/F/S/GPServer/T%2Fjobs%2Fj0%2Fcancel%3F/jobs/jv15',
	],
	['a full-width slash', 'jv16', `http://internal/${below}/jv16%EF%BC%8Fcancel`],
];

export const cases: readonly FieldCase[] = [
	{
		name: 'import adds jobs under the server and the context that were asked, whatever host the answer names',
		server: listing([
			row('j1', `https://internal:6443/${below}/j1`),
			row('j2', `http://10.1.2.3/server/rest/services/F/S/GPServer/My Task/jobs/j2`),
			row('j3', `/${below}/j3`),
			row('j4', `HTTPS://Internal:443/ARCGIS/rest/services/F/S/gpserver/T/JOBS/j4?f=json`),
			row('j5', `https://internal:6443/${below}/j5%3Ftoken%3Dpw-SECRET`),
		]),
		runs: [
			{
				args: ['import', service, '--all', '--json'],
				exit: 0,
				says: [
					`"{origin}/${below}/j1","outcome":"added"`,
					'"{origin}/arcgis/rest/services/F/S/GPServer/My%20Task/jobs/j2","outcome":"added"',
					`"{origin}/${below}/j3","outcome":"added"`,
					`"{origin}/${below}/j4","outcome":"added"`,
					`"{origin}/${below}/j5","outcome":"added"`,
				],
				silent: ['internal', '10.1.2.3', 'pw-SECRET'],
			},
		],
	},
	{
		name: 'what an administrator API says of other servers, services and jobs comes to nothing, and is counted',
		server: listing([row('jgood', `http://internal/${below}/jgood`), ...hostile.map(([, id, url]) => row(id, url))]),
		runs: [
			{
				args: ['import', service, '--all', '--json'],
				exit: 1,
				says: [saying(jobsNotAdded(15, whatever, whatever)), urlNotTold, `{origin}/${below}/jgood`],
				json: {jobs: [{outcome: 'added'}]},
			},
			{args: ['list', '--json'], exit: 0, silent: [/jv\d/, 'Victim', '127.0.0.9', 'internal']},
			{args: ['import', service, '--json'], exit: 0, silent: ['Victim', '127.0.0.9', 'cancel', '%2F', 'javascript']},
		],
		nowhere: ['pw-SECRET'],
		neverSent: [/cancel/i, /\/rest\/.*\/jobs\/jv/],
	},
	{
		name: 'ids that no URL can hold are left out of the list of a service, and counted',
		server: listing([
			row('j1', null),
			row('../../j2', null),
			row('j3/cancel', null),
			row('j4%2Fcancel', null),
			row('', null),
			{status: 'EXECUTING'},
		]),
		runs: [
			{args: ['import', service], exit: 0, says: [entriesLeftOut(5), /^j1 /m], silent: ['cancel']},
			{
				args: ['import', service, '--all'],
				exit: 1,
				says: [entriesLeftOut(5), saying(jobsNotAdded(1, whatever, whatever))],
			},
		],
		neverSent: [/cancel|%2F|\.\./i],
	},
	{
		name: 'a job that is there is known, and --tag tags it',
		server: listing([row('j1', `http://internal/${below}/j1`), row('j2', `http://internal/${below}/j2`)]),
		runs: [
			{args: ['import', service, 'j1', '--json'], exit: 0, json: {jobs: [{outcome: 'added'}]}},
			{args: ['import', service, 'j1', '--json'], exit: 0, json: {jobs: [{outcome: 'known'}]}},
			{args: ['import', service, 'j1'], exit: 0, says: [new RegExp(`${addedWords.known} {2}.*j1`)]},
			{
				args: ['import', service, '--all', '--tag', 't', '--json'],
				exit: 0,
				json: {jobs: [{outcome: 'updated'}, {outcome: 'added'}]},
			},
			{args: ['list', '--json'], exit: 0, json: {jobs: [{tags: ['t']}, {tags: ['t']}]}},
			{
				args: ['import', service, '--all', '--tag', 't', '--json'],
				exit: 0,
				json: {jobs: [{outcome: 'known'}, {outcome: 'known'}]},
			},
		],
	},
	...['America/New_York', 'Asia/Kolkata', 'UTC'].map(
		(zone): FieldCase => ({
			name: `import shows the time of this machine with its offset, ${zone}`,
			server: listing([row('j1', null, {endTime: 1_795_510_900_123})]),
			runs: [
				{
					args: ['import', service],
					env: {TZ: zone},
					exit: 0,
					says: [
						/^JOB +STATUS +SUBMITTED +ENDED +USER/m,
						{
							'America/New_York': '2026-11-24 04:00:00 -05:00',
							'Asia/Kolkata': '2026-11-24 14:30:00 +05:30',
							UTC: '2026-11-24 09:00:00 +00:00',
						}[zone] ?? '',
					],
				},
			],
		}),
	),
	{
		name: 'a moment that no calendar holds is not known',
		server: listing([
			row('j1', null, {submittedTime: 9e15}),
			row('j2', null, {submittedTime: -9e15, endTime: '99999999999999999'}),
			row('j3', null, {submittedTime: '9999999999999999'}),
		]),
		runs: [
			{args: ['import', service], exit: 0, says: [/^j1 .*–/m], silent: ['NaN', 'Invalid']},
			{
				args: ['import', service, '--json'],
				exit: 0,
				json: {jobs: [{submitted: null}, {submitted: null}, {submitted: null}]},
			},
		],
	},
	{
		name: 'a service whose path could be read as another one is not asked',
		server: listing([]),
		runs: [
			'{origin}/arcgis/rest/services/F/S%2F..%2FX/GPServer',
			'{origin}/arcgis/rest/services/F/%2e%2e/S/GPServer',
			'{origin}/arcgis/admin/services/F%5CS.GPServer/jobs',
			'{origin}/arcgis/rest/services/F;x/S/GPServer',
			'{origin}/arcgis/rest/services/F/S%00/GPServer/T/jobs/j1',
		].map(url => ({args: ['import', url], exit: 2, says: [importUsage]})),
		atMostRequests: 0,
	},
	{
		name: 'a token that is glued to the URL of a service is in no list and in no URL',
		server: listing([row('j1', `http://internal/${below}/j1`)]),
		runs: [
			{args: ['import', `${service}&token=SECRET-abcdef`, '--all'], exit: 0},
			{args: ['import', `${service}?token=SECRET-abcdef`, '--all'], exit: 0},
		],
		nowhere: ['SECRET-abcdef'],
	},
	{
		name: 'a server that goes on counting without jobs is not asked for ever',
		server: {
			any: ({path, before}) =>
				path.includes('/jobs/query') ? {body: {results: [], nextStart: before + 2}} : undefined,
		},
		runs: [{args: ['import', service], exit: 0, says: [noJobsInTime]}],
		atMostRequests: 5,
	},
];
