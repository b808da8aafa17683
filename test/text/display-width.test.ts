import fc from 'fast-check';
import {describe, expect, expectTypeOf, test} from 'vitest';
import {displayWidth, fit as fitCells, sliceCells, wrapCells} from '../../source/text/display-width.ts';
import {type SafeText, safeText} from '../../source/text/safe-text.ts';
import {often} from '../often.ts';
import {cpuTime} from './fixtures/cpu-time.ts';

const runs = {numRuns: often(10_000)};
const width = fc.integer({min: 0, max: 20});
const anyText = fc
	.array(
		fc.oneof(
			fc.string({unit: 'grapheme', maxLength: 4}),
			fc.string({unit: 'binary', maxLength: 4}),
			fc.constantFrom(
				' ',
				'   ',
				'word',
				'字',
				'👩‍👩‍👧‍👦',
				'e\u0301',
				'\u0d4e',
				'\u{1f3fb}',
				'\u0301',
				'🇩🇪',
				'\u1100\u1161',
				'ﾞ',
				'\u0600',
			),
		),
		{maxLength: 8},
	)
	.map(pieces => pieces.join(''));
const anyLine = anyText.map(text => text.replaceAll('\n', ' '));

describe('displayWidth counts cells', () => {
	test.each([
		['', 0],
		['abc', 3],
		['漢字', 4],
		['👩‍👩‍👧‍👦', 2],
		['e\u0301', 1],
		['🇩🇪', 2],
		['مرحبا', 5],
	])('%s: %i', (text, cells) => {
		expect(displayWidth(text)).toBe(cells);
	});
});

describe('fit', () => {
	test.each([
		['abc', 5, {}, 'abc  '],
		['abc', 5, {align: 'right'}, '  abc'],
		['abcdef', 4, {}, 'abc…'],
		['abcdef', 4, {ellipsis: '~'}, 'abc~'],
		['abcdef', 4, {ellipsis: ''}, 'abcd'],
		['abcdef', 4, {align: 'right'}, 'abc…'],
		['abcd', 4, {}, 'abcd'],
		['漢字漢', 4, {}, '漢 …'],
		['漢字漢', 5, {}, '漢字…'],
		['漢字漢', 3, {ellipsis: ''}, '漢 '],
		['漢', 1, {}, '…'],
		['漢', 1, {ellipsis: ''}, ' '],
		['abce\u0301', 4, {}, 'abce\u0301'],
		['abce\u0301f', 4, {}, 'abc…'],
		['abc', 0, {}, ''],
		['abc', -1, {}, ''],
	] as const)('%s in %i cells %o is "%s"', (text, cells, options, fitted) => {
		expect(fitCells(text, cells, options)).toBe(fitted);
	});

	test('has exactly the requested width, for any text', () => {
		const options = fc.record({
			align: fc.constantFrom('left' as const, 'right' as const),
			ellipsis: fc.constantFrom('…' as const, '~' as const, '' as const),
		});
		fc.assert(
			fc.property(anyText, width, options, (text, cells, how) => {
				expect(displayWidth(fitCells(text, cells, how))).toBe(cells);
			}),
			runs,
		);
	});
});

describe('sliceCells', () => {
	test.each([
		['abcdef', 2, 3, 'cde'],
		['abcdef', 4, 4, 'ef  '],
		['abc', 9, 2, '  '],
		['漢字漢', 1, 3, ' 字'],
		['漢字漢', 0, 3, '漢 '],
		['漢字漢', 1, 1, ' '],
		['ae\u0301b', 1, 1, 'e\u0301'],
		['ab', 0, 0, ''],
	])('%s from %i, %i cells, is "%s"', (text, from, cells, slice) => {
		expect(sliceCells(text, from, cells)).toBe(slice);
	});

	test('has exactly the requested width, for any text', () => {
		fc.assert(
			fc.property(anyText, width, width, (text, from, cells) => {
				expect(displayWidth(sliceCells(text, from, cells))).toBe(cells);
			}),
			runs,
		);
	});
});

describe('wrapCells', () => {
	test.each([
		['', 5, ['']],
		['abc', 5, ['abc']],
		['one two three', 7, ['one two', 'three']],
		['one two three', 8, ['one two ', 'three']],
		['one two', 3, ['one', 'two']],
		['one     two', 4, ['one ', 'two']],
		['abcdefgh', 3, ['abc', 'def', 'gh']],
		['a bcdefgh', 4, ['a ', 'bcde', 'fgh']],
		['    indented', 8, ['    inde', 'nted']],
		['漢字漢', 3, ['漢', '字', '漢']],
		['漢字', 1, ['漢', '字']],
		['a\nb\n\nc', 5, ['a', 'b', '', 'c']],
		['one ', 3, ['one']],
		['abc', 0, ['a', 'b', 'c']],
	])('%j in %i cells is %j', (text, cells, lines) => {
		expect(wrapCells(text, cells)).toEqual(lines);
	});

	test('never makes a line too wide, except for a single grapheme that is wider', () => {
		const graphemes = new Intl.Segmenter('en');
		fc.assert(
			fc.property(anyText, fc.integer({min: 1, max: 20}), (text, cells) => {
				for (const line of wrapCells(text, cells)) {
					const isOneGrapheme =
						[...graphemes.segment(line)].filter(({segment}) => displayWidth(segment) > 0).length === 1;
					if (!isOneGrapheme) expect(displayWidth(line)).toBeLessThanOrEqual(cells);
				}
			}),
			runs,
		);
	});

	test('loses only the blanks at which it breaks, and breaks only between graphemes', () => {
		const graphemes = new Intl.Segmenter('en');
		const pieces = (line: string) =>
			[...graphemes.segment(line)].map(({segment}) => segment).filter(piece => piece !== ' ');
		fc.assert(
			fc.property(anyLine, fc.integer({min: 1, max: 20}), (text, cells) => {
				expect(wrapCells(text, cells).flatMap(pieces)).toEqual(pieces(text));
			}),
			runs,
		);
	});

	test('a long line is wrapped quickly', () => {
		const long = 'wörd '.repeat(20_000);
		expect(cpuTime(() => wrapCells(long, 80))).toBeLessThan(10_000);
		expect(cpuTime(() => wrapCells('x'.repeat(500_000), 80))).toBeLessThan(10_000);
	});
});

test('safe text stays safe, plain text stays plain', () => {
	const text = safeText('abc');
	expectTypeOf(fitCells(text, 2)).toEqualTypeOf<SafeText>();
	expectTypeOf(sliceCells(text, 0, 2)).toEqualTypeOf<SafeText>();
	expectTypeOf(wrapCells(text, 2)).toEqualTypeOf<SafeText[]>();
	expectTypeOf(fitCells('abc', 2)).toEqualTypeOf<string>();
});

test.each([
	['漢', 0, 5, '漢   '],
	['漢字', 1, 4, ' 字 '],
	['漢字', 0, 3, '漢 '],
	['漢字', 4, 2, '  '],
	['ab', 1, 4, 'b   '],
])('of %j the cells from %i, %i of them, are %j', (text, from, width, cells) => {
	expect(sliceCells(text, from, width)).toBe(cells);
});
