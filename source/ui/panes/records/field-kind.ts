/** How the values of a field are displayed and sorted; those of a `secret` are masked. */
export type FieldKind = 'date' | 'instant' | 'time' | 'number' | 'text' | 'secret' | 'any';

const kinds: ReadonlyMap<string, FieldKind> = new Map([
	['esriFieldTypeDate', 'date'],
	['esriFieldTypeTimestampOffset', 'instant'],
	['esriFieldTypeDateOnly', 'instant'],
	['esriFieldTypeTimeOnly', 'time'],
	['esriFieldTypeOID', 'number'],
	['esriFieldTypeSmallInteger', 'number'],
	['esriFieldTypeInteger', 'number'],
	['esriFieldTypeBigInteger', 'number'],
	['esriFieldTypeSingle', 'number'],
	['esriFieldTypeDouble', 'number'],
	['esriFieldTypeString', 'text'],
	['esriFieldTypeGUID', 'text'],
	['esriFieldTypeGlobalID', 'text'],
	['esriFieldTypeXML', 'text'],
]);

/**
 * The kind of a field type. `date` is epoch milliseconds, `instant` a text with a date and perhaps time and offset,
 * `time` a text with a time of day. Servers write them as `8/2/2020 10:00:00 AM -07:00` or in ISO 8601.
 *
 * @param type as sent; an unknown one is `any`, so that the JSON type of each value decides
 */
export function fieldKind(type: string): FieldKind {
	return kinds.get(type) ?? 'any';
}

/** The short name of a field type: `esriFieldTypeString` → `String`. */
export function fieldTypeWord(type: string): string {
	return type.replace(/^esriFieldType(?=.)/, '');
}
