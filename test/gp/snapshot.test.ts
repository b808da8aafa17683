import {describe, expect, test} from 'vitest';
import {
	aTask,
	emptyObject,
	jsonWithoutJob,
	noJobStatus,
	otherKindOfJob,
	readSnapshot,
	type Snapshot,
} from '../../source/gp/snapshot.ts';

function snapshotOf(body: unknown, known?: Snapshot['messages']): Snapshot {
	const read = known ? readSnapshot(body, known) : readSnapshot(body);
	if (!read.ok) throw new Error(read.fault.sentence);
	return read.snapshot;
}

describe('the body of a job', () => {
	test('as documented', () => {
		expect(
			snapshotOf({
				jobId: 'j1',
				jobStatus: 'esriJobSucceeded',
				results: {Out: {paramUrl: 'results/Out'}},
				inputs: {In: {paramUrl: 'inputs/In'}},
				messages: [{type: 'esriJobMessageTypeInformative', description: 'Submitted.'}],
			}),
		).toEqual({
			jobId: {safe: 'j1'},
			status: {safe: 'esriJobSucceeded'},
			state: 'succeeded',
			progress: null,
			messages: [{level: 'info', type: 'esriJobMessageTypeInformative', text: {safe: 'Submitted.'}}],
			results: [{name: {safe: 'Out'}, paramUrl: 'results/Out'}],
			inputs: [{name: {safe: 'In'}, paramUrl: 'inputs/In'}],
			notebook: null,
			reason: null,
			others: [],
		});
	});

	test('a status alone is enough', () => {
		expect(snapshotOf({jobStatus: 'esriJobNew'})).toEqual({
			jobId: null,
			status: {safe: 'esriJobNew'},
			state: 'queued',
			progress: null,
			messages: null,
			results: [],
			inputs: [],
			notebook: null,
			reason: null,
			others: [],
		});
	});

	test.each<[string, unknown, Partial<Snapshot>]>([
		['a status of null', {jobStatus: null}, {status: null, state: 'unknown'}],
		['an unknown status', {jobStatus: 'esriJobNovel'}, {status: {safe: 'esriJobNovel' as never}, state: 'unknown'}],
		['a number for a status', {jobStatus: 4}, {status: {safe: '4' as never}, state: 'unknown'}],
		['a number for a job id', {jobId: 1, jobStatus: 'esriJobNew'}, {jobId: {safe: '1' as never}}],
		['no messages', {jobStatus: 'esriJobNew'}, {messages: null}],
		['null for messages', {jobStatus: 'esriJobNew', messages: null}, {messages: null}],
		['messages that are no list', {jobStatus: 'esriJobNew', messages: {}}, {messages: null}],
		['no messages in the list', {jobStatus: 'esriJobNew', messages: []}, {messages: []}],
		['a notebook that failed', {jobStatus: 'esriJobFailed', status: 'FAILED'}, {state: 'failed'}],
		['an error beside the status', {jobStatus: 'esriJobFailed', error: {code: 1}}, {state: 'failed'}],
	])('%s', (_, body, told) => {
		expect(snapshotOf(body)).toMatchObject(told);
	});

	test('known messages are reused', () => {
		const messages = [{description: 'a'}, {description: 'b'}];
		const before = snapshotOf({jobStatus: 'esriJobNew', messages});
		expect(snapshotOf({jobStatus: 'esriJobNew', messages}, before.messages ?? []).messages).toBe(before.messages);
	});
});

describe('progress', () => {
	test.each([
		['default', {type: 'default', message: 'Executing...'}, ['default', 'Executing...', null]],
		['step', {type: 'step', message: 'Step 2', percent: 0}, ['step', 'Step 2', 0]],
		['a step without a type', {message: 'm', percent: 50}, ['step', 'm', 50]],
		['nothing said', {}, ['default', '', null]],
		['a number alone', 62, ['step', '', 62]],
		['a percent in text', {percent: '62.5%'}, ['step', '', 62.5]],
		['more than all', {percent: 250}, ['step', '', 100]],
		['less than nothing', {percent: -5}, ['step', '', 0]],
		['no percent at all', {type: 'step', percent: 'half'}, ['step', '', null]],
		['null for a percent', {type: 'step', percent: null}, ['step', '', null]],
		['a percent without end', JSON.parse('{"percent": 1e999}'), ['default', '', null]],
		['null for a message', {type: 'default', message: null}, ['default', '', null]],
		['numbers for words', {type: 1, message: 2, percent: 3}, ['1', '2', 3]],
		['objects for words', {type: {}, message: [], percent: 3}, ['step', '', 3]],
		['a message with sequences', {message: '\x1b[2Jx\r'}, ['default', 'x^M', null]],
	])('%s', (_, wire, [type, message, percent]) => {
		expect(snapshotOf({jobStatus: 'esriJobExecuting', progress: wire}).progress).toMatchObject({
			type: {safe: type},
			message: {safe: message},
			percent,
		});
	});

	test.each([[null], ['62%'], [true], [[]]])('%j is none', wire => {
		expect(snapshotOf({jobStatus: 'esriJobExecuting', progress: wire}).progress).toBeNull();
	});
});

describe('all sent fields are available', () => {
	const othersOf = (body: object) =>
		snapshotOf({jobStatus: 'esriJobNew', ...body}).others.map(({name, value}) => [name.safe, value.safe]);

	test.each<[string, object, string[][]]>([
		[
			'what no page names',
			{state: 'x', isCancelled: true, n: 1, a: {b: []}},
			[
				['state', 'x'],
				['isCancelled', 'true'],
				['n', '1'],
				['a', '{"b":[]}'],
			],
		],
		['what was understood is not said twice', {jobId: 'j', progress: 5, messages: [], results: {}, inputs: {}}, []],
		[
			'of a notebook neither',
			{startTime: 1, endTime: 2, type: 't', status: 's', username: 'u', customAttributes: {isCancelled: true}},
			[],
		],
		[
			'known names in shapes that nobody knows',
			{jobId: {}, progress: 'half', messages: 'none', results: 'x', inputs: 5},
			[
				['jobId', '{}'],
				['progress', 'half'],
				['results', 'x'],
				['inputs', '5'],
			],
		],
		[
			'of a notebook too',
			{startTime: 'yesterday', username: {}, status: 'ok'},
			[
				['startTime', 'yesterday'],
				['username', '{}'],
			],
		],
		[
			'attributes that nobody knows',
			{customAttributes: {isCancelled: false, cost: 1}},
			[['customAttributes', '{"isCancelled":false,"cost":1}']],
		],
		[
			'null',
			{endTime: null, novel: null},
			[
				['endTime', 'null'],
				['novel', 'null'],
			],
		],
		[
			'names of prototypes',
			JSON.parse('{"__proto__": 1, "constructor": 2}'),
			[
				['__proto__', '1'],
				['constructor', '2'],
			],
		],
	])('%s', (_, body, others) => {
		expect(othersOf(body)).toEqual(others);
	});

	test('large ones are cut', () => {
		expect(othersOf({big: Array(10_000).fill(1)})[0]?.[1]?.length).toBeLessThan(2100);
	});
});

describe('bodies that are not jobs', () => {
	test.each([
		['a list', [], 'unexpected', jsonWithoutJob],
		['null', null, 'unexpected', jsonWithoutJob],
		['a string', 'esriJobNew', 'unexpected', jsonWithoutJob],
		['nothing', {}, 'unexpected', emptyObject],
		['a job id alone', {jobId: 'j1'}, 'unexpected', noJobStatus],
		['a job wrapped up', {response: {jobStatus: 'esriJobNew'}}, 'unexpected', noJobStatus],
		['a status in another place', {jobId: 'j1', status: 'esriJobSucceeded'}, 'unexpected', noJobStatus],
		['a status that is no text', {jobStatus: {}}, 'unexpected', noJobStatus],
		['a job of a FeatureServer', {status: 'Pending', submissionTime: 1}, 'not-a-job', otherKindOfJob],
		['one under way', {status: 'InProgress'}, 'not-a-job', otherKindOfJob],
		['a statusUrl', {statusUrl: 'https://h/jobs/1'}, 'not-a-job', otherKindOfJob],
		['a task', {name: 'T', executionType: 'x', parameters: []}, 'not-a-job', aTask],
	])('%s', (_, body, kind, fault) => {
		expect(fault).toMatchObject({kind, code: null});
		expect(readSnapshot(body)).toEqual({ok: false, fault});
	});
});
