import {describe, expect, test} from 'vitest';
import {cancelCode, cancelOutcome, newestState, outcomeSoFar} from '../../source/commands/cancel-outcome.ts';
import {fault, heldFault} from '../../source/gp/fault.ts';
import {beginCancel, type CancelFlow, honourWithin} from '../../source/monitor/cancel.ts';
import type {JobEvent, WatchedJob} from '../../source/monitor/job.ts';
import {answered, faulted, jobAfter, missing, timeout} from '../monitor/watched.ts';

/** When the POST of these tests was answered, on the clock of the events. */
const askedAt = 10_000;
const polledBefore = answered('esriJobExecuting', askedAt - 100);
const polledAfter = answered('esriJobExecuting', askedAt + 100);
const failedAfter = faulted(timeout, askedAt + 100);

/** A job whose cancel has come to a step, with the POST sent unless it is said otherwise, after polls. */
function cancelled(flow: Partial<CancelFlow>, ...polls: readonly JobEvent[]): WatchedJob {
	const begun = beginCancel(false, askedAt - 1000).flow;
	return jobAfter(...polls, {type: 'cancel', flow: {...begun, askedAt, ...flow}});
}

const gone = [1, 40_000, 80_000].map(at => faulted(missing, askedAt + at, {taskAnswers: true}));
const soonAfter = askedAt + 1000;

describe('what came of a cancel', () => {
	test.each<[string, WatchedJob, string | undefined]>([
		['no cancel at all', jobAfter('esriJobExecuting'), 'not-sent'],
		['the look before the POST', cancelled({step: 'checking', askedAt: null}, polledBefore), undefined],
		['a POST under way', cancelled({step: 'asking'}, polledBefore), undefined],
		['one to be sent once the job executes', cancelled({step: 'waiting', askedAt: null}, polledBefore), undefined],
		['accepted, and not looked at since', cancelled({step: 'accepted'}, polledBefore), undefined],
		[
			'accepted, and looked at in the same moment',
			cancelled({step: 'accepted'}, answered('esriJobExecuting', askedAt)),
			undefined,
		],
		['accepted, and looked at since', cancelled({step: 'accepted'}, polledAfter), 'accepted'],
		['accepted, and the look failed', cancelled({step: 'accepted'}, polledBefore, failedAfter), 'accepted'],
		['accepted before anything was sent', cancelled({step: 'accepted', askedAt: null}, polledBefore), 'accepted'],
		['refused, and not looked at since', cancelled({step: 'refused'}, polledBefore), undefined],
		['refused, and looked at since', cancelled({step: 'refused'}, polledAfter), 'refused'],
		['unknown, and not looked at since', cancelled({step: 'unknown'}, polledBefore), undefined],
		['unknown, and looked at since', cancelled({step: 'unknown'}, polledAfter), 'unknown'],
		['cancelled', cancelled({step: 'cancelled'}, polledBefore), 'cancelled'],
		['ended another way', cancelled({step: 'ended'}, polledBefore), 'ended'],
		['not sent', cancelled({step: 'not-sent', askedAt: null}, polledBefore), 'not-sent'],
		['not honoured', cancelled({step: 'not-honoured'}, polledBefore), 'not-honoured'],
	])('%s', (_, job, outcome) => {
		expect(cancelOutcome(job, false, soonAfter)).toBe(outcome);
	});
});

describe('with --wait', () => {
	test.each<[string, WatchedJob, number, string | undefined]>([
		['an accepted cancel is followed', cancelled({step: 'accepted'}, polledAfter), soonAfter, undefined],
		[
			'and for as long as the engine does',
			cancelled({step: 'accepted'}, polledAfter),
			askedAt + 10 * honourWithin,
			undefined,
		],
		['but not once the job is gone', cancelled({step: 'accepted'}, polledBefore, ...gone), soonAfter, 'accepted'],
		[
			'one that nobody answered is followed',
			cancelled({step: 'unknown'}, polledAfter),
			askedAt + honourWithin - 1,
			undefined,
		],
		['until it would have been honoured', cancelled({step: 'unknown'}, polledAfter), askedAt + honourWithin, 'unknown'],
		['or the job is gone', cancelled({step: 'unknown'}, polledBefore, ...gone), soonAfter, 'unknown'],
		['a refused one is not', cancelled({step: 'refused'}, polledAfter), soonAfter, 'refused'],
	])('%s', (_, job, now, outcome) => {
		expect(cancelOutcome(job, true, now)).toBe(outcome);
	});
});

test.each<[CancelFlow['step'], string]>([
	['checking', 'not-sent'],
	['waiting', 'not-sent'],
	['asking', 'unknown'],
	['accepted', 'accepted'],
	['unknown', 'unknown'],
	['not-honoured', 'not-honoured'],
])('a cancel that is not followed any longer at %s counts as %s', (step, outcome) => {
	expect(outcomeSoFar(cancelled({step}, polledBefore))).toBe(outcome);
	expect(outcomeSoFar(jobAfter('esriJobExecuting'))).toBe('not-sent');
});

describe('the newest state of a job is', () => {
	test.each<[string, WatchedJob, string]>([
		[
			'that of the last poll, where nothing was sent',
			cancelled({step: 'not-sent', askedAt: null}, polledBefore),
			'running',
		],
		['that of the last poll, where there was no cancel', jobAfter('esriJobExecuting'), 'running'],
		[
			'what the server answered to the POST, where no poll was answered since',
			cancelled({step: 'accepted', state: 'cancelling'}, polledBefore, failedAfter),
			'cancelling',
		],
		[
			'that of the last poll, where the answer to the POST told none',
			cancelled({step: 'refused', state: null}, polledBefore, failedAfter),
			'running',
		],
		[
			'that of a later poll',
			cancelled({step: 'refused', state: 'running'}, answered('esriJobSucceeded', askedAt + 100)),
			'succeeded',
		],
		[
			'gone, where the poll after the POST found no such job',
			cancelled({step: 'accepted', state: 'cancelling', isMissing: true}, polledBefore, failedAfter),
			'gone',
		],
	])('%s', (_, job, state) => {
		expect(newestState(job)).toBe(state);
	});
});

describe('the exit code of', () => {
	const heldBack = heldFault('x');
	test.each<[string, WatchedJob, Parameters<typeof cancelCode>[1], number]>([
		['an accepted one', cancelled({step: 'accepted'}, polledAfter), 'accepted', 0],
		['an accepted one whose job is gone', cancelled({step: 'accepted'}, polledBefore, ...gone), 'accepted', 1],
		[
			'an accepted one whose job the next poll does not find',
			cancelled({step: 'accepted', state: 'cancelling', isMissing: true}, polledBefore, failedAfter),
			'accepted',
			1,
		],
		['one that came too late', cancelled({step: 'ended'}, polledAfter), 'ended', 1],
		['one without effect', cancelled({step: 'not-honoured'}, polledAfter), 'not-honoured', 1],
		['a refusal', cancelled({step: 'refused', fault: fault('server', 'x', 400)}, polledAfter), 'refused', 1],
		['a refusal without a reason', cancelled({step: 'refused'}, polledAfter), 'refused', 1],
		[
			'a refusal that wants a sign-in',
			cancelled({step: 'refused', fault: fault('sign-in', 'x', 499)}, polledAfter),
			'refused',
			4,
		],
		['an unknown outcome', cancelled({step: 'unknown', fault: timeout}, polledAfter), 'unknown', 5],
		[
			'one not sent for a fault',
			cancelled({step: 'not-sent', askedAt: null, fault: timeout}, polledBefore),
			'not-sent',
			5,
		],
		['one not sent without a fault', cancelled({step: 'not-sent', askedAt: null}, polledBefore), 'not-sent', 5],
		[
			'one not sent to a job that is not there',
			cancelled({step: 'not-sent', askedAt: null, fault: missing}, ...gone.slice(0, 1)),
			'not-sent',
			1,
		],
		[
			'one that gpjobs held back',
			cancelled({step: 'not-sent', askedAt: null, fault: heldBack}, ...gone.slice(0, 1)),
			'not-sent',
			6,
		],
	])('%s', (_, job, outcome, code) => {
		expect(cancelCode(job, outcome)).toBe(code);
	});
});
