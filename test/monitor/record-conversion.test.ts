import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {jobRecordSchema} from '../../source/gp/job-record.ts';
import {type JobEvent, newJob, updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {newsOf} from '../../source/monitor/job-news.ts';
import {unreadSentence} from '../../source/monitor/last-messages.ts';
import {fromRecord, toRecord} from '../../source/monitor/record-conversion.ts';
import {pollInterval} from '../../source/monitor/schedule.ts';
import {jobJson} from '../../source/session/job-json.ts';
import {often} from '../often.ts';
import {anyJob} from './any-job.ts';
import {addressOf, answered, faulted, jobAfter, missing, moment, timeout, withoutMessages} from './watched.ts';

const listed = {label: null, tags: []};
/** A later run of gpjobs, on a machine that has been restarted. */
const later = {mono: 5000, epoch: moment(0).epoch + 3_600_000};
const kept = (job: Parameters<typeof toRecord>[0]) =>
	fromRecord(jobRecordSchema.parse(JSON.parse(JSON.stringify(toRecord(job)))), job.address, listed, later);

describe('the record of a job', () => {
	test('is the same after reading and recording it again', () => {
		fc.assert(
			fc.property(anyJob, job => {
				expect(toRecord(kept(job))).toEqual(toRecord(job));
			}),
			{numRuns: often(2000)},
		);
	});

	test('matches the schema with which it is read', () => {
		fc.assert(
			fc.property(anyJob, job => {
				const record = toRecord(job);
				expect(jobRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
			}),
			{numRuns: often(2000)},
		);
	});
});

describe('a job from a record', () => {
	test('is shown as it was, with its times on the clocks of this run', () => {
		const job = jobAfter(
			'esriJobWaiting',
			answered(
				{
					jobId: 'j9',
					jobStatus: 'esriJobExecuting',
					messages: [{type: 'esriJobMessageTypeError', description: 'a\x07'}],
					results: {'R 1': {}},
				},
				60_000,
				{messages: true},
			),
		);
		const read = kept(job);
		expect(read).toMatchObject({
			isFromRecord: true,
			state: 'running',
			status: {safe: 'esriJobExecuting'},
			jobId: {safe: 'j9'},
			snapshot: null,
			messages: {list: null, total: 1, errors: 1, firstError: {text: {safe: 'a^G', raw: 'a\x07'}}, isWanted: true},
			results: [{name: {safe: 'R 1'}, paramUrl: 'results/R%201'}],
			sawStart: true,
			lastAnswer: {epoch: moment(60_000).epoch, mono: 5000 - 3_600_000 + 60_000},
		});
	});

	test('that was never answered is a new one', () => {
		expect(kept(newJob(addressOf()))).toEqual(newJob(addressOf()));
		expect(kept(jobAfter(faulted(missing, 1000)))).toEqual(newJob(addressOf()));
	});

	test('takes its label and its tags from the list', () => {
		const label = {label: 'flood' as never, tags: ['hydro' as never]};
		expect(fromRecord(toRecord(jobAfter('esriJobNew')), addressOf(), label, later)).toMatchObject(label);
	});

	test.each<[string, ReadonlyArray<JobEvent | string>, object, boolean]>([
		['running', ['esriJobExecuting'], {state: 'running'}, true],
		['ended', ['esriJobSucceeded'], {state: 'succeeded', isDeletedOnServer: false}, false],
		['ended and deleted', ['esriJobFailed', 'esriJobDeleted'], {state: 'failed', isDeletedOnServer: true}, false],
		['deleted', ['esriJobDeleted'], {state: 'deleted'}, false],
		[
			'gone',
			['esriJobExecuting', ...[10, 50, 90].map(second => faulted(missing, second * 1000, {taskAnswers: true}))],
			{state: 'gone', status: {safe: 'esriJobExecuting'}},
			true,
		],
		['unknown', ['esriJobNovel'], {state: 'unknown', status: {safe: 'esriJobNovel'}}, true],
	])('that was %s is that still, and polled: %s', (_, events, told, isPolled) => {
		const job = kept(jobAfter(...events));
		expect(job).toMatchObject(told);
		expect(pollInterval(job, 'none', later.mono) !== undefined).toBe(isPolled);
	});

	test('and a state that it reached while gpjobs did not run has no known time', () => {
		const job = updateJob(kept(jobAfter('esriJobWaiting')), {...answered('esriJobExecuting', 0), at: later});
		expect(job).toMatchObject({
			state: 'running',
			metInState: true,
			sawStart: false,
			isFromRecord: false,
			stateSince: later,
		});
	});
});

describe('incomplete messages', () => {
	const unread = fault('http', 'gis.acme.com answered HTTP 502.', 502);

	test.each<[string, WatchedJob, object | null]>([
		[
			'at the end',
			jobAfter('esriJobExecuting', 'esriJobFailed', withoutMessages(unread, 3000, 'esriJobFailed')),
			{kind: 'http', code: 502},
		],
		['while it runs', jobAfter('esriJobExecuting', withoutMessages(unread, 3000)), {kind: 'http', code: 502}],
		['as they are too large', jobAfter(withoutMessages(fault('too-large', 'x'), 1000)), {kind: 'too-large'}],
		[
			'as the job itself could not be had any more',
			jobAfter('esriJobExecuting', 'esriJobFailed', faulted(timeout, 3000)),
			{kind: 'timeout'},
		],
		['as gpjobs was ended before', jobAfter('esriJobExecuting', 'esriJobFailed'), {kind: 'local'}],
		['not', jobAfter(answered({jobStatus: 'esriJobFailed', messages: ['a']}, 1000, {messages: true})), null],
		['not, of a job that runs', jobAfter('esriJobExecuting'), null],
	])('(%s) is known to the next run, and told', (_, job, why) => {
		const read = kept(job);
		expect(toRecord(job).messages.fault).toEqual(why && expect.objectContaining(why));
		expect(jobJson(read).messages.fault).toEqual(why && expect.objectContaining(why));
		expect(unreadSentence(read) === undefined).toBe(why === null);
	});

	test('are not news of the next run, and are complete once they are read', () => {
		const read = kept(jobAfter('esriJobExecuting', withoutMessages(unread, 3000)));
		const same = updateJob(read, withoutMessages(unread, 9000));
		expect(newsOf({url: 'u', before: read, after: same}).map(({event}) => event)).toContain('messages-fault');
		const whole = answered({jobStatus: 'esriJobExecuting', messages: ['a']}, 9000, {messages: true});
		const after = updateJob(read, whole);
		expect(newsOf({url: 'u', before: read, after}).map(({event}) => event)).not.toContain('messages-recovered');
		expect(toRecord(after).messages.fault).toBeNull();
	});

	test('in an unknown form in the record are ignored', () => {
		const record = toRecord(jobAfter('esriJobExecuting'));
		const parsed = jobRecordSchema.parse({...record, messages: {...record.messages, total: 7, fault: {kind: 'odd'}}});
		expect(parsed.messages).toMatchObject({total: 7, fault: null});
		const {fault: _, ...before} = record.messages;
		expect(jobRecordSchema.parse({...record, messages: {...before, total: 7}}).messages).toMatchObject({
			total: 7,
			fault: null,
		});
	});
});

test('the recorded times of an earlier run are the moments at which things happened', () => {
	const job = jobAfter(
		'esriJobWaiting',
		answered(
			{jobStatus: 'esriJobExecuting', results: {R: {paramUrl: 'results/R'}}, inputs: {I: {paramUrl: 'inputs/I'}}},
			60_000,
		),
	);
	const read = kept(job);
	expect(read.inputs.map(({paramUrl}) => paramUrl)).toEqual(['inputs/I']);
	expect(read.results.map(({paramUrl}) => paramUrl)).toEqual(['results/R']);
	const ago = later.epoch - moment(0).epoch;
	expect(read.transitions.map(({at}) => at)).toEqual([
		{epoch: moment(1000).epoch, mono: later.mono - ago + 1000},
		{epoch: moment(60_000).epoch, mono: later.mono - ago + 60_000},
	]);
});
