import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {type DateFault, readDate} from '../date-input.ts';
import {isJsonObject} from '../json.ts';

type DateWithFormat = Readonly<Record<string, unknown>> & {readonly date: string; readonly format: string};

/** Whether a value is a date with its own format: `{"date": …, "format": …}` ("GP data types", GPDate). */
export function isDateWithFormat(json: unknown): json is DateWithFormat {
	return isJsonObject(json) && typeof json.date === 'string' && typeof json.format === 'string';
}

type Read =
	| {readonly ok: true; readonly words?: SafeText}
	| {readonly ok: false; readonly why: DateFault | 'not-its-format'};

const parts = {
	yyyy: ['year', '\\d{4}'],
	MM: ['month', '\\d{2}'],
	M: ['month', '\\d{1,2}'],
	dd: ['day', '\\d{2}'],
	d: ['day', '\\d{1,2}'],
	HH: ['hour', '\\d{2}'],
	H: ['hour', '\\d{1,2}'],
	mm: ['minute', '\\d{2}'],
	m: ['minute', '\\d{1,2}'],
	ss: ['second', '\\d{2}'],
	s: ['second', '\\d{1,2}'],
} as const;

/**
 * Checks a date with its own format. The server reads it itself; gpjobs only finds out whether it can.
 *
 * @returns the date in words if all parts of the format are numbers of a known meaning. Names of months and years of two
 * digits depend on the server
 */
export function readDateWithFormat({date, format}: DateWithFormat): Read {
	const pieces = format.match(/([a-z])\1*|[^a-z]+/gi) ?? [];
	const names = new Set<string>();
	let pattern = '';
	for (const piece of pieces) {
		const part = Object.hasOwn(parts, piece) ? parts[piece as keyof typeof parts] : undefined;
		const isLetters = /^[a-z]/i.test(piece);
		if ((part === undefined && isLetters) || (part && names.has(part[0]))) return {ok: true};
		if (part) names.add(part[0]);
		pattern += part ? `(?<${part[0]}>${part[1]})` : piece.replace(/[^\w\s]/g, '\\$&');
	}
	if (!['year', 'month', 'day'].every(name => names.has(name))) return {ok: true};
	const found = new RegExp(`^${pattern}$`).exec(date.trim())?.groups;
	if (!found) return {ok: false, why: 'not-its-format'};
	const {year = '', month = '', day = '', hour = '0', minute = '0', second = '0'} = found;
	const words = `${year}-${two(month)}-${two(day)} ${[hour, minute, second].map(two).join(':')}`;
	const read = readDate(`${words}Z`);
	return read.ok ? {ok: true, words: safe`${safeText(words)} by the server's clock`} : read;
}

function two(digits: string): string {
	return digits.padStart(2, '0');
}
