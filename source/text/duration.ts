import {twoDigits} from './number-words.ts';
import {type SafeText, safe, safeText} from './safe-text.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The longest duration that can be entered. Node fires a timer of more than 2^31 − 1 ms at once. */
const longest = 24 * day;

/**
 * Formats a duration for a table column: `00:41`, `12:03`, `1:04:10`, `2d 03h`.
 *
 * @param ms milliseconds; a negative number, which means that a clock was set back, is shown as 0
 */
export function formatElapsed(ms: number): SafeText {
	const {days, hours, minutes, seconds} = parts(ms);
	if (days > 0) return safe`${days}d ${twoDigits(hours)}h`;
	if (hours > 0) return safe`${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
	return safe`${twoDigits(minutes)}:${twoDigits(seconds)}`;
}

/**
 * Formats an age in coarse steps, so that the screen rarely changes: `15s 30s 1m 2m … 59m 1h … 23h 1d …`.
 *
 * @param ms milliseconds; less than 15 s gives `0s`, which callers may hide
 */
export function formatAge(ms: number): SafeText {
	const {days, hours, minutes, seconds} = parts(ms);
	if (days > 0) return safe`${days}d`;
	if (hours > 0) return safe`${hours}h`;
	if (minutes > 0) return safe`${minutes}m`;
	return seconds < 15 ? safe`0s` : seconds < 30 ? safe`15s` : safe`30s`;
}

/** Formats a duration in its largest unit: `35 s`, `4 min`, `2 h`, `3 d`. */
export function coarseDuration(ms: number): SafeText {
	const {days, hours, minutes, seconds} = parts(ms);
	if (days > 0) return safe`${days} d`;
	if (hours > 0) return safe`${hours} h`;
	return minutes > 0 ? safe`${minutes} min` : safe`${seconds} s`;
}

/** Formats an age in full: `4 min 12 s`, `2 d 3 h 0 min 5 s`. */
export function exactAge(ms: number): SafeText {
	const {days, hours, minutes, seconds} = parts(ms);
	if (days > 0) return safe`${days} d ${hours} h ${minutes} min ${seconds} s`;
	if (hours > 0) return safe`${hours} h ${minutes} min ${seconds} s`;
	if (minutes > 0) return safe`${minutes} min ${seconds} s`;
	return safe`${seconds} s`;
}

/**
 * A time that is in the future by up to this many milliseconds is normal and does not mean that a clock was changed.
 */
const aheadAtMost = minute;

/**
 * Whether a time is in the future, for example because a computer whose clock is ahead wrote it.
 *
 * @param ago milliseconds since that time
 */
export function isInFuture(ago: number): boolean {
	return ago < -aheadAtMost;
}

/**
 * Formats how long ago something was: `4 min 12 s ago`. For a time in the future, the text says that a clock was
 * changed.
 */
export function formatAgo(ms: number): SafeText {
	return isInFuture(ms) ? inTheFuture(-ms) : safe`${exactAge(ms)} ago`;
}

/** The sentence about a time that is `ms` milliseconds in the future. */
export function inTheFuture(ms: number): SafeText {
	return safe`${exactAge(ms)} in the future: a clock was changed`;
}

type ParsedDuration = {readonly ok: true; readonly ms: number} | {readonly ok: false; readonly sentence: SafeText};

const units = {ms: 1, s: second, m: minute, h: hour, d: day};

/**
 * Parses a duration in the notation of flags and settings (design §4): `500ms`, `5s`, `1.5s`, `30m`, `2h`, `1d`.
 *
 * @returns whole milliseconds, at most 24 days; otherwise a sentence for the user
 */
export function parseDuration(text: string): ParsedDuration {
	const match = /^(\d{1,12}(?:\.\d{1,6})?)(ms|[smhd])$/.exec(text);
	if (!match) return {ok: false, sentence: notADuration(text)};
	const ms = Math.round(Number(match[1]) * units[match[2] as keyof typeof units]);
	if (ms > longest) return {ok: false, sentence: tooLongADuration(text)};
	return {ok: true, ms};
}

/** The error message for a text that is not a duration. */
export function notADuration(text: string): SafeText {
	return safe`"${safeText(text)}" is not a duration: write it like 5s, 30m or 2h.`;
}

/** The error message for a duration that is too long for a timer. */
export function tooLongADuration(text: string): SafeText {
	return safe`${safeText(text)} is too long: 24d is the longest duration.`;
}

function parts(ms: number): {days: number; hours: number; minutes: number; seconds: number} {
	const whole = Math.max(0, ms);
	return {
		days: Math.floor(whole / day),
		hours: Math.floor((whole % day) / hour),
		minutes: Math.floor((whole % hour) / minute),
		seconds: Math.floor((whole % minute) / second),
	};
}
