import type {DownloadProgress} from './download.ts';

/** How fast a download goes, as it is shown. */
export type DownloadPace = {
	/** `undefined` until it can be measured. */
	readonly bytesPerSecond: number | undefined;
	/** `undefined` until it can be estimated, and where the length of the file is unknown. */
	readonly secondsLeft: number | undefined;
	readonly received: number;
	/** Milliseconds, of the clock of the caller. */
	readonly at: number;
};

/** Milliseconds: how far back the rate looks, so that it neither jumps nor lags. */
const memory = 5000;
/** Milliseconds between two rates: a shorter time measures the buffers on the way. */
const shortest = 250;

/**
 * The pace after one more report of progress.
 *
 * @param before of the report before; none at the first, whose bytes may be from an earlier time and count for no rate
 * @param now milliseconds of a clock that never jumps
 */
export function nextPace(
	before: DownloadPace | undefined,
	{received, total}: DownloadProgress,
	now: number,
): DownloadPace {
	if (before === undefined) return {bytesPerSecond: undefined, secondsLeft: undefined, received, at: now};
	const elapsed = now - before.at;
	if (elapsed < shortest) return before;
	const latest = Math.max(0, received - before.received) / (elapsed / 1000);
	const weight = 1 - Math.exp(-elapsed / memory);
	const bytesPerSecond =
		before.bytesPerSecond === undefined ? latest : before.bytesPerSecond + weight * (latest - before.bytesPerSecond);
	const secondsLeft = total === null || bytesPerSecond < 1 ? undefined : Math.max(0, total - received) / bytesPerSecond;
	return {bytesPerSecond, secondsLeft, received, at: now};
}
