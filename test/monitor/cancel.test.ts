import {describe, expect, test} from 'vitest';
import {type FaultKind, fault, faultKinds} from '../../source/gp/fault.ts';
import {stateOf} from '../../source/gp/status.ts';
import {
	beginCancel,
	type CancelEvent,
	type CancelFlow,
	type CancelStep,
	honourWithin,
	isOver,
	mayAskAgain,
	updateCancel,
} from '../../source/monitor/cancel.ts';
import {snapshotOf, timeout} from './watched.ts';

const at = 10_000;
const refusal = fault('server', 'Invalid or missing input parameters (400).', 400);

const polled = (status: string, when: number, begunAt = when - 100): CancelEvent => ({
	type: 'polled',
	snapshot: snapshotOf({jobStatus: status}),
	begunAt,
	at: when,
});
const pollFailed = (begunAt: number): CancelEvent => ({type: 'poll-failed', fault: timeout, begunAt});
const answered = (when: number, status = 'esriJobExecuting'): CancelEvent => ({
	type: 'answered',
	snapshot: snapshotOf({jobStatus: status}),
	at: when,
});
const askFailed = (why: ReturnType<typeof fault>, when: number): CancelEvent => ({
	type: 'ask-failed',
	fault: why,
	at: when,
});

/** A flow after events, and every effect that it asked for. */
function flowAfter(whenRunning: boolean, ...events: readonly CancelEvent[]): {flow: CancelFlow; effects: string} {
	let step: CancelStep = beginCancel(whenRunning, at);
	const effects = [step.effect];
	for (const event of events) {
		step = updateCancel(step.flow, event);
		effects.push(step.effect);
	}
	return {flow: step.flow, effects: effects.filter(Boolean).join(' ')};
}

const asked = [polled('esriJobExecuting', at + 200)];
const accepted = [...asked, answered(at + 400)];

describe('cancelled at once', () => {
	test.each([
		['esriJobNew', 'asking', 'poll post'],
		['esriJobSubmitted', 'asking', 'poll post'],
		['esriJobWaiting', 'asking', 'poll post'],
		['esriJobExecuting', 'asking', 'poll post'],
		['esriJobNovel', 'asking', 'poll post'],
		['esriJobCancelling', 'accepted', 'poll'],
		['esriJobCancelled', 'cancelled', 'poll'],
		['esriJobSucceeded', 'ended', 'poll'],
		['esriJobFailed', 'ended', 'poll'],
		['esriJobTimedOut', 'ended', 'poll'],
		['esriJobDeleting', 'ended', 'poll'],
		['esriJobDeleted', 'ended', 'poll'],
	])('and found %s: %s', (status, step, effects) => {
		const found = flowAfter(false, polled(status, at + 200));
		expect([found.flow.step, found.effects]).toEqual([step, effects]);
		expect(found.flow.state).toBe(stateOf(status));
		expect(found.flow.askedAt === null).toBe(step !== 'asking');
	});

	test('a poll that began before the confirmation is not fresh', () => {
		expect(flowAfter(false, polled('esriJobExecuting', at + 50, at - 1))).toMatchObject({
			flow: {step: 'checking'},
			effects: 'poll',
		});
		expect(flowAfter(false, pollFailed(at - 1))).toMatchObject({flow: {step: 'checking'}, effects: 'poll'});
	});

	test('without a fresh answer nothing is sent', () => {
		expect(flowAfter(false, pollFailed(at + 1), polled('esriJobExecuting', at + 9000))).toMatchObject({
			flow: {step: 'not-sent', fault: timeout, askedAt: null},
			effects: 'poll',
		});
	});
});

describe('cancelled once the job executes', () => {
	test.each([
		['esriJobSubmitted', 'waiting', 'poll'],
		['esriJobWaiting', 'waiting', 'poll'],
		['esriJobNovel', 'waiting', 'poll'],
		['esriJobCancelling', 'waiting', 'poll'],
		['esriJobExecuting', 'asking', 'poll post'],
		['esriJobCancelled', 'cancelled', 'poll'],
		['esriJobFailed', 'ended', 'poll'],
	])('and found %s: %s', (status, step, effects) => {
		const found = flowAfter(true, polled(status, at + 200));
		expect([found.flow.step, found.effects]).toEqual([step, effects]);
	});

	test('waits as long as necessary, whatever fails meanwhile', () => {
		const waits = [
			polled('esriJobSubmitted', at + 200),
			pollFailed(at + 300),
			polled('esriJobWaiting', at + 7_200_000),
		];
		expect(flowAfter(true, ...waits)).toMatchObject({flow: {step: 'waiting'}, effects: 'poll'});
		expect(flowAfter(true, ...waits, polled('esriJobExecuting', at + 7_300_000))).toMatchObject({
			flow: {step: 'asking'},
			effects: 'poll post',
		});
	});
});

describe('after the POST', () => {
	test('accepted: the following polls are examined', () => {
		expect(flowAfter(false, ...accepted)).toMatchObject({
			flow: {step: 'accepted', askedAt: at + 400},
			effects: 'poll post poll',
		});
	});

	test.each<[kind: FaultKind, code: number | null, step: CancelFlow['step'], effects: string]>([
		['server', 400, 'refused', 'poll post poll'],
		['sign-in', 499, 'refused', 'poll post poll'],
		['forbidden', 403, 'refused', 'poll post poll'],
		['not-found', 404, 'refused', 'poll post poll'],
		['redirect', 302, 'unknown', 'poll post poll'],
		['not-a-job', null, 'unknown', 'poll post poll'],
		['server', 504, 'unknown', 'poll post poll'],
		['proxy', 403, 'refused', 'poll post poll'],
		['proxy', 502, 'unknown', 'poll post poll'],
		['http', 400, 'refused', 'poll post poll'],
		['http', 405, 'refused', 'poll post poll'],
		['http', 409, 'refused', 'poll post poll'],
		['http', 429, 'refused', 'poll post poll'],
		['http', 408, 'unknown', 'poll post poll'],
		['http', 500, 'unknown', 'poll post poll'],
		['http', 502, 'unknown', 'poll post poll'],
		['http', null, 'unknown', 'poll post poll'],
		['reset', null, 'unknown', 'poll post poll'],
		['timeout', null, 'unknown', 'poll post poll'],
		['not-json', null, 'unknown', 'poll post poll'],
		['unexpected', null, 'unknown', 'poll post poll'],
		['too-large', null, 'unknown', 'poll post poll'],
		['sign-in', null, 'not-sent', 'poll post'],
		['offline', null, 'unknown', 'poll post poll'],
		['refused', null, 'not-sent', 'poll post'],
		['tls', null, 'unknown', 'poll post poll'],
		['local', null, 'unknown', 'poll post poll'],
	])('and there was %s %s: %s', (kind, code, step, effects) => {
		const why = fault(kind, 'x', code);
		expect(flowAfter(false, ...asked, askFailed(why, at + 400))).toMatchObject({flow: {step, fault: why}, effects});
	});

	test('any fault before a byte was sent: not sent', () => {
		for (const kind of faultKinds) {
			const why = {...fault(kind, 'x'), isUnsent: true} as const;
			const {flow: after, effects} = flowAfter(false, ...asked, askFailed(why, at + 400));
			expect([after.step, effects]).toEqual(['not-sent', 'poll post']);
		}
	});

	test('every kind of fault is in the table', () => {
		for (const kind of faultKinds) {
			const {flow: after} = flowAfter(false, ...asked, askFailed(fault(kind, 'x'), at + 400));
			expect(after.step).toMatch(/^(refused|unknown|not-sent)$/);
		}
	});
});

describe('what follows', () => {
	const seen = (...events: readonly CancelEvent[]) => {
		const {flow: now, effects} = flowAfter(false, ...events);
		return [now.step, now.status, effects.split(' ').filter(effect => effect === 'post').length];
	};

	test.each<[string, readonly CancelEvent[], CancelFlow['step'], string]>([
		['accepted, then Cancelling', [...accepted, polled('esriJobCancelling', at + 2000)], 'accepted', 'Cancelling'],
		[
			'then Cancelled',
			[...accepted, polled('esriJobCancelling', at + 2000), polled('esriJobCancelled', at + 4000)],
			'cancelled',
			'Cancelled',
		],
		['then Succeeded all the same', [...accepted, polled('esriJobSucceeded', at + 2000)], 'ended', 'Succeeded'],
		['accepted, and it runs on', [...accepted, polled('esriJobExecuting', at + 2000)], 'accepted', 'Executing'],
		['for a minute', [...accepted, polled('esriJobExecuting', at + 400 + honourWithin)], 'not-honoured', 'Executing'],
		[
			'cancelling for a minute',
			[...accepted, polled('esriJobCancelling', at + 400 + honourWithin)],
			'not-honoured',
			'Cancelling',
		],
		[
			'not honoured, and ended after all',
			[...accepted, polled('esriJobExecuting', at + 400 + honourWithin), polled('esriJobSucceeded', at + 99_000)],
			'ended',
			'Succeeded',
		],
		[
			'not honoured, and cancelled after all',
			[...accepted, polled('esriJobExecuting', at + 400 + honourWithin), polled('esriJobCancelled', at + 99_000)],
			'cancelled',
			'Cancelled',
		],
		[
			'refused while Submitted',
			[polled('esriJobSubmitted', at + 200), askFailed(refusal, at + 400), polled('esriJobSubmitted', at + 600)],
			'refused',
			'Submitted',
		],
		[
			'refused, as it had ended',
			[...asked, askFailed(refusal, at + 400), polled('esriJobSucceeded', at + 600)],
			'ended',
			'Succeeded',
		],
		[
			'refused, as it was cancelled',
			[...asked, askFailed(refusal, at + 400), polled('esriJobCancelled', at + 600)],
			'cancelled',
			'Cancelled',
		],
		[
			'refused, and much later ended',
			[
				...asked,
				askFailed(refusal, at + 400),
				polled('esriJobExecuting', at + 600),
				polled('esriJobSucceeded', at + 99_000),
			],
			'refused',
			'Executing',
		],
		[
			'refused, with a poll that had begun before',
			[
				...asked,
				askFailed(refusal, at + 400),
				polled('esriJobExecuting', at + 450, at + 350),
				polled('esriJobSucceeded', at + 600),
			],
			'ended',
			'Succeeded',
		],
		[
			'no answer, and it runs on',
			[...asked, askFailed(timeout, at + 400), polled('esriJobExecuting', at + 600)],
			'unknown',
			'Executing',
		],
		[
			'no answer, for an hour',
			[...asked, askFailed(timeout, at + 400), polled('esriJobExecuting', at + 3_600_000)],
			'unknown',
			'Executing',
		],
		[
			'no answer, but Cancelling',
			[...asked, askFailed(timeout, at + 400), polled('esriJobCancelling', at + 600)],
			'accepted',
			'Cancelling',
		],
		[
			'no answer, but Cancelled',
			[...asked, askFailed(timeout, at + 400), polled('esriJobCancelled', at + 600)],
			'cancelled',
			'Cancelled',
		],
		[
			'no answer, and it ended',
			[...asked, askFailed(timeout, at + 400), polled('esriJobFailed', at + 600)],
			'ended',
			'Failed',
		],
	])('%s', (_, events, step, status) => {
		expect(seen(...events)).toEqual([step, status, 1]);
	});

	test('a cancel by somebody else is followed, and nothing is sent', () => {
		const cancelling = polled('esriJobCancelling', at + 200);
		expect(seen(cancelling, polled('esriJobCancelled', at + 2000))).toEqual(['cancelled', 'Cancelled', 0]);
		expect(seen(cancelling, polled('esriJobCancelling', at + honourWithin))).toEqual(['not-honoured', 'Cancelling', 0]);
	});
});

describe('the operator confirms again', () => {
	const again: CancelEvent = {type: 'confirmed', whenRunning: false, at: at + 100_000};

	test.each<[CancelFlow['step'], boolean, boolean]>([
		['checking', false, false],
		['waiting', false, false],
		['asking', false, false],
		['accepted', false, false],
		['cancelled', true, true],
		['refused', true, true],
		['ended', true, true],
		['not-sent', true, true],
		['not-honoured', false, true],
		['unknown', false, true],
	])('%s: over %s, a new flow %s', (step, over, anew) => {
		const before: CancelFlow = {...beginCancel(false, at).flow, step};
		const after = updateCancel(before, again);
		expect([isOver(before), mayAskAgain(before)]).toEqual([over, anew]);
		if (anew) expect(after).toEqual(beginCancel(false, at + 100_000));
		else expect(after).toEqual({flow: before, effect: null});
	});
});

describe('a failed poll', () => {
	const gone = (begunAt: number): CancelEvent => ({type: 'poll-failed', fault: timeout, begunAt, isMissing: true});

	test('that began before the POST was answered says nothing about it; a later one does', () => {
		expect(flowAfter(false, ...accepted, gone(at + 399)).flow).toMatchObject({step: 'accepted'});
		expect(flowAfter(false, ...accepted, gone(at + 399)).flow.isMissing).not.toBe(true);
		expect(flowAfter(false, ...accepted, gone(at + 400)).flow).toMatchObject({step: 'accepted', isMissing: true});
	});

	test('changes nothing of a flow that has ended or is in progress', () => {
		const unsent = flowAfter(false, ...asked, askFailed({...timeout, isUnsent: true}, at + 400));
		expect(unsent.flow.step).toBe('not-sent');
		for (const {flow: before} of [unsent, flowAfter(false, ...asked), flowAfter(true)]) {
			expect(updateCancel(before, gone(at + 90_000))).toEqual({flow: before, effect: null});
		}
	});
});

test('while the POST is in progress, a poll that shows the job unchanged has no effect, and no second one is sent', () => {
	const {flow: before} = flowAfter(false, ...asked);
	for (const status of ['esriJobExecuting', 'esriJobSubmitted', 'esriJobNovel']) {
		expect(updateCancel(before, polled(status, at + 300, at + 210))).toEqual({flow: before, effect: null});
	}
});
