import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {stateOf} from '../../source/gp/status.ts';
import {ageOf, type JobEvent, knownAt, newJob, reasonOf, updateJob} from '../../source/monitor/job.ts';
import {
	addressOf,
	answered,
	faulted,
	jobAfter,
	missing,
	moment,
	snapshotOf,
	timeout,
	withoutMessages,
} from './watched.ts';

describe('an end', () => {
	test.each([
		['esriJobExecuting', 'succeeded'],
		['esriJobFailed', 'succeeded'],
		['esriJobNovel', 'succeeded'],
	])('stays for two answers of %s and is given up at the third', (status, state) => {
		const twice = jobAfter('esriJobSucceeded', status, status);
		expect(twice).toMatchObject({state, status: {safe: 'esriJobSucceeded'}, backwards: 2});
		expect(updateJob(twice, answered(status, 9000))).toMatchObject({state: stateOf(status), backwards: 0});
		expect(updateJob(twice, answered('esriJobSucceeded', 9000))).toMatchObject({state, backwards: 0});
	});

	test('keeps its time and the last progress', () => {
		const job = jobAfter(
			answered({jobStatus: 'esriJobExecuting', progress: {type: 'step', message: 'Step 4', percent: 80}}, 1000),
			'esriJobSucceeded',
			'esriJobSucceeded',
		);
		expect(job).toMatchObject({endedAt: moment(2000), progress: {percent: 80}, state: 'succeeded'});
	});

	test.each(['esriJobDeleting', 'esriJobDeleted'])('stays when the server says %s', status => {
		const job = jobAfter('esriJobFailed', status);
		expect(job).toMatchObject({
			state: 'failed',
			status: {safe: 'esriJobFailed'},
			isDeletedOnServer: true,
			backwards: 0,
		});
		expect(updateJob(job, answered('esriJobFailed', 9000))).toMatchObject({state: 'failed', isDeletedOnServer: false});
	});

	test('that gpjobs did not see is the one that the server sends', () => {
		expect(jobAfter('esriJobExecuting', 'esriJobDeleted')).toMatchObject({state: 'deleted', isDeletedOnServer: false});
		expect(jobAfter('esriJobDeleted', 'esriJobSucceeded')).toMatchObject({state: 'succeeded'});
	});
});

describe('a job that its server does not know', () => {
	const notFound = (at: number, taskAnswers = true) => faulted(missing, at, {taskAnswers});

	test('is gone after three answers over a minute', () => {
		const twice = jobAfter('esriJobExecuting', notFound(10_000), notFound(40_000));
		expect(twice).toMatchObject({state: 'running', notFound: {count: 2, since: 10_000}});
		expect(updateJob(twice, notFound(70_000))).toMatchObject({
			state: 'gone',
			status: {safe: 'esriJobExecuting'},
			stateSince: moment(70_000),
			metInState: false,
		});
	});

	test.each<[string, ReadonlyArray<JobEvent | string>]>([
		['three times are too soon together', ['esriJobExecuting', notFound(10_000), notFound(20_000), notFound(69_999)]],
		['twice is too few', ['esriJobExecuting', notFound(10_000), notFound(99_000)]],
		[
			'an answer came in between',
			[
				'esriJobExecuting',
				notFound(1000),
				notFound(40_000),
				answered('esriJobExecuting', 50_000),
				notFound(70_000),
				notFound(99_000),
			],
		],
		[
			'the task does not answer either',
			[
				'esriJobExecuting',
				notFound(1000, false),
				notFound(40_000, false),
				notFound(80_000, false),
				notFound(120_000, false),
			],
		],
		['it never answered', [notFound(1000), notFound(40_000), notFound(80_000), notFound(120_000)]],
		[
			'it failed in another way',
			['esriJobExecuting', ...[1, 40, 80, 120].map(second => faulted(timeout, second * 1000, {taskAnswers: true}))],
		],
	])('is not gone where %s', (_, events) => {
		expect(jobAfter(...events).state).not.toBe('gone');
	});

	test.each([
		['404', missing, true],
		['an envelope 400', fault('server', 'x', 400), true],
		['an envelope 500', fault('server', 'x', 500), false],
		['a bare 404', {...missing, isOfSomethingElse: true as const}, false],
		['an envelope without a code', fault('server', 'x'), false],
		['HTTP 500', fault('http', 'x', 500), false],
		['a page', fault('not-json', 'x'), false],
		['a sign-in', fault('sign-in', 'x', 499), false],
	])('%s counts: %o', (_, why, counts) => {
		expect(jobAfter('esriJobExecuting', faulted(why, 5000, {taskAnswers: true})).notFound !== null).toBe(counts);
	});

	test('keeps its end, and is marked as deleted', () => {
		const job = jobAfter('esriJobSucceeded', notFound(10_000), notFound(40_000), notFound(70_000));
		expect(job).toMatchObject({state: 'succeeded', isDeletedOnServer: true, endedAt: moment(1000)});
	});

	test('that is gone comes back with an answer', () => {
		const gone = jobAfter('esriJobExecuting', notFound(10_000), notFound(40_000), notFound(70_000));
		expect(updateJob(gone, answered('esriJobExecuting', 90_000))).toMatchObject({
			state: 'running',
			stateSince: moment(90_000),
			trouble: null,
			notFound: null,
		});
		expect(updateJob(gone, notFound(99_000))).toMatchObject({state: 'gone', stateSince: moment(70_000)});
	});
});

describe('what gpjobs saw itself', () => {
	test('the first answer does not say when the state began', () => {
		expect(jobAfter('esriJobExecuting')).toMatchObject({
			metInState: true,
			runningSince: moment(1000),
			sawStart: false,
			transitions: [{at: moment(1000), state: 'running'}],
		});
	});

	test('a job that was seen queued was seen starting', () => {
		expect(jobAfter('esriJobWaiting', 'esriJobExecuting', 'esriJobCancelling')).toMatchObject({
			metInState: false,
			runningSince: moment(2000),
			sawStart: true,
			stateSince: moment(3000),
		});
	});

	test('every status is a transition, but only a state has a beginning', () => {
		const job = jobAfter('esriJobNew', 'esriJobSubmitted', 'esriJobSubmitted', 'esriJobWaiting');
		expect(job.transitions.map(({status, at}) => [status?.safe, at.mono])).toEqual([
			['esriJobNew', 1000],
			['esriJobSubmitted', 2000],
			['esriJobWaiting', 4000],
		]);
		expect(job).toMatchObject({stateSince: moment(1000), metInState: true});
	});

	test('of a status that alternates for ever, the last hundred changes are kept', () => {
		const statuses = Array.from({length: 150}, (_, index) => (index % 2 ? 'esriJobSubmitted' : 'esriJobWaiting'));
		const {transitions} = jobAfter(...statuses);
		expect(transitions).toHaveLength(100);
		expect(transitions[0]?.at).toEqual(moment(51_000));
		expect(transitions.at(-1)?.at).toEqual(moment(150_000));
	});

	test('states may be skipped', () => {
		expect(jobAfter('esriJobSubmitted', 'esriJobSucceeded')).toMatchObject({
			state: 'succeeded',
			runningSince: null,
			endedAt: moment(2000),
		});
	});
});

describe('what an answer leaves out', () => {
	const links = {results: {A: {paramUrl: 'results/A'}}, inputs: {B: {paramUrl: 'inputs/B'}}};

	test('results, inputs and the job id stay', () => {
		const job = jobAfter(answered({jobId: 'j1', jobStatus: 'esriJobSucceeded', ...links}, 1000), 'esriJobSucceeded');
		expect([job.results.length, job.inputs.length, job.jobId?.safe]).toEqual([1, 1, 'j1']);
	});

	test('progress disappears while the job runs, and stays when it has ended', () => {
		const withProgress = answered(
			{jobStatus: 'esriJobExecuting', progress: {type: 'step', message: 'm', percent: 5}},
			1000,
		);
		expect(jobAfter(withProgress, 'esriJobExecuting').progress).toBeNull();
		expect(jobAfter(withProgress, 'esriJobCancelling', 'esriJobCancelled').progress).toMatchObject({percent: 5});
	});

	test('the speed of a progressor is measured again after it has gone back', () => {
		const at = (percent: number | undefined, second: number) =>
			answered({jobStatus: 'esriJobExecuting', progress: {type: 'step', message: 'm', percent}}, second * 1000);
		expect(jobAfter(at(10, 1), at(20, 2), at(20, 3), at(40, 4)).progressTrail).toEqual({
			firstPercent: 10,
			firstAt: 1000,
			percent: 40,
			at: 4000,
		});
		expect(jobAfter(at(10, 1), at(20, 2), at(5, 3)).progressTrail).toEqual({
			firstPercent: 5,
			firstAt: 3000,
			percent: 5,
			at: 3000,
		});
		expect(jobAfter(at(10, 1), at(undefined, 2)).progressTrail).toBeNull();
	});
});

describe('other events', () => {
	test('label and tags are updated, the interval is stored, the cancel flow is kept', () => {
		const job = jobAfter(
			'esriJobExecuting',
			{type: 'listed', label: 'flood' as never, tags: ['a' as never]},
			{type: 'armed', interval: 4000},
		);
		expect(job).toMatchObject({label: 'flood', tags: ['a'], intervalThen: 4000, state: 'running'});
		expect(updateJob(job, {type: 'cancel', flow: null}).cancel).toBeNull();
	});

	test('a snapshot is kept completely', () => {
		const snapshot = snapshotOf({jobStatus: 'esriJobNew', novel: 1});
		expect(updateJob(newJob(addressOf()), {...answered('esriJobNew', 1), snapshot}).snapshot).toBe(snapshot);
	});
});

test('nothing is claimed about a job that was never answered', () => {
	expect(newJob(addressOf())).toMatchObject({
		state: 'unknown',
		status: null,
		isDeletedOnServer: false,
		isFromRecord: false,
		sawStart: false,
		clockAhead: 0,
		cached: null,
		lastAnswer: null,
		endedAt: null,
		trouble: null,
		notFound: null,
		refusals: null,
		cancel: null,
		messages: {list: null, total: 0, warnings: 0, errors: 0, isWanted: expect.any(Boolean)},
	});
	expect(knownAt(newJob(addressOf()))).toBeUndefined();
	expect(ageOf(newJob(addressOf()), moment(5000))).toBeUndefined();
});

describe('why a job failed', () => {
	const said = (status: string, ...messages: readonly (readonly [string, string])[]) =>
		jobAfter(
			answered(
				{
					jobStatus: status,
					messages: messages.map(([type, description]) => ({type: `esriJobMessageType${type}`, description})),
				},
				1000,
				{messages: true},
			),
		);
	const textOf = (job: ReturnType<typeof said>) => reasonOf(job)?.text.safe;

	test.each(['esriJobFailed', 'esriJobTimedOut'])('%s: its first error, else the last that it said', status => {
		expect(textOf(said(status, ['Informative', 'a'], ['Error', 'b'], ['Error', 'c'], ['Informative', 'd']))).toBe('b');
		expect(textOf(said(status, ['Informative', 'a'], ['Informative', 'd']))).toBe('d');
	});

	test.each(['esriJobSucceeded', 'esriJobCancelled', 'esriJobExecuting'])('%s: there is no reason', status => {
		expect(reasonOf(said(status, ['Error', 'b'], ['Informative', 'd']))).toBeNull();
	});

	test('a message from before the end is not a reason until the end has been read', () => {
		const before = answered(
			{jobStatus: 'esriJobExecuting', messages: [{type: 'esriJobMessageTypeInformative', description: 'a'}]},
			1000,
			{messages: true},
		);
		const unread = jobAfter(before, answered('esriJobFailed', 2000));
		expect(reasonOf(unread)).toBeNull();
		expect(reasonOf(jobAfter(before, withoutMessages(timeout, 2000, 'esriJobFailed')))).toBeNull();
		// What an earlier run left is all that there is.
		expect(textOf({...unread, isFromRecord: true})).toBe('a');
		expect(textOf(jobAfter(before, answered({jobStatus: 'esriJobFailed', messages: []}, 2000, {messages: true})))).toBe(
			'a',
		);
	});
});

test('an answer from a cache is older than its arrival', () => {
	const cached = updateJob(jobAfter('esriJobExecuting'), {
		...answered('esriJobExecuting', 5000),
		cached: {age: 20_000},
	});
	expect(ageOf(cached, moment(6000))).toBe(21_000);
	expect(knownAt(cached)).toBe(moment(5000).epoch - 20_000);
	// The next answer comes from the server itself.
	expect(ageOf(updateJob(cached, answered('esriJobExecuting', 7000)), moment(8000))).toBe(1000);
});

test.each([
	[undefined, 0],
	[59_000, 0],
	[-59_000, 0],
	[60_000, 60_000],
	[-3_600_000, -3_600_000],
])('a clock of the server that is %j ms ahead counts as %i', (clockAhead, counted) => {
	const event = answered('esriJobExecuting', 5000);
	const job = updateJob(newJob(addressOf()), clockAhead === undefined ? event : {...event, clockAhead});
	expect(job.clockAhead).toBe(counted);
});
