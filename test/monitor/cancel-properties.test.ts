import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {fault, faultKinds} from '../../source/gp/fault.ts';
import {isCancellable} from '../../source/gp/status.ts';
import {
	beginCancel,
	type CancelEvent,
	type CancelFlow,
	type CancelStep,
	mayAskAgain,
	updateCancel,
} from '../../source/monitor/cancel.ts';
import {often} from '../often.ts';
import {statuses} from './any-job.ts';
import {snapshotOf, timeout} from './watched.ts';

const at = 10_000;

const polled = (status: string, when: number, begunAt: number): CancelEvent => ({
	type: 'polled',
	snapshot: snapshotOf({jobStatus: status}),
	begunAt,
	at: when,
});

describe('whatever happens', () => {
	const anyEvent = fc.tuple(
		fc.nat(30_000),
		fc.oneof(
			fc.record({status: fc.constantFrom(...statuses), took: fc.nat(40_000)}),
			fc.record({kind: fc.constantFrom(...faultKinds), of: fc.constantFrom('poll', 'ask')}),
			fc.constant('answered' as const),
			fc.record({whenRunning: fc.boolean()}),
		),
	);

	/** Plays events and tells the flow before and after each. */
	function play(
		whenRunning: boolean,
		events: ReadonlyArray<typeof anyEvent extends fc.Arbitrary<infer T> ? T : never>,
		look: (before: CancelFlow, event: CancelEvent, after: CancelStep) => void,
	): void {
		let now = at;
		let step = beginCancel(whenRunning, now);
		for (const [wait, each] of events) {
			now += wait;
			const event: CancelEvent =
				each === 'answered'
					? {type: 'answered', snapshot: snapshotOf({jobStatus: 'esriJobCancelling'}), at: now}
					: 'status' in each
						? polled(each.status, now, now - each.took)
						: 'whenRunning' in each
							? {type: 'confirmed', whenRunning: each.whenRunning, at: now}
							: each.of === 'poll'
								? {type: 'poll-failed', fault: timeout, begunAt: now}
								: {type: 'ask-failed', fault: fault(each.kind, 'x'), at: now};
			const after = updateCancel(step.flow, event);
			look(step.flow, event, after);
			step = after;
		}
	}

	const anyPlay = [fc.boolean(), fc.array(anyEvent, {maxLength: 30})] as const;

	test('at most one POST in a flow, and none without a fresh poll that shows a job which can be cancelled', () => {
		fc.assert(
			fc.property(...anyPlay, (whenRunning, events) => {
				let posts = 0;
				play(whenRunning, events, (before, event, {flow: after, effect}) => {
					if (after.begunAt !== before.begunAt) posts = 0;
					if (effect !== 'post') return;
					posts++;
					expect(posts).toBe(1);
					expect(event.type === 'polled' && event.begunAt >= before.begunAt).toBe(true);
					expect(event.type === 'polled' && isCancellable(event.snapshot.state)).toBe(true);
					if (before.step === 'waiting') expect(event.type === 'polled' && event.snapshot.state).toBe('running');
				});
			}),
			{numRuns: often(10_000)},
		);
	});

	test('only the operator begins a new flow', () => {
		fc.assert(
			fc.property(...anyPlay, (whenRunning, events) => {
				play(whenRunning, events, (before, event, {flow: after}) => {
					if (after.begunAt !== before.begunAt) expect([event.type, mayAskAgain(before)]).toEqual(['confirmed', true]);
				});
			}),
			{numRuns: often(3000)},
		);
	});

	test('cancelled is reported only if the server says so', () => {
		fc.assert(
			fc.property(...anyPlay, (whenRunning, events) => {
				play(whenRunning, events, (before, event, {flow: after}) => {
					if (after.step !== 'cancelled' || before.step === 'cancelled') return;
					expect(event.type === 'polled' && event.snapshot.state).toBe('cancelled');
				});
			}),
			{numRuns: often(3000)},
		);
	});
});
