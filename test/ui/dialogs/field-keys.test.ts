import {expect, test} from 'vitest';
import {pressInField} from '../../../source/ui/dialogs/field-keys.ts';
import {inputText, inputWith} from '../../../source/ui/input/state.ts';

/** What stands in a field with `one two` after keys, and where a `|` typed then would be. */
function after(...names: readonly string[]): string {
	const pressed = names.reduce(
		(field, name) => pressInField(field, name, name.length === 1 ? name : ''),
		inputWith('one two'),
	);
	return inputText(pressInField(pressed, '|', '|'));
}

test.each<[readonly string[], string]>([
	[['x'], 'one twox|'],
	[['Backspace'], 'one tw|'],
	[['Home', 'Delete'], '|ne two'],
	[['Ctrl-W'], 'one |'],
	[['Ctrl-U'], '|'],
	[['←'], 'one tw|o'],
	[['←', '←', '→'], 'one tw|o'],
	[['Home'], '|one two'],
	[['Home', 'End'], 'one two|'],
	[['Ctrl-A'], '|one two'],
	[['Ctrl-A', 'Ctrl-E'], 'one two|'],
	[['PgUp'], 'one two|'],
	[['Home', 'Ctrl-K'], '|'],
	[['Alt-B'], 'one |two'],
	[['Alt-B', 'Alt-B'], '|one two'],
	[['Alt-B', 'Alt-B', 'Alt-B'], '|one two'],
	[['Alt-B', 'Ctrl-K'], 'one |'],
	[['Home', 'Alt-F'], 'one| two'],
	[['Home', 'Alt-F', 'Alt-F'], 'one two|'],
])('%j: %s', (names, text) => {
	expect(after(...names)).toBe(text);
});

test('a paste is inserted without its last line break, and is never a key', () => {
	expect(inputText(pressInField(inputWith('a'), undefined, 'b c\n'))).toBe('ab c');
	expect(inputText(pressInField(inputWith('a'), undefined, 'Home'))).toBe('aHome');
});
