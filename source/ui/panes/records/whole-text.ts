import type {Message} from '../../../gp/message.ts';
import {type ServerText, safe} from '../../../text/safe-text.ts';
import {initialMessages, type MessagesState, type Size, updateMessages} from '../messages/state.ts';

/** Texts in full, wrapped, from their start. They can be scrolled and searched like the messages of a job. */
export function wholeText(texts: readonly ServerText[], size: Size): MessagesState {
	const messages = texts.map((text): Message => ({level: 'info', type: safe``, text}));
	return (
		[
			{type: 'resize', size: textSize(size)},
			{type: 'messages', messages},
			{type: 'toggle-wrap'},
			{type: 'go', to: 'top'},
		] as const
	).reduce(updateMessages, initialMessages);
}

/** The size of the text in a pane, below its title. */
export function textSize({width, height}: Size): Size {
	return {width, height: height > 1 ? height - 1 : height};
}
