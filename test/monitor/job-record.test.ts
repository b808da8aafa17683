import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {jobRecordSchema} from '../../source/gp/job-record.ts';
import {type JobEvent, newJob, updateJob} from '../../source/monitor/job.ts';
import {fromRecord, toRecord} from '../../source/monitor/job-record.ts';
import {pollInterval} from '../../source/monitor/schedule.ts';
import {often} from '../often.ts';
import {anyJob} from './any-job.ts';
import {addressOf, answered, faulted, jobAfter, missing, moment} from './watched.ts';

const listed = {label: null, tags: []};
/** A later run of gpjobs, on a machine that has been restarted. */
const later = {mono: 5000, epoch: moment(0).epoch + 3_600_000};
const kept = (job: Parameters<typeof toRecord>[0]) =>
	fromRecord(jobRecordSchema.parse(JSON.parse(JSON.stringify(toRecord(job)))), job.address, listed, later);

describe('what is written down of a job', () => {
	test('is what is written down again when it has been read', () => {
		fc.assert(
			fc.property(anyJob, job => {
				expect(toRecord(kept(job))).toEqual(toRecord(job));
			}),
			{numRuns: often(2000)},
		);
	});

	test('is JSON of the shape that is read', () => {
		fc.assert(
			fc.property(anyJob, job => {
				const record = toRecord(job);
				expect(jobRecordSchema.parse(JSON.parse(JSON.stringify(record)))).toEqual(record);
			}),
			{numRuns: often(2000)},
		);
	});
});

describe('a job as an earlier run left it', () => {
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
			isKept: true,
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

	test('that never answered is a new one', () => {
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

	test('and what it became while no gpjobs ran, it became nobody knows when', () => {
		const job = updateJob(kept(jobAfter('esriJobWaiting')), {...answered('esriJobExecuting', 0), at: later});
		expect(job).toMatchObject({state: 'running', metInState: true, sawStart: false, isKept: false, stateSince: later});
	});
});
