import {ExactNumber, NoNumber} from './exact-json.ts';

/** Whether decoded JSON is an object: not an array, not null, and not an {@link ExactNumber}. */
export function isJsonObject(value: unknown): value is Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof ExactNumber);
}

const mostCharacters = 2000;

/**
 * Formats a value as JSON on one line for display, and cuts it if it is long. Never throws, unlike `JSON.stringify`,
 * which fails on values that are nested some thousand levels deep.
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

/** Parses a text as JSON; returns `undefined` if it is not JSON. */
export function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
