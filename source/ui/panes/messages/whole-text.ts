import type {Message} from '../../../gp/message.ts';
import {type ServerText, safe} from '../../../text/safe-text.ts';
import {initialMessages, type MessagesState, type ReadingAction, type Size, updateMessages} from './state.ts';

/** The state of a pane in which a value can be opened in full. */
type WithOpened = {readonly opened: {readonly text: MessagesState} | null};

/**
 * Returns the state that shows texts in full, wrapped, from their start. They can be scrolled and searched like a job's
 * messages.
 */
export function wholeText(texts: readonly ServerText[], size: Size): MessagesState {
	return wholeMessages(
		texts.map(text => ({level: 'info', type: safe``, text})),
		size,
	);
}

/**
 * Like {@link wholeText}, for messages, which have a level.
 *
 * @param size the size of the whole pane
 */
export function wholeMessages(messages: readonly Message[], size: Size): MessagesState {
	return (
		[
			{type: 'resize', size: textSize(size)},
			{type: 'messages', messages},
			{type: 'toggle-wrap'},
			{type: 'go', to: 'top'},
		] as const
	).reduce(updateMessages, initialMessages);
}

/** Applies a key to the value that is open in full. Returns the state unchanged if no value is open. */
export function readOpened<State extends WithOpened>(state: State, action: ReadingAction): State {
	if (state.opened === null) return state;
	return {...state, opened: {...state.opened, text: updateMessages(state.opened.text, action)}};
}

/** Adapts the value that is open in full, if any, to a new size of the pane. */
export function resizedOpened<State extends WithOpened>(state: State, size: Size): State {
	if (state.opened === null) return state;
	const text = updateMessages(state.opened.text, {type: 'resize', size: textSize(size)});
	return {...state, opened: {...state.opened, text}};
}

/**
 * Returns the size of the text in a pane: one line less than the pane, for the title, if the pane has more than one
 * line.
 */
function textSize({width, height}: Size): Size {
	return {width, height: height > 1 ? height - 1 : height};
}
