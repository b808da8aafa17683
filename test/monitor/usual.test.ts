import {expect, test} from 'vitest';
import {updateJob} from '../../source/monitor/job.ts';
import {remainingOf, usualOf} from '../../source/monitor/usual.ts';
import {answered, jobAfter} from './watched.ts';

test('three jobs tell what is usual, two do not', () => {
	expect(usualOf([3, 1])).toBeUndefined();
	expect(usualOf([3, 1, 2])).toEqual({median: 2, low: 1, high: 3, count: 3});
	expect(usualOf([8, 1, 7, 2, 6, 3, 5, 4])).toEqual({median: 5, low: 3, high: 7, count: 8});
});

test('a job that does not run has no time left, whatever is usual', () => {
	const usual = usualOf([60_000, 60_000, 60_000]);
	if (!usual) throw new Error('three are enough');
	const known = (...statuses: readonly string[]) =>
		updateJob(jobAfter(...statuses.map((status, index) => answered(status, (index + 1) * 1000))), {
			type: 'usual',
			usual,
		});
	expect(remainingOf(known('esriJobWaiting', 'esriJobExecuting'), 12_000)).toEqual({ms: 50_000, from: 'history'});
	for (const status of ['esriJobWaiting', 'esriJobCancelling', 'esriJobSucceeded', 'esriJobNovel']) {
		expect(remainingOf(known('esriJobWaiting', 'esriJobExecuting', status), 12_000)).toBeUndefined();
	}
});
