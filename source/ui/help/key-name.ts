import type {Key} from 'ink';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';

/**
 * The name of a key, as the key table has it: `x`, `Space`, `Ctrl-U`, `PgUp`, `↑`.
 *
 * @param input and
 * @param key what Ink's `useInput` gives. Of a chunk with several characters the caller passes one at a time; then a
 * control character is still known for what it is, although Ink set no flag for it.
 * @returns `undefined` for what is no key of the table: a release, Alt with anything but Ctrl-C, a chunk of several characters
 */
export function keyName(input: string, key: Key): string | undefined {
	if (key.eventType === 'release') return undefined;
	// Two quick Esc come as one with Alt.
	if (key.escape) return 'Esc';
	// And Esc before Ctrl-C, over a slow line, comes as one with Alt: it quits all the same.
	if (input === '\x03' || (key.ctrl && input === 'c')) return 'Ctrl-C';
	if (key.meta || key.super || key.hyper) return undefined;
	const named = nameByFlag(key);
	if (named !== undefined) return key.ctrl ? undefined : named;
	if (key.ctrl) return /^[a-z]$/i.test(input) ? `Ctrl-${input.toUpperCase()}` : undefined;
	return nameOfCharacter(input);
}

/** What F1 and F5 send: Linux console, VT220, xterm, rxvt, and with the Kitty protocol. */
const functionKeys: readonly (readonly [RegExp, string])[] = [
	[/^\x1B(?:OP|\[P|\[1;1(?::1)?P|\[11(?:;1(?::1)?)?~|\[\[A)$/, 'F1'],
	[/^\x1B(?:\[15(?:;1(?::1)?)?~|\[\[E)$/, 'F5'],
];

/**
 * The name of a function key by the bytes that it sends. Ink reads these keys and then tells `useInput` nothing of them
 * but an empty input, so they have to be caught before.
 */
export function functionKeyName(sequence: string): string | undefined {
	return functionKeys.find(([pattern]) => pattern.test(sequence))?.[1];
}

/** A key as a person reads it; in ASCII the arrows have names. */
export function keyLabel(name: string, ascii: boolean): SafeText {
	return (ascii ? arrows[name] : undefined) ?? safeText(name);
}

const arrows: Readonly<Record<string, SafeText>> = {
	'↑': safe`Up`,
	'↓': safe`Down`,
	'←': safe`Left`,
	'→': safe`Right`,
};

function nameByFlag(key: Key): string | undefined {
	if (key.upArrow) return '↑';
	if (key.downArrow) return '↓';
	if (key.leftArrow) return '←';
	if (key.rightArrow) return '→';
	if (key.pageUp) return 'PgUp';
	if (key.pageDown) return 'PgDn';
	if (key.home) return 'Home';
	if (key.end) return 'End';
	if (key.return) return 'Enter';
	if (key.tab) return key.shift ? 'Shift-Tab' : 'Tab';
	if (key.backspace) return 'Backspace';
	if (key.delete) return 'Delete';
	return undefined;
}

function nameOfCharacter(input: string): string | undefined {
	switch (input) {
		case ' ':
			return 'Space';
		case '\r':
		case '\n':
			return 'Enter';
		case '\t':
			return 'Tab';
		case '\b':
		case '\x7F':
			return 'Backspace';
		case '\x1B':
			return 'Esc';
	}
	const code = input.codePointAt(0);
	if (code === undefined || String.fromCodePoint(code) !== input) return undefined;
	if (code > 0 && code <= 26) return `Ctrl-${String.fromCharCode(code + 64)}`;
	return code < 32 ? undefined : input;
}
