import {expect, test} from 'vitest';
import {hasEnded, isCancellable, type State, stateOf, statusWord} from '../../source/gp/status.ts';

test.each<[status: string | null, state: State, word: string | null]>([
	['esriJobNew', 'queued', 'New'],
	['esriJobSubmitted', 'queued', 'Submitted'],
	['esriJobWaiting', 'queued', 'Waiting'],
	['esriJobExecuting', 'running', 'Executing'],
	['esriJobCancelling', 'cancelling', 'Cancelling'],
	['esriJobSucceeded', 'succeeded', 'Succeeded'],
	['esriJobFailed', 'failed', 'Failed'],
	['expectedFailure', 'failed', 'expectedFailure'],
	['esriJobTimedOut', 'timed-out', 'TimedOut'],
	['esriJobCancelled', 'cancelled', 'Cancelled'],
	['esriJobDeleting', 'deleted', 'Deleting'],
	['esriJobDeleted', 'deleted', 'Deleted'],
	['esriJobExpired', 'unknown', 'Expired'],
	['esriJobSucceded', 'unknown', 'Succeded'],
	['esrijobsucceeded', 'unknown', 'esrijobsucceeded'],
	['SUCCEEDED', 'unknown', 'SUCCEEDED'],
	['error', 'unknown', 'error'],
	['esriJob', 'unknown', 'esriJob'],
	['', 'unknown', ''],
	['constructor', 'unknown', 'constructor'],
	['__proto__', 'unknown', '__proto__'],
	[null, 'unknown', null],
])('the status %s is the state %s, in words %s', (status, state, word) => {
	expect(stateOf(status)).toBe(state);
	expect(status === null ? null : statusWord(status)).toBe(word);
});

test.each<[state: State, ended: boolean, cancellable: boolean]>([
	['queued', false, true],
	['running', false, true],
	['unknown', false, true],
	['cancelling', false, false],
	['gone', false, false],
	['succeeded', true, false],
	['failed', true, false],
	['timed-out', true, false],
	['cancelled', true, false],
	['deleted', true, false],
])('a job that is %s: ended %s, to be cancelled %s', (state, ended, cancellable) => {
	expect(hasEnded(state)).toBe(ended);
	expect(isCancellable(state)).toBe(cancellable);
});
