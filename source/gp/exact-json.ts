/**
 * A number with the digits that the server sent, where JavaScript's own number would print others: `1.50`, or an integer
 * beyond 2^53. JSON made of it has those digits again.
 */
export class ExactNumber {
	readonly digits: string;

	constructor(digits: string) {
		this.digits = digits;
	}

	toJSON(): unknown {
		return rawJson(this.digits);
	}

	toString(): string {
		return this.digits;
	}
}

/**
 * What stands where JSON has a number and no number is: `NaN`, `Infinity` or `-Infinity`, which JSON does not know. A person
 * reads the word; JSON made of it has null.
 */
export class NoNumber extends ExactNumber {
	override toJSON(): unknown {
		return null;
	}
}

/** Reads a number from its digits and the name of its member. */
export type NumberReading = (digits: string, key: string) => unknown;

/** Members whose digits a person reads: the value of GPDouble and GPLong, and of distances, areas and times. */
const readDigits = new Set(['value', 'distance', 'area', 'time']);

type Context = {readonly source?: string};

/** Since Node 21; the types of TypeScript's library do not know it yet (TC39 proposal-json-parse-with-source). */
const rawJson = (JSON as unknown as {rawJSON: (text: string) => unknown}).rawJSON;

/** A reviver makes decoding several times slower, so it is used on a long body only where that holds integers beyond 2^53. */
const shortBody = 64 * 1024;
const longInteger = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/;

/**
 * How the numbers of a text are read so that those that would lose digits keep them.
 *
 * In a long body only integers beyond 2^53 are kept exactly: there a person reads tables, not single digits.
 */
export function exactReading(text: string): NumberReading {
	const isShort = text.length <= shortBody;
	return (digits, key) => {
		const value = Number(digits);
		const losesDigits = /^-?\d+$/.test(digits) && !Number.isSafeInteger(value);
		const isRead = isShort && readDigits.has(key) && String(value) !== digits;
		return losesDigits || isRead ? new ExactNumber(digits) : value;
	};
}

/**
 * Decodes JSON and keeps the digits of numbers that would lose some.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function parseExactly(text: string): unknown {
	if (text.length > shortBody && !longInteger.test(text)) return JSON.parse(text);
	const read = exactReading(text);
	return JSON.parse(text, (key: string, value: unknown, context?: Context) =>
		typeof value === 'number' && context?.source !== undefined ? read(context.source, key) : value,
	);
}

/**
 * Decodes JSON that will be written again: every number keeps its digits, however long the text is. Several times slower
 * than `JSON.parse`.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function parseForWriting(text: string): unknown {
	return JSON.parse(text, (_key: string, value: unknown, context?: Context) =>
		typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
			? new ExactNumber(context.source)
			: value,
	);
}
