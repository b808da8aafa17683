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
