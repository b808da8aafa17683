import {Box} from 'ink';
import {memo} from 'react';
import type {SafeText} from '../../../text/safe-text.ts';
import {Line, Lines} from '../../line.tsx';
import type {MessagesState} from './state.ts';
import {messageTitle} from './title.ts';
import {messagePaneLines} from './window.ts';

type MessagePaneProps = {
	readonly state: MessagesState;
	/** What the job is called. */
	readonly label: SafeText;
	readonly placeholder: SafeText;
	readonly isFocused: boolean;
	readonly isAscii: boolean;
};

/** The title and below it the messages: one line more than the size in the state is high. */
export const MessagePane = memo(function MessagePane({
	state,
	label,
	placeholder,
	isFocused,
	isAscii,
}: MessagePaneProps) {
	const {width} = state.size;
	const title = messageTitle(state, {width, label, isFocused, isAscii});
	const lines = messagePaneLines(state, {placeholder, isAscii});
	return (
		<Box flexDirection="column" width={width} height={lines.length + 1} overflow="hidden">
			<Line spans={title} />
			<Lines lines={lines} />
		</Box>
	);
});
