/** Sets of records for the tests of the table, read as the client reads them. */
import fc from 'fast-check';
import {type RecordSet, readRecordSet} from '../../../../source/gp/record-set.ts';
import {anyText} from '../messages/any-messages.ts';

type Field = readonly [name: string, type: string, alias?: string];

/** A set with a row of values for each record. */
export function recordSet(fields: readonly Field[], rows: ReadonlyArray<readonly unknown[]>, more = {}): RecordSet {
	const set = readRecordSet({
		fields: fields.map(([name, type, alias]) => ({name, type: `esriFieldType${type}`, alias})),
		features: rows.map(values => ({attributes: Object.fromEntries(fields.map(([name], at) => [name, values[at]]))})),
		...more,
	});
	if (set === undefined) throw new Error('not a record set');
	return set;
}

export const parcels = recordSet(
	[
		['OBJECTID', 'OID', '#id'],
		['OWNER', 'String', 'Owner'],
		['AREA', 'Double', 'Area'],
		['SINCE', 'Date', 'Since'],
	],
	[
		[1, 'Meyer 10', 12.5, Date.UTC(2026, 0, 2, 3, 4, 5)],
		[2, 'meyer 9', null, null],
		[3, '', 1e21, Date.UTC(1969, 11, 31)],
		[4, '東京\u0007', 0.1, 'long ago'],
		[5, 'Abel', 3, 8.64e15 + 1],
	],
);

/** So many records of seven fields, of which names repeat and areas are missing at times. */
export function manyRecords(count: number): RecordSet {
	return recordSet(
		[
			['OBJECTID', 'OID'],
			['NAME', 'String', 'Name'],
			['STREET', 'String', 'Street'],
			['AREA', 'Double', 'Area'],
			['CODE', 'SmallInteger', 'Code'],
			['SINCE', 'Date', 'Since'],
			['GLOBALID', 'GlobalID', 'Global ID'],
		],
		Array.from({length: count}, (_, index) => [
			index + 1,
			`Parcel ${(index * 7919) % count}`,
			`${['Haupt', 'Markt', 'Kirch', 'Mühl'][index % 4]}straße ${index % 300}`,
			index % 10 === 0 ? null : ((index * 7919) % 100_003) / 7,
			index % 100,
			1_600_000_000_000 + ((index * 104_729) % count) * 60_000,
			`{${((index * 2_654_435_761) % 4_294_967_296).toString(16).padStart(8, '0')}-0000-4000-8000-${String(index).padStart(12, '0')}}`,
		]),
	);
}

const anyValue = fc.oneof(
	anyText,
	fc.jsonValue({maxDepth: 3}),
	fc.integer(),
	fc.double({noNaN: true}),
	fc.constantFrom(null, undefined, '', 0, -0, 1_600_000_000_000, '2021-01-01T10:00:00+05:00'),
);

const anyType = fc.constantFrom('String', 'Date', 'Double', 'OID', 'TimestampOffset', 'Blob', 'X');
const anyName = fc.oneof(anyText, fc.constantFrom('A', 'B', '__proto__', 'constructor', '1', ' A', ''));

export const anyRecordSet: fc.Arbitrary<RecordSet> = fc
	.record({
		fields: fc.array(fc.tuple(anyName, anyType, anyText), {maxLength: 9}),
		rows: fc.array(fc.array(anyValue, {maxLength: 9}), {maxLength: 30}),
		exceededTransferLimit: fc.boolean(),
	})
	.map(({fields, rows, exceededTransferLimit}) => recordSet(fields, rows, {exceededTransferLimit}));
