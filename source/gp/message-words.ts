import {withoutHtmlEscapes} from '../text/html-entities.ts';
import {maskSecrets} from '../text/mask-secrets.ts';
import {rewordedText, type ServerText, type TextForm} from '../text/safe-text.ts';
import {ExactNumber} from './exact-json.ts';
import {compactJson, isJsonObject} from './json.ts';
import {readJson} from './json-text.ts';
import {shownJson} from './shown-json.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Members that hold a message inside JSON, the most frequent first: ArcGIS Online's analysis tools use the first of each
 * list.
 */
const textNames = ['message', 'description', 'msg', 'text'] as const;
const codeNames = ['messageCode', 'errorCode', 'code'] as const;
const parameterNames = ['params', 'parameters', 'args', 'arguments'] as const;
/** Members that lose nothing of weight when only the message is read. */
const besides = ['type', 'level', 'severity', 'timestamp', 'time'] as const;
const known: ReadonlySet<string> = new Set([...textNames, ...codeNames, ...parameterNames, ...besides]);

/** Longer texts count as data and are shown as they were sent. */
const longest = 2 ** 20;
const longestCode = 100;
const longestValue = 500;
const mostFilled = 200;
const mostEntries = 100;
/** JSON as a text in JSON. */
const deepest = 3;

/**
 * A text of a message as a person reads it; `raw` is what was sent. Messages that are JSON (`{"messageCode": "AB_0001", "message":
 * "The layer {name} is empty", "params": {…}}`, as the analysis tools of ArcGIS Online write them) are shown by their
 * words, and what was escaped for HTML without it.
 */
export function messageText(sent: string, form: TextForm = 'lines'): ServerText {
	return rewordedText(sent, plainWords(sent), form);
}

/**
 * The words of a text that may be JSON or escaped for HTML.
 *
 * @returns the text itself where it is neither. It may still hold secrets, but none that only a name gives away.
 */
export function plainWords(sent: string): string {
	// Of a million messages hardly one has either.
	if (!/[{&]/.test(sent)) return sent;
	const words = wordsOfJsonText(sent);
	if (words !== undefined) return words;
	const masked = maskSecrets(sent);
	const decoded = withoutHtmlEscapes(masked);
	return decoded === masked ? sent : (wordsOfJsonText(decoded, true) ?? decoded);
}

/**
 * The words of an object that is a message: its text with the parameters filled in and the code behind it.
 *
 * @returns `undefined` where it is something else
 */
export function objectWords(object: JsonObject): string | undefined {
	return wordsOf(object, true, 0);
}

/** A text whose code and parameters stand beside it, in the message itself. */
export function textWithParameters(text: string, beside: JsonObject): string {
	const parameters = parametersOf(beside);
	const words = plainWords(text);
	if (parameters === undefined && beside.messageCode === undefined) return words;
	return withCode(filled(words, shownJson(parameters)), codeOf(beside, ['messageCode']));
}

/** A few words may stand before it: `ERROR: {"messageCode": …}`. */
const beforeJson = /^[^{]{0,80}?(?=(?:\[\s{0,9})?\{|"\s{0,9}\{)/;

/** JSON whose quotation marks were escaped once too often, and what Python's `str()` makes of a dictionary, as JSON. */
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

/** @param isEscaped false where the text was taken out of HTML already */
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

/** `{name}`, `{{name}}`, `${name}`, `{0}`, `%(name)s`: how the tools of the field mark the place of a parameter. */
const placeholder = /\$?\{\{?\s*([\w.-]{1,100})\s*\}?\}|%\(([\w.-]{1,100})\)s/g;

/** Each place is filled once: a value that looks like a placeholder is not filled in turn. */
function filled(text: string, parameters: unknown): string {
	if (typeof parameters !== 'object' || parameters === null) return text;
	let count = 0;
	return text.replace(placeholder, (whole, braced: string | undefined, percent: string | undefined) => {
		if (++count > mostFilled) return whole;
		return valueWords(own(parameters, braced ?? percent ?? '')) ?? whole;
	});
}

/** @returns `undefined` where no value can be filled in: then the placeholder stays */
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

/** The code of an object; servers send zero for "no code". */
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
