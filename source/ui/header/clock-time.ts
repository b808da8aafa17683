import {dateOf} from '../../text/date.ts';
import {twoDigits} from '../../text/number-words.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';

/** Formats the local time of day, such as `14:02`; `--:--` if the date is out of range. */
export function clockTime(epoch: number): SafeText {
	const date = dateOf(epoch);
	return date ? safe`${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}` : safe`--:--`;
}

/** Formats the local time of day with seconds, such as `14:02:31`. */
export function clockTimeExact(epoch: number): SafeText {
	const date = dateOf(epoch);
	return safe`${clockTime(epoch)}:${date ? twoDigits(date.getSeconds()) : safe`--`}`;
}

/** The text shown instead of a date that is out of range. */
export const unknownTime: SafeText = safe`an unknown time`;

/**
 * Formats the date, the time and the offset from UTC, for texts that may be read in another time zone: `2026-11-23
 * 14:02:31 +01:00`.
 */
export function dateAndTime(epoch: number): SafeText {
	const date = dateOf(epoch);
	return date ? safe`${dayOf(date)} ${clockTimeExact(epoch)} ${offsetOf(date)}` : unknownTime;
}

/**
 * Formats the local time with its offset from UTC as one word of ISO 8601: `2026-11-23T14:02:31+01:00`; `-` if it is
 * not known.
 */
export function isoLocalTime(epoch: number | null): SafeText {
	const date = dateOf(epoch);
	return date ? safe`${dayOf(date)}T${clockTimeExact(date.getTime())}${offsetOf(date)}` : safe`-`;
}

function dayOf(date: Date): SafeText {
	return safe`${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function offsetOf(date: Date): SafeText {
	const minutes = -date.getTimezoneOffset();
	const size = Math.abs(minutes);
	return safe`${minutes < 0 ? safe`-` : safe`+`}${twoDigits(Math.floor(size / 60))}:${twoDigits(size % 60)}`;
}
