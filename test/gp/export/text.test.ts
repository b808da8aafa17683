import fc from 'fast-check';
import {expect, test} from 'vitest';
import {cellsCut, textFile} from '../../../source/gp/export/text.ts';
import {anySet, setOf, written} from './record-sets.ts';

test('columns are aligned, numbers to the right', () => {
	const set = setOf({
		fields: [['id', 'esriFieldTypeOID'], ['name'], ['made', 'esriFieldTypeDate']],
		records: [
			{attributes: {id: 1, name: '漢字', made: 0}},
			{attributes: {id: 1204, name: 'two\nlines \x1b[31mred', made: null}},
		],
	});
	expect(written(textFile(set)).text).toBe(
		[
			'  id  name            made',
			'----  --------------  ------------------------',
			'   1  漢字            1970-01-01T00:00:00.000Z',
			'1204  two^Jlines red',
			'',
		].join('\n'),
	);
});

test('long cells are cut, and a note says how many', () => {
	const set = setOf({fields: [['a']], records: [{attributes: {a: 'x'.repeat(200)}}]});
	const {text, notes} = written(textFile(set));
	expect(text.split('\n')[2]).toBe(`${'x'.repeat(99)}…`);
	expect(notes).toEqual([cellsCut(1)]);
});

test('any set makes one line a record, without control characters', () => {
	fc.assert(
		fc.property(anySet, set => {
			const {text} = written(textFile(set));
			expect(text.split('\n')).toHaveLength(set.records.length + 3);
			expect(text.replaceAll('\n', '')).not.toMatch(/[\0-\x1F\x7F-\x9F\u202A-\u202E]/);
		}),
	);
});

test('without cut cells there is no note', () => {
	const set = setOf({fields: [['a']], records: [{attributes: {a: 'x'.repeat(100)}}]});
	const {text, notes} = written(textFile(set));
	expect(text.split('\n')[2]).toBe('x'.repeat(100));
	expect(notes).toEqual([]);
});
