import type {WatchedJob} from './job.ts';

/** How long jobs of a task usually run, in milliseconds, from the jobs that gpjobs saw from start to end. */
export type UsualDuration = {
	readonly median: number;
	/** The middle half lies between `low` and `high`. */
	readonly low: number;
	readonly high: number;
	readonly count: number;
};

/** Minimum number of runs before a usual duration is given. */
const leastJobs = 3;
/** Durations recorded of a task at most: what was usual a year ago is not what is usual now. */
export const mostDurations = 30;

/** The usual duration. @param durations in milliseconds, in any order @returns `undefined` where there are too few */
export function usualDurationOf(durations: readonly number[]): UsualDuration | undefined {
	if (durations.length < leastJobs) return undefined;
	const sorted = durations.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
	return {median: at(0.5), low: at(0.25), high: at(0.75), count: sorted.length};
}

/** How long a job ran; `undefined` unless it succeeded and gpjobs saw its start. */
export function durationSeen({state, sawStart, runningSince, endedAt}: WatchedJob): number | undefined {
	if (state !== 'succeeded' || !sawStart || runningSince === null || endedAt === null) return undefined;
	return Math.max(0, endedAt.mono - runningSince.mono);
}

/** Milliseconds that a running job will probably take, and what that is estimated from. */
export type Remaining = {readonly ms: number; readonly from: 'progress' | 'history'};

/** Percent of progress that must be seen before a speed can be computed. */
const leastShare = 2;

/**
 * Estimates how long a job still runs: from the speed of its progress, otherwise from the usual duration of its task.
 *
 * @param now monotonic milliseconds
 * @returns `undefined` where there is nothing to estimate from, or it has already run longer than usual
 */
export function remainingOf(
	{state, progressTrail, runningSince, sawStart, usualDuration}: WatchedJob,
	now: number,
): Remaining | undefined {
	if (state !== 'running') return undefined;
	if (progressTrail) {
		const {firstPercent, firstAt, percent, at} = progressTrail;
		const share = percent - firstPercent;
		if (share >= leastShare) {
			const ms = ((100 - percent) * (at - firstAt)) / share - (now - at);
			if (ms > 0) return {ms, from: 'progress'};
		}
	}
	if (!usualDuration || !sawStart || runningSince === null) return undefined;
	const ms = usualDuration.median - (now - runningSince.mono);
	return ms > 0 ? {ms, from: 'history'} : undefined;
}
