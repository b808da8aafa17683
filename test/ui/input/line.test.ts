import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {safeText} from '../../../source/text/safe-text.ts';
import {inputSpans} from '../../../source/ui/input/line.ts';
import {inputWith, updateInput} from '../../../source/ui/input/state.ts';
import {often} from '../../often.ts';
import {anyText} from '../panes/messages/any-messages.ts';
import {cellsOf} from '../panes/messages/span-cells.ts';

const placeholder = safeText('type here');

/** The line with brackets around the cursor, of a field with the cursor so many characters before the end. */
function shown(text: string, width: number, back = 0, isFocused = true): string {
	let state = inputWith(text);
	for (let step = 0; step < back; step++) state = updateInput(state, {type: 'move', to: 'left'});
	return inputSpans(state, {width, placeholder, isFocused})
		.map(span => (span.isInverse ? `[${span.text}]` : span.text))
		.join('');
}

describe('the line of a field', () => {
	test.each<[string, number, number, string]>([
		['abc', 6, 0, 'abc[ ]  '],
		['abc', 6, 1, 'ab[c]   '],
		['abc', 6, 3, '[a]bc   '],
		['abc', 3, 0, 'bc[ ]'],
		['abcdefghij', 6, 0, 'ghij[ ] '],
		['abcdefghij', 6, 4, 'def[g]hi'],
		['abcdefghij', 6, 5, 'abcde[f]'],
		['漢字漢字', 6, 0, ' 漢字[ ]'],
		['漢字漢字', 6, 1, ' 漢[字] '],
		['', 12, 0, '[t]ype here   '],
		['abc', 1, 0, '[ ]'],
		['字', 1, 1, '[ ]'],
		['abc', 0, 0, ''],
	])('%s in %i cells, the cursor %i before the end', (text, width, back, expected) => {
		expect(shown(text, width, back)).toBe(expected);
	});

	test('has no cursor while other parts receive the keys', () => {
		expect(shown('abc', 6, 0, false)).toBe('abc   ');
	});

	test('shows a dot for each character of a secret', () => {
		expect(shown('https://h/j?token=SECRET&f=json', 32)).toBe('https://h/j?token=••••••&f=json[ ]');
		expect(shown('https://h/j?token=SECRET&f=json', 32, 8)).toBe('https://h/j?token=•••••[•]&f=json ');
		let state = inputWith('');
		for (const text of 'x?token=ab') state = updateInput(state, {type: 'insert', text});
		expect(inputSpans(state, {width: 12, placeholder, isFocused: false})[0]?.text).toBe('x?token=••  ');
	});

	test('is as wide as it should be, with the cursor in it', () => {
		fc.assert(
			fc.property(anyText, fc.nat(40), fc.nat(30), (text, back, width) => {
				let state = inputWith(text.replaceAll(/[\r\n]/g, ' '));
				for (let step = 0; step < back; step++) state = updateInput(state, {type: 'move', to: 'left'});
				const spans = inputSpans(state, {width, placeholder, isFocused: true});
				expect(cellsOf(spans)).toBe(width);
				if (width > 1) expect(spans.filter(({isInverse}) => isInverse).length).toBe(1);
			}),
			{numRuns: often(3000)},
		);
	});
});
