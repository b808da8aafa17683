import {describe, expect, test, vi} from 'vitest';
import {cellOf, emptyText, notSent, wholeValue} from '../../../../source/ui/panes/records/cell.ts';
import {localDateText, utcDateText} from '../../../../source/ui/panes/records/date-text.ts';
import {type FieldKind, fieldKind, fieldTypeWord} from '../../../../source/ui/panes/records/field-kind.ts';
import {drawingOf} from '../../../../source/ui/symbols.ts';

const date = Date.UTC(2026, 10, 23, 14, 2, 31);

describe('a value in a cell and opened', () => {
	test.each<[string, unknown, FieldKind, string, string]>([
		['a text', 'Meyer', 'text', 'Meyer', 'Meyer'],
		['an integer', 9_007_199_254_740_991, 'number', '9007199254740991', '9007199254740991'],
		['a double in its shortest digits', 0.1 + 0.2, 'number', '0.30000000000000004', '0.30000000000000004'],
		['a great double', 1e21, 'number', '1e+21', '1e+21'],
		['a boolean', true, 'any', 'true', 'true'],
		['a date that no calendar holds', 8.64e15 + 1, 'date', '8640000000000001', '8640000000000001'],
		['a date that is a text', '2026-11-23', 'date', '2026-11-23', '2026-11-23'],
		['a date without time', '1998-01-01', fieldKind('esriFieldTypeDateOnly'), '1998-01-01', '1998-01-01'],
		['a time', '14:02:31', fieldKind('esriFieldTypeTimeOnly'), '14:02:31', '14:02:31'],
		[
			'a moment with its offset',
			'2026-11-23T14:02:31+01:00',
			fieldKind('esriFieldTypeTimestampOffset'),
			'2026-11-23T14:02:31+01:00',
			'2026-11-23T14:02:31+01:00',
		],
		['an object', {x: 1, y: [2]}, 'any', '{"x":1,"y":[2]}', '{\n  "x": 1,\n  "y": [\n    2\n  ]\n}'],
		['lines', 'a\nb', 'text', 'a ↵ b', 'a\nb'],
		['what a terminal would act on', 'a\u001b[31mb\u0007', 'text', '† ab^G', 'ab^G'],
		['the word null', 'null', 'text', 'null', 'null'],
	])('%s', (_, value, kind, cell, whole) => {
		expect(cellOf(value, kind, 40, false)).toEqual({text: cell, isFaint: false});
		expect(wholeValue(value, kind).safe).toBe(whole);
	});

	test.each<[unknown, string, string]>([
		[null, 'null', 'null'],
		[undefined, '–', notSent],
		['', '""', emptyText],
	])('%s is told apart', (value, cell, whole) => {
		expect(cellOf(value, 'text', 40, false)).toEqual({text: cell, isFaint: true});
		expect(wholeValue(value, 'text').safe).toBe(whole);
	});

	test('a date is local with its offset, and opened in UTC too', () => {
		vi.stubEnv('TZ', 'America/St_Johns');
		expect(cellOf(date, 'date', 40, false).text).toBe('2026-11-23 10:32:31 -03:30');
		expect(wholeValue(date, 'date').safe).toBe(`2026-11-23 10:32:31 -03:30 · 2026-11-23 14:02:31 UTC · ${date}`);
		vi.unstubAllEnvs();
	});

	test('of a text of megabytes, only the beginning is examined', () => {
		const {text} = cellOf('x'.repeat(30_000_000), 'text', 10, false);
		expect(text.length).toBeLessThan(1000);
		expect(text.endsWith('…')).toBe(true);
	});
});

test.each<[number, string]>([
	[0, '1970-01-01 00:00:00 UTC'],
	[-1, '1969-12-31 23:59:59.999 UTC'],
	[-8.64e15, '-271821-04-20 00:00:00 UTC'],
	[8.64e15, '275760-09-13 00:00:00 UTC'],
	[-62_135_596_800_000, '0001-01-01 00:00:00 UTC'],
])('%d is %s', (epoch, text) => {
	expect(utcDateText(epoch)).toBe(text);
	expect(localDateText(epoch)).toMatch(/^-?\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{3})? [+-]\d\d:\d\d$/);
});

test('types of fields in words', () => {
	expect(['esriFieldTypeString', 'esriFieldType', 'Other'].map(fieldTypeWord)).toEqual([
		'String',
		'esriFieldType',
		'Other',
	]);
});

test('a text is cut at the length that a column can show in any script', () => {
	const most = 10 * 16 + 256;
	expect(cellOf('x'.repeat(most), 'text', 10, true).text).toBe('x'.repeat(most));
	expect(cellOf('x'.repeat(most + 1), 'text', 10, true).text).toBe(`${'x'.repeat(most)}${drawingOf(true).ellipsis}`);
});
