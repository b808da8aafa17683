import {expect, test} from 'vitest';
import {alignedLines} from '../../source/text/aligned-lines.ts';
import {safe, safeText} from '../../source/text/safe-text.ts';

const rows = (...lines: readonly string[][]) => lines.map(line => line.map(safeText));

test('columns are aligned, with wide characters too, and there are no blanks after the last', () => {
	expect(alignedLines(rows(['a', '日本', 'x'], ['abc', 'b', 'yy']))).toEqual(['a    日本  x', 'abc  b     yy']);
	expect(alignedLines(rows(['ab', 'x'], ['a', 'y']))).toEqual(['ab  x', 'a   y']);
	expect(alignedLines([])).toEqual([]);
	expect(alignedLines(rows(['a', 'b'], ['ccc']))).toEqual(['a    b', 'ccc']);
});

test('one cell of megabytes does not lengthen ten thousand rows', () => {
	const huge = safeText('z'.repeat(3_000_000));
	const many = Array.from({length: 10_000}, () => [safe`a`, safe`b`, safe`c`]);
	const lines = alignedLines([[huge, safe`b`, safe`c`], ...many]);
	expect(lines[0]).toContain(huge);
	expect(lines.slice(1).reduce((sum, line) => sum + line.length, 0)).toBeLessThan(1_000_000);
});

test('a hundred thousand rows are formatted', () => {
	expect(alignedLines(Array.from({length: 200_000}, () => [safe`a`, safe`b`]))).toHaveLength(200_000);
});

test('a column grows with its cells up to sixty cells', () => {
	const [, sixty = ''] = alignedLines(rows(['x'.repeat(60), 'b'], ['a', 'b']));
	const [, more = ''] = alignedLines(rows(['x'.repeat(61), 'b'], ['a', 'b']));
	expect([sixty.indexOf('b'), more.indexOf('b')]).toEqual([62, 62]);
});
