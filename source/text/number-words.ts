import {type SafeText, safe, safeText} from './safe-text.ts';

// The locale is fixed, so that the output is the same on every computer. The formatter is created at its first use,
// because that takes longer than all formatting at startup.
let thousands: Intl.NumberFormat | undefined;

/** Formats a number with thousands separators: `1,204`. */
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
 * Formats a number and its noun: `1 warning`, `2 warnings`.
 *
 * @param noun in the singular
 * @param plural if it is not formed with `s`
 */
export function counted(value: number, noun: string, plural = `${noun}s`): SafeText {
	return safe`${count(value)} ${safeText(value === 1 ? noun : plural)}`;
}

/** Formats a number below 100 with two digits: `07`. */
export function twoDigits(value: number): SafeText {
	return value < 10 ? safe`0${value}` : safe`${value}`;
}

const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** Formats a number of bytes: `512 B`, `1.5 MiB`, `32 MiB`. */
export function formatBytes(bytes: number): SafeText {
	const power = Math.min(byteUnits.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
	const amount = bytes / 1024 ** power;
	const digits = amount < 10 && power > 0 ? amount.toFixed(1) : Math.round(amount);
	return safeText(`${digits} ${byteUnits[power] ?? 'B'}`);
}
