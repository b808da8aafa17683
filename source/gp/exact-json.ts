/**
 * A number with the digits that the server sent. It is used if a JavaScript number would change the digits: `1.50`, or
 * an integer above 2^53. As JSON it has the same digits.
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
 * `NaN`, `Infinity` or `-Infinity`, which servers send although JSON does not allow them. They are shown as these
 * words; as JSON they become null.
 */
export class NoNumber extends ExactNumber {
	override toJSON(): unknown {
		return null;
	}
}

/** Converts the digits of a number to a value; `key` is the name of the property. */
export type NumberReading = (digits: string, key: string) => unknown;

/**
 * Properties whose exact digits matter to readers: the values of GPDouble and GPLong, and distances, areas and times.
 */
const readDigits = new Set(['value', 'distance', 'area', 'time']);

type Context = {readonly source?: string};

/**
 * `JSON.rawJSON`: Node has it since version 21, but TypeScript does not declare it yet (TC39
 * proposal-json-parse-with-source).
 */
const rawJson = (JSON as unknown as {rawJSON: (text: string) => unknown}).rawJSON;

/**
 * The length in characters up to which a text is always parsed with a reviver. A reviver makes parsing several times
 * slower, so a longer text is parsed with one only if it contains integers above 2^53.
 */
const shortBody = 64 * 1024;
const longInteger = /(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/;

/**
 * Chooses how to read the numbers of a text so that important ones keep their digits. In a long text, only integers
 * above 2^53 keep all digits: a long text is shown as a table, in which single digits do not matter.
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
 * Parses JSON and keeps the digits of numbers that would otherwise lose some.
 *
 * @throws SyntaxError if the text is not JSON
 */
export function parseExactly(text: string): unknown {
	if (text.length > shortBody && !longInteger.test(text)) return JSON.parse(text);
	const read = exactReading(text);
	return JSON.parse(text, (key: string, value: unknown, context?: Context) =>
		typeof value === 'number' && context?.source !== undefined ? read(context.source, key) : value,
	);
}

/**
 * Parses JSON that will be written again: every number keeps its digits, however long the text is. Several times slower
 * than `JSON.parse`.
 *
 * @throws SyntaxError if the text is not JSON
 */
export function parseForWriting(text: string): unknown {
	return JSON.parse(text, (_key: string, value: unknown, context?: Context) =>
		typeof value === 'number' && context?.source !== undefined && String(value) !== context.source
			? new ExactNumber(context.source)
			: value,
	);
}
