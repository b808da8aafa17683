import type {WireRecord} from '../../../gp/record-set.ts';
import {displayWidth} from '../../../text/display-width.ts';
import {count} from '../../../text/number-words.ts';
import {type SafeText, type ServerText, safe, safeText} from '../../../text/safe-text.ts';
import type {MessagesState} from '../messages/state.ts';
import {wholeText} from '../messages/whole-text.ts';
import {valueIn, wholeValue} from './cell.ts';
import type {FieldColumn} from './columns.ts';
import {recordAt} from './order.ts';
import type {RecordsState} from './state.ts';

/** What was opened from the table: the value of one cell, or all fields of a record. */
export type Opened = {
	readonly what: 'cell' | 'record';
	/** The title of the opened text, such as `record 1,033 · Owner`. */
	readonly title: SafeText;
	readonly text: MessagesState;
};

/** The largest width in cells of the column of field names. A longer name moves only its own value to the right. */
const widestName = 24;

/** Opens the selected record or the selected cell; `undefined` if nothing is selected. */
export function openedFrom(state: RecordsState, what: 'cell' | 'record'): Opened | undefined {
	const index = recordAt(state, state.row);
	const record = state.set.records[index];
	if (record === undefined) return undefined;
	const named = safe`record ${count(index + 1)}`;
	if (what === 'record') return {what, title: named, text: wholeText(recordLines(record, state.columns), state.size)};
	const column = state.columns[state.shown[state.column] ?? -1];
	if (column === undefined) return undefined;
	const text = wholeText([wholeValue(valueIn(record, column.field), column.kind)], state.size);
	return {what, title: safe`${named} · ${column.field.alias.safe}`, text};
}

/**
 * Returns the fields of a record, one line `field: value` for each, including hidden fields, and the geometry if there
 * is one.
 */
function recordLines(record: WireRecord, columns: readonly FieldColumn[]): readonly ServerText[] {
	const names = columns.map(({field}) => field.alias.safe);
	const width = names.reduce((widest, name) => Math.max(widest, Math.min(widestName, displayWidth(name))), 0);
	const lines = columns.map(({field, kind}) =>
		named(field.alias.safe, width, wholeValue(valueIn(record, field), kind)),
	);
	if (record.geometry === null) return lines.length > 0 ? lines : [{safe: safe`The record has no fields.`}];
	return [...lines, named(safe`geometry`, width, wholeValue(record.geometry, 'any'))];
}

function named(name: SafeText, width: number, {safe: value, raw}: ServerText): ServerText {
	const gap = safeText(' '.repeat(Math.max(1, width + 1 - displayWidth(name))));
	const text = safe`${name}:${gap}${value}`;
	return raw === undefined ? {safe: text} : {safe: text, raw};
}
