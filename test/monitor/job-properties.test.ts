import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {hasEnded, stateOf} from '../../source/gp/status.ts';
import {type JobEvent, newJob, updateJob, type WatchedJob} from '../../source/monitor/job.ts';
import {often} from '../often.ts';
import {anyEvents} from './any-job.ts';
import {addressOf} from './watched.ts';

const runs = {numRuns: often(3000)};

/** The job before and after each event. */
function* steps(events: readonly JobEvent[]): Generator<{before: WatchedJob; event: JobEvent; after: WatchedJob}> {
	let before = newJob(addressOf());
	for (const event of events) {
		const after = updateJob(before, event);
		yield {before, event, after};
		before = after;
	}
}

function always(rule: (step: {before: WatchedJob; event: JobEvent; after: WatchedJob}) => void): void {
	fc.assert(
		fc.property(anyEvents, events => {
			for (const step of steps(events)) rule(step);
		}),
		runs,
	);
}

describe('whatever happens', () => {
	test('a fault never changes a status', () => {
		always(({before, event, after}) => {
			if (event.type !== 'faulted') return;
			expect(after.status).toBe(before.status);
			expect(after.snapshot).toBe(before.snapshot);
			expect(after.lastAnswer).toBe(before.lastAnswer);
			if (after.state !== before.state) expect([after.state, hasEnded(before.state)]).toEqual(['gone', false]);
		});
	});

	test('a fault is stored, and an answer removes it', () => {
		always(({before, event, after}) => {
			if (event.type === 'answered') expect([after.trouble, after.notFound]).toEqual([null, null]);
			if (event.type === 'faulted') {
				expect(after.trouble).toMatchObject({
					fault: event.fault,
					count: (before.trouble?.count ?? 0) + 1,
					since: before.trouble?.since ?? event.at,
				});
			}
		});
	});

	test('a known end stays, unless three answers in a row contradict it', () => {
		let contradictions = 0;
		always(({before, event, after}) => {
			if (before.lastAnswer === null || !hasEnded(before.state) || before.state === 'deleted') {
				contradictions = 0;
				return;
			}
			if (event.type === 'answered') {
				const {state} = event.snapshot;
				contradictions = state === before.state || state === 'deleted' ? 0 : contradictions + 1;
			}
			if (after.state === before.state) {
				expect(after.backwards).toBe(contradictions);
			} else {
				expect(contradictions).toBe(3);
				contradictions = 0;
			}
		});
	});

	test('state, status and times are consistent', () => {
		always(({before, event, after}) => {
			if (after.lastAnswer !== null && after.state !== 'gone')
				expect(after.state).toBe(stateOf(after.status?.safe ?? null));
			expect(after.endedAt !== null).toBe(hasEnded(after.state) && after.lastAnswer !== null);
			expect(after.firstSeen === null).toBe(after.lastAnswer === null);
			if (after.state !== before.state && event.type !== 'listed') {
				expect(after.transitions.at(-1)?.state).toBe(after.state);
				expect(after.stateSince).toBe(after.transitions.at(-1)?.at);
			}
			if (before.firstSeen !== null) expect(after.firstSeen).toBe(before.firstSeen);
			if (before.runningSince !== null) expect(after.runningSince).toBe(before.runningSince);
			expect(after.transitions.length).toBeLessThanOrEqual(100);
		});
	});

	test('a job that never answered is never gone', () => {
		always(({after}) => {
			if (after.lastAnswer === null) expect(after.state).toBe('unknown');
		});
	});

	test('the job before an event is not changed', () => {
		always(({before, event}) => {
			const copy = structuredClone(before);
			updateJob(before, event);
			expect(before).toEqual(copy);
		});
	});
});
