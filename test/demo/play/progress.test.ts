import {expect, test} from 'vitest';
import {progressOf} from '../../../source/demo/play/progress.ts';
import type {Phase} from '../../../source/demo/play/script.ts';

const step: Phase = {
	status: 'esriJobExecuting',
	lasts: 20_000,
	progressor: {type: 'step', messages: ['first', 'second']},
};

test.each([
	[0, 'first', 0],
	[4_999, 'first', 0],
	[5_000, 'first', 25],
	[9_999, 'first', 25],
	[10_000, 'second', 50],
	[19_999, 'second', 75],
])('progress is written down each 5 s: %i ms into the work it is %s, %i %%', (since, message, percent) => {
	expect(progressOf(step, since)).toEqual({type: 'step', message, percent});
});

test('a default progressor has no percent', () => {
	expect(progressOf({...step, progressor: {type: 'default', message: 'busy'}}, 7_000)).toEqual({
		type: 'default',
		message: 'busy',
	});
});

test('work without an end stays at 0 %', () => {
	const {lasts: _, ...endless} = step;
	expect(progressOf(endless, 1e9)).toMatchObject({percent: 0});
});

test.each<[string, Phase]>([
	['while a job does not execute', {...step, status: 'esriJobCancelling'}],
	['where a tool has no progressor', {status: 'esriJobExecuting', lasts: 20_000}],
])('there is no progress %s', (_, phase) => {
	expect(progressOf(phase, 7_000)).toBeUndefined();
});
