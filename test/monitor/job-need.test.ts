import {describe, expect, test} from 'vitest';
import {fault} from '../../source/gp/fault.ts';
import {beginCancel, type CancelFlow} from '../../source/monitor/cancel.ts';
import {updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {isUnread, type Need, needsALook} from '../../source/monitor/job-need.ts';
import {fromRecord, toRecord} from '../../source/monitor/record-conversion.ts';
import {addressOf, answered, faulted, jobAfter, missing, moment, refusedToConnect, timeout} from './watched.ts';

const minute = 60_000;
const signIn = fault('sign-in', 'Somebody has to sign in.', 499);

function withCancel(job: WatchedJob, step: CancelFlow['step']): WatchedJob {
	const {flow} = beginCancel(false, 2000);
	return updateJob(job, {type: 'cancel', flow: {...flow, step, askedAt: 2500}});
}

const running = jobAfter('esriJobExecuting');
const gone = [1, 2, 3, 4].reduce(
	(job, count) => updateJob(job, faulted(missing, count * minute, {taskAnswers: true})),
	running,
);

describe('a job needs a look', () => {
	test.each<[string, WatchedJob, number, Need | undefined]>([
		['after it failed', jobAfter('esriJobFailed'), 2000, 'failed'],
		['after it timed out', jobAfter('esriJobTimedOut'), 2000, 'timed-out'],
		['once its server does not know it any more', gone, 5 * minute, 'gone'],
		['where a cancel was refused', withCancel(running, 'refused'), 3000, 'cancel'],
		['where a cancel was not sent', withCancel(running, 'not-sent'), 3000, 'cancel'],
		['where a cancel has no effect', withCancel(running, 'not-honoured'), 3000, 'cancel'],
		['where nobody knows whether a cancel arrived', withCancel(running, 'unknown'), 3000, 'cancel'],
		['where somebody has to sign in', updateJob(running, faulted(signIn, 2000)), 2500, 'sign-in'],
		['once its last answer is old', running, 2 * minute, 'stale'],
		['where it never answered for a while', jobAfter(faulted(refusedToConnect, 1000)), minute, 'never-answered'],
		[
			'where it will never answer by itself',
			jobAfter(faulted(fault('forbidden', 'No.'), 1000)),
			1500,
			'never-answered',
		],
		['not while it runs', running, 2000, undefined],
		['not while it waits', jobAfter('esriJobSubmitted'), 2000, undefined],
		['not after it succeeded', jobAfter('esriJobSucceeded'), 60 * minute, undefined],
		['not after somebody cancelled it', jobAfter('esriJobCancelled'), 60 * minute, undefined],
		['not before the first answer', jobAfter(), minute, undefined],
		['not for one answer that failed', updateJob(running, faulted(timeout, 2000)), 2500, undefined],
		[
			'not where a cancel was refused because it had ended',
			withCancel(jobAfter('esriJobSucceeded'), 'refused'),
			3000,
			undefined,
		],
	])('%s', (_, job, at, need) => {
		expect(needsALook(job, moment(at))).toBe(need);
	});

	test('not because it is from an earlier run, before the server was polled', () => {
		const kept = fromRecord(toRecord(running), addressOf(), {label: null, tags: []}, moment(60 * minute));
		expect(needsALook(kept, moment(60 * minute))).toBeUndefined();
		const refused = updateJob(kept, faulted(refusedToConnect, 60 * minute));
		expect(needsALook(refused, moment(61 * minute))).toBe('stale');
	});
});

describe('a job is unread', () => {
	const ended = jobAfter('esriJobExecuting', 'esriJobSucceeded');

	function lookedAt(job: WatchedJob, at: number): WatchedJob {
		return updateJob(job, {type: 'looked-at', at: moment(at)});
	}

	test.each<[string, WatchedJob, boolean]>([
		['once gpjobs has seen it end', ended, true],
		['not while it runs', running, false],
		['not once somebody has looked', lookedAt(ended, 3000), false],
		[
			'where somebody looked before it ended',
			updateJob(lookedAt(running, 1500), answered('esriJobSucceeded', 2000)),
			true,
		],
		['not where it had succeeded before gpjobs met it', jobAfter('esriJobSucceeded'), false],
		['where it had failed before gpjobs met it', jobAfter('esriJobFailed'), true],
		['where a cancel was refused', withCancel(running, 'refused'), true],
		['not once somebody has seen the refusal', lookedAt(withCancel(running, 'refused'), 3000), false],
	])('%s', (_, job, expected) => {
		expect(isUnread(job, moment(4000))).toBe(expected);
	});

	test('once it is no longer answered', () => {
		const job = lookedAt(running, 1500);
		expect(isUnread(job, moment(2 * minute))).toBe(true);
		expect(isUnread(lookedAt(job, 2 * minute), moment(3 * minute))).toBe(false);
	});

	test('in the next run too, until somebody looks', () => {
		const next = (job: WatchedJob) => fromRecord(toRecord(job), addressOf(), {label: null, tags: []}, moment(minute));
		expect(isUnread(next(ended), moment(minute))).toBe(true);
		expect(isUnread(next(lookedAt(ended, 3000)), moment(minute))).toBe(false);
	});

	test('not because of a record of a version that did not store it', () => {
		const {lookedAt: _, ...record} = toRecord(ended);
		const job = fromRecord(record, addressOf(), {label: null, tags: []}, moment(minute));
		expect(isUnread(job, moment(minute))).toBe(false);
	});
});
