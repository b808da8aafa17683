import {expect, test} from 'vitest';
import {cancelLasts, endsAfter, executesAfter, phaseAt, phasesOf} from '../../../source/demo/play/phases.ts';
import type {CancelReaction} from '../../../source/demo/play/script.ts';
import {shortScript} from '../short-script.ts';

test.each([
	[0, 'esriJobSubmitted', 0],
	[4_999, 'esriJobSubmitted', 4_999],
	[5_000, 'esriJobWaiting', 0],
	[10_000, 'esriJobExecuting', 0],
	[29_999, 'esriJobExecuting', 19_999],
	[30_000, 'esriJobSucceeded', 0],
	[1e12, 'esriJobSucceeded', 1e12 - 30_000],
])('%i ms after its submission a job is %s since %i ms', (elapsed, status, since) => {
	const found = phaseAt(phasesOf(shortScript, undefined), elapsed);
	expect([found.phase.status, found.since]).toEqual([status, since]);
});

test.each<[CancelReaction, number, [at: number, status: string][]]>([
	[
		'honoured',
		12_000,
		[
			[11_999, 'esriJobExecuting'],
			[12_000, 'esriJobCancelling'],
			[12_000 + cancelLasts - 1, 'esriJobCancelling'],
			[12_000 + cancelLasts, 'esriJobCancelled'],
			[40_000, 'esriJobCancelled'],
		],
	],
	[
		'honoured',
		7_000,
		[
			[6_999, 'esriJobWaiting'],
			[7_000, 'esriJobCancelling'],
			[7_000 + cancelLasts, 'esriJobCancelled'],
		],
	],
	[
		'ignored-while-executing',
		12_000,
		[
			[12_000, 'esriJobExecuting'],
			[29_999, 'esriJobExecuting'],
			[30_000, 'esriJobSucceeded'],
		],
	],
	[
		'ignored-while-cancelling',
		12_000,
		[
			[11_999, 'esriJobExecuting'],
			[12_000, 'esriJobCancelling'],
			[29_999, 'esriJobCancelling'],
			[30_000, 'esriJobSucceeded'],
		],
	],
	[
		'ignored-while-cancelling',
		7_000,
		[
			[7_000, 'esriJobCancelling'],
			[30_000, 'esriJobSucceeded'],
		],
	],
])('a cancel that is %s, asked for at %i ms', (cancel, askedAt, expected) => {
	const course = phasesOf({...shortScript, cancel}, askedAt);
	expect(expected.map(([at]) => [at, phaseAt(course, at).phase.status])).toEqual(expected);
});

test('a job executes after its queue and ends after its work', () => {
	expect(executesAfter(shortScript.phases)).toBe(10_000);
	expect(endsAfter(shortScript.phases)).toBe(30_000);
	expect(endsAfter(phasesOf(shortScript, 12_000))).toBe(12_000 + cancelLasts);
	expect(endsAfter([{status: 'esriJobSubmitted'}])).toBe(Number.POSITIVE_INFINITY);
	expect(executesAfter([{status: 'esriJobSucceeded'}])).toBe(0);
});

test('a script whose last phase ends is a mistake of its writer', () => {
	expect(() => phaseAt([{status: 'esriJobNew', lasts: 1}], 1)).toThrow(RangeError);
});
