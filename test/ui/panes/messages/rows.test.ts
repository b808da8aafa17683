import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {wrapCells} from '../../../../source/text/display-width.ts';
import {safeLines} from '../../../../source/text/safe-text.ts';
import {type LineLayout, rowsAbove, rowsFrom} from '../../../../source/ui/panes/messages/rows.ts';
import {often} from '../../../often.ts';
import {anyText} from './any-messages.ts';

const anyLayout = fc.record({wraps: fc.boolean(), width: fc.integer({min: 1, max: 20})});
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

	test('are what the text is wrapped to', () => {
		fc.assert(
			fc.property(anyText.map(safeLines), fc.integer({min: 1, max: 20}), (source, width) => {
				expect(text(source, {wraps: true, width})).toEqual(wrapCells(source, width));
			}),
			{numRuns: often(3000)},
		);
	});

	test('are the same from below as from above, from wherever one starts', () => {
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
