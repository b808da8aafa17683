import {dateOf} from '../../../text/date.ts';
import {twoDigits} from '../../../text/number-words.ts';

/**
 * Formats the local date and time, with the offset from UTC at that time: `2026-11-23 15:02:31 +01:00`.
 *
 * @param epoch epoch milliseconds
 * @returns `undefined` if the date is out of range
 */
export function localDateText(epoch: number): string | undefined {
	const date = dateOf(epoch);
	if (!date) return undefined;
	// Before time zones were introduced, offsets included seconds.
	const offset = Math.round(-date.getTimezoneOffset());
	const minutes = Math.abs(offset);
	const zone = `${offset < 0 ? '-' : '+'}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
	const day = `${year(date.getFullYear())}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
	const time = `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}:${twoDigits(date.getSeconds())}`;
	return `${day} ${time}${fraction(date.getMilliseconds())} ${zone}`;
}

/**
 * Formats the date and time in UTC: `2026-11-23 14:02:31 UTC`.
 *
 * @param epoch epoch milliseconds
 * @returns `undefined` if the date is out of range
 */
export function utcDateText(epoch: number): string | undefined {
	const date = dateOf(epoch);
	if (!date) return undefined;
	const day = `${year(date.getUTCFullYear())}-${twoDigits(date.getUTCMonth() + 1)}-${twoDigits(date.getUTCDate())}`;
	const time = `${twoDigits(date.getUTCHours())}:${twoDigits(date.getUTCMinutes())}:${twoDigits(date.getUTCSeconds())}`;
	return `${day} ${time}${fraction(date.getUTCMilliseconds())} UTC`;
}

function year(value: number): string {
	return value < 0 ? `-${String(-value).padStart(4, '0')}` : String(value).padStart(4, '0');
}

function fraction(milliseconds: number): string {
	return milliseconds === 0 ? '' : `.${String(milliseconds).padStart(3, '0')}`;
}
