import {dateOf} from '../../text/date.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';

/** The time of day of the operator's machine: `14:02`; `--:--` where no calendar holds it. */
export function clockTime(epoch: number): SafeText {
	const date = dateOf(epoch);
	return date ? safe`${two(date.getHours())}:${two(date.getMinutes())}` : safe`--:--`;
}

/** With its seconds: `14:02:31`. */
export function clockTimeExact(epoch: number): SafeText {
	const date = dateOf(epoch);
	return safe`${clockTime(epoch)}:${date ? two(date.getSeconds()) : safe`--`}`;
}

/** What stands for a moment that no calendar holds. */
export const unknownTime: SafeText = safe`an unknown time`;

/** With its date: `2026-11-23 14:02:31`. */
export function dateAndTime(epoch: number): SafeText {
	const date = dateOf(epoch);
	if (!date) return unknownTime;
	return safe`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTimeExact(epoch)}`;
}

function two(value: number): SafeText {
	return value < 10 ? safe`0${value}` : safe`${value}`;
}
