import type {EventEmitter} from 'node:events';
import {useStdin} from 'ink';
import {useEffect, useEffectEvent} from 'react';
import {functionKeyName} from './key-name.ts';

/** What Ink hands to its own `useInput`; its types keep it back. */
type InputEvents = {readonly internal_eventEmitter: EventEmitter};

/**
 * Calls for F1 and F5, by name. `useInput` gets an empty input for each function key, so that they cannot be told apart
 * there (Ink 8.0); the sequence itself is to be had only where `useInput` listens too.
 *
 * It starts a listener and takes it away when the component goes. Raw mode is up to a `useInput` somewhere.
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
