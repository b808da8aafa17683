import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {type FaultKind, fault} from '../../source/gp/fault.ts';
import {beginCancel, type CancelFlow} from '../../source/monitor/cancel.ts';
import type {FocusLevel} from '../../source/monitor/focus.ts';
import {newJob, updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {
	backOff,
	intervalInForce,
	isFirstClass,
	isStale,
	jittered,
	pollInterval,
	sharedMoment,
	staleAfter,
	wantsMessages,
} from '../../source/monitor/schedule.ts';
import {often} from '../often.ts';
import {anyJob} from './any-job.ts';
import {addressOf, answered, faulted, jobAfter, missing, withoutMessages} from './watched.ts';

const second = 1000;
const minute = 60 * second;
const messages = {messages: true};

/** A job that was seen entering its state, so many milliseconds ago. */
function since(status: string, milliseconds: number): {job: WatchedJob; now: number} {
	const first = status === 'esriJobNew' ? 'esriJobExecuting' : 'esriJobNew';
	return {job: jobAfter(answered(first, 1000, messages), answered(status, 2000, messages)), now: 2000 + milliseconds};
}

const met = (status: string) => jobAfter(answered(status, 1000, messages));

function withCourse(job: WatchedJob, step: CancelFlow['step']): WatchedJob {
	return updateJob(job, {type: 'cancel', flow: {...beginCancel(false, 0).flow, step}});
}

describe('how often a job is polled (design §6)', () => {
	test.each<[status: string, ago: number, focus: FocusLevel, seconds: number | undefined]>([
		['esriJobExecuting', 0, 'selected', 2],
		['esriJobExecuting', 60 * minute, 'selected', 2],
		['esriJobWaiting', 60 * minute, 'selected', 2],
		['esriJobCancelling', 60 * minute, 'none', 2],
		['esriJobCancelling', 60 * minute, 'on-screen', 2],
		['esriJobExecuting', 0, 'on-screen', 2],
		['esriJobExecuting', 40 * second, 'on-screen', 2],
		['esriJobExecuting', 60 * second, 'on-screen', 3],
		['esriJobExecuting', 100 * second, 'on-screen', 5],
		['esriJobExecuting', 60 * minute, 'on-screen', 5],
		['esriJobWaiting', 60 * minute, 'on-screen', 5],
		['esriJobExecuting', 0, 'none', 2],
		['esriJobExecuting', 60 * second, 'none', 3],
		['esriJobExecuting', 300 * second, 'none', 15],
		['esriJobExecuting', 60 * minute, 'none', 15],
		['esriJobNovel', 60 * minute, 'none', 15],
		['esriJobNew', 0, 'none', 2],
		['esriJobNew', 300 * second, 'none', 15],
		['esriJobSubmitted', 600 * second, 'none', 30],
		['esriJobWaiting', 60 * minute, 'none', 30],
		['esriJobSucceeded', 0, 'selected', undefined],
		['esriJobSucceeded', 0, 'none', undefined],
		['esriJobFailed', 0, 'on-screen', undefined],
		['esriJobTimedOut', 0, 'none', undefined],
		['esriJobCancelled', 0, 'none', undefined],
		['esriJobDeleted', 0, 'none', undefined],
	])('%s for %i ms, focus %s: %s s', (status, ago, focus, seconds) => {
		const {job, now} = since(status, ago);
		expect(pollInterval(job, focus, now)).toBe(seconds === undefined ? undefined : seconds * second);
	});

	test.each<[string, number]>([
		['esriJobExecuting', 15],
		['esriJobNovel', 15],
		['esriJobWaiting', 2],
	])('%s that was so already when gpjobs met it: %i s', (status, seconds) => {
		expect(pollInterval(met(status), 'none', 1000)).toBe(seconds * second);
	});

	test('before the first answer it is not known how long the state has lasted', () => {
		expect(pollInterval(newJob(addressOf()), 'none', 0)).toBe(15 * second);
		expect(pollInterval(newJob(addressOf()), 'selected', 0)).toBe(2 * second);
	});

	test('a job that is gone: 5 min', () => {
		const gone = jobAfter(
			'esriJobExecuting',
			...[10, 50, 90].map(at => faulted(missing, at * second, {taskAnswers: true})),
		);
		expect(pollInterval(gone, 'selected', 100 * second)).toBe(5 * minute);
	});

	test.each<[CancelFlow['step'], number]>([
		['checking', 2],
		['waiting', 15],
		['asking', 2],
		['accepted', 2],
		['unknown', 2],
		['not-honoured', 15],
		['refused', 15],
		['not-sent', 15],
	])('a cancel flow that is %s: %i s', (step, seconds) => {
		expect(pollInterval(withCourse(met('esriJobExecuting'), step), 'none', 1000)).toBe(seconds * second);
	});

	test('is always within its limits', () => {
		fc.assert(
			fc.property(
				anyJob,
				fc.constantFrom<FocusLevel[]>('selected', 'on-screen', 'none'),
				fc.integer({min: -minute, max: 120 * minute}),
				(job, focus, now) => {
					const interval = pollInterval(job, focus, now) ?? 2000;
					expect(interval).toBeGreaterThanOrEqual(500);
					expect(interval).toBeLessThanOrEqual(5 * minute);
				},
			),
			{numRuns: often(3000)},
		);
	});
});

describe('an ended job is polled', () => {
	test('once more for its last messages, and then no longer', () => {
		const ended = jobAfter(answered('esriJobExecuting', 1000, messages), 'esriJobSucceeded');
		expect(pollInterval(ended, 'none', 2000)).toBe(500);
		expect(pollInterval(updateJob(ended, answered('esriJobSucceeded', 3000, messages)), 'none', 3000)).toBeUndefined();
	});

	test('not for messages that are too large', () => {
		const large = jobAfter('esriJobExecuting', withoutMessages(fault('too-large', 'x'), 2000), 'esriJobSucceeded');
		expect(pollInterval(large, 'none', 3000)).toBeUndefined();
	});

	test('not for messages that its server has deleted', () => {
		expect(
			pollInterval(jobAfter('esriJobExecuting', 'esriJobSucceeded', 'esriJobDeleted'), 'none', 3000),
		).toBeUndefined();
	});

	test('while its answers contradict its end', () => {
		const back = jobAfter(answered('esriJobSucceeded', 1000, messages), 'esriJobExecuting');
		expect(pollInterval(back, 'none', 2000)).toBe(2 * second);
	});
});

describe('when the end is near', () => {
	const running = (from: number, to: number, minutes: number) =>
		[0, 0.5, 1].reduce((job, part) => {
			const percent = from + (to - from) * part;
			return updateJob(
				job,
				answered(
					{jobStatus: 'esriJobExecuting', progress: {type: 'step', message: 'm', percent}, messages: []},
					1000 + part * minutes * minute,
					messages,
				),
			);
		}, newJob(addressOf()));

	test.each([
		['half way', 0, 50, 30, 0, 15],
		['nearly there: a quarter of what is left', 0, 90, 9, 0, 15],
		['a quarter of 20 s', 0, 96, 8, 0, 5],
		['at the last percent', 0, 99, 9.9, 0, 2],
		['at 100', 0, 100, 10, 0, 2],
		['at 100 for 30 s', 0, 100, 10, 30, 2],
		['at 100 for more than a minute: stuck', 0, 100, 10, 61, 15],
		['without any advance', 50, 50, 30, 0, 15],
	])('%s', (_, from, to, minutes, later, seconds) => {
		const now = 1000 + minutes * minute + later * second;
		expect(pollInterval(running(from, to, minutes), 'none', now)).toBeCloseTo(seconds * second, -1);
	});
});

describe('the interval that applies', () => {
	const job = met('esriJobExecuting');
	const ended = jobAfter(answered('esriJobExecuting', 1000, messages), 'esriJobSucceeded');
	const gone = jobAfter(
		'esriJobExecuting',
		...[10, 50, 90].map(at => faulted(missing, at * second, {taskAnswers: true})),
	);

	test.each<[string, WatchedJob, FocusLevel, number | undefined, number, number | undefined]>([
		['is its own', job, 'none', undefined, 1, 15],
		['is slowed down', job, 'none', undefined, 4, 60],
		['on the screen too', job, 'on-screen', undefined, 4, 20],
		['but not of the selected job', job, 'selected', undefined, 4, 2],
		['nor of one that is cancelling', met('esriJobCancelling'), 'none', undefined, 4, 2],
		['is what --interval says', job, 'none', 60, 1, 60],
		['for the selected job too', job, 'selected', 60, 1, 60],
		['shorter too', job, 'none', 1, 1, 1],
		['but not for the last messages', ended, 'none', 60, 1, 0.5],
		['nor more often for what is gone', gone, 'none', 60, 1, 300],
		['but less often', gone, 'none', 600, 1, 600],
		['and none for a job that needs no poll', met('esriJobSucceeded'), 'none', 60, 4, undefined],
	])('%s', (_, of, focus, fixed, slowdown, seconds) => {
		const settings = {fixed: fixed === undefined ? undefined : fixed * second, slowdown};
		expect(intervalInForce(of, focus, 100 * second, settings)).toBe(
			seconds === undefined ? undefined : seconds * second,
		);
	});

	test('first-class are the selected job and those being cancelled', () => {
		expect([
			isFirstClass(job, 'selected'),
			isFirstClass(job, 'on-screen'),
			isFirstClass(met('esriJobCancelling'), 'none'),
		]).toEqual([true, false, true]);
	});
});

describe('jitter and back-off', () => {
	test('jitter stays within a tenth, and keeps the average', () => {
		expect([jittered(1000, 0), jittered(1000, 0.5), jittered(1000, 1)]).toEqual([900, 1000, 1100]);
		const many = Array.from({length: 10_001}, (_, index) => jittered(1000, index / 10_000));
		expect(many.reduce((sum, each) => sum + each) / many.length).toBeCloseTo(1000, 6);
	});

	test('rounded times keep the average, are near, and those of long intervals coincide with those of short ones', () => {
		const due = fc.double({min: 0, max: 1e9, noNaN: true});
		const interval = fc.double({min: 1, max: 1e6, noNaN: true});
		fc.assert(
			fc.property(due, interval, interval, (at, one, other) => {
				const [short, long] = one < other ? [one, other] : [other, one];
				const moment = sharedMoment(at, long);
				expect(Math.abs(moment - at)).toBeLessThanOrEqual(Math.max(0.5, Math.min(long / 12, 512)));
				expect(sharedMoment(moment, short)).toBe(moment);
			}),
		);
		const many = Array.from({length: 10_000}, (_, index) => 7e6 + index * 3.7);
		const moved = many.map(at => sharedMoment(at, 5000) - at);
		expect(Math.abs(moved.reduce((sum, each) => sum + each) / moved.length)).toBeLessThan(2);
	});

	test.each<[FaultKind, number, number, number]>([
		['timeout', 1, 1, 1.25],
		['timeout', 2, 2, 2.5],
		['timeout', 5, 16, 20],
		['timeout', 6, 32, 40],
		['timeout', 7, 60, 75],
		['timeout', 1000, 60, 75],
		['http', 3, 4, 5],
		['server', 7, 60, 75],
		['tls', 1, 300, 375],
		['forbidden', 1, 300, 375],
		['redirect', 9, 300, 375],
		['not-a-job', 1, 300, 375],
	])('%s, the %i. time: %i to %d s', (kind, count, least, most) => {
		const why = fault(kind, 'x');
		expect([backOff(why, count, 0), backOff(why, count, 1)]).toEqual([least * second, most * second]);
	});

	test('Retry-After is obeyed, and never shortens the wait', () => {
		const busy = (retryAfter: number) => ({...fault('http', 'x', 429), retryAfter});
		expect([backOff(busy(120_000), 1, 0), backOff(busy(120_000), 1, 1)]).toEqual([120_000, 132_000]);
		expect(backOff(busy(10), 7, 0)).toBe(60_000);
	});
});

describe('a job is stale', () => {
	const answeredAt = (interval: number) => updateJob(met('esriJobExecuting'), {type: 'armed', interval});

	test.each([
		['within 15 s never', 2000, 15_000, false],
		['after 15 s, if it is polled more often than each 7.5 s', 2000, 15_001, true],
		['within twice its interval never', 20_000, 40_000, false],
		['after twice its interval', 20_000, 40_001, true],
	])('%s', (_, interval, age, stale) => {
		expect(isStale(answeredAt(interval), 1000 + age)).toBe(stale);
		expect(staleAfter(answeredAt(interval))).toBe(Math.max(15_000, 2 * interval));
	});

	test('never after its end, before its first answer, or as a record', () => {
		expect(isStale(met('esriJobFailed'), 99 * minute)).toBe(false);
		expect(isStale(newJob(addressOf()), 99 * minute)).toBe(false);
		expect(isStale({...answeredAt(2000), isFromRecord: true}, 99 * minute)).toBe(false);
	});
});

describe('a poll asks for messages', () => {
	const listed = (bytes: number, took: number, status = 'esriJobExecuting') =>
		jobAfter(answered({jobStatus: status, messages: ['a']}, 1000, {...messages, bytes, took}));
	const small = listed(1000, 50);
	const withProgress = updateJob(small, answered({jobStatus: 'esriJobExecuting', progress: 5}, 2000));

	test.each<[string, WatchedJob, FocusLevel, boolean, number, boolean]>([
		['the first time', newJob(addressOf()), 'none', false, 0, true],
		[
			'when its status has changed',
			jobAfter(answered('esriJobNew', 1000, messages), 'esriJobSubmitted'),
			'none',
			false,
			2000,
			true,
		],
		['when it is over', jobAfter(answered('esriJobNew', 1000, messages), 'esriJobFailed'), 'none', false, 2000, true],
		['not when nothing has', small, 'none', false, 99 * minute, false],
		['when its pane is open and the last fetch was cheap', small, 'selected', true, 2001, true],
		['not sooner than 20 times what it took', listed(1000, 500), 'selected', true, 10_999, false],
		['but then', listed(1000, 500), 'selected', true, 11_000, true],
		['not sooner than 1 s for each 100 KiB', listed(2 ** 20, 10), 'selected', true, 11_000, false],
		['but then too', listed(2 ** 20, 10), 'selected', true, 11_240, true],
		['each 30 s on the screen, if it has no progress', small, 'on-screen', false, 30_999, false],
		['then', small, 'on-screen', false, 31_000, true],
		['less often if the list is long', listed(2 ** 22, 10), 'on-screen', false, 100_000, false],
		['not on the screen if it has progress', withProgress, 'on-screen', false, 99 * minute, false],
		[
			'not if they are too large',
			jobAfter('esriJobNew', withoutMessages(fault('too-large', 'x'), 2000, 'esriJobNew')),
			'selected',
			true,
			99 * minute,
			false,
		],
	])('%s', (_, job, focus, isOpen, now, wanted) => {
		expect(wantsMessages(job, focus, isOpen, now)).toBe(wanted);
	});
});

test('an answer from a cache is stale sooner, by the time that it spent there', () => {
	const job = {...met('esriJobExecuting'), intervalThen: 15_000, cached: {age: 10_000}};
	expect(isStale(job, 1000 + 20_000)).toBe(false);
	expect(isStale(job, 1000 + 20_001)).toBe(true);
});
