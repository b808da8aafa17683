import {Line} from '../line.tsx';
import {type InputLook, inputSpans} from './line.ts';
import type {InputState} from './state.ts';

/** A text field of one line. It takes no keys itself: who shows it sends them to its state. */
export function InputField({state, ...look}: {readonly state: InputState} & InputLook) {
	return <Line spans={inputSpans(state, look)} />;
}
