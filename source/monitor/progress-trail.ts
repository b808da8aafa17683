import type {Progress} from '../gp/snapshot.ts';

/** The first and the latest step of a progressor that gpjobs saw, to estimate when the job ends. Monotonic milliseconds. */
export type ProgressTrail = {
	readonly firstPercent: number;
	readonly firstAt: number;
	readonly percent: number;
	readonly at: number;
};

/** Milliseconds without a step after which a progressor may have stopped. */
const longestStep = 60_000;

/** The trail after an answer. @param progress what the answer said; `null` where it said nothing @param at monotonic milliseconds */
export function trailAfter(trail: ProgressTrail | null, progress: Progress | null, at: number): ProgressTrail | null {
	if (progress === null || progress.percent === null) return null;
	const {percent} = progress;
	// A tool may reset its progressor: then the speed seen so far means nothing.
	if (trail === null || percent < trail.percent) return {firstPercent: percent, firstAt: at, percent, at};
	return percent === trail.percent ? trail : {...trail, percent, at};
}

/**
 * Milliseconds until the end, estimated from the speed of the progressor.
 *
 * @param now monotonic milliseconds
 * @returns infinite where there is no progressor, or where it has stood still for too long for an estimate
 */
export function untilEnd(trail: ProgressTrail | null, now: number): number {
	if (trail === null) return Number.POSITIVE_INFINITY;
	const gained = trail.percent - trail.firstPercent;
	if (gained <= 0) return Number.POSITIVE_INFINITY;
	const perPercent = (trail.at - trail.firstAt) / gained;
	// Two steps would have fitted: it stands still.
	if (now - trail.at > Math.max(longestStep, 2 * perPercent)) return Number.POSITIVE_INFINITY;
	return Math.max(0, (100 - trail.percent) * perPercent - (now - trail.at));
}
