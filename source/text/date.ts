/**
 * The largest distance from 1970 that a `Date` can represent, in milliseconds (ECMA-262, "Time Values and Time Range").
 */
const farthest = 8.64e15;

/** Whether a number from outside is a time that a `Date` can represent. */
export function isTime(epoch: number | null | undefined): epoch is number {
	return typeof epoch === 'number' && Math.abs(epoch) <= farthest;
}

/** A time from outside in epoch milliseconds; `null`, which means "not known", if a `Date` cannot represent it. */
export function knownTime(epoch: number | null | undefined): number | null {
	return isTime(epoch) ? epoch : null;
}

/**
 * Makes a `Date` from a number that may not be a date. Use this instead of `new Date`: servers, files and clocks send
 * such numbers, and the methods of an invalid `Date` throw.
 *
 * @returns `undefined` if a `Date` cannot represent the number
 */
export function dateOf(epoch: number | null | undefined): Date | undefined {
	return isTime(epoch) ? new Date(epoch) : undefined;
}

/** A time as `2026-11-23T14:02:31.000Z`; `null` if a `Date` cannot represent it. */
export function isoTime(epoch: number | null | undefined): string | null {
	return dateOf(epoch)?.toISOString() ?? null;
}

/** A new `Date` at the beginning of 1970, for callers that then set its year, month, day and time. */
export function epochDate(): Date {
	return new Date(0);
}
