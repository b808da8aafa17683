/**
 * The largest distance from 1970 that a `Date` can represent, in milliseconds (ECMA-262, "Time Values and Time Range").
 */
const farthest = 8.64e15;

/** Whether a number from a server or a file is a time that a `Date` can represent. */
export function isTime(epoch: number | null | undefined): epoch is number {
	return typeof epoch === 'number' && Math.abs(epoch) <= farthest;
}

/**
 * Checks a time from a server or a file, in epoch milliseconds.
 *
 * @returns the same time; `null`, which means "not known", if a `Date` cannot represent it
 */
export function knownTime(epoch: number | null | undefined): number | null {
	return isTime(epoch) ? epoch : null;
}

/**
 * Makes a `Date` from a number that may not be a valid time. Use this instead of `new Date`: servers, files and clocks
 * can supply such numbers, and the methods of an invalid `Date` throw.
 *
 * @returns `undefined` if a `Date` cannot represent the number
 */
export function dateOf(epoch: number | null | undefined): Date | undefined {
	return isTime(epoch) ? new Date(epoch) : undefined;
}

/**
 * Formats a time as `2026-11-23T14:02:31.000Z`.
 *
 * @returns `null` if a `Date` cannot represent the time
 */
export function isoTime(epoch: number | null | undefined): string | null {
	return dateOf(epoch)?.toISOString() ?? null;
}

/** Returns a new `Date` at the beginning of 1970. Callers then set its year, month, day and time. */
export function epochDate(): Date {
	return new Date(0);
}
