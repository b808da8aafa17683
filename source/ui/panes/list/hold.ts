import type {WatchedJob} from '../../../monitor/job.ts';

/** The facts that decide whether rows may move. */
type Hold = {
	/** When a key last moved the cursor, in monotonic milliseconds. */
	readonly lastCursorKey: number | undefined;
	readonly isDialogOpen: boolean;
};

const holdFor = 1000;

/**
 * Whether rows must not move at present, because the operator may be about to press a key for the row under the cursor
 * (design §5).
 */
export function isHeld({lastCursorKey, isDialogOpen}: Hold, now: number): boolean {
	return isDialogOpen || (lastCursorKey !== undefined && now - lastCursorKey < holdFor);
}

/**
 * Returns the order of the list while rows must not move. Shown jobs keep their places, even one that no longer matches
 * the filter; new jobs are added at the end; only removed jobs disappear.
 *
 * @param before the URLs in the order in which they are shown
 * @param arranged the jobs in the order that filter and sort would produce now
 * @param find returns the job with a URL; `undefined` if it was removed
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
