import {ExactNumber} from '../exact-json.ts';

const form = /^([+-]?)0*(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;

/**
 * Reads a number that a user entered, and keeps its digits. JSON has neither a plus sign nor leading zeros, so both are
 * left out.
 *
 * @returns `undefined` if the text is not a decimal number
 */
export function numberIn(text: string): ExactNumber | undefined {
	const match = form.exec(text.trim());
	if (!match || !/\d/.test(text.replace(/e.*/i, ''))) return undefined;
	const [, sign = '', whole = '', fraction = '', exponent] = match;
	const digits = `${whole === '' ? '0' : whole}${fraction === '' ? '' : `.${fraction}`}`;
	return new ExactNumber(
		`${sign === '-' ? '-' : ''}${digits}${exponent === undefined ? '' : `e${exponent.replace('+', '')}`}`,
	);
}

/** Reads a whole number of up to 19 digits, as many as a 64-bit integer has. */
export function wholeNumberIn(text: string): ExactNumber | undefined {
	return /^[+-]?\d{1,19}$/.test(text.trim()) ? numberIn(text) : undefined;
}
