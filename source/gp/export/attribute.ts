import {longestText} from '../../text/cut.ts';
import {isoTime} from '../../text/date.ts';
import {removeSequences} from '../../text/escape-sequences.ts';
import {withoutHidden} from '../../text/hidden-characters.ts';
import {toJson} from '../../text/json-escape.ts';
import {maskSecrets} from '../../text/mask-secrets.ts';
import {sentText, serverText} from '../../text/safe-text.ts';
import {ExactNumber, NoNumber} from '../exact-json.ts';

/** An attribute as a table holds it; `null` for an empty one. */
export type ExportCell = string | number | bigint | boolean | null;

/**
 * A string as the server sent it, its secrets masked (design §7 "Text of a server"). Nothing is cut out of a
 * file, and a text too long to be shown is masked alone: that finds what control characters hide, too.
 */
function asSent(value: string): string {
	if (value.length > longestText) return maskSecrets(value);
	return sentText(serverText(value, 'lines'));
}

/**
 * An attribute for a table: dates (`esriFieldTypeDate`, epoch milliseconds) in ISO 8601, UTC; objects and arrays, which
 * no field type has, as JSON. Finite numbers stay numbers; others become empty.
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

/** An attribute as JSON, with DEL, C1 and hidden characters escaped. It reads back as the same value. */
export function attributeJson(value: unknown, fieldType: string): string {
	if (typeof value === 'object' && value !== null && !(value instanceof ExactNumber)) return nestedJson(value);
	const cell = attributeCell(value, fieldType);
	return typeof cell === 'bigint' ? String(cell) : toJson(cell);
}

/** An integer with all its digits; `NaN` becomes empty. */
function exactCell(value: ExactNumber): ExportCell {
	if (value instanceof NoNumber) return null;
	return /^-?\d+$/.test(value.digits) ? BigInt(value.digits) : Number(value.digits);
}

/** ISO 8601, or the number itself where no calendar holds it. */
function isoDate(milliseconds: number): string | number {
	return isoTime(milliseconds) ?? milliseconds;
}

function nestedJson(value: object): string {
	try {
		return toJson(
			JSON.parse(JSON.stringify(value, (_, item) => (typeof item === 'string' ? asSent(item) : item)) ?? 'null'),
		);
	} catch {
		// Nested deeper than the stack reaches.
		return 'null';
	}
}

const controls = /[\0-\x08\v\f\x0E-\x1F\x7F-\x9F]/g;
const harmless = /^[\t\n -~]*$/;

/**
 * A string for a file that has no escapes of its own (CSV): what was sent, without control sequences and control
 * characters, and without what hides in it or turns it round, so that `cat` of the file does nothing to a terminal. Tabs
 * and line breaks stay, these as `\n`; so do the joiners and marks that Arabic and Persian names are written with.
 */
export function withoutControls(text: string): string {
	if (harmless.test(text)) return text;
	return withoutHidden(removeSequences(text).replace(/\r\n?/g, '\n').replace(controls, '')).toWellFormed();
}
