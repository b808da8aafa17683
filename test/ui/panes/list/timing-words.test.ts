import {describe, expect, test} from 'vitest';
import {updateJob, type WatchedJob} from '../../../../source/monitor/job.ts';
import {durationSeen, remainingOf, usualDurationOf} from '../../../../source/monitor/usual-duration.ts';
import {
	guessedRest,
	silentFor,
	slowSince,
	slowWords,
	timeLeftShort,
	timingFacts,
	usualOfTask,
	usualWords,
} from '../../../../source/ui/panes/list/timing-words.ts';
import {answered, jobAfter, moment} from '../../../monitor/watched.ts';

const minute = 60_000;
const usual = usualDurationOf([10, 12, 15, 11, 13].map(count => count * minute));
const submitted = {jobStatus: 'esriJobSubmitted', messages: []};
const executing = {jobStatus: 'esriJobExecuting', messages: [{type: 'x', description: 'one'}]};
const asked = {messages: true};

/** A job that gpjobs saw from its start, running for so many minutes. */
function runningFor(minutes: number, body: object = executing): WatchedJob {
	const job = jobAfter(
		answered(submitted, 0, asked),
		answered(executing, 1000, asked),
		answered(body, 1000 + minutes * minute, asked),
	);
	return usual ? updateJob(job, {type: 'usual-duration', usualDuration: usual}) : job;
}

const factsOf = (job: WatchedJob, minutes: number) =>
	Object.fromEntries(timingFacts(job, moment(1000 + minutes * minute)).map(({name, value}) => [name, value]));

test('a usual duration needs three jobs, and is given as the middle half', () => {
	expect(usualDurationOf([1, 2])).toBeUndefined();
	expect(usual).toEqual({median: 12 * minute, low: 11 * minute, high: 13 * minute, count: 5});
	expect(usual && usualWords(usual)).toMatch(/^12 min \(11 min .* 13 min\)$/);
});

test.each([
	[30_000, '<1m'],
	[16.4 * minute, '~16m'],
	[62 * minute, '~1h'],
	[64 * minute, '~1h05'],
	[611 * minute, '~10h'],
])('the short form of %i ms left is %s', (ms, words) => {
	expect(timeLeftShort({ms, from: 'progress'})).toBe(words);
});

test('only a job that succeeded and was seen from its start counts', () => {
	const seen = jobAfter(
		answered(submitted, 0),
		answered('esriJobExecuting', 1000),
		answered('esriJobSucceeded', 61_000),
	);
	expect(durationSeen(seen)).toBe(minute);
	expect(durationSeen(jobAfter(answered('esriJobExecuting', 0), answered('esriJobSucceeded', minute)))).toBeUndefined();
	expect(
		durationSeen(
			jobAfter(answered(submitted, 0), answered('esriJobExecuting', 1000), answered('esriJobFailed', minute)),
		),
	).toBeUndefined();
});

describe('a running job', () => {
	test('within the usual duration is not called slow, and its remaining time is shown', () => {
		const job = runningFor(4);
		expect(slowWords(job, moment(1000 + 4 * minute))).toBeUndefined();
		expect(factsOf(job, 4)).toMatchObject({
			usually: usual && usualOfTask(usual),
			left: guessedRest({ms: 8 * minute, from: 'history'}),
		});
	});

	test('is called slow from 1.5 times the upper quartile', () => {
		for (const [minutes, isSlow] of [
			[14, false],
			[19.4, false],
			[19.6, true],
		] as const)
			expect(slowWords(runningFor(minutes), moment(1000 + minutes * minute)) === (usual && slowSince(usual))).toBe(
				isSlow,
			);
	});

	test('beyond it is called slow, without a remaining time', () => {
		const job = runningFor(41);
		expect(slowWords(job, moment(1000 + 41 * minute))).toBe(usual && slowSince(usual));
		expect(factsOf(job, 41)).not.toHaveProperty('left');
	});

	test('with progress has a remaining time estimated from the progress', () => {
		const at = (percent: number) => ({jobStatus: 'esriJobExecuting', progress: {type: 'step', message: '', percent}});
		const job = jobAfter(answered(at(10), 0), answered(at(20), minute));
		expect(remainingOf(job, minute)).toEqual({ms: 8 * minute, from: 'progress'});
	});

	test('that sends no new messages for long, although they are fetched, is shown as such', () => {
		const job = {...runningFor(9), usualDuration: null};
		expect(slowWords(job, moment(1000 + 9 * minute))).toBe(silentFor(9 * minute));
		const talks = {
			...runningFor(9, {...executing, messages: [...executing.messages, {type: 'x', description: 'two'}]}),
			usualDuration: null,
		};
		expect(slowWords(talks, moment(1000 + 9 * minute))).toBeUndefined();
	});
});
