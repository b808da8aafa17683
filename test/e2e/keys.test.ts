import {expect, test} from 'vitest';
import {bytesOf} from './keys.ts';

test.each([
	['x', 'x'],
	['漢', '漢'],
	['Enter', '\r'],
	['Escape', '\u001B'],
	['PageDown', '\u001B[6~'],
	['F1', '\u001BOP'],
	['F12', '\u001B[24~'],
	['Shift-Tab', '\u001B[Z'],
	['Up', '\u001B[A'],
	['Home', '\u001B[H'],
	['Ctrl-C', '\u0003'],
	['Ctrl-l', '\u000C'],
	['Ctrl-Z', '\u001A'],
	['Alt-x', '\u001Bx'],
])('%s is %j', (key, bytes) => {
	expect(bytesOf(key)).toBe(bytes);
});

test('cursor keys have another form where a program asks for it', () => {
	expect(bytesOf('Up', {application: true})).toBe('\u001BOA');
});

test.each(['enter', 'PgDn', 'Ctrl-Enter', 'quit'])('no key is called %s', name => {
	expect(() => bytesOf(name)).toThrow('No key is called');
});
