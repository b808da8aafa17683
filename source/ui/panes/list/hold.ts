import type {WatchedJob} from '../../../monitor/job.ts';

/** What keeps the rows where they are. */
type Hold = {
	/** When a key last moved the cursor, in monotonic milliseconds. */
	readonly lastCursorKey: number | undefined;
	readonly isDialogOpen: boolean;
};

const holdFor = 1000;

/**
 * Whether rows must not move now, because the operator may be about to press a key for the row under the cursor
 * (design §5).
 */
export function isHeld({lastCursorKey, isDialogOpen}: Hold, now: number): boolean {
	return isDialogOpen || (lastCursorKey !== undefined && now - lastCursorKey < holdFor);
}

/**
 * The list while rows must not move. Shown jobs stay in place, even one that no longer matches the filter; new ones
 * are added at the end; only removed jobs disappear.
 *
 * @param before the URLs in the order in which they were shown
 * @param arranged the jobs in the order that filter and sort would give now
 * @param find the job with a URL; `undefined` if it was removed
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
