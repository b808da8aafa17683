import type {Progress} from '../gp/snapshot.ts';

/**
 * The first and the latest step of the progress that gpjobs saw, for estimating when the job ends. Times are in
 * monotonic milliseconds.
 */
export type ProgressTrail = {
	readonly firstPercent: number;
	readonly firstAt: number;
	readonly percent: number;
	readonly at: number;
};

/** The progress may have stopped after this many milliseconds without a step. */
const longestStep = 60_000;

/**
 * Returns the trail after an answer.
 *
 * @param progress from the answer; `null` if it had none
 * @param at monotonic milliseconds
 */
export function trailAfter(trail: ProgressTrail | null, progress: Progress | null, at: number): ProgressTrail | null {
	if (progress === null || progress.percent === null) return null;
	const {percent} = progress;
	// A tool may reset its progress, which invalidates the speed so far.
	if (trail === null || percent < trail.percent) return {firstPercent: percent, firstAt: at, percent, at};
	return percent === trail.percent ? trail : {...trail, percent, at};
}

/**
 * Estimates the milliseconds until the end from the speed of the progress.
 *
 * @param now monotonic milliseconds
 * @returns infinity if there is no progress, or if the last step is too long ago for an estimate
 */
export function untilEnd(trail: ProgressTrail | null, now: number): number {
	if (trail === null) return Number.POSITIVE_INFINITY;
	const gained = trail.percent - trail.firstPercent;
	if (gained <= 0) return Number.POSITIVE_INFINITY;
	const perPercent = (trail.at - trail.firstAt) / gained;
	// At the previous speed there would have been two more steps, so the progress has stopped.
	if (now - trail.at > Math.max(longestStep, 2 * perPercent)) return Number.POSITIVE_INFINITY;
	return Math.max(0, (100 - trail.percent) * perPercent - (now - trail.at));
}
