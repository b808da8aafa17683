import {Box} from 'ink';
import {memo} from 'react';
import type {WatchedJob} from '../../../monitor/job.ts';
import {unreadSentence} from '../../../monitor/last-messages.ts';
import {tooLargeSentence} from '../../../monitor/message-summary.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
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

/** What stands in the message pane while there are no messages, so that nobody takes unread ones for none. */
export function messagesPlaceholder(job: WatchedJob | null): SafeText {
	if (job === null) return safe`No job is selected.`;
	const {messages, trouble, state} = job;
	if (messages.areTooLarge) return safe`${tooLargeSentence} r tries again.`;
	const unread = unreadSentence(job);
	if (messages.trouble && unread) return unread;
	if (messages.list !== null) return safe`The server sent no messages for this job.`;
	if (state === 'gone' || job.isDeletedOnServer) {
		return safe`The server no longer has this job; its messages were not fetched before. ${lastKnown(job)}`;
	}
	if (trouble) return safe`No messages yet: ${trouble.fault.sentence}`;
	return safe`The messages are being fetched.`;
}

function lastKnown({messages}: WatchedJob): SafeText {
	return messages.last === null ? safe`` : safe`The last one was: ${messages.last.text.safe}`;
}
