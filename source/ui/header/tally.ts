import type {State} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {isInDoubt} from '../../monitor/elapsed.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {isUnread} from '../../monitor/job-need.ts';
import {type Counts, noCounts} from '../../monitor/jobs.ts';
import {isUnchecked} from '../panes/list/row.ts';

/**
 * The number of jobs of each kind. A job whose last answer does not show its current state is counted only as stale,
 * kept or unchecked, so that the numbers add up.
 */
export type Tally = {
	readonly jobs: number;
	readonly counts: Counts;
	/** The number of unread jobs that failed, timed out or are gone, by state. */
	readonly unread: Counts;
	/** The number of jobs that have not answered, or whose last answer is too old to show their current state. */
	readonly stale: number;
	/** The number of jobs about which only an earlier run of gpjobs has received an answer. */
	readonly kept: number;
	/** The number of jobs that have not been polled yet. */
	readonly unchecked: number;
};

/**
 * Counts the jobs by the state that is shown.
 *
 * @param now the current time, which decides whether an answer is too old
 */
export function tallyOf(jobs: readonly WatchedJob[], now: Moment): Tally {
	const counts: Record<State, number> = {...noCounts};
	const unread: Record<State, number> = {...noCounts};
	let stale = 0;
	let kept = 0;
	let unchecked = 0;
	for (const job of jobs) {
		if (hasProblem(job.state) && isUnread(job, now)) unread[job.state]++;
		if (isUnchecked(job)) unchecked++;
		else if (job.state === 'unknown' && job.lastAnswer === null) stale++;
		else if (job.state === 'gone' || !isInDoubt(job, now)) counts[job.state]++;
		else if (job.isFromRecord) kept++;
		else stale++;
	}
	return {jobs: jobs.length, counts, unread, stale, kept, unchecked};
}

function hasProblem(state: State): boolean {
	return state === 'failed' || state === 'timed-out' || state === 'gone';
}
