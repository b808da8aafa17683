import type {RecordField, RecordSet} from '../../../gp/record-set.ts';
import {displayWidth} from '../../../text/display-width.ts';
import {isSecretName} from '../../../text/mask-secrets.ts';
import {cellOf, valueIn} from './cell.ts';
import {type FieldKind, fieldKind} from './field-kind.ts';

/**
 * A field as a column of the table. Its width is the same for all visible records, so that scrolling does not change
 * it.
 */
export type FieldColumn = {
	readonly field: RecordField;
	readonly kind: FieldKind;
	/** The number of cells for its text; ink-table adds a blank on each side. */
	readonly width: number;
	/** How the texts are aligned: numbers to the right, all else to the left. */
	readonly align: 'left' | 'right';
};

const widest = 40;
const widestHeading = 24;
const narrowest = 4;

/**
 * How many values are examined to determine the widths: of all columns together, and at least and at most for one
 * column.
 */
const sampled = {inAll: 20_000, least: 10, most: 200};

/**
 * Returns the columns of a record set, which are computed once. Their widths come from a sample of records that
 * includes the first and the last one and is spread evenly, so that the work is limited for any number of records and
 * fields.
 */
export function columnsOf({fields, records}: RecordSet): readonly FieldColumn[] {
	const share = Math.floor(sampled.inAll / Math.max(1, fields.length));
	const size = Math.min(records.length, Math.max(sampled.least, Math.min(share, sampled.most)));
	const sample = Array.from({length: size}, (_, index) => {
		const at = size === 1 ? 0 : Math.round((index * (records.length - 1)) / (size - 1));
		return records[at];
	}).filter(record => record !== undefined);
	return fields.map(field => {
		const kind = isSecretName(field.name.safe) ? 'secret' : fieldKind(field.type);
		let width = headingCells(field);
		let numbers = 0;
		let texts = 0;
		for (const record of sample) {
			const value = valueIn(record, field);
			if (typeof value === 'number') numbers++;
			else if (value !== null && value !== undefined) texts++;
			width = Math.max(width, displayWidth(cellOf(value, kind, widest, false).text));
		}
		const isNumeric = kind === 'number' ? texts === 0 : kind === 'any' && numbers > texts;
		return {
			field,
			kind,
			width: Math.max(narrowest, Math.min(width, widest)),
			align: isNumeric ? 'right' : 'left',
		};
	});
}

/** Counts the cells for the heading of a field. A long heading is cut. */
export function headingCells({alias}: RecordField): number {
	return Math.min(displayWidth(alias.safe.slice(0, widestHeading)), widestHeading);
}
