import {notAtAll, throughProxy} from '../../../source/commands/doctor.ts';
import {forbids} from '../../../source/gp/client/answer-fault.ts';
import {nameless, refusesConnections} from '../../../source/gp/client/transport-fault.ts';
import {fault} from '../../../source/gp/fault.ts';
import {mayBeSubmitted} from '../../../source/session/rerun.ts';
import {safe} from '../../../source/text/safe-text.ts';
import {toldOfCancel} from '../../monitor/told-cancel.ts';
import {saying, whatever} from '../../saying.ts';
import {type FieldCase, type FieldRun, type FieldServer, monitorThread} from '../field-case.ts';

const running = {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []};
const page = '<html><title>Blocked by policy</title></html>';

/** A proxy for plain http that answers for the server. */
const answering: FieldServer = {
	any: ({path}) => (path.startsWith('http://') ? {body: running} : {status: 400, body: ''}),
};
const refusing = (status: number, headers: Readonly<Record<string, string>> = {}): FieldServer => ({
	any: () => ({status, headers, body: page}),
});

/** The proxy is named, by its variable, and the server is not blamed. */
const named = (variable: string) => new RegExp(`127\\.0\\.0\\.1:\\d+ \\(${variable}\\)`);
const blamed = [refusesConnections(whatever), nameless(whatever), forbids(whatever, whatever)].map(({sentence}) =>
	saying(sentence),
);

/** Port 1 of the loopback address: nobody listens there. */
const dead = 'http://ann:SECRET-word@127.0.0.1:1';

function everywhere(variable: string, job: string, env: NonNullable<FieldRun['env']>): readonly FieldRun[] {
	const says = [named(variable)];
	return [
		{args: ['status', job], env, exit: 5, says, silent: blamed},
		{args: ['wait', job, '--timeout', '3s'], env, exit: 124, says, silent: blamed},
		{args: ['messages', job], env, exit: 5, says, silent: blamed},
		{args: ['results', job], env, exit: 5, says, silent: blamed},
		{
			args: ['cancel', '--yes', job],
			env,
			exit: 5,
			says: [...says, saying(toldOfCancel({step: 'not-sent', fault: fault('proxy', whatever)}))],
			silent: blamed,
		},
		{args: ['rerun', job], env, exit: 5, says, silent: [...blamed, mayBeSubmitted]},
		{args: ['add', job], env, exit: 0},
		{args: ['doctor'], env, exit: 5, says: [...says, saying(throughProxy(whatever))], silent: blamed},
	];
}

const secure = 'https://gis.acme.invalid/arcgis/rest/services/F/S/GPServer/T/jobs/j1';

export const cases: readonly FieldCase[] = [
	{
		name: 'a dead proxy is named in place of the server, for http',
		server: {job: {body: running}},
		runs: everywhere('HTTP_PROXY', '{job}', {HTTP_PROXY: dead}),
		atMostRequests: 0,
		nowhere: ['SECRET-word'],
	},
	{
		name: 'a dead proxy is named in place of the server, for https',
		runs: [
			...everywhere('https_proxy', secure, {https_proxy: dead}),
			{args: ['trust', secure], env: {https_proxy: dead}, exit: 5, says: [named('https_proxy')]},
			{
				args: ['login', secure, '--token-stdin', '--yes'],
				env: {https_proxy: dead},
				input: 'a-token-of-some-length\n',
				exit: 0,
				says: [named('https_proxy')],
			},
		],
		nowhere: ['SECRET-word'],
	},
	...([403, 407, 502] as const).map(
		(status): FieldCase => ({
			name: `a proxy that answers plain http with ${status} is named, and waited for`,
			server: {job: {body: running}},
			servers: {B: refusing(status)},
			runs: [
				{
					args: ['status', '{job}'],
					env: {HTTP_PROXY: '{B.origin}'},
					exit: 5,
					says: [named('HTTP_PROXY')],
					silent: blamed,
				},
				{
					args: ['wait', '{job}', '--timeout', '3s'],
					env: {HTTP_PROXY: '{B.origin}'},
					exit: 124,
					says: [named('HTTP_PROXY')],
					silent: blamed,
				},
			],
		}),
	),
	{
		name: 'what the server says by way of a proxy is the server’s',
		server: {},
		servers: {B: {any: () => ({body: {error: {code: 403, message: 'You do not have permissions'}}})}},
		runs: [
			{
				args: ['status', '{job}'],
				env: {HTTP_PROXY: '{B.origin}'},
				exit: 4,
				silent: ['127.0.0.1:{B.port}', 'HTTP_PROXY'],
			},
		],
	},
	...(
		[
			['without a scheme', {HTTP_PROXY: '127.0.0.1:{B.port}'}],
			['in lower case', {http_proxy: 'http://127.0.0.1:{B.port}'}],
			['for all', {ALL_PROXY: 'http://127.0.0.1:{B.port}'}],
			['for all, in lower case', {all_proxy: '127.0.0.1:{B.port}/'}],
			['beside a NO_PROXY for others', {HTTP_PROXY: '127.0.0.1:{B.port}', NO_PROXY: '10.0.0.0/8,acme.com,127.0.0.1:1'}],
		] as const
	).map(
		([how, env]): FieldCase => ({
			name: `a proxy named ${how} is used`,
			server: {job: {body: {...running, jobStatus: 'esriJobFailed'}}},
			servers: {B: answering},
			runs: [{args: ['status', '{job}', '--json'], env, exit: 0, json: {jobs: [{status: 'esriJobExecuting'}]}}],
			sent: ['GET http://127.0.0.1:'],
		}),
	),
	...(['127.0.0.1', '127.0.0.0/8', '*', '127.0.0.1:{A.port}', ' 10.0.0.1 , 127.0.0.1'] as const).map(
		(value): FieldCase => ({
			name: `NO_PROXY=${value} goes straight to the server`,
			server: {job: {body: running}},
			servers: {B: answering},
			runs: [
				{args: ['status', '{job}'], env: {HTTP_PROXY: '{B.origin}', no_proxy: value}, exit: 0},
				{args: ['add', '{job}'], exit: 0},
				{args: ['doctor'], env: {HTTP_PROXY: '{B.origin}', NO_PROXY: value}, exit: 0, says: [/direct \(NO_PROXY\)/]},
			],
			neverSent: [/^GET http:/],
		}),
	),
	{
		name: 'a proxy that cannot be used is no reason to go past it',
		server: {job: {body: running}},
		runs: [
			{
				args: ['status', '{job}'],
				env: {HTTP_PROXY: 'quic://ann:SECRET-word@127.0.0.1:1'},
				exit: 5,
				says: [/HTTP_PROXY.*quic/],
			},
			{args: ['status', '{job}'], env: {ALL_PROXY: 'http://ann:SECRET-word@:x'}, exit: 5, says: [/ALL_PROXY/]},
			{args: ['add', '{job}'], exit: 0},
			{args: ['doctor'], env: {HTTP_PROXY: 'quic://x'}, exit: 5, says: [notAtAll(safe`HTTP_PROXY`)]},
		],
		atMostRequests: 0,
		nowhere: ['SECRET-word'],
	},
	{
		name: 'a submit that the proxy refuses was not sent; one that it gives up on may have been',
		server: {},
		servers: {
			B: {any: ({method}) => (method === 'POST' ? {status: 403, body: page} : {body: {name: 'T', parameters: []}})},
			C: {any: ({method}) => (method === 'POST' ? {status: 504, body: page} : {body: {name: 'T', parameters: []}})},
		},
		runs: [
			{args: ['submit', '{task}', '--json'], env: {HTTP_PROXY: '{B.origin}'}, exit: 5, json: {outcome: 'not-sent'}},
			{args: ['submit', '{task}', '--json'], env: {HTTP_PROXY: '{C.origin}'}, exit: 5, json: {outcome: 'unknown'}},
		],
	},
	{
		name: 'the demo needs no proxy',
		needsProcess: monitorThread,
		runs: [
			{
				args: ['demo', '--json', '--jobs', '1', '--speed', '1000'],
				env: {HTTP_PROXY: dead, ALL_PROXY: dead},
				exit: 0,
				silent: [/"event":"fault"/],
			},
		],
	},
];
