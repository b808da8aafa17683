import {dateOf, epochDate, isTime} from '../text/date.ts';
import {twoDigits} from '../text/number-words.ts';

/** What is wrong with a date. */
export type DateFault = 'no-date' | 'no-such-day' | 'no-such-time' | 'not-milliseconds';

/** A date that a user entered, in epoch milliseconds, or what is wrong with it. */
type WrittenDate = {readonly ok: true; readonly epoch: number} | {readonly ok: false; readonly why: DateFault};

const form =
	/^(\d{4})-(\d\d)-(\d\d)(?:[T ]+(\d\d):(\d\d)(?::(\d\d)(?:[.,:](\d{1,3})\d*)?)?\s*(Z|UTC|local|[+-]\d\d(?::?\d\d)?)?)?$/i;
/**
 * The smallest number of digits that is read as epoch milliseconds. A shorter number would be a time before May 1970;
 * it is more likely in seconds, or a date such as 20260301.
 */
const fewestDigits = 11;

/**
 * Reads a date that a user entered: `2026-11-24`, `2026-11-24 09:00`, `2026-11-24T09:00:30+01:00`, or the epoch
 * milliseconds that a GP server expects ("GP data types", GPDate). Without a time it is midnight.
 *
 * Without a time zone it is UTC, as for the server, whose ISO form has no zone: the same command must submit the same
 * moment on every machine. `local` stands for the time zone of this machine.
 *
 * A day or an hour that does not exist is an error. `Date.parse` would read 31 February as 3 March.
 */
export function readDate(text: string): WrittenDate {
	if (/^[+-]?\d+$/.test(text)) {
		const epoch = Number(text);
		if (!isTime(epoch)) return {ok: false, why: 'no-date'};
		return text.replace(/\D/g, '').length < fewestDigits && epoch !== 0
			? {ok: false, why: 'not-milliseconds'}
			: {ok: true, epoch};
	}
	const match = form.exec(text);
	if (!match) return {ok: false, why: 'no-date'};
	const [, year = '', month = '', day = '', hour = '0', minute = '0', second = '0', fraction = '', zone] = match;
	const date = [Number(year), Number(month) - 1, Number(day)] as const;
	const time = [Number(hour), Number(minute), Number(second), Number(fraction.padEnd(3, '0'))] as const;
	const utc = epochDate();
	utc.setUTCFullYear(...date);
	if (utc.getUTCMonth() !== date[1] || utc.getUTCDate() !== date[2]) return {ok: false, why: 'no-such-day'};
	if (time[0] > 23 || time[1] > 59 || time[2] > 59) return {ok: false, why: 'no-such-time'};
	utc.setUTCHours(...time);
	if (!/^local$/i.test(zone ?? '')) {
		const minutes = zone === undefined ? 0 : minutesOf(zone);
		return minutes === undefined
			? {ok: false, why: 'no-such-time'}
			: {ok: true, epoch: utc.getTime() - minutes * 60_000};
	}
	const local = epochDate();
	local.setFullYear(...date);
	local.setHours(...time);
	// The hour that is skipped when daylight saving time begins does not exist.
	return local.getHours() === time[0] && local.getMinutes() === time[1] && local.getDate() === date[2]
		? {ok: true, epoch: local.getTime()}
		: {ok: false, why: 'no-such-time'};
}

/** Returns the offset of a time zone in minutes east of Greenwich; `undefined` if no time zone has such an offset. */
function minutesOf(zone: string): number | undefined {
	if (/^(?:z|utc)$/i.test(zone)) return 0;
	const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? [];
	const east = Number(hours) * 60 + Number(minutes);
	return Number(minutes) > 59 || east > 14 * 60 ? undefined : sign === '-' ? -east : east;
}

/**
 * Formats a time as UTC, and as local time with its offset if that differs: `2026-11-24 09:00:00 UTC (10:00:00 +01:00 …)`.
 */
export function formatMoment(epoch: number): string {
	const date = dateOf(epoch);
	if (!date) return String(epoch);
	const utc = `${plainTime(date)} UTC`;
	const east = -date.getTimezoneOffset();
	const local = dateOf(epoch + east * 60_000);
	if (east === 0 || !local) return utc;
	const offset = [Math.trunc(Math.abs(east) / 60), Math.abs(east) % 60].map(twoDigits).join(':');
	return `${utc} (${plainTime(local)} ${east < 0 ? '-' : '+'}${offset} on this machine)`;
}

function plainTime(date: Date): string {
	return date
		.toISOString()
		.replace('T', ' ')
		.replace(/(\.000)?Z$/, '');
}
