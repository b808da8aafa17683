import {describe, expect, test} from 'vitest';
import {type JobEvent, updateJob} from '../../source/monitor/job.ts';
import {remainingOf, usualDurationOf} from '../../source/monitor/usual-duration.ts';
import {answered, jobAfter} from './watched.ts';

test('three jobs give a usual duration, two do not', () => {
	expect(usualDurationOf([3, 1])).toBeUndefined();
	expect(usualDurationOf([3, 1, 2])).toEqual({median: 2, low: 1, high: 3, count: 3});
	expect(usualDurationOf([8, 1, 7, 2, 6, 3, 5, 4])).toEqual({median: 5, low: 3, high: 7, count: 8});
});

test('a job that does not run has no remaining time', () => {
	const usual = usualDurationOf([60_000, 60_000, 60_000]);
	if (!usual) throw new Error('three are enough');
	const known = (...statuses: readonly string[]) =>
		updateJob(jobAfter(...statuses.map((status, index) => answered(status, (index + 1) * 1000))), {
			type: 'usual-duration',
			usualDuration: usual,
		});
	expect(remainingOf(known('esriJobWaiting', 'esriJobExecuting'), 12_000)).toEqual({ms: 50_000, from: 'history'});
	for (const status of ['esriJobWaiting', 'esriJobCancelling', 'esriJobSucceeded', 'esriJobNovel']) {
		expect(remainingOf(known('esriJobWaiting', 'esriJobExecuting', status), 12_000)).toBeUndefined();
	}
});

describe('the remaining time of a running job', () => {
	const usual = usualDurationOf([60_000, 60_000, 60_000]);
	const at = (percent: number | undefined, milliseconds: number) =>
		answered(
			{
				jobStatus: 'esriJobExecuting',
				...(percent === undefined ? {} : {progress: {type: 'step', message: '', percent}}),
			},
			milliseconds,
		);
	const waits = answered('esriJobWaiting', 0);
	const runs = answered('esriJobExecuting', 1000);
	const withUsual = (...events: readonly JobEvent[]) =>
		jobAfter(...events, {type: 'usual-duration', usualDuration: usual ?? null});

	test('is computed from the speed of its progress, minus the time since the last step', () => {
		const job = withUsual(waits, at(10, 10_000), at(30, 20_000));
		expect(remainingOf(job, 20_000)).toEqual({ms: 35_000, from: 'progress'});
		expect(remainingOf(job, 25_000)).toEqual({ms: 30_000, from: 'progress'});
	});

	test('comes from earlier jobs until the speed is known over two percent', () => {
		expect(remainingOf(withUsual(waits, runs, at(10, 10_000), at(11, 20_000)), 21_000)).toEqual({
			ms: 40_000,
			from: 'history',
		});
		expect(remainingOf(withUsual(waits, runs, at(10, 10_000), at(12, 20_000)), 21_000)).toEqual({
			ms: 439_000,
			from: 'progress',
		});
	});

	test('comes from earlier jobs if steps arrived at the same time: they have no speed', () => {
		expect(remainingOf(withUsual(waits, runs, at(10, 10_000), at(90, 10_000)), 11_000)).toEqual({
			ms: 50_000,
			from: 'history',
		});
	});

	test('comes from earlier jobs if the progress has stopped', () => {
		const job = withUsual(waits, runs, at(10, 1000), at(90, 9000));
		expect(remainingOf(job, 9999)).toEqual({ms: 1, from: 'progress'});
		expect(remainingOf(job, 10_000)).toEqual({ms: 51_000, from: 'history'});
	});

	test('is unknown if there is no basis, or if the estimated time has passed', () => {
		const seenFromItsStart = [waits, runs] as const;
		expect(remainingOf(withUsual(...seenFromItsStart), 60_999)).toEqual({ms: 1, from: 'history'});
		expect(remainingOf(withUsual(...seenFromItsStart), 61_000)).toBeUndefined();
		expect(remainingOf(jobAfter(...seenFromItsStart), 2000)).toBeUndefined();
		// Nobody saw it start: it may have run for an hour before.
		expect(remainingOf(withUsual(runs), 2000)).toBeUndefined();
		expect(remainingOf(jobAfter(runs, at(10, 2000)), 2000)).toBeUndefined();
	});
});
