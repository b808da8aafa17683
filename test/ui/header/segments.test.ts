import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {displayWidth} from '../../../source/text/display-width.ts';
import {safe, safeText} from '../../../source/text/safe-text.ts';
import {cut, fitSegments, type Segment} from '../../../source/ui/header/segments.ts';
import {fittedSpans} from '../../../source/ui/panes/records/fitted-spans.ts';
import {often} from '../../often.ts';

const segment = (side: Segment['side'], forms: readonly string[], ...yields: readonly number[]): Segment => ({
	side,
	forms: forms.map(text => [{text: safeText(text)}]),
	yields,
});
const lineOf = (segments: readonly Segment[], width: number) =>
	fitSegments(segments, width)
		.map(({text}) => text)
		.join('');

describe('segments of a line', () => {
	const some = [
		segment('left', ['abcdef', 'abc'], 2, 9),
		segment('left', ['xyz'], 1),
		segment('right', ['right', 'r'], 5, 6),
	];

	test.each([
		[20, 'abcdef  xyz    right'],
		[18, 'abcdef  xyz  right'],
		[17, 'abcdef      right'],
		[13, 'abcdef  right'],
		[12, 'abc    right'],
		[10, 'abc  right'],
		[9, 'abcdef  r'],
		[6, 'abc  r'],
		[5, 'abc  '],
		[3, 'abc'],
		[2, ' r'],
	])('in %i cells are "%s"', (width, line) => {
		expect(lineOf(some, width)).toBe(line);
	});

	test('are always exactly as wide as the line', () => {
		const any = fc.record({
			side: fc.constantFrom('left' as const, 'right' as const),
			forms: fc.array(fc.string({unit: fc.constantFrom('a', '漢'), minLength: 1, maxLength: 8}), {
				minLength: 1,
				maxLength: 3,
			}),
		});
		fc.assert(
			fc.property(fc.array(any, {maxLength: 5}), fc.nat(40), (pieces, width) => {
				const segments = pieces.map(({side, forms}, index) =>
					segment(side, forms, ...forms.map((_, form) => index + form)),
				);
				expect(displayWidth(lineOf(segments, width))).toBe(width);
			}),
			{numRuns: often(1000)},
		);
	});

	test.each([
		[4, 'a  b'],
		[3, '  b'],
	])('of one cell each have a gap between them too: %i', (width, line) => {
		expect(lineOf([segment('left', ['a'], 1), segment('right', ['b'], 2)], width)).toBe(line);
	});

	test('that cannot be shortened are cut', () => {
		expect(lineOf([{...segment('left', ['abcdef']), yields: []}], 4)).toBe('abcd');
	});
});

describe('spans cut or filled to a width', () => {
	const words = [{text: safe`abc`}, {text: safe`漢字`}];
	const text = (spans: readonly {readonly text: string}[]) => spans.map(span => span.text).join('');

	test.each([
		[9, 'abc漢字  '],
		[7, 'abc漢字'],
		[6, 'abc漢 '],
		[3, 'abc'],
		[0, ''],
	])('cut: %i', (width, line) => expect(text(cut(words, width))).toBe(line));

	test.each([
		[9, 'abc漢字  '],
		[7, 'abc漢字'],
		[6, 'abc漢…'],
		[2, 'a…'],
		[0, ''],
		[-1, ''],
	])('fitted: %i', (width, line) => expect(text(fittedSpans(words, width, '…'))).toBe(line));

	test('the blanks after them have the style of the last span', () => {
		const [first, second] = words;
		const inverse = {text: safe`ab`, isInverse: true};
		for (const spans of [[first, inverse], [inverse, second], [inverse]]) {
			const wanted = spans.filter(span => span !== undefined);
			const fitted = fittedSpans(wanted, 20, '…');
			expect(Boolean(fitted.at(-1)?.isInverse)).toBe(wanted.at(-1) === inverse);
		}
	});

	test('an empty list gives blanks, or nothing', () => {
		expect([3, 0, -1].map(width => text(fittedSpans([], width, '…')))).toEqual(['   ', '', '']);
	});
});
