import {ExactNumber, NoNumber} from './exact-json.ts';

/** Whether decoded JSON is an object, not an array, not null and not a number whose digits are kept. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

const mostCharacters = 2000;

/**
 * JSON on one line for a person to look at, cut where it gets long. Never throws: `JSON.stringify` does on values that
 * are nested some thousand levels deep.
 */
export function compactJson(value: unknown): string {
	if (typeof value === 'string') return value;
	if (value instanceof NoNumber) return value.digits;
	try {
		const json = JSON.stringify(value) ?? '';
		return json.length > mostCharacters ? `${json.slice(0, mostCharacters)}…` : json;
	} catch {
		return '(nested too deeply to be shown)';
	}
}

/** A text as JSON; `undefined` where it is not JSON. */
export function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
