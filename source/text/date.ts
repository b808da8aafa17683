/** Milliseconds from 1970, in both directions, that a `Date` can hold (ECMA-262, "Time Values and Time Range"). */
const farthest = 8.64e15;

/** Whether a number that came from outside is a moment of the calendar. */
export function isTime(epoch: number | null | undefined): epoch is number {
	return typeof epoch === 'number' && Math.abs(epoch) <= farthest;
}

/** A moment from outside, epoch milliseconds; `null`, not known, where no calendar holds it. */
export function knownTime(epoch: number | null | undefined): number | null {
	return isTime(epoch) ? epoch : null;
}

/**
 * The one way to make a `Date` of a number: servers, files and clocks give numbers that are not dates, and the methods
 * of an invalid `Date` throw.
 *
 * @returns `undefined` where no calendar holds it
 */
export function dateOf(epoch: number | null | undefined): Date | undefined {
	return isTime(epoch) ? new Date(epoch) : undefined;
}

/** `2026-11-23T14:02:31.000Z`; `null` outside of the calendar. */
export function isoTime(epoch: number | null | undefined): string | null {
	return dateOf(epoch)?.toISOString() ?? null;
}

/** A date at the beginning of 1970, whose parts the caller sets. */
export function epochDate(): Date {
	return new Date(0);
}
