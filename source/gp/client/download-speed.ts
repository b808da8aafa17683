import type {DownloadProgress} from './download.ts';

/** The speed of a download, for display. */
export type DownloadSpeed = {
	/** Missing until it can be measured. */
	readonly bytesPerSecond: number | undefined;
	/** Missing until it can be estimated, or if the size of the file is not known. */
	readonly secondsLeft: number | undefined;
	readonly received: number;
	/** When this was measured, in milliseconds of the caller's clock. */
	readonly at: number;
};

/** Milliseconds over which the speed is averaged, so that it neither jumps nor lags. */
const memory = 5000;
/** Milliseconds between two measurements. A shorter interval would measure only network buffers. */
const shortest = 250;

/**
 * Updates the speed of a download after a progress report.
 *
 * @param before the previous result; absent at the first report, whose bytes may come from an earlier download and are
 * not counted
 * @param now in milliseconds of a monotonic clock
 */
export function nextSpeed(
	before: DownloadSpeed | undefined,
	{received, total}: DownloadProgress,
	now: number,
): DownloadSpeed {
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
