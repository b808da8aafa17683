import {expect, test} from 'vitest';
import {fault} from '../../../../source/gp/fault.ts';
import {type CancelFlow, honourWithin} from '../../../../source/monitor/cancel.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {cancelWords, isWorthTelling, notThere} from '../../../../source/ui/panes/list/cancel-words.ts';
import {sampleJobs} from './sample-jobs.ts';

const begun: CancelFlow = {step: 'checking', begunAt: 0, askedAt: null, state: null, status: null, fault: null};
const sent = {...begun, askedAt: 5};
const denied = fault('server', 'Cancel is not allowed.', 400);

test('the state of a cancel is described unambiguously, with the status and the reason of the server', () => {
	const steps = ['checking', 'waiting', 'asking', 'accepted', 'cancelled', 'refused', 'not-honoured'] as const;
	const others = ['ended', 'not-sent', 'unknown'] as const;
	const told = [...steps, ...others].map(step => cancelWords({...sent, step, fault: denied}));
	expect(new Set(told).size).toBe(told.length);
	for (const step of ['cancelled', 'ended', 'accepted'] as const) {
		const flow = {...sent, step, status: safeText('Succeeded')};
		expect(cancelWords({...flow, askedAt: null})).not.toBe(cancelWords(flow));
	}
	for (const step of ['refused', 'not-sent', 'unknown'] as const) {
		expect(cancelWords({...sent, step, fault: denied})).toContain(denied.sentence);
	}
	for (const step of ['accepted', 'ended', 'unknown'] as const) {
		expect(cancelWords({...sent, step, isMissing: true})).toContain(notThere);
		expect(cancelWords({...sent, step})).not.toContain(notThere);
	}
	const accepted = {...sent, step: 'accepted', status: safeText('Executing')} as const;
	expect(cancelWords({...accepted, state: 'running'})).toContain('Executing');
	expect(cancelWords({...accepted, state: 'running'})).not.toBe(cancelWords({...accepted, state: 'cancelling'}));
	expect(cancelWords({...sent, step: 'refused', status: safeText('Submitted')})).toContain('Submitted');
	expect(cancelWords({...sent, step: 'not-honoured'})).toContain('60 s');
});

test('the number of seconds in the sentence is the one that the state machine uses', () => {
	expect(honourWithin).toBe(60_000);
});

test.each<[CancelFlow['step'], keyof typeof sampleJobs, boolean]>([
	['asking', 'running', true],
	['refused', 'running', true],
	['refused', 'succeeded', false],
	['not-sent', 'running', true],
	['not-sent', 'failed', false],
	['ended', 'succeeded', true],
	['not-honoured', 'running', true],
	['unknown', 'stale', true],
])('%s is worth telling of a job that is %s: %s', (step, name, isTold) => {
	expect(isWorthTelling({...sent, step}, sampleJobs[name])).toBe(isTold);
});

test('a cancel that was never sent is not shown once the job has ended', () => {
	expect(isWorthTelling({...begun, step: 'ended'}, sampleJobs.succeeded)).toBe(false);
});
