import {type SafeText, safe, safeText} from './safe-text.ts';

// A fixed locale: what gpjobs prints does not depend on the machine it runs on. Loading it takes longer than all that
// a start has to count.
let thousands: Intl.NumberFormat | undefined;

/** A number as it is read: `1,204`. */
export function count(value: number): SafeText {
	if (Number.isInteger(value) && !Object.is(value, -0) && value >= 0 && value < 1_000_000)
		return safeText(grouped(value));
	thousands ??= new Intl.NumberFormat('en');
	return safeText(thousands.format(value));
}

function grouped(value: number): string {
	return value < 1000 ? String(value) : `${Math.floor(value / 1000)},${String(value % 1000).padStart(3, '0')}`;
}

/**
 * A number and what it counts: `1 warning`, `2 warnings`.
 *
 * @param noun in the singular
 * @param plural where an `s` does not make it
 */
export function counted(value: number, noun: string, plural = `${noun}s`): SafeText {
	return safe`${count(value)} ${safeText(value === 1 ? noun : plural)}`;
}

/** A number below 100 with two digits: `07`. */
export function twoDigits(value: number): SafeText {
	return value < 10 ? safe`0${value}` : safe`${value}`;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A number of bytes for a person: `512 B`, `1.5 MiB`, `32 MiB`. */
export function formatBytes(bytes: number): SafeText {
	const power = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
	const amount = bytes / 1024 ** power;
	const digits = amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount);
	return safeText(`${digits} ${byteUnits[power] ?? 'B'}`);
}
