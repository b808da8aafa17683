import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../../../source/text/display-width.ts';
import {graphemesOf} from '../../../../source/text/graphemes.ts';
import {safeLines} from '../../../../source/text/safe-text.ts';
import {type LineLayout, rowsAbove, rowsFrom} from '../../../../source/ui/panes/messages/rows.ts';
import {often} from '../../../often.ts';
import {anyText} from './any-messages.ts';

const anyLayout = fc.record({
	wraps: fc.constantFrom<LineLayout['wraps']>(true, false, 'unindented'),
	width: fc.integer({min: 1, max: 40}),
});
const text = (source: string, layout: LineLayout, at = 0) =>
	[...rowsFrom(source, at, layout)].map(({start, end}) => source.slice(start, end));

describe('rows of a text', () => {
	test.each([
		['one line', {wraps: false, width: 4}, ['one line']],
		['a\nb\n\nc', {wraps: false, width: 4}, ['a', 'b', '', 'c']],
		['', {wraps: false, width: 4}, ['']],
		['', {wraps: true, width: 4}, ['']],
		['\na', {wraps: true, width: 4}, ['', 'a']],
		['one line more', {wraps: true, width: 8}, ['one line', 'more']],
		['abcdefgh', {wraps: true, width: 3}, ['abc', 'def', 'gh']],
		['漢字漢', {wraps: true, width: 4}, ['漢字', '漢']],
		['漢字', {wraps: true, width: 1}, ['漢', '字']],
	])('%j in %o', (source, layout, rows) => {
		expect(text(source, layout)).toEqual(rows);
	});

	test.each([
		[0, ['one line', 'more', 'end']],
		[7, ['one line', 'more', 'end']],
		[8, ['more', 'end']],
		[12, ['more', 'end']],
		[13, ['more', 'end']],
		[14, ['end']],
		[999, ['end']],
	])('from the one on that holds the offset %i', (at, rows) => {
		expect(text('one line more\nend', {wraps: true, width: 8}, at)).toEqual(rows);
	});

	test('lose nothing except blanks, and fit if each grapheme does', () => {
		fc.assert(
			fc.property(anyText.map(safeLines), fc.integer({min: 2, max: 40}), (source, width) => {
				const rows = [...rowsFrom(source, 0, {wraps: true, width})];
				const shown = rows.map(({start, end}) => source.slice(start, end));
				expect(shown.join('').replaceAll(' ', '')).toBe(source.replaceAll(/[ \n]/g, ''));
				for (const [index, row] of rows.entries()) {
					const isOneGrapheme = graphemesOf(shown[index] ?? '').length === 1;
					expect(isOneGrapheme || row.indent + displayWidth(shown[index] ?? '') <= width).toBe(true);
				}
			}),
			{numRuns: often(3000)},
		);
	});

	test('a word that is longer than a row is broken where the row ends', () => {
		expect(text('  File "D:/arcgisserver/directories/ParcelReport.pyt", line 212', {wraps: true, width: 30})).toEqual([
			'  File "D:/arcgisserver/direct',
			'ories/ParcelReport.pyt",',
			'line 212',
		]);
	});

	test.each([
		['a line', 'kriging of parcels in the northern region', [0, 2]],
		['a line that is set in', '    kriging of parcels in the northern part', [0, 6]],
		['a line that is set in by half of the width', `${' '.repeat(20)}kriging of parcels in the`, [0, 10]],
	])('the rest of %s is set in further', (_, source, indents) => {
		expect([...rowsFrom(source, 0, {wraps: true, width: 30})].map(({indent}) => indent)).toEqual(indents);
	});

	test('only lines without indentation are wrapped if the layout says so', () => {
		const layout = {wraps: 'unindented', width: 8} as const;
		expect(text('one line more\n  one line more', layout)).toEqual(['one line', 'more', '  one line more']);
	});

	test('are the same from below and from above, from any start', () => {
		fc.assert(
			fc.property(anyText.map(safeLines), anyLayout, fc.nat(60), (source, layout, at) => {
				const all = [...rowsFrom(source, 0, layout)];
				expect([...rowsAbove(source, source.length + 1, layout)].reverse()).toEqual(all);
				const below = [...rowsFrom(source, at, layout)];
				expect(below.length).toBeGreaterThan(0);
				const above = [...rowsAbove(source, below[0]?.start ?? 0, layout)].reverse();
				expect([...above, ...below]).toEqual(all);
			}),
			{numRuns: often(3000)},
		);
	});
});
