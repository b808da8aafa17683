import type {FieldCase, FieldServer} from '../field-case.ts';

const running: FieldServer = {job: {body: {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []}}};
const ended: FieldServer = {
	job: {
		body: {jobId: 'j1', jobStatus: 'esriJobSucceeded', results: {Out: {paramUrl: 'results/Out'}}, messages: []},
	},
	results: {Out: {body: {paramName: 'Out', dataType: 'GPString', value: 'x'}}},
};
/** A moment, what was asked, how it went. */
const line = /\d{4}-\d\d-\d\dT[\d:.]+Z (GET|POST) http:\/\/127\.0\.0\.1:\d+\/\S+ \d{3}, \d+ ms, [\d,]+ bytes/;
const anyLine = /Z (GET|POST|TLS) http/;
const secrets = {
	GPJOBS_TOKEN: 'SECRET-of-environment',
	GPJOBS_TOKEN_SERVER: '{origin}',
	HTTPS_PROXY: 'http://user:SECRET-of-proxy@127.0.0.1:9',
};

export const cases: readonly FieldCase[] = [
	{
		name: '--debug writes a line for each request, and nothing secret',
		server: running,
		runs: [
			{args: ['status', '{job}?token=SECRET-of-url', '--debug'], env: secrets, exit: 0, says: [line]},
			{args: ['cancel', '--yes', '{job}', '--debug'], env: secrets, exit: 0, says: [/Z POST http\S+\/cancel \d{3}/]},
		],
		nowhere: [/SECRET/],
	},
	...['1', 'yes', 'api', ' TRUE '].map(
		(value): FieldCase => ({
			name: `GPJOBS_DEBUG=${value} asks for them too`,
			server: ended,
			runs: [{args: ['results', '{job}'], env: {GPJOBS_DEBUG: value}, exit: 0, says: [line, /results\/Out\?f=json/]}],
		}),
	),
	...['', '0', 'no', 'false', 'Off'].map(
		(value): FieldCase => ({
			name: `GPJOBS_DEBUG=${value || '(empty)'} does not`,
			server: running,
			runs: [{args: ['status', '{job}'], env: {GPJOBS_DEBUG: value}, exit: 0, silent: [anyLine]}],
		}),
	),
	{
		name: 'what is data stays data beside --debug',
		server: running,
		runs: [
			{
				args: ['status', '{job}', '--json', '--debug'],
				exit: 0,
				says: [line],
				json: {jobs: [{status: 'esriJobExecuting'}]},
			},
		],
	},
	{
		name: 'a password and the token that it brings stand in no line of login',
		server: {
			any: ({path, method}) => {
				if (path.includes('/rest/info')) return {body: {authInfo: {isTokenBasedSecurity: true}}};
				if (method === 'POST' && path.includes('generateToken')) return {body: {token: 'SECRET-token', expires: 9e12}};
				return path.includes('GPServer') ? undefined : {body: {services: []}};
			},
		},
		runs: [
			{
				args: ['login', '{origin}', '--user', 'SECRETUSER', '--no-save', '--debug'],
				input: 'SECRET-password\n',
				exit: 0,
				says: [/Z POST http\S+generateToken 200/, /Z GET http\S+\/rest\/info/],
				silent: ['SECRET-password', 'SECRET-token'],
			},
		],
	},
	{
		name: 'a submit shows none of its inputs, and an import asks in lines',
		server: {},
		runs: [
			{
				args: ['submit', '{task}', 'In=SECRET-input', '--debug'],
				exit: 0,
				says: [/Z POST http\S+\/submitJob \d{3}/],
				silent: ['SECRET-input'],
			},
			{args: ['import', '{task}', '--debug'], exit: 5, says: [anyLine]},
		],
	},
	{
		name: 'a server that is not there has its fault in the line',
		runs: [
			{
				args: ['status', 'http://127.0.0.1:1/arcgis/rest/services/F/S/GPServer/T/jobs/j1', '--debug'],
				exit: 5,
				says: [/Z GET http\S+ refused \(.+\), \d+ ms/],
			},
			{args: ['trust', 'https://127.0.0.1:1', '--debug'], exit: 5, says: [/Z TLS https:\/\/127\.0\.0\.1:1/]},
		],
	},
];
