import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import type {WireRecord} from '../../../../source/gp/record-set.ts';
import {columnsOf, type FieldColumn} from '../../../../source/ui/panes/records/columns.ts';
import {orderBy} from '../../../../source/ui/panes/records/order.ts';
import {often} from '../../../often.ts';
import {anyText} from '../messages/any-messages.ts';
import {recordSet} from './some-records.ts';

const collator = new Intl.Collator('en', {numeric: true, sensitivity: 'base'});

function sortable(type: string, values: readonly unknown[]): readonly [readonly WireRecord[], FieldColumn] {
	const set = recordSet(
		[['A', type]],
		values.map(value => [value]),
	);
	const [column] = columnsOf(set);
	if (column === undefined) throw new Error('no column');
	return [set.records, column];
}

function sorted(type: string, values: readonly unknown[], isDescending = false): unknown[] {
	const [records, column] = sortable(type, values);
	return [...orderBy(records, column, isDescending)].map(index => values[index]);
}

describe('an order', () => {
	test.each<[string, string, unknown[], unknown[]]>([
		['numbers as numbers', 'Double', [10, 9, -1, 0.5, -1e9], [-1e9, -1, 0.5, 9, 10]],
		['no value last', 'Double', [null, 3, undefined, 1], [1, 3, null, undefined]],
		['dates', 'Date', [3e12, null, -1, 0], [-1, 0, 3e12, null]],
		['numbers in names by their value', 'String', ['a10', 'a9', 'a010', 'b', 'A1'], ['A1', 'a9', 'a10', 'a010', 'b']],
		['case and accents left aside', 'String', ['éa', 'Eb', 'ec', 'É'], ['É', 'éa', 'Eb', 'ec']],
		['an empty text before others', 'String', ['b', '', null], ['', 'b', null]],
		['texts behind numbers', 'X', ['b', 2, true, 1, null], [1, 2, 'b', true, null]],
		[
			'moments of different offsets',
			'TimestampOffset',
			['2021-01-01T10:00:00+05:00', '2021-01-01T06:00:00+02:00', '2021-01-01T05:30:00Z'],
			['2021-01-01T06:00:00+02:00', '2021-01-01T10:00:00+05:00', '2021-01-01T05:30:00Z'],
		],
		[
			'dates as a server writes them',
			'DateOnly',
			['10/2/2020', '8/2/2020', '8/3/2019'],
			['8/3/2019', '8/2/2020', '10/2/2020'],
		],
		[
			'times of day',
			'TimeOnly',
			['1:00:00 PM', '12:00:00 AM', '9:00:00 AM'],
			['12:00:00 AM', '9:00:00 AM', '1:00:00 PM'],
		],
		[
			'what only the collator can place',
			'String',
			['b', 'æ', 'a', 'かな', 'z', 'ß', 'st'],
			['a', 'æ', 'b', 'ß', 'st', 'z', 'かな'],
		],
	])('%s', (_, type, values, expected) => {
		expect(sorted(type, values)).toEqual(expected);
	});

	test('in descending order, missing values are still last, and equal ones keep their order', () => {
		expect(sorted('String', [null, 'a', 'B', 'A', 'b', 'c'], true)).toEqual(['c', 'B', 'b', 'a', 'A', null]);
	});
});

const plainText = fc.string({
	unit: fc.constantFrom(...' -_.,:/0011299aAbBcCzZéÉüñżŁßяБ字東(#$+<~'.split('')),
	maxLength: 12,
});

test('texts are sorted like Intl.Collator does, equal ones in the order in which they were sent', () => {
	const text = fc.oneof(plainText, plainText, anyText);
	const likeOther = fc
		.string({unit: fc.constantFrom('a', 'b', '0', '1'), maxLength: 4})
		.map(end => `${'ab1'.repeat(9)}${end}`);
	fc.assert(
		fc.property(fc.array(fc.oneof(text, likeOther), {maxLength: 80}), fc.boolean(), (values, isDescending) => {
			const direction = isDescending ? -1 : 1;
			expect(sorted('String', values, isDescending)).toEqual(
				values.toSorted((a, b) => direction * collator.compare(a, b)),
			);
		}),
		{numRuns: often(2000)},
	);
});

test('numbers are sorted by value, equal ones in the order in which they were sent', () => {
	const number = fc.oneof(fc.double({noNaN: true}), fc.integer({min: -3, max: 3}), fc.constant(null));
	fc.assert(
		fc.property(fc.array(number, {maxLength: 60}), fc.boolean(), (values, isDescending) => {
			const [records, column] = sortable('Double', values);
			const order = [...orderBy(records, column, isDescending)];
			const key = (index: number) => values[index] ?? (isDescending ? -Infinity : Infinity);
			expect(order).toEqual(
				values
					.map((_, index) => index)
					.sort(
						(a, b) =>
							Number(values[a] === null) - Number(values[b] === null) ||
							(isDescending ? key(b) - key(a) : key(a) - key(b)) ||
							a - b,
					),
			);
		}),
		{numRuns: often(500)},
	);
});

test('an order contains each record once, whatever the values are', () => {
	fc.assert(
		fc.property(fc.array(fc.anything(), {maxLength: 40}), fc.constantFrom('X', 'Date', 'String'), (values, type) => {
			const [records, column] = sortable(type, values);
			for (const isDescending of [false, true]) {
				expect([...orderBy(records, column, isDescending)].sort((a, b) => a - b)).toEqual(
					values.map((_, index) => index),
				);
			}
		}),
	);
});

test('numbers are sorted by value, whichever of their bits differ', () => {
	const number = fc.oneof(
		fc.double({noNaN: true}),
		fc.double({min: 1, max: 1.001, noNaN: true}),
		fc.integer({min: -200_000, max: 200_000}),
	);
	fc.assert(
		fc.property(fc.array(number, {maxLength: 40}), values => {
			const finite = values.filter(value => Number.isFinite(value)).map(value => value + 0);
			expect(sorted('Double', finite)).toEqual(finite.toSorted((a, b) => a - b));
		}),
		{numRuns: often(1000)},
	);
});

test.each([
	[['a00', 'a0', 'a', 'a1']],
	[['0', '00', '1', '01', '10', '9']],
	[['x2', 'x02', 'x10', 'x1', 'x']],
	[['b', 'æ', 'Æ', 'a', 'ae', 'z', 'ä', 'ß', 'ss']],
	[['æ', 'a', 'æ', 'b', 'Æ', 'a']],
])('texts stand as the collator has them: %j', values => {
	expect(sorted('String', values)).toEqual(values.toSorted(collator.compare));
});

test.each(Array.from({length: 52}, (_, bit) => [bit]))(
	'numbers that differ in bit %i alone stand by their value',
	bit => {
		const [less, more] = [1, 1 + 2 ** (bit - 52)];
		expect(sorted('Double', [more, less, -less, -more])).toEqual([-more, -less, less, more]);
	},
);

describe('many names that begin alike', () => {
	// More than are compared one by one, of all lengths, several times each: some end where others go on.
	const beginnings = Array.from({length: 40}, (_, length) =>
		'Parcel of the old town, block 7, lot 12'.slice(0, length),
	);
	const names = [...beginnings, ...beginnings.map(name => name.toUpperCase()), ...beginnings.toReversed()];

	test.each([
		['from the shortest on', names],
		['from the longest on', names.toReversed()],
		['with digits behind', names.flatMap((name, index) => [name, `${name}${index % 3}`, `${name}0${index % 3}`])],
		['with others between', names.flatMap((name, index) => [`${name}${'æzß字'[index % 4]}`, name])],
	])('come as Intl.Collator orders them, equal ones as they were sent: %s', (_, values) => {
		expect(sorted('String', values)).toEqual(values.toSorted(collator.compare));
		expect(sorted('String', values, true)).toEqual(values.toSorted((a, b) => collator.compare(b, a)));
	});
});
