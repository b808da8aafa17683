import type {Message} from '../../../gp/message.ts';
import {type ServerText, safe} from '../../../text/safe-text.ts';
import {initialMessages, type MessagesState, type Size, updateMessages} from '../messages/state.ts';

/** Texts that are read whole, wrapped and from the top; it scrolls and is searched like the messages of a job. */
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

/** The room of the text in a pane, below the line that names it. */
export function textSize({width, height}: Size): Size {
	return {width, height: height > 1 ? height - 1 : height};
}
