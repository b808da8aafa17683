import {compactJson} from '../../../gp/json.ts';
import {type RecordField, type WireRecord, withCodeName} from '../../../gp/record-set.ts';
import {type SafeText, type ServerText, safe, sentText, serverText, wasCleaned} from '../../../text/safe-text.ts';
import {drawingOf, onOneLine} from '../../symbols.ts';
import {cleanedMark} from '../messages/level-mark.ts';
import {localDateText, utcDateText} from './date-text.ts';
import type {FieldKind} from './field-kind.ts';

/**
 * The text for a value on one line. `isFaint` is true for a missing value (null, or an attribute that the server did
 * not send) and for an empty text.
 */
type Cell = {readonly text: SafeText; readonly isFaint: boolean};

/** The value of a field in a record; `undefined` if the server did not send one. */
export function valueIn({attributes}: WireRecord, {name, codes}: RecordField): unknown {
	const key = sentText(name);
	// `hasOwn` is needed because a field may have the name `constructor`, which every object inherits.
	return Object.hasOwn(attributes, key) ? withCodeName(attributes[key], codes) : undefined;
}

/** The text shown instead of a secret. */
export const shownMask: SafeText = safe`•••`;

/** How many characters of a text are examined for each cell of its column, in addition to {@link unitsBesides}. */
const unitsInCell = 16;
const unitsBesides = 256;

/**
 * Returns the beginning of a value, long enough to fill a column.
 *
 * @param width the width of the column in cells; a text of megabytes is examined only as far as it is visible
 */
export function cellOf(value: unknown, kind: FieldKind, width: number, isAscii: boolean): Cell {
	if (value === null) return {text: safe`null`, isFaint: true};
	if (value === undefined) return {text: drawingOf(isAscii).none, isFaint: true};
	if (value === '') return {text: safe`""`, isFaint: true};
	const whole = plainText(value, kind);
	const most = width * unitsInCell + unitsBesides;
	const isCut = whole.length > most;
	const cleaned = serverText(isCut ? whole.slice(0, most) : whole, 'lines');
	const text = cleaned.safe;
	const line = onOneLine(text, isAscii);
	const marked = wasCleaned(cleaned) ? safe`${cleanedMark(isAscii)} ${line}` : line;
	return {text: isCut ? safe`${marked}${drawingOf(isAscii).ellipsis}` : marked, isFaint: false};
}

/** Shown for a field that the server did not send. */
export const notSent: SafeText = safe`not sent`;

/** Shown for an empty string, to distinguish it from a missing value. */
export const emptyText: SafeText = safe`"" (an empty text)`;

/** Returns the full text of an opened value. A date is given in local time, in UTC and as the server sent it. */
export function wholeValue(value: unknown, kind: FieldKind): ServerText {
	if (value === null) return {safe: safe`null`};
	if (value === undefined) return {safe: notSent};
	if (value === '') return {safe: emptyText};
	if (kind === 'date' && typeof value === 'number') {
		const [local, utc] = [localDateText(value), utcDateText(value)];
		if (local !== undefined && utc !== undefined) return serverText(`${local} · ${utc} · ${value}`);
	}
	if (kind === 'secret') return {safe: shownMask};
	return serverText(typeof value === 'object' ? indentedJson(value) : plainText(value, kind), 'lines');
}

/**
 * Converts a value to plain text for display and search, before it is made safe. A number gets the fewest digits that
 * identify it.
 */
export function plainText(value: unknown, kind: FieldKind): string {
	if (kind === 'secret' && value !== null && value !== undefined) return shownMask;
	switch (typeof value) {
		case 'string':
			return value;
		case 'number':
			return (kind === 'date' ? localDateText(value) : undefined) ?? String(value);
		case 'object':
			return value === null ? '' : compactJson(value);
		default:
			return value === undefined ? '' : String(value);
	}
}

function indentedJson(value: unknown): string {
	try {
		return JSON.stringify(value, undefined, 2) ?? '';
	} catch {
		return compactJson(value);
	}
}
