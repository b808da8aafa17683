/** The ways to display and sort the values of a field. Values of the kind `secret` are masked. */
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
 * Returns the kind of values in a field. A `date` is epoch milliseconds, an `instant` a text with a date and possibly a
 * time and an offset, a `time` a text with a time of day. Servers write such texts as `8/2/2020 10:00:00 AM -07:00` or
 * in ISO 8601.
 *
 * @param type the field type as the server sent it. An unknown one gives `any`, so that the JSON type of each value
 * decides
 */
export function fieldKind(type: string): FieldKind {
	return kinds.get(type) ?? 'any';
}

/** Returns the field type without Esri's prefix: `esriFieldTypeString` gives `String`. */
export function fieldTypeWord(type: string): string {
	return type.replace(/^esriFieldType(?=.)/, '');
}
