/**
 * The wall-clock time of the demo server at the start of the demo. It is a fixed date, so that the same seed gives the
 * same texts. Clients cannot compare it with their own clock. They cannot do that with a real server either, because
 * its times are in an unknown time zone.
 */
const begunAt = Date.UTC(2026, 10, 23, 14, 0, 0);

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];

/**
 * Converts a time of the demo clock to epoch milliseconds.
 *
 * @param moment milliseconds of the demo clock, at its own speed; negative before the start
 */
export function wallTime(moment: number): number {
	return begunAt + Math.round(moment);
}

/**
 * Formats a time as ArcGIS messages do: `Friday, December 16, 2022 6:05:31 PM`.
 *
 * `Intl` is not used, because it adds "at" and a narrow no-break space.
 */
export function wallClockText(moment: number): string {
	const date = new Date(wallTime(moment));
	const hours = date.getUTCHours();
	const time = [hours % 12 || 12, twoDigits(date.getUTCMinutes()), twoDigits(date.getUTCSeconds())].join(':');
	const day = `${weekdays[date.getUTCDay()]}, ${months[date.getUTCMonth()]} ${date.getUTCDate()}`;
	return `${day}, ${date.getUTCFullYear()} ${time} ${hours < 12 ? 'AM' : 'PM'}`;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}
