import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {safeText} from '../../../source/text/safe-text.ts';
import {
	emptyInput,
	type InputAction,
	type InputState,
	inputText,
	inputWith,
	longestInput,
	updateInput,
} from '../../../source/ui/input/state.ts';
import {often} from '../../often.ts';
import {anyText} from '../panes/messages/any-messages.ts';

const type = (text: string): InputAction => ({type: 'insert', text});
const paste = (text: string): InputAction => ({type: 'paste', text});
const move = (to: 'left' | 'right' | 'start' | 'end'): InputAction => ({type: 'move', to});
const backspace: InputAction = {type: 'delete', what: 'before'};
const remove: InputAction = {type: 'delete', what: 'behind'};
const word: InputAction = {type: 'delete-word'};
const line: InputAction = {type: 'delete-to-start'};

const fieldAfter = (...actions: readonly InputAction[]) => actions.reduce(updateInput, emptyInput);

/** The text with `|` where the cursor is. */
function shown({graphemes, cursor}: InputState): string {
	return [...graphemes.slice(0, cursor), '|', ...graphemes.slice(cursor)].join('');
}

describe('the field after', () => {
	test.each<[string, InputAction[], string]>([
		['nothing', [], '|'],
		['typing', [type('a'), type('bc')], 'abc|'],
		['typing in between', [type('ac'), move('left'), type('b')], 'ab|c'],
		['the arrows at the ends', [type('ab'), move('start'), move('left'), move('end'), move('right')], 'ab|'],
		['Backspace', [type('abc'), move('left'), backspace], 'a|c'],
		['Backspace at the start', [type('abc'), move('start'), backspace], '|abc'],
		['Delete', [type('abc'), move('start'), remove], '|bc'],
		['Delete at the end', [type('abc'), remove], 'abc|'],
		['Ctrl-W', [type('one two'), word], 'one |'],
		['Ctrl-W behind blanks', [type('one two  '), word], 'one |'],
		['Ctrl-W within a word', [type('one two'), move('left'), word], 'one |o'],
		['Ctrl-W twice and once more', [type('one two'), word, word, word], '|'],
		['Ctrl-U', [type('one two'), move('left'), line], '|o'],
		['an accent', [type('e'), type('\u0301'), type('x')], 'e\u0301x|'],
		['Backspace on a family', [type('a👩‍👩‍👧‍👦'), backspace], 'a|'],
		['an accent for a letter behind the cursor', [type('\u0301'), move('start'), type('e')], 'e\u0301|'],
		['two halves of a flag', [type('\u{1f1e9}'), type('\u{1f1ea}'), backspace], '|'],
		['a paste', [paste('one\ntwo\r\nthree\n')], 'one two three|'],
		['a hostile paste', [paste('a\u001b[31mb\u0007\u202ec')], 'ab^G<U+202E>c|'],
		['a pasted URL with a token', [paste('https://h/x?token=abc&f=json')], 'https://h/x?token=abc&f=json|'],
		[
			'other pasted secrets',
			[paste('https://u:p@h/ Authorization: Bearer abc\u0007')],
			'https://u:p@h/ Authorization: Bearer abc^G|',
		],
		['a typed token', [...'token=abc'].map(type), 'token=abc|'],
	])('%s', (_, actions, expected) => {
		expect(shown(fieldAfter(...actions))).toBe(expected);
	});

	test('input that is longer than the limit', () => {
		const state = fieldAfter(type('abc'), move('start'), paste('x'.repeat(longestInput)));
		expect([state.graphemes.length, state.cursor, state.isCut]).toEqual([longestInput, longestInput, true]);
		expect(updateInput(state, backspace).isCut).toBe(false);
	});

	test('that was opened with a text', () => {
		expect(shown(inputWith('label'))).toBe('label|');
	});
});

const anyAction: fc.Arbitrary<InputAction> = fc.oneof(
	anyText.map(type),
	anyText.map(paste),
	fc.constantFrom(backspace, remove, word, line),
	fc.constantFrom('left' as const, 'right' as const, 'start' as const, 'end' as const).map(move),
);

test('whatever is typed and pasted, the text is one safe line and the cursor is in it', () => {
	fc.assert(
		fc.property(fc.array(anyAction, {maxLength: 20}), actions => {
			let state = emptyInput;
			for (const action of actions) {
				state = updateInput(state, action);
				const segments = [...new Intl.Segmenter('en').segment(inputText(state))].map(({segment}) => segment);
				expect(state.graphemes).toEqual(segments);
				expect(state.cursor).toBeGreaterThanOrEqual(0);
				expect(state.cursor).toBeLessThanOrEqual(state.graphemes.length);
				expect(inputText(state)).not.toMatch(/[\p{Control}\u2028\u202e]/u);
			}
		}),
		{numRuns: often(2000)},
	);
});

test('typed text without secrets becomes the same safe text as anywhere else', () => {
	fc.assert(
		fc.property(anyText, text => {
			const one = text.replaceAll(/[\r\n]/g, '');
			expect(inputText(fieldAfter(paste(one)))).toBe(safeText(one));
		}),
		{numRuns: often(1000)},
	);
});
