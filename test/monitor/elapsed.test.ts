import {expect, test} from 'vitest';
import {elapsedOf, tookOf} from '../../source/monitor/elapsed.ts';
import {updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {fromRecord, toRecord} from '../../source/monitor/record-conversion.ts';
import {addressOf, answered, jobAfter, moment} from './watched.ts';

const threeMinutes = {ms: 192_000, isAtLeast: false};
const messages = [
	{type: 'esriJobMessageTypeError', description: 'ERROR 000258: Output already exists'},
	{
		type: 'esriJobMessageTypeInformative',
		description: 'Failed at Monday, November 23, 2026 1:12:09 PM (Elapsed Time: 3 minutes 12 seconds)',
	},
	{type: 'esriJobMessageTypeError', description: 'Failed to execute (ParcelReport).'},
];
const failed = jobAfter(answered({jobStatus: 'esriJobFailed', messages}, 1000, {messages: true}));

function inNextRun(job: WatchedJob): WatchedJob {
	return fromRecord(JSON.parse(JSON.stringify(toRecord(job))), addressOf(), {label: null, tags: []}, moment(60_000));
}

test('the duration of an ended job is known in the next run, and in the one after it', () => {
	expect(tookOf(failed)).toEqual(threeMinutes);
	expect(elapsedOf(inNextRun(failed), moment(60_000))).toEqual(threeMinutes);
	expect(elapsedOf(inNextRun(inNextRun(failed)), moment(60_000))).toEqual(threeMinutes);
});

test('an answer without messages keeps it, another state removes it', () => {
	const asked = updateJob(inNextRun(failed), answered('esriJobFailed', 70_000));
	expect(tookOf(asked)).toEqual(threeMinutes);
	const again = [70_000, 71_000, 72_000].reduce(
		(job, at) => updateJob(job, answered('esriJobExecuting', at)),
		inNextRun(failed),
	);
	expect(again.state).toBe('running');
	expect(again.took).toBeNull();
});

test('a minimum duration is recorded as such', () => {
	const met = jobAfter(answered('esriJobExecuting', 1000), answered('esriJobCancelled', 31_000));
	expect(tookOf(inNextRun(met))).toEqual({ms: 30_000, isAtLeast: true});
});

test('a record of an earlier version does not contain it', () => {
	const {took: _, ...record} = toRecord(failed);
	expect(tookOf(fromRecord(record, addressOf(), {label: null, tags: []}, moment(60_000)))).toBeUndefined();
});
