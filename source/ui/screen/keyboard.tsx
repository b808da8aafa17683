import type {EventEmitter} from 'node:events';
import {type Key, useApp, useInput, usePaste, useStdin, useWindowSize} from 'ink';
import {useEffect, useEffectEvent} from 'react';
import {graphemesOf} from '../../text/graphemes.ts';
import type {ScreenController} from './controller.ts';

/** Ink's function that suspends the screen. */
export type SuspendTerminal = ReturnType<typeof useApp>['suspendTerminal'];

type KeyboardProps = {
	readonly screen: ScreenController;
	readonly onSuspendable: ((suspendTerminal: SuspendTerminal) => void) | undefined;
};

/**
 * The largest number of characters that count as typed when they arrive at once. More of them were pasted, even if the
 * terminal does not report a paste.
 */
const longestTyped = 24;

/**
 * Passes keys, pastes and resizes to the controller. It draws nothing.
 *
 * It enables raw mode and bracketed paste through Ink's hooks, which disable them when the screen closes.
 */
export function Keyboard({screen, onSuspendable}: KeyboardProps) {
	const {suspendTerminal} = useApp();
	useEffect(() => onSuspendable?.(suspendTerminal), [suspendTerminal, onSuspendable]);
	const {columns, rows} = useWindowSize();
	useEffect(() => screen.resize({width: columns, height: rows}), [screen, columns, rows]);
	usePaste(text => screen.paste(text));
	useInput((input, key) => {
		const name = keyName(input, key);
		if (name !== undefined || input.length <= 1) return screen.press(name, key.ctrl || key.meta ? '' : input);
		// A terminal without bracketed paste sends a paste as one chunk; keys that are typed fast arrive in small ones.
		if (input.length > longestTyped || /https?:/i.test(input)) return screen.paste(input);
		for (const character of graphemesOf(input)) screen.press(keyName(character, {...key, ctrl: false}), character);
	});
	useFunctionKeys(name => screen.press(name, ''));
	return null;
}

/** The internal object through which Ink's `useInput` receives keys. Ink's types do not declare it. */
type InputEvents = {readonly internal_eventEmitter: EventEmitter};

/**
 * Calls `onKey` with the name of F1 or F5. `useInput` receives an empty input for each function key, so it cannot
 * distinguish them (Ink 8.0). Only the emitter that `useInput` listens to provides the escape sequence. The hook adds a
 * listener, and removes it when the component unmounts. Another component must use `useInput`, which enables raw mode.
 */
export function useFunctionKeys(onKey: (name: string) => void): void {
	const {internal_eventEmitter: events} = useStdin() as ReturnType<typeof useStdin> & InputEvents;
	const tell = useEffectEvent(onKey);
	useEffect(() => {
		const listener = (sequence: string) => {
			const name = functionKeyName(sequence);
			if (name !== undefined) tell(name);
		};
		events.on('input', listener);
		return () => {
			events.off('input', listener);
		};
	}, [events]);
}

/**
 * Returns the name of a key in the table of actions: `x`, `Space`, `Ctrl-U`, `PgUp`, `↑`.
 *
 * @param input the input from Ink's `useInput`. If it has several characters, pass them one at a time; a control
 * character is then recognised even if Ink has not set a flag for it
 * @param key the key from Ink's `useInput`
 * @returns `undefined` for input that is not the name of a key: the release of a key, Alt with any key except B, F and
 * Ctrl-C, or several characters
 */
export function keyName(input: string, key: Key): string | undefined {
	if (key.eventType === 'release') return undefined;
	// Two quick presses of Esc arrive as Esc with Alt.
	if (key.escape) return 'Esc';
	// Over a slow line, Esc followed by Ctrl-C arrives as Ctrl-C with Alt. It has to quit too.
	if (input === '\x03' || (key.ctrl && input === 'c')) return 'Ctrl-C';
	if (key.meta && !key.ctrl && /^[bf]$/.test(input)) return `Alt-${input.toUpperCase()}`;
	if (key.meta || key.super || key.hyper) return undefined;
	const named = nameByFlag(key);
	if (named !== undefined) return key.ctrl ? undefined : named;
	if (key.ctrl) return /^[a-z]$/i.test(input) ? `Ctrl-${input.toUpperCase()}` : undefined;
	return nameOfCharacter(input);
}

/** The escape sequences of F1 and F5 in the Linux console, VT220, xterm, rxvt, and the Kitty protocol. */
const functionKeys: readonly (readonly [RegExp, string])[] = [
	[/^\x1B(?:OP|\[P|\[1;1(?::1)?P|\[11(?:;1(?::1)?)?~|\[\[A)$/, 'F1'],
	[/^\x1B(?:\[15(?:;1(?::1)?)?~|\[\[E)$/, 'F5'],
];

/** Returns the name of the function key with an escape sequence; `undefined` for other sequences. */
export function functionKeyName(sequence: string): string | undefined {
	return functionKeys.find(([pattern]) => pattern.test(sequence))?.[1];
}

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
