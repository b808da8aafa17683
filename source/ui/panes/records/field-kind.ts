/** What a field holds, as far as showing and sorting its values depend on it; a `secret` is masked. */
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
 * The kind of a field type: `date` is epoch milliseconds, `instant` a text with a date and perhaps time and offset, `time` a text
 * with a time of day. Servers write them `8/2/2020 10:00:00 AM -07:00` and as ISO 8601 has them.
 *
 * @param type as sent; one that is not known is `any`, and then the values speak for themselves
 */
export function fieldKind(type: string): FieldKind {
	return kinds.get(type) ?? 'any';
}

/** `esriFieldTypeString` → `String`. */
export function fieldTypeWord(type: string): string {
	return type.replace(/^esriFieldType(?=.)/, '');
}
