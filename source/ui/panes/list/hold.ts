import type {WatchedJob} from '../../../monitor/job.ts';

/** What keeps the rows where they are. */
type Hold = {
	/** Monotonic milliseconds of the last key that moved the cursor. */
	readonly lastCursorKey: number | undefined;
	readonly isDialogOpen: boolean;
};

const holdFor = 1000;

/** Whether rows may not move now: somebody is about to press a key for the row under the cursor (design §5). */
export function isHeld({lastCursorKey, isDialogOpen}: Hold, now: number): boolean {
	return isDialogOpen || (lastCursorKey !== undefined && now - lastCursorKey < holdFor);
}

/**
 * The list while rows may not move: those that were shown stay in their places, also one that the filter would let go
 * by now; new ones come at the end; only a job that was removed leaves.
 *
 * @param before the URLs as they were shown
 * @param arranged the jobs as filter and order would show them now
 * @param find the job of a URL; `undefined` where it was removed
 */
export function heldOrder(
	before: readonly string[],
	arranged: readonly WatchedJob[],
	find: (url: string) => WatchedJob | undefined,
): readonly WatchedJob[] {
	const shown = new Set(before);
	const staying = before.flatMap(url => find(url) ?? []);
	return [...staying, ...arranged.filter(job => !shown.has(job.address.url))];
}
