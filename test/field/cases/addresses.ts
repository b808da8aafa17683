import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect} from 'vitest';
import {tokenTakenOff} from '../../../source/commands/add.ts';
import {addedWords} from '../../../source/commands/added-jobs.ts';
import {namesSeveral} from '../../../source/commands/find-job.ts';
import {lineSays} from '../../../source/commands/pasted-urls.ts';
import {plusNotice} from '../../../source/gp/job-url.ts';
import {segmentSentence} from '../../../source/gp/path-segment.ts';
import {notJobs} from '../../../source/store/list-contents.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {saying, whatever} from '../../saying.ts';
import {type FieldCase, type FieldRun, monitorThread} from '../field-case.ts';
import {noticeOf, refusalOf} from '../parsed-url.ts';

const secret = 'SECRET1abcdef';
const added = new RegExp(`^${addedWords.added}`, 'm');
const known = addedWords.known;

/** A token that a script or a person glued to a URL in place of a query. */
const glued = [
	`{job}&token=${secret}`,
	`{job};token=${secret}`,
	`{job}%3Ftoken=${secret}`,
	`{job}%3ftoken%3d${secret}`,
	`{job}%26token%3D${secret}`,
	`{job}%3Btoken%3D${secret}`,
	`{job}%253Ftoken%253D${secret}`,
	`{job}%23token=${secret}`,
	`{job}?f=json?token=${secret}`,
	`{job}?f=json&amp;token=${secret}`,
	`{job}&amp;token=${secret}`,
	`{job}??token=${secret}`,
	`{job}?a?token=${secret}&f=pjson`,
	`{job}#token=${secret}`,
	`{job};jsessionid=5;token=${secret}`,
	`{job}&f=pjson&TOKEN=${secret}`,
	`{job}&access_token=${secret}`,
	`{job}&apiKey=${secret}`,
	`{job}/results/X&token=${secret}`,
	`{job};token=${secret}/results/X`,
	`{job}/cancel?token=${secret}`,
	`{job}/&token=${secret}`,
];

/** What is taken off as well, but is no token. */
const other = [
	'{job}&f=pjson',
	'{job};jsessionid=A1B2',
	`{job}&password=${secret}`,
	`{job}&sig=${secret}`,
	'{job}%3Ff%3Djson',
	'{job}?f=json?f=json',
];

/** A secret that cannot be told from the path, or a person's password. */
const inseparable = [
	`{jobs}/token=${secret}`,
	`{jobs}/j1,token=${secret}`,
	`{jobs}/j1:password=${secret}`,
	`{task};token=${secret}/jobs/j1`,
	`{task}&token=${secret}/jobs/j1`,
	`{task}%3Ftoken=${secret}/jobs/j1`,
	`{origin}/token/${secret}/arcgis/rest/services/F/S/GPServer/T/jobs/j1`,
	`{task}&token=${secret}`,
	`{task}/jobs&token=${secret}`,
	`{jobs}/j1/messages&token=${secret}`,
	`http://u:${secret}@127.0.0.1:{port}/arcgis/rest/services/F/S/GPServer/T/jobs/j1`,
	`//u:${secret}@127.0.0.1:{port}/arcgis/rest/services/F/S/GPServer/T/jobs/j1`,
	`u:${secret}@127.0.0.1/arcgis/rest/services/F/S/GPServer/T/jobs/j1`,
	`http:u:${secret}@127.0.0.1/arcgis/rest/services/F/S/GPServer/T/jobs/j1`,
	`127.0.0.1/arcgis/rest/services/F/S/GPServer/T/jobs/j1&token=${secret}`,
	`127.0.0.1/arcgis/rest/services/F/S/GPServer/T/jobs/j1%3Ftoken%3D${secret}`,
];

/** Segments that a server could take for more than a name. */
const leaving = [
	'{jobs}/j1%2Fcancel',
	'{jobs}/j1%2f%63ancel',
	'{jobs}/j1%252Fcancel',
	'{jobs}/j1%5Ccancel',
	'{jobs}/j1／cancel',
	'{jobs}/j1%EF%BC%8Fcancel',
	'{jobs}/j1%c0%afcancel',
	'{jobs}/j1%00/cancel',
	'{jobs}/a%2F..%2F..%2FsubmitJob',
	'{jobs}/%2e%2e/%2e%2e/submitJob/jobs/j1',
	'{jobs}/j1.',
	'{jobs}/j1%20%20',
	'{jobs}/j1%0d%0aX:1',
	'{task}%2Fjobs%2Fj1%2Fcancel%3F/jobs/j0',
	'{task}%2Fjobs%2Fj1%2Fcancel%23/jobs/j0',
	'{task};x=1/jobs/j1',
	'{origin}/arcgis/rest/services/F%2F..%2FV/S/GPServer/T/jobs/j1',
	'{origin}/arcgis/rest/services/V/GPServer/T/submitJob/x/GPServer/U/jobs/j1',
];

const reading = (command: string, url: string): FieldRun => ({args: [command, url, '--read-only'], exit: 2});

/** What is no job URL is refused with the reason that belongs to it. */
const refused = (url: string): FieldRun => ({args: ['add', url], exit: 2, says: [fill => refusalOf(fill(url))]});

export const cases: readonly FieldCase[] = [
	{
		name: 'parameters that are glued to a job URL are taken off like a query, and all spellings are one job',
		server: {},
		runs: [
			{args: ['add', ...glued], exit: 0, says: [tokenTakenOff, new RegExp(`^${addedWords.added} {2}.*/j1$`, 'm')]},
			{args: ['add', ...other], exit: 0, says: [known], silent: [added]},
			{args: ['add', '-'], input: `${glued.join('\n')}\n`, exit: 0, says: [known], silent: [added]},
			{args: ['list', '--json'], exit: 0, says: ['"url":"{job}"'], silent: [/jsessionid|pjson|[?&]/]},
			{args: ['status', ...glued.slice(0, 4)], exit: 0},
			{args: ['remove', 'j1'], exit: 0},
		],
		nowhere: [secret],
	},
	...[0, 2, 6, 9, 15, 17].map(
		(index): FieldCase => ({
			name: `a token that is glued on is used as one that stands in a query: ${(glued[index] ?? '').replace(secret, 'X')}`,
			server: {},
			runs: [{args: ['status', glued[index] ?? ''], exit: 0}],
			nowhere: [secret],
			afterwards({requests}) {
				const shown = requests.map(({headers}) => headers['x-esri-authorization']);
				expect(shown).toContain(`Bearer ${secret}`);
			},
		}),
	),
	{
		name: 'a secret that cannot be told from the path is refused and not shown',
		server: {},
		runs: [
			{args: ['add', ...inseparable], exit: 2, silent: [added]},
			{
				args: ['add', '-'],
				input: inseparable.join('\n'),
				exit: 2,
				says: [saying(lineSays(1, whatever))],
				silent: [added],
			},
			...inseparable.slice(0, 8).map(url => ({args: [url], exit: 2})),
			...inseparable.slice(8).map(url => ({args: ['status', url], exit: 2})),
			{args: ['submit', `{task};x=1&token=${secret}/submitJob`], exit: 2},
		],
		atMostRequests: 0,
		nowhere: [secret],
	},
	{
		name: 'a path that could be read as that of another resource is refused at every door',
		server: {},
		runs: [
			{args: ['add', ...leaving], exit: 2, silent: [added]},
			{args: ['add', '-'], input: leaving.join('\n'), exit: 2, silent: [added]},
			{args: leaving, exit: 2},
			{args: ['status', ...leaving], exit: 2},
			reading('messages', leaving[0] ?? ''),
			reading('results', leaving[3] ?? ''),
			reading('inputs', leaving[8] ?? ''),
			reading('wait', leaving[5] ?? ''),
			{args: ['cancel', '--yes', leaving[2] ?? ''], exit: 2},
			{args: ['rerun', leaving[0] ?? ''], exit: 2},
			{args: ['submit', '{task}%2Fjobs%2Fj1%2Fcancel'], exit: 2},
			{args: ['submit', '{origin}/arcgis/rest/services/F/S%2F..%2FV/GPServer/T'], exit: 2},
		],
		atMostRequests: 0,
	},
	{
		name: 'rows of a list that somebody wrote by hand: what leads elsewhere is not asked, is said, and hides no other',
		needsProcess: monitorThread,
		server: {},
		home: {
			'config.json': JSON.stringify({
				version: 1,
				jobs: [
					...leaving.map((url, index) => ({url, label: `bad${index}`, tags: [], addedAt: index})),
					{url: '{job}', label: 'good', tags: [], addedAt: 99},
				],
			}),
		},
		runs: [
			{
				args: ['list', '--json'],
				exit: 0,
				says: [notJobs(18, '{home}/config.json'), '{job}'],
				silent: ['cancel', 'submitJob'],
			},
			{args: ['--read-only'], exit: 0, says: [/good/]},
			{args: ['status', 'good'], exit: 0},
		],
		sent: ['GET /arcgis/rest/services/F/S/GPServer/T/jobs/j1?'],
		neverSent: [/cancel|submitJob|%2F|%5C|%00|;/i],
	},
	{
		name: 'a label that is a URL which leads elsewhere is a label',
		server: {},
		runs: [
			{args: ['add', '{job}', '--label', '{jobs}/j1%2Fcancel'], exit: 0},
			{args: ['status', '{jobs}/j1%2Fcancel', '--read-only'], exit: 0},
		],
		neverSent: [/cancel|%2F/i],
	},
	{
		name: 'a token that somebody wrote into the list by hand, or that an older gpjobs left there, leaves the disk at the next save',
		server: {},
		home: {
			'config.json': JSON.stringify({
				version: 1,
				jobs: [
					{url: `{jobs}/j1?token=${secret}`, tags: [], addedAt: 1},
					{url: `{jobs}/j2&token=${secret}`, label: 'two', tags: ['t'], addedAt: 2, more: 'kept'},
					{url: `{jobs}/j3%3Ftoken=${secret}`, tags: [], addedAt: 3},
				],
				removed: [{url: `{jobs}/j4;token=${secret}`, tags: [], addedAt: 4}],
			}),
		},
		runs: [
			{args: ['list', '--json'], exit: 0, says: ['"{jobs}/j1"', '"{jobs}/j2"', '"{jobs}/j3"']},
			{args: ['status', 'two'], exit: 0},
			{args: ['add', '{jobs}/j9'], exit: 0},
			{args: ['remove', 'j3'], exit: 0},
			{args: ['list', '--json'], exit: 0, says: ['"label":"two"'], silent: ['j3']},
		],
		nowhere: [secret],
		afterwards({home}) {
			for (const name of readdirSync(home)) expect(name).not.toMatch(/broken/);
			const {jobs} = JSON.parse(readFileSync(join(home, 'config.json'), 'utf8'));
			expect(jobs[1]).toMatchObject({label: 'two', more: 'kept'});
		},
	},
	{
		name: 'what nobody has put the real name into is refused, with words for it',
		server: {},
		runs: [
			...['{jobs}/{jobId}', '{jobs}/%7BjobId%7D', '{jobs}/undefined', '{jobs}/null', '{jobs}/None', '{jobs}/NaN'].map(
				url => ({args: ['add', url], exit: 2, says: [segmentSentence('job id', 'placeholder')]}),
			),
			refused('{jobs}/[object Object]'),
			{args: ['add', '{jobs}/<job id>'], exit: 2},
			{args: ['add', '{jobs}/jobId'], exit: 2, says: [segmentSentence('job id', 'placeholder')]},
			{args: ['add', '{jobs}/$id'], exit: 2, says: [segmentSentence('job id', 'placeholder')]},
			{
				args: ['add', '{origin}/arcgis/rest/services/undefined/GPServer/T/jobs/j1'],
				exit: 2,
				says: [segmentSentence('service', 'placeholder')],
			},
			{args: ['add', '{jobs}/j8f…'], exit: 2, says: [segmentSentence('job id', 'cut short')]},
			{args: ['add', '{jobs}/j8f...'], exit: 2, says: [segmentSentence('job id', 'cut short')]},
			{args: ['add', '{jobs}/j8f%E2%80%A6'], exit: 2, says: [segmentSentence('job id', 'cut short')]},
			{args: ['add', '{origin}/arcgis/services/F/S/GPServer/T/jobs/j1'], exit: 2, says: [/SOAP/]},
			{args: ['add', '{origin}/arcgis/services/F/S/GPServer'], exit: 2, says: [/SOAP/]},
		],
		atMostRequests: 0,
	},
	{
		name: 'job URLs of neighbours are refused with words for what they are',
		runs: [
			'https://survey123.arcgis.com/api/featureReport/jobs/abc',
			'https://lfps.usgs.gov/api/job/status?JobId=abc',
			'https://gsf.acme.com/ese/jobs/17/status',
			'https://h/ogc/processes/buffer/jobs/17',
			'https://h/api/jobs/17',
			'https://h/arcgis/rest/services/S/FeatureServer/jobs/j1',
			'https://h/arcgis/rest/services/S/MapServer/jobs/j1',
		].map(refused),
	},
	{
		name: 'a URL as webhooks, proxies, command lines and JSON give it is the job that it names',
		server: {},
		runs: [
			{args: ['add', '{job}'], exit: 0},
			{
				args: [
					'add',
					'URL: {job}',
					'curl "{job}?f=json"',
					"curl -s '{job}' | jq .",
					'<{job}>',
					'`{job}`',
					'[job]({job})',
				],
				exit: 0,
				silent: [added],
			},
			{args: ['add', '{"changesUrl":"{job}","x":1}'], exit: 0, says: [known]},
			{
				args: [
					'add',
					'https://app.acme.com/proxy.ashx?{job}',
					'https://app.acme.com/proxy?url={job}&x=1',
					'https://app.acme.com/proxy.jsp?{job}?f=json',
				],
				exit: 0,
				says: [fill => noticeOf(fill('https://app.acme.com/proxy.ashx?{job}')), known],
				silent: [added],
			},
			refused('{job} and {jobs}/j2'),
			{args: ['add', 'curl "{jobs}/j1%2Fcancel"'], exit: 2, says: [segmentSentence('job id', 'separator')]},
			{
				args: ['add', 'https://app.acme.com/proxy.ashx?{jobs}/j1%2Fcancel'],
				exit: 2,
				says: [segmentSentence('job id', 'separator')],
			},
		],
		atMostRequests: 0,
	},
	{
		name: 'a URL that is encoded whole, or escaped as JSON does, is read',
		runs: [
			{args: ['add', 'https://gis.acme.com/server/rest/services/S/GPServer/My%20T/jobs/j7a9'], exit: 0},
			...[
				'https%3A%2F%2Fgis.acme.com%2Fserver%2Frest%2Fservices%2FS%2FGPServer%2FMy%2520T%2Fjobs%2Fj7a9',
				'https%3a%2f%2fgis.acme.com%2fserver%2frest%2fservices%2fS%2fGPServer%2fMy%20T%2fjobs%2fj7a9%3Ff%3Djson',
				'https%253A%252F%252Fgis.acme.com%252Fserver%252Frest%252Fservices%252FS%252FGPServer%252FMy%252520T%252Fjobs%252Fj7a9',
				'https:\\/\\/gis.acme.com\\/server\\/rest\\/services\\/S\\/GPServer\\/My T\\/jobs\\/j7a9',
				'{"jobUrl":"https:\\/\\/gis.acme.com\\/server\\/rest\\/services\\/S\\/GPServer\\/My%20T\\/jobs\\/j7a9"}',
				'{"changesUrl": "https%3A%2F%2Fgis.acme.com%2Fserver%2Frest%2Fservices%2FS%2FGPServer%2FMy%2520T%2Fjobs%2Fj7a9", "status": "x"}',
				'{\n  "url": "https://gis.acme.com/server/rest/services/S/GPServer/My%20T/jobs/j7a9?f=json\\u0026x=1"\n}',
				'https://app.acme.com/go?to=https%3A%2F%2Fgis.acme.com%2Fserver%2Frest%2Fservices%2FS%2FGPServer%2FMy%2520T%2Fjobs%2Fj7a9&x=1',
			].map(text => ({args: ['add', text], exit: 0, says: [known]})),
			{
				args: [
					'add',
					'https%3A%2F%2Fgis.acme.com%2Fserver%2Frest%2Fservices%2FS%2FGPServer%2FT%2Fjobs%2Fj7%252Fcancel',
				],
				exit: 2,
			},
		],
	},
	{
		name: 'spellings that a server takes for one job are one job; names keep their letters',
		runs: [
			{args: ['add', 'https://gis.acme.com/arcgis/rest/services/F/S/GPServer/T/jobs/jcase1'], exit: 0},
			...[
				'https://GIS.Acme.com/arcgis/rest/services/F/S/GPServer/T/jobs/jcase1',
				'https://gis.acme.com:443/arcgis/rest/services/F/S/gpserver/T/jobs/jcase1',
				'https://gis.acme.com./arcgis/rest/services/F/S/GPSERVER/T/JOBS/jcase1',
				'HTTPS://gis.acme.com//arcgis//rest/services/F/S/GPServer/T/Jobs/jcase1/',
			].map(url => ({args: ['add', url], exit: 0, says: [known]})),
			...[
				'https://gis.acme.com/arcgis/rest/services/f/S/GPServer/T/jobs/jcase1',
				'https://gis.acme.com/arcgis/rest/services/F/S/GPServer/t/jobs/jcase1',
				'https://gis.acme.com/arcgis/rest/services/F/S/GPServer/T/jobs/JCASE1',
				'http://gis.acme.com/arcgis/rest/services/F/S/GPServer/T/jobs/jcase1',
				'https://gis.acme.com:6443/arcgis/rest/services/F/S/GPServer/T/jobs/jcase1',
			].map(url => ({args: ['add', url], exit: 0, says: [added]})),
		],
	},
	{
		name: 'a plus in the name of a task is told to be no space',
		runs: [
			{
				args: ['add', 'https://h/arcgis/rest/services/S/GPServer/Export+Web+Map+Task/jobs/j1'],
				exit: 0,
				says: [plusNotice],
			},
			{args: ['add', 'https://h/arcgis/rest/services/S/GPServer/C++/jobs/j1'], exit: 0, silent: [plusNotice]},
		],
	},
	{
		name: 'cancel does not take a job whose label is the id of another',
		server: {job: {body: {jobStatus: 'esriJobExecuting', messages: []}}},
		servers: {B: {host: '127.0.0.2', job: {body: {jobStatus: 'esriJobExecuting', messages: []}}}},
		runs: [
			{args: ['add', '{jobs}/jaaaa1111', '--label', 'jbbbb2222'], exit: 0},
			{args: ['add', '{B.jobs}/jbbbb2222', '--label', 'x'], exit: 0},
			...['cancel --yes', 'status', 'messages', 'wait', 'remove', 'rerun', 'results', 'inputs'].map(command => ({
				args: [...command.split(' '), 'jbbbb2222'],
				exit: 2,
				says: [namesSeveral('jbbbb2222', 2, safe``), '{jobs}/jaaaa1111', '{B.jobs}/jbbbb2222'],
			})),
			{args: ['add', '{jobs}/jaaaa1111', '--label', '2222', '--json'], exit: 0, json: {jobs: [{outcome: 'updated'}]}},
			{args: ['cancel', '--yes', '2222'], exit: 2, says: [namesSeveral('2222', 2, safe``)]},
			{args: ['cancel', '--yes', 'x'], exit: 0, says: [/x: /]},
		],
		sent: [/^POST .*jbbbb2222\/cancel/],
		neverSent: [/jaaaa1111\/cancel/],
	},
	{
		name: 'a job that is given twice is added once, and told so',
		server: {},
		runs: [
			{
				args: ['add', '{job}', '{job}?f=json', '--json'],
				exit: 0,
				json: {jobs: [{outcome: 'added'}, {outcome: 'known'}]},
			},
			{args: ['add', '{jobs}/j2', '{jobs}/j2'], exit: 0, says: [new RegExp(`${addedWords.added} {2}[^\n]*\n${known}`)]},
			{args: ['add', '{job}', '--tag', 'night', '--json'], exit: 0, json: {jobs: [{outcome: 'updated'}]}},
			{args: ['add', '{job}', '--tag', 'night', '--json'], exit: 0, json: {jobs: [{outcome: 'known'}]}},
			{
				args: ['add', '-', '--json'],
				input: '{job}\tthe first\n{jobs}/j3\tthird one\n',
				exit: 0,
				json: {jobs: [{outcome: 'updated'}, {outcome: 'added'}]},
			},
			{args: ['list', '--json'], exit: 0, says: ['"label":"the first"', '"label":"third one"', '"night"']},
		],
	},
	...[
		'j1/cancel',
		'j1%2Fcancel',
		'../../submitJob',
		'j1?x=1',
		'j1;x=1',
		'..',
		'j1\\cancel',
		'j1\u0000',
		'j1／cancel',
		'{jobId}',
	].map(
		(jobId): FieldCase => ({
			name: `a server that names the job it began ${JSON.stringify(jobId)} leads nowhere by it`,
			server: {submit: {body: {jobId, jobStatus: 'esriJobSubmitted'}}},
			runs: [
				{args: ['submit', '{task}', '--wait', '--timeout', '5s'], exit: 5},
				{args: ['list', '--json'], exit: 0, json: {jobs: []}},
			],
			neverSent: [/^GET .*(?:cancel|submitJob|%2F|%5C|;)/i],
		}),
	),
	{
		name: 'the address of a server with a user and a password is not echoed, whichever command is given it',
		server: {},
		runs: [
			...['status', 'login', 'trust', 'remove', 'cancel', 'rerun', 'submit', 'import', 'logout'].map(command => ({
				args: [command, `u:${secret}@127.0.0.1:{port}/a b`],
				exit: 2,
			})),
			{args: ['status', `u:${secret}@h`], exit: 2},
			{args: [`u:${secret}@h`], exit: 2},
			{args: ['add', `x u:${secret}@h/arcgis`], exit: 2},
			{args: ['login', '{origin}/x%2F..%2Fy/rest'], exit: 2},
		],
		atMostRequests: 0,
		nowhere: [secret],
	},
	{
		name: 'a file whose address is that of an operation is not asked for',
		server: {
			job: {
				body: {
					jobId: 'j1',
					jobStatus: 'esriJobSucceeded',
					messages: [],
					results: {A: {paramUrl: 'results/A'}, B: {paramUrl: 'results/B'}, C: {paramUrl: 'results/C'}},
				},
			},
			results: {
				A: {body: {paramName: 'A', dataType: 'GPDataFile', value: {url: '{origin}/proxy?{jobs}/j2/cancel'}}},
				B: {body: {paramName: 'B', dataType: 'GPDataFile', value: '{origin}/proxy?url={jobs}%2Fj2%2Fcancel%3Ff=json'}},
				C: {body: {paramName: 'C', dataType: 'GPDataFile', value: {url: '{task}/submitJob?x=1'}}},
			},
		},
		runs: [{args: ['results', '{job}', '--output', '{home}', '--yes'], exit: 5}],
		neverSent: [/cancel|submitJob|\/proxy/i],
	},
];
