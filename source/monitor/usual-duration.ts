import type {WatchedJob} from './job.ts';

/** How long jobs of a task usually run, in milliseconds, from the jobs that gpjobs saw from start to end. */
export type UsualDuration = {
	readonly median: number;
	/** The middle half of the durations lies between `low` and `high`. */
	readonly low: number;
	readonly high: number;
	readonly count: number;
};

/** The smallest number of runs from which a usual duration is calculated. */
const leastJobs = 3;
/** The number of durations of a task that are kept: old ones say little about current jobs. */
export const mostDurations = 30;

/**
 * Returns the usual duration of a task.
 *
 * @param durations in milliseconds, in any order
 * @returns `undefined` if there are too few
 */
export function usualDurationOf(durations: readonly number[]): UsualDuration | undefined {
	if (durations.length < leastJobs) return undefined;
	const sorted = durations.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
	return {median: at(0.5), low: at(0.25), high: at(0.75), count: sorted.length};
}

/** Returns how long a job ran, in milliseconds; `undefined` unless it succeeded and gpjobs saw its start. */
export function durationSeen({state, sawStart, runningSince, endedAt}: WatchedJob): number | undefined {
	if (state !== 'succeeded' || !sawStart || runningSince === null || endedAt === null) return undefined;
	return Math.max(0, endedAt.mono - runningSince.mono);
}

/** The time that a running job will probably still take, in milliseconds, and the source of the estimate. */
export type Remaining = {readonly ms: number; readonly from: 'progress' | 'history'};

/** The progress, in percentage points, that gpjobs must have seen before it calculates a speed. */
const leastShare = 2;

/**
 * Estimates how much longer a job will run: from the speed of its progress, otherwise from the usual duration of its
 * task.
 *
 * @param now monotonic milliseconds
 * @returns `undefined` if there is no basis for an estimate, or the job has already run longer than usual
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
