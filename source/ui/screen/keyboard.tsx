import {useApp, useInput, usePaste, useWindowSize} from 'ink';
import {useEffect} from 'react';
import {graphemesOf} from '../../text/graphemes.ts';
import {keyName} from '../help/key-name.ts';
import {useFunctionKeys} from '../help/use-function-keys.ts';
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
	useFunctionKeys(name => screen.press(name, ''));
	return null;
}
