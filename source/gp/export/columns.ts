import {type ServerText, sentText, serverName} from '../../text/safe-text.ts';
import type {RecordSet} from '../record-set.ts';

/** A column of a table: the key under which a record has its value, its name and its type. */
export type ExportColumn = {
	readonly key: string;
	readonly name: ServerText;
	/** The field type, for example `esriFieldTypeDate`; empty if not known. */
	readonly type: string;
	/** The names of the codes among the values. */
	readonly codes?: ReadonlyMap<string, string> | undefined;
};

/**
 * The largest number of columns for attributes without a field definition. A geodatabase table cannot have that many.
 */
const mostUnnamed = 1000;

/**
 * Returns the columns of a record set: its fields, followed by attributes without a field definition. Sets from version
 * 10.0 have no fields at all, and a saved file should contain everything.
 */
export function exportColumns({fields, records}: RecordSet): readonly ExportColumn[] {
	const columns: ExportColumn[] = fields.map(({name, type, codes}) => ({
		key: sentText(name),
		name,
		type,
		codes,
	}));
	const known = new Set(columns.map(({key}) => key));
	const most = known.size + mostUnnamed;
	for (const {attributes} of records) {
		for (const key of Object.keys(attributes)) {
			if (known.has(key) || known.size >= most) continue;
			known.add(key);
			columns.push({key, name: serverName(key), type: ''});
		}
	}

	return columns;
}

/** Returns an attribute of a record; `null` if it has none. Inherited properties such as `constructor` do not count. */
export function attributeOf(attributes: Readonly<Record<string, unknown>>, key: string): unknown {
	return Object.hasOwn(attributes, key) ? attributes[key] : null;
}
