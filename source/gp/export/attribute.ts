import {longestText} from '../../text/cut.ts';
import {isoTime} from '../../text/date.ts';
import {removeSequences} from '../../text/escape-sequences.ts';
import {withoutHidden} from '../../text/hidden-characters.ts';
import {toJson} from '../../text/json-escape.ts';
import {maskSecrets} from '../../text/mask-secrets.ts';
import {sentText, serverText} from '../../text/safe-text.ts';
import {ExactNumber, NoNumber} from '../exact-json.ts';
import {isJsonObject} from '../json.ts';

/** The value of an attribute in a table cell; `null` for an empty cell. */
export type ExportCell = string | number | bigint | boolean | null;

/**
 * Returns a string as the server sent it, with secrets masked (design §7 "Text of a server"). A file contains the whole
 * string. A string that is too long for the usual cleaning is only masked, which also finds secrets interrupted by
 * control characters.
 */
function asSent(value: string): string {
	if (value.length > longestText) return maskSecrets(value);
	return sentText(serverText(value, 'lines'));
}

/**
 * Converts an attribute to a table cell: dates (`esriFieldTypeDate`, epoch milliseconds) to ISO 8601 in UTC; objects
 * and arrays, which no field type has, to JSON. Finite numbers are kept, others become empty.
 */
export function attributeCell(value: unknown, fieldType: string): ExportCell {
	switch (typeof value) {
		case 'string':
			return asSent(value);
		case 'number':
			if (!Number.isFinite(value)) return null;
			return fieldType === 'esriFieldTypeDate' ? isoDate(value) : value;
		case 'boolean':
		case 'bigint':
			return value;
		case 'object':
			if (value instanceof ExactNumber) return exactCell(value);
			return value === null ? null : nestedJson(value);
		default:
			return null;
	}
}

/** Converts an attribute to JSON with DEL, C1 and hidden characters escaped. Parsing it gives the same value. */
export function attributeJson(value: unknown, fieldType: string): string {
	if (typeof value === 'object' && value !== null && !(value instanceof ExactNumber)) return nestedJson(value);
	if (value instanceof ExactNumber) return toJson(value);
	const cell = attributeCell(value, fieldType);
	return typeof cell === 'bigint' ? String(cell) : toJson(cell);
}

/** Converts an integer to a table cell with all its digits; the cell is empty for `NaN`. */
function exactCell(value: ExactNumber): ExportCell {
	if (value instanceof NoNumber) return null;
	if (/^-?\d+$/.test(value.digits)) return BigInt(value.digits);
	const number = Number(value.digits);
	// As a number, 1e400 would become Infinity.
	return Number.isFinite(number) ? number : value.digits;
}

/** Formats a date as ISO 8601. Returns the number itself if a `Date` cannot represent it. */
function isoDate(milliseconds: number): string | number {
	return isoTime(milliseconds) ?? milliseconds;
}

function nestedJson(value: object): string {
	try {
		return toJson(withStrings(value));
	} catch {
		// The value is nested too deeply for recursion.
		return 'null';
	}
}

/** Copies a value and makes each of its strings {@link asSent}. Numbers keep their digits. */
function withStrings(value: unknown): unknown {
	if (typeof value === 'string') return asSent(value);
	if (Array.isArray(value)) return value.map(withStrings);
	if (!isJsonObject(value)) return value;
	return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withStrings(member)]));
}

const controls = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F]/g;
const harmless = /^[\t\n -~]*$/;

/**
 * Prepares a string for a format without escapes (CSV). Control sequences, control characters and hidden or
 * direction-changing characters are removed, so that `cat` of the file does not affect a terminal. Tabs are kept and
 * line breaks become `\n`; joiners and marks that Arabic and Persian names need are kept, too.
 */
export function withoutControls(text: string): string {
	if (harmless.test(text)) return text;
	return withoutHidden(removeSequences(text).replace(/\r\n?/g, '\n').replace(controls, '')).toWellFormed();
}
