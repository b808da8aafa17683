import type {EventEmitter} from 'node:events';
import {useApp, useInput, usePaste, useStdin, useWindowSize} from 'ink';
import {useEffect} from 'react';
import {functionKeyName, keyName} from '../help/key-name.ts';
import {graphemesOf} from '../input/graphemes.ts';
import type {ScreenController} from './controller.ts';

export type SuspendTerminal = ReturnType<typeof useApp>['suspendTerminal'];

export type KeyboardProps = {
	readonly screen: ScreenController;
	readonly onSuspendable: ((suspendTerminal: SuspendTerminal) => void) | undefined;
};

/** A chunk of so many characters was not typed, whatever the terminal says of it. */
const longestTyped = 24;

/**
 * Hands keys, pastes and sizes to the controller. Draws nothing.
 *
 * Takes raw mode and bracketed paste through Ink's hooks, which give them back when the screen closes.
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
		// A terminal without bracketed paste sends a paste as one chunk; keys that were typed fast come in small ones.
		if (input.length > longestTyped || /https?:/i.test(input)) return screen.paste(input);
		for (const character of graphemesOf(input)) screen.press(keyName(character, {...key, ctrl: false}), character);
	});
	useFunctionKeys(screen);
	return null;
}

/**
 * F1 and F5: `useInput` is called for them with nothing that tells them apart, so they are read where Ink hands the raw
 * sequences around. Listens while it is mounted.
 */
function useFunctionKeys(screen: ScreenController): void {
	const {internal_eventEmitter: sequences} = useStdin() as ReturnType<typeof useStdin> & {
		readonly internal_eventEmitter?: EventEmitter;
	};
	useEffect(() => {
		const hear = (sequence: string) => {
			const name = functionKeyName(sequence);
			if (name !== undefined) screen.press(name, '');
		};
		sequences?.on('input', hear);
		return () => {
			sequences?.off('input', hear);
		};
	}, [screen, sequences]);
}
