import {type SafeText, safe} from '../../text/safe-text.ts';

/** The time of day of the operator's machine: `14:02`. */
export function clockTime(epoch: number): SafeText {
	const date = new Date(epoch);
	return safe`${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** With its seconds: `14:02:31`. */
export function clockTimeExact(epoch: number): SafeText {
	return safe`${clockTime(epoch)}:${two(new Date(epoch).getSeconds())}`;
}

/** With its date: `2026-11-23 14:02:31`. */
export function dateAndTime(epoch: number): SafeText {
	const date = new Date(epoch);
	return safe`${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${clockTimeExact(epoch)}`;
}

function two(value: number): SafeText {
	return value < 10 ? safe`0${value}` : safe`${value}`;
}
