import type {WatchedJob} from './job.ts';

/** How long jobs of a task usually run, from those that gpjobs saw from start to end. Milliseconds. */
export type UsualDuration = {
	readonly median: number;
	/** Between them lies the middle half. */
	readonly low: number;
	readonly high: number;
	readonly count: number;
};

/** Fewer tell nothing of what is usual. */
const leastJobs = 3;
/** More are not kept of a task: what was usual a year ago is not what is usual now. */
export const mostDurations = 30;

/** @param durations in milliseconds, in any order @returns `undefined` where there are too few */
export function usualDurationOf(durations: readonly number[]): UsualDuration | undefined {
	if (durations.length < leastJobs) return undefined;
	const sorted = durations.toSorted((a, b) => a - b);
	const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
	return {median: at(0.5), low: at(0.25), high: at(0.75), count: sorted.length};
}

/** How long a job ran that succeeded and that gpjobs saw from its start; `undefined` of any other. */
export function durationSeen({state, sawStart, runningSince, endedAt}: WatchedJob): number | undefined {
	if (state !== 'succeeded' || !sawStart || runningSince === null || endedAt === null) return undefined;
	return Math.max(0, endedAt.mono - runningSince.mono);
}

/** Milliseconds that a running job will probably go on, and what that is guessed from. */
export type Remaining = {readonly ms: number; readonly from: 'progress' | 'history'};

/** So much of the way has to be seen before a pace can be told from it. */
const leastShare = 2;

/**
 * A guess at how long a job still runs: from the pace of its progress, else from what is usual for its task.
 *
 * @param now monotonic milliseconds
 * @returns `undefined` where nothing can be told, or it has run longer than usual already
 */
export function remainingOf(
	{state, progressTrail, runningSince, sawStart, usual}: WatchedJob,
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
	if (!usual || !sawStart || runningSince === null) return undefined;
	const ms = usual.median - (now - runningSince.mono);
	return ms > 0 ? {ms, from: 'history'} : undefined;
}
