import {type ServerText, sentText, serverName} from '../../text/safe-text.ts';
import type {RecordSet} from '../record-set.ts';

/** A column of a table: where its cells are found, and what they are. */
export type ExportColumn = {
	readonly key: string;
	readonly name: ServerText;
	/** `esriFieldTypeDate` for example; empty where it is not known. */
	readonly type: string;
};

/** How many columns may come from attributes that the server did not name: more than a geodatabase table can have. */
const mostUnnamed = 1000;

/**
 * The fields of a set, and behind them the attributes that stand in records without being a field: sets of 10.0 have
 * no fields at all, and what is saved should leave nothing out.
 */
export function exportColumns({fields, records}: RecordSet): readonly ExportColumn[] {
	const columns: ExportColumn[] = fields.map(({name, type}) => ({key: sentText(name), name, type}));
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

/** Never what an object has from its prototype, as `constructor`. */
export function attributeOf(attributes: Readonly<Record<string, unknown>>, key: string): unknown {
	return Object.hasOwn(attributes, key) ? attributes[key] : null;
}
