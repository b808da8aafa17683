import {twoDigits} from './number-words.ts';
import {type SafeText, safe, safeText} from './safe-text.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** The longest duration that a person can give: Node's timers end at once beyond 2^31 − 1 ms. */
const longest = 24 * day;

/**
 * How long something took, for a column of figures: `00:41`, `12:03`, `1:04:10`, `2d 03h`.
 *
 * @param ms milliseconds; less than 0 (a clock was set back) shows as 0
 */
export function formatElapsed(ms: number): SafeText {
	const {days, hours, minutes, seconds} = parts(ms);
	if (days > 0) return safe`${days}d ${twoDigits(hours)}h`;
	if (hours > 0) return safe`${hours}:${twoDigits(minutes)}:${twoDigits(seconds)}`;
	return safe`${twoDigits(minutes)}:${twoDigits(seconds)}`;
}

/**
 * How old something is, in coarse steps, so that the screen seldom changes: `15s 30s 1m 2m … 59m 1h … 23h 1d …`.
 *
 * @param ms milliseconds; below 15 s it is `0s` (whether an age is shown at all is up to the caller)
 */
export function formatAge(ms: number): SafeText {
	const {days, hours, minutes, seconds} = parts(ms);
	if (days > 0) return safe`${days}d`;
	if (hours > 0) return safe`${hours}h`;
	if (minutes > 0) return safe`${minutes}m`;
	return seconds < 15 ? safe`0s` : seconds < 30 ? safe`15s` : safe`30s`;
}

/** An age in full: `4 min 12 s`, `2 d 3 h 0 min 5 s`. */
export function exactAge(ms: number): SafeText {
	const {days, hours, minutes, seconds} = parts(ms);
	if (days > 0) return safe`${days} d ${hours} h ${minutes} min ${seconds} s`;
	if (hours > 0) return safe`${hours} h ${minutes} min ${seconds} s`;
	if (minutes > 0) return safe`${minutes} min ${seconds} s`;
	return safe`${seconds} s`;
}

/** Milliseconds by which a moment may lie ahead without telling of a clock that was changed. */
const aheadAtMost = minute;

/** Whether a moment lies in the future, as where it was written down on a machine whose clock is ahead. @param ago milliseconds since then */
export function isInFuture(ago: number): boolean {
	return ago < -aheadAtMost;
}

/** `4 min 12 s ago`; of a moment that is still to come, that a clock was changed. */
export function agoWords(ms: number): SafeText {
	return isInFuture(ms) ? inTheFuture(-ms) : safe`${exactAge(ms)} ago`;
}

/** The sentence about a moment that lies `ms` milliseconds ahead. */
export function inTheFuture(ms: number): SafeText {
	return safe`${exactAge(ms)} in the future: a clock was changed`;
}

type ParsedDuration = {readonly ok: true; readonly ms: number} | {readonly ok: false; readonly sentence: SafeText};

const units = {ms: 1, s: second, m: minute, h: hour, d: day};

/**
 * Reads a duration as flags and settings have it (design §4): `500ms`, `5s`, `1.5s`, `30m`, `2h`, `1d`.
 *
 * @returns whole milliseconds, up to 24 days; else a sentence for the user
 */
export function parseDuration(text: string): ParsedDuration {
	const match = /^(\d{1,12}(?:\.\d{1,6})?)(ms|[smhd])$/.exec(text);
	if (!match) return {ok: false, sentence: notADuration(text)};
	const ms = Math.round(Number(match[1]) * units[match[2] as keyof typeof units]);
	if (ms > longest) return {ok: false, sentence: tooLongADuration(text)};
	return {ok: true, ms};
}

/** The sentence about a text that is not a duration. */
export function notADuration(text: string): SafeText {
	return safe`"${safeText(text)}" is not a duration: write it like 5s, 30m or 2h.`;
}

/** The sentence about a duration that no timer can run. */
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
