import {expect, test} from 'vitest';
import {lastGraphemes, offsetOfCell} from '../../source/text/graphemes.ts';
import {safeText} from '../../source/text/safe-text.ts';

test.each<[text: string, cell: number, before: number, behind: number]>([
	['abc', -1, 0, 0],
	['abc', 0, 0, 0],
	['abc', 1, 1, 1],
	['abc', 3, 3, 3],
	['abc', 9, 3, 3],
	['a洪b', 1, 1, 1],
	// The second cell of a wide character.
	['a洪b', 2, 2, 1],
	['a洪b', 3, 2, 2],
	['e\u0301a', 1, 2, 2],
	['', 1, 0, 0],
])('in %j cell %i begins at %i, or behind what it halves at %i', (text, cell, before, behind) => {
	expect([offsetOfCell(text, cell, 'before'), offsetOfCell(text, cell, 'behind')]).toEqual([before, behind]);
});

test.each([
	['abcdef', 3, 'def'],
	['abc', 3, 'abc'],
	['abc', 9, 'abc'],
	['', 2, ''],
	['größe', 3, 'öße'],
	['a👩‍👩‍👧‍👦b', 2, '👩‍👩‍👧‍👦b'],
	['洪水', 9, '洪水'],
])('the last characters of %j, %i of them, are %j', (text, many, end) => {
	expect(lastGraphemes(safeText(text), many)).toBe(end);
});
