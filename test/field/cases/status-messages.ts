import {noMessagesSentence} from '../../../source/commands/messages.ts';
import {answeredStatus, doesNotKnow} from '../../../source/gp/client/answer-fault.ts';
import {toldOfCancel} from '../../monitor/told-cancel.ts';
import {saying, whatever} from '../../saying.ts';
import type {Answer, FieldCase, FieldRequest, FieldServer, Reply} from '../field-case.ts';
import {lastUnread, messagesUnread} from '../messages-unread.ts';

const base = '/arcgis/rest/services/F/S/GPServer/T';
const running = {jobId: 'j1', jobStatus: 'esriJobExecuting', messages: []};
const failed = {jobId: 'j1', jobStatus: 'esriJobFailed', messages: []};
const done = {
	jobId: 'j1',
	jobStatus: 'esriJobSucceeded',
	results: {Out: {paramUrl: 'results/Out'}},
	inputs: {In: {paramUrl: 'inputs/In'}},
	messages: [],
};

const asked = ({path}: FieldRequest) => path.includes('returnMessages=true');
/** A job whose answer with messages fails, while its status alone can be had. */
const onlyWith = (bad: Reply, status: unknown = running): FieldServer => ({
	job: request => (asked(request) ? bad : {body: status}),
	results: {Out: {body: {paramName: 'Out', dataType: 'GPString', value: 'fine'}}},
	inputs: {In: {body: {paramName: 'In', dataType: 'GPString', value: 'given'}}},
});

/** Ways in which only the answer with messages fails. */
const ways: ReadonlyArray<readonly [string, Reply]> = [
	['an envelope 400', {body: {error: {code: 400, message: 'Unable to complete operation.', details: []}}}],
	['an envelope 403', {body: {error: {code: 403, message: 'You may not see the messages.', details: []}}}],
	['an envelope 404', {body: {error: {code: 404, message: 'Not found', details: []}}}],
	['an envelope 498', {body: {error: {code: 498, message: 'Invalid token.', details: []}}}],
	['an envelope 500', {body: {error: {code: 500, message: 'Error performing operation', details: []}}}],
	['HTTP 401', {status: 401, body: 'no'}],
	['HTTP 410', {status: 410, body: ''}],
	['HTTP 500', {status: 500, body: '<h1>500</h1>'}],
	['HTTP 504', {status: 504, body: '<h1>504</h1>'}],
	['a redirect', {status: 302, headers: {location: '/portal/signin'}, body: ''}],
	['a web page', {headers: {'content-type': 'text/html'}, body: '<html><title>Sign in</title></html>'}],
	['JSON that ends too early', {body: '{"jobId":"j1","jobStatus":"esriJobExecuting","messages":[{"type":"x","desc'}],
	[
		'a body that breaks off',
		{body: `{"jobId":"j1","jobStatus":"esriJobExecuting","messages":["${'x'.repeat(500)}"]}`, cutAfter: 200},
	],
	['a reset connection', 'reset'],
	['an answer without jobStatus', {body: {jobId: 'j1'}}],
	['nothing at all', {body: ''}],
	[
		'a quotation mark that is not escaped',
		{body: '{"jobId":"j1","jobStatus":"esriJobExecuting","messages":["say "no""]}'},
	],
];

/** The site of a balancer that answers, by how many requests came before. */
const sites = (
	count: number,
	isThere: (request: FieldRequest, before: number) => boolean,
	there: Answer,
): FieldServer => {
	let before = 0;
	return {
		any: request => {
			if (!request.path.startsWith(base)) return undefined;
			const isHere = isThere(request, before++ % count);
			if (!request.path.includes('/jobs/')) return undefined;
			if (!isHere)
				return {body: {error: {code: 400, message: 'Unable to complete operation.', details: ['Job ID: not found.']}}};
			if (request.path.includes('/results/')) return undefined;
			return typeof there === 'function' ? there(request) : there;
		},
		results: {Out: {body: {paramName: 'Out', dataType: 'GPString', value: 'fine'}}},
	};
};

let turn = 0;
/** A balancer that chooses by the cookie which it set itself. */
const sticky: FieldServer = {
	any: request => {
		const chosen = /LB=(\w)/.exec(String(request.headers.cookie ?? ''))?.[1] ?? (turn++ % 2 === 0 ? 'B' : 'A');
		const headers = {'set-cookie': `LB=${chosen}; path=/`};
		if (!request.path.includes('/jobs/')) return {headers, body: {name: 'T', parameters: []}};
		return chosen === 'A'
			? {headers, body: running}
			: {headers, body: {error: {code: 400, message: 'Job ID: not found.'}}};
	},
};

export const cases: readonly FieldCase[] = [
	...ways.map(
		([way, bad]): FieldCase => ({
			name: `the status is told where only the answer with messages is ${way}`,
			server: onlyWith(bad),
			runs: [
				{
					args: ['status', '{job}', '--json'],
					exit: 0,
					json: {jobs: [{state: 'running', fault: null}]},
					says: [/"fault":\{"kind"/],
				},
				{args: ['status', '{job}'], exit: 0, says: [/executing/i, messagesUnread]},
			],
			atMostRequests: 4,
		}),
	),
	{
		name: 'wait ends with the job although its messages never come, and says so; so does what is kept of it',
		faster: 10,
		server: onlyWith({body: {error: {code: 500, message: 'Error performing operation', details: []}}}, failed),
		runs: [
			{args: ['add', '{job}'], exit: 0},
			{
				args: ['wait', '{job}', '--json'],
				exit: 1,
				says: [/"event":"messages-fault"[\s\S]*"event":"state"[^\n]*"failed"/, lastUnread],
				patience: 150_000,
			},
			{args: ['list'], exit: 0, says: [lastUnread]},
			{
				args: ['list', '--json'],
				exit: 0,
				json: {jobs: [{fault: null, messages: {fault: {kind: 'server', code: 500}}}]},
			},
		],
		// Three tries, each with its messages and without.
		atMostRequests: 8,
	},
	{
		name: 'the last messages are waited for where they cannot be read at once',
		faster: 10,
		server: {
			job: request => {
				if (!asked(request)) return {body: failed};
				return request.before < 2
					? {status: 502, body: '<h1>502</h1>'}
					: {body: {...failed, messages: [{type: 'esriJobMessageTypeError', description: 'ERROR 000732'}]}};
			},
		},
		runs: [
			{
				args: ['wait', '{job}', '--json'],
				exit: 1,
				says: [/"event":"message"[^\n]*ERROR 000732[\s\S]*"event":"state"[^\n]*"failed"/],
				silent: [lastUnread],
				patience: 150_000,
			},
		],
	},
	{
		name: 'a server that asks to be left alone for an hour is not waited for only to read the last messages',
		server: {
			job: request => {
				if (request.before === 0) return {body: running};
				return asked(request) ? {status: 503, headers: {'retry-after': '3600'}, body: ''} : {body: failed};
			},
		},
		runs: [
			{
				args: ['wait', '{job}', '--interval', '1s'],
				exit: 1,
				says: [/Failed/, saying(`${lastUnread}${whatever}503`)],
				// Less than the time for which last messages are waited for at most.
				patience: 100_000,
			},
		],
		atMostRequests: 6,
	},
	{
		name: 'wait sees the end of a job whose messages turn unreadable on the way',
		faster: 10,
		server: {
			job: request => {
				const isOver = request.before > 3;
				if (asked(request) && request.before > 0) return {body: '{"jobId":"j1","messages":["'};
				return {body: isOver ? failed : running};
			},
		},
		runs: [{args: ['wait', '{job}', '--interval', '1s'], exit: 1, says: [/Failed/], patience: 150_000}],
	},
	{
		name: 'cancel asks without messages',
		server: {...onlyWith({body: '{"jobId":"j1'}), cancel: {body: {jobId: 'j1', jobStatus: 'esriJobCancelling'}}},
		runs: [
			{
				args: ['cancel', '--yes', '{job}'],
				exit: 0,
				says: [toldOfCancel({step: 'accepted', state: 'running', status: 'Executing'})],
			},
		],
		sent: [/^POST .*\/cancel/],
		neverSent: ['returnMessages=true'],
	},
	{
		name: 'results and inputs ask without messages',
		server: onlyWith({body: '{"jobId":"j1'}, done),
		runs: [
			{args: ['results', '{job}', 'Out'], exit: 0, says: ['fine']},
			{args: ['inputs', '{job}', 'In'], exit: 0, says: ['given']},
		],
		neverSent: ['returnMessages=true'],
	},
	{
		name: 'messages says why there are none, with the place where the JSON breaks off',
		server: onlyWith({body: '{"jobId":"j1","jobStatus":"esriJobExecuting",\n"messages":["a'}),
		runs: [{args: ['messages', '{job}'], exit: 5, says: [messagesUnread, /\b2, \w+ 15\b/]}],
	},
	{
		name: 'messages of a job without any says so, and prints nothing as data',
		server: {job: {body: running}},
		runs: [
			{args: ['messages', '{job}'], exit: 0, says: [noMessagesSentence]},
			{args: ['messages', '{job}', '--json'], exit: 0, silent: [noMessagesSentence]},
		],
	},
	{
		name: 'a job that one of two sites knows is found, whichever is asked first',
		server: sites(2, (_, at) => at === 1, {body: done}),
		runs: [
			{args: ['status', '{job}', '--json'], exit: 0, json: {jobs: [{state: 'succeeded', fault: null}]}},
			{args: ['status', '{job}', '--json'], exit: 0, json: {jobs: [{state: 'succeeded', fault: null}]}},
			{args: ['results', '{job}', 'Out'], exit: 0, says: ['fine']},
		],
	},
	{
		name: 'a job that one of three sites knows is found',
		server: sites(3, (_, at) => at === 2, {body: running}),
		runs: [{args: ['status', '{job}', '--json'], exit: 0, json: {jobs: [{state: 'running'}]}}],
	},
	{
		name: 'the cookie of a balancer goes back, and one that leads to the wrong site is given up',
		server: sticky,
		runs: [{args: ['status', '{job}', '--json'], exit: 0, json: {jobs: [{state: 'running', fault: null}]}}],
	},
	{
		name: 'a job that nobody knows is not found, after a bounded number of questions',
		server: {job: {body: {error: {code: 400, message: 'Job ID: not found.', details: []}}}},
		runs: [{args: ['status', '{job}'], exit: 1, says: [/not found/i]}],
		atMostRequests: 6,
	},
	{
		name: 'HTTP 410 is not found',
		server: {job: {status: 410, body: ''}},
		runs: [{args: ['status', '{job}'], exit: 1, says: [doesNotKnow('127.0.0.1:{port}', 410, '').sentence]}],
	},
	{
		name: 'a sentence that ends in a question mark gets no full stop',
		server: {job: {status: 400, body: 'no'}},
		runs: [
			{
				args: ['status', '{job}'],
				exit: 5,
				says: [answeredStatus('127.0.0.1:{port}', 400, '').sentence],
				silent: ['?.', '..'],
			},
		],
	},
];
