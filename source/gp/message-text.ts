import {withoutHtmlEscapes} from '../text/html-entities.ts';
import {maskSecrets} from '../text/mask-secrets.ts';
import {rewordedText, type ServerText, type TextForm} from '../text/safe-text.ts';
import {ExactNumber} from './exact-json.ts';
import {compactJson, isJsonObject} from './json.ts';
import {readJson} from './json-text.ts';
import {shownJson} from './shown-json.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Names of properties that contain the text of a message in JSON, the most common first. ArcGIS Online's analysis tools
 * use the first name of this list and of the next two.
 */
const textNames = ['message', 'description', 'msg', 'text'] as const;
const codeNames = ['messageCode', 'errorCode', 'code'] as const;
const parameterNames = ['params', 'parameters', 'args', 'arguments'] as const;
/** Properties that may be omitted when only the text of a message is shown. */
const besides = ['type', 'level', 'severity', 'timestamp', 'time'] as const;
const known: ReadonlySet<string> = new Set([...textNames, ...codeNames, ...parameterNames, ...besides]);

/** The longest text, in characters, that is parsed as a message. A longer one is data and is shown as it was sent. */
const longest = 2 ** 20;
const longestCode = 100;
const longestValue = 500;
const mostFilled = 200;
const mostEntries = 100;
/** How many levels of JSON texts inside JSON texts are decoded. */
const deepest = 3;

/**
 * Makes the text of a message for display, with the original in `raw`. A message that is JSON (`{"messageCode":
 * "AB_0001", "message": "The layer {name} is empty", "params": {…}}`, as the analysis tools of ArcGIS Online write it)
 * is shown as a sentence, and HTML escapes are decoded.
 */
export function messageText(sent: string, form: TextForm = 'lines'): ServerText {
	return rewordedText(sent, readableText(sent), form);
}

/**
 * Converts a text that may be JSON or HTML-escaped to plain words. Masks secrets that are recognised only by the name
 * of their JSON property; the caller must mask the others.
 *
 * @returns the text itself if it is neither
 */
export function readableText(sent: string): string {
	// Hardly one message in a million contains either character.
	if (!/[{&]/.test(sent)) return sent;
	const words = wordsOfJsonText(sent);
	if (words !== undefined) return words;
	const masked = maskSecrets(sent);
	const decoded = withoutHtmlEscapes(masked);
	return decoded === masked ? sent : (wordsOfJsonText(decoded, true) ?? decoded);
}

/**
 * Converts an object that is a message to a sentence: its text with the parameters inserted, followed by the code.
 *
 * @returns `undefined` if the object is not a message
 */
export function objectText(object: JsonObject): string | undefined {
	return wordsOf(object, true, 0);
}

/** Completes a text with the code and the parameters that are properties of the same message. */
export function textWithParameters(text: string, beside: JsonObject): string {
	const parameters = parametersOf(beside);
	const words = readableText(text);
	if (parameters === undefined && beside.messageCode === undefined) return words;
	return withCode(filled(words, shownJson(parameters)), codeOf(beside, ['messageCode']));
}

/** Matches the few words that may precede JSON in a message: `ERROR: {"messageCode": …}`. */
const beforeJson = /^[^{]{0,80}?(?=(?:\[\s{0,9})?\{|"\s{0,9}\{)/;

/**
 * Converts JSON with quotation marks that were escaped once too often, and Python dictionaries as `str()` prints them,
 * to JSON.
 */
function inPlainJson(text: string): string {
	if (/^[[{\s]{1,9}\\"/.test(text)) return `"${text}"`;
	if (text.includes('"') || !/^[[{\s]{1,9}u?'/.test(text)) return text;
	return text.replace(/u?'([^']*)'|\b(?:None|True|False)\b/g, (token, inner: string | undefined) =>
		inner === undefined ? (pythonWords.get(token) ?? token) : `"${inner}"`,
	);
}

const pythonWords: ReadonlyMap<string, string> = new Map([
	['None', 'null'],
	['True', 'true'],
	['False', 'false'],
]);

function wordsOfJsonText(text: string, isDecoded = false): string | undefined {
	const trimmed = text.trim();
	if (trimmed.length > longest || !/["'](?:message|description|msg|text|error)/i.test(trimmed)) return undefined;
	const start = beforeJson.exec(trimmed)?.[0];
	if (start === undefined || !/[}\]"]$/.test(trimmed)) return undefined;
	const json = inPlainJson(trimmed.slice(start.length));
	try {
		const words = wordsOf(readJson(json, {isExact: true}), !isDecoded, 0);
		return words === undefined ? undefined : `${start}${words}`;
	} catch {
		return undefined;
	}
}

/**
 * Converts a decoded value to a sentence.
 *
 * @param isEscaped false if HTML escapes were already decoded
 */
function wordsOf(value: unknown, isEscaped: boolean, depth: number): string | undefined {
	if (depth > deepest) return undefined;
	if (typeof value === 'string')
		return depth === 0 && /^\s*[[{]/.test(value) ? jsonInText(value, isEscaped) : undefined;
	if (Array.isArray(value)) return wordsOfList(value, isEscaped, depth);
	if (!isJsonObject(value)) return undefined;
	const names = Object.keys(value);
	if (names.length === 1 && names[0] === 'error') return wordsOf(value.error, isEscaped, depth + 1);
	const isMessage = names.every(name => known.has(name)) || Object.hasOwn(value, 'messageCode');
	const text = textNames.map(name => own(value, name)).find(one => typeof one === 'string' && one.trim() !== '');
	if (!isMessage || typeof text !== 'string') return undefined;
	const shown = shownJson(value);
	if (!isJsonObject(shown)) return undefined;
	return withCode(filled(isEscaped ? withoutHtmlEscapes(text) : text, parametersOf(shown)), codeOf(shown, codeNames));
}

function jsonInText(text: string, isEscaped: boolean): string | undefined {
	try {
		return wordsOf(readJson(text, {isExact: true}), isEscaped, 1);
	} catch {
		return undefined;
	}
}

function wordsOfList(list: readonly unknown[], isEscaped: boolean, depth: number): string | undefined {
	if (list.length === 0 || list.length > mostEntries) return undefined;
	const words = list.map(entry => (isJsonObject(entry) ? wordsOf(entry, isEscaped, depth + 1) : undefined));
	return words.includes(undefined) ? undefined : words.join('\n');
}

/**
 * Matches placeholders for parameters, in the notations of common tools: `{name}`, `{{name}}`, `${name}`, `{0}`,
 * `%(name)s`.
 */
const placeholder = /\$?\{\{?\s*([\w.-]{1,100})\s*\}?\}|%\(([\w.-]{1,100})\)s/g;

/** Replaces placeholders by parameters. A parameter that itself looks like a placeholder is not replaced again. */
function filled(text: string, parameters: unknown): string {
	if (typeof parameters !== 'object' || parameters === null) return text;
	let count = 0;
	return text.replace(placeholder, (whole, braced: string | undefined, percent: string | undefined) => {
		if (++count > mostFilled) return whole;
		return valueWords(own(parameters, braced ?? percent ?? '')) ?? whole;
	});
}

/**
 * Converts the value of a parameter to text; returns `undefined` if it has none, in which case the placeholder remains.
 */
function valueWords(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	const isList = Array.isArray(value) && value.every(entry => typeof entry !== 'object' || entry === null);
	const words = isList
		? value.slice(0, longestValue).join(', ')
		: value instanceof ExactNumber
			? value.digits
			: compactJson(value);
	return words.length > longestValue ? `${words.slice(0, longestValue)}…` : words;
}

function withCode(text: string, code: string | undefined): string {
	return code === undefined || text.includes(code) ? text : `${text.trimEnd()} (${code})`;
}

/** Returns the code of a message; `undefined` for 0, which means that there is no code. */
function codeOf(object: JsonObject, names: readonly string[]): string | undefined {
	const codes = names.map(name => own(object, name));
	const code = codes.find(
		one => (typeof one === 'string' && one.trim() !== '') || (typeof one === 'number' && one !== 0),
	);
	if (code === undefined || code === '0') return undefined;
	const words = String(code).trim();
	return words.length > longestCode ? undefined : words;
}

function parametersOf(object: JsonObject): unknown {
	return parameterNames.map(name => own(object, name)).find(one => typeof one === 'object' && one !== null);
}

function own(object: object, name: string): unknown {
	return Object.hasOwn(object, name) ? object[name as keyof typeof object] : undefined;
}
