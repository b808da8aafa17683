import fc from 'fast-check';
import {expect, test} from 'vitest';
import {displayWidth, fit} from '../../../../source/text/display-width.ts';
import {safeText} from '../../../../source/text/safe-text.ts';
import {fitCell, unjoined} from '../../../../source/ui/panes/list/cell.ts';
import {ownSymbols} from '../../../../source/ui/symbols.ts';

test('plain texts are fitted like all others', () => {
	const plain = fc.string({unit: fc.constantFrom(...'abc 12', ...ownSymbols), maxLength: 20});
	fc.assert(
		fc.property(
			plain,
			fc.nat(25),
			fc.constantFrom('left' as const, 'right' as const),
			fc.constantFrom('…' as const, '~' as const, '' as const),
			(characters, width, align, ellipsis) => {
				const text = safeText(characters);
				expect(fitCell(text, width, 0, {align, ellipsis})).toBe(fit(text, width, {align, ellipsis}));
				expect(displayWidth(fitCell(text, width, 2, {align, ellipsis}))).toBe(width + 2);
			},
		),
	);
});

test.each([
	// The last two end in letters that become one character with a blank behind them.
	['abc'],
	['洪水'],
	['a\u0301'],
	['a\u0D4E'],
	['洪\u{113D1}'],
])('a cell and the gap behind it are as wide together as the table wants them: %j', text => {
	for (let width = 0; width <= 6; width++) {
		for (let gap = 0; gap <= 2; gap++) expect(displayWidth(fitCell(safeText(text), width, gap))).toBe(width + gap);
	}
});

test.each([
	['a\u0301', 'a\u0301'],
	['\u0301a', 'a'],
	['\u200D\u0301a', 'a'],
	['\u0E33', ''],
	['洪水', '洪水'],
	['😀', '😀'],
	['', ''],
])('%j begins behind a blank as %j', (text, rest) => {
	expect(unjoined(text)).toBe(rest);
});
