import {hasEnded} from '../gp/status.ts';
import type {Moment} from '../monitor/clock.ts';
import {ageOf, type WatchedJob} from '../monitor/job.ts';
import type {LastSession} from '../store/last-session.ts';
import type {Screen} from '../ui/screen.tsx';

/** What is written down of a screen that was closed, and of the jobs as they were then. */
export function sessionOf(
	{firstFrame, keyToPaint, keys, bytes, lasted, columns, rows}: NonNullable<ReturnType<Screen['figures']>>,
	jobs: readonly WatchedJob[],
	now: Moment,
): LastSession {
	const ages = jobs.flatMap(job => (hasEnded(job.state) ? [] : (ageOf(job, now) ?? []))).sort((a, b) => a - b);
	const oldest = ages.at(-1);
	return {
		at: now.epoch,
		columns,
		rows,
		lasted: Math.round(lasted),
		firstFrame: firstFrame && Math.round(firstFrame),
		keyToPaint: keyToPaint && {median: tenths(keyToPaint.median), p95: tenths(keyToPaint.p95)},
		keys,
		bytesPerSecond: Math.round(bytes / Math.max(1, lasted / 1000)),
		answerAges:
			oldest === undefined
				? null
				: {
						jobs: ages.length,
						median: Math.round(ages[Math.floor(ages.length / 2)] ?? oldest),
						oldest: Math.round(oldest),
					},
	};
}

function tenths(value: number): number {
	return Math.round(value * 10) / 10;
}
