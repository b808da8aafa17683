import {type SafeText, safe, safeText} from './safe-text.ts';

// A fixed locale: what gpjobs prints does not depend on the machine it runs on.
const thousands = new Intl.NumberFormat('en');

/** A number as it is read: `1,204`. */
export function count(value: number): SafeText {
	return safeText(thousands.format(value));
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
