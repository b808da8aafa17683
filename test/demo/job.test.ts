import {expect, test} from 'vitest';
import {askToCancel, endOf, type Job, jobStateAt, makeJob, messagesOf} from '../../source/demo/job.ts';
import {cancelLasts} from '../../source/demo/play/phases.ts';
import type {Script} from '../../source/demo/play/script.ts';
import {shortScript} from './short-script.ts';

function play(script: Script, submittedAt = 0): Job {
	return makeJob('http://127.0.0.1:1', {id: 'j1', script, submittedAt, given: {}});
}

function texts(job: Job, moment: number): readonly string[] {
	return messagesOf(job, moment).map(({text}) => text);
}

test.each([
	[9_999, []],
	[10_000, ['begun']],
	[19_999, ['begun']],
	[20_000, ['begun', 'half']],
	[30_000, ['begun', 'half', 'done']],
	[1e9, ['begun', 'half', 'done']],
])('at %i ms a job has said %j', (moment, said) => {
	expect(texts(play(shortScript), moment)).toEqual(said);
});

test('a job that was submitted before the demo is further on', () => {
	const job = play(shortScript, -25_000);
	expect(jobStateAt(job, 0).status).toBe('esriJobExecuting');
	expect(texts(job, 0)).toEqual(['begun', 'half']);
	expect(endOf(job)).toBe(5_000);
});

test.each([
	[2_000, false],
	[7_000, true],
	[12_000, true],
	[31_000, false],
])('asked to cancel at %i ms, a job accepts: %s', (moment, accepted) => {
	expect(askToCancel(play(shortScript), moment)).toBe(accepted);
});

test('a second cancel is refused and changes nothing', () => {
	const job = play(shortScript);
	askToCancel(job, 12_000);
	expect(askToCancel(job, 13_000)).toBe(false);
	expect(job.cancelAskedAt).toBe(12_000);
	expect(askToCancel(job, 60_000)).toBe(false);
});

test('a refused cancel leaves no trace', () => {
	const job = play(shortScript);
	askToCancel(job, 2_000);
	expect(jobStateAt(job, 30_000).status).toBe('esriJobSucceeded');
});

test('a job that stops says no more than that it was cancelled', () => {
	const job = play(shortScript);
	askToCancel(job, 12_000);
	expect(texts(job, 30_000)).toEqual(['begun', expect.stringMatching(/^Cancelled at .* 2:00:18 PM$/)]);
	expect(texts(job, 12_000 + cancelLasts - 1)).toEqual(['begun']);
});

test('a job that does not stop goes on talking', () => {
	const job = play({...shortScript, cancel: 'ignored-while-cancelling'});
	askToCancel(job, 12_000);
	expect(jobStateAt(job, 15_000)).toEqual({status: 'esriJobCancelling', progress: undefined});
	expect(texts(job, 30_000)).toEqual(['begun', 'half', 'done']);
});
