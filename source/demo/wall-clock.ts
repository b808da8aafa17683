/**
 * What the clock on the demo server's wall showed when the demo began.
 *
 * It is fixed, not today: the same seed has to give the same texts, and a real server's times are in its own
 * unnamed time zone too, of no use to compare with.
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
 * Epoch milliseconds at a moment of the demo.
 *
 * @param moment milliseconds since the demo began, at its own speed; negative for what came before
 */
export function wallTime(moment: number): number {
	return begunAt + Math.round(moment);
}

/**
 * A moment in the wording of ArcGIS messages: `Friday, December 16, 2022 6:05:31 PM`.
 *
 * It is composed by hand, because `Intl` adds "at" and a narrow no-break space.
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
