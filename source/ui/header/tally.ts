import type {State} from '../../gp/status.ts';
import type {Moment} from '../../monitor/clock.ts';
import {isInDoubt} from '../../monitor/elapsed.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import {type Counts, noCounts} from '../../monitor/jobs.ts';
import {isUnchecked} from '../panes/list/row.ts';

/** How many jobs there are of each kind. A job in doubt is counted only as that, so that the numbers add up. */
export type Tally = {
	readonly jobs: number;
	readonly counts: Counts;
	/** How many jobs have a last answer that is too old to show their present state. */
	readonly stale: number;
	/** How many jobs are known only from an earlier run of gpjobs. */
	readonly kept: number;
	/** How many jobs have not been polled yet. */
	readonly unchecked: number;
};

/** Counts the jobs as they are shown. @param now needed because jobs become stale over time */
export function tallyOf(jobs: readonly WatchedJob[], now: Moment): Tally {
	const counts: Record<State, number> = {...noCounts};
	let stale = 0;
	let kept = 0;
	let unchecked = 0;
	for (const job of jobs) {
		if (isUnchecked(job)) unchecked++;
		else if (job.state === 'gone' || !isInDoubt(job, now)) counts[job.state]++;
		else if (job.isFromRecord) kept++;
		else stale++;
	}
	return {jobs: jobs.length, counts, stale, kept, unchecked};
}
