import {Box} from 'ink';
import {memo} from 'react';
import type {WatchedJob} from '../../../monitor/job.ts';
import {unreadSentence} from '../../../monitor/last-messages.ts';
import {tooLargeSentence} from '../../../monitor/message-summary.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {Lines, type Span} from '../../line.tsx';
import {faultSentence} from '../heading/job-heading.ts';
import type {MessagesState} from './state.ts';
import {messagePaneLines} from './window.ts';

type MessagePaneProps = {
	readonly state: MessagesState;
	/** The lines above the messages, each of them as wide as the pane. */
	readonly title: readonly (readonly Span[])[];
	readonly placeholder: SafeText;
	readonly isAscii: boolean;
};

/**
 * Draws the title and the messages below it. The pane is higher than the size in the state by the number of lines of
 * the title.
 */
export function MessagePane({state, title, placeholder, isAscii}: MessagePaneProps) {
	const {width, height} = state.size;
	return (
		<Box flexDirection="column" width={width} height={height + title.length} overflow="hidden">
			<Lines lines={title} />
			<Messages state={state} placeholder={placeholder} isAscii={isAscii} />
		</Box>
	);
}

/**
 * Draws the messages without the title. Memoised, so that they are drawn again only when they change, while the title
 * also changes with the time.
 */
const Messages = memo(function Messages({state, placeholder, isAscii}: Omit<MessagePaneProps, 'title'>) {
	return <Lines lines={messagePaneLines(state, {placeholder, isAscii})} />;
});

/**
 * Returns the sentence shown instead of messages. It says that the job has none, or that gpjobs has not fetched them.
 */
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
	if (trouble) return safe`No messages yet: ${faultSentence(job, trouble)}`;
	return safe`The messages are being fetched.`;
}

function lastKnown({messages}: WatchedJob): SafeText {
	return messages.last === null ? safe`` : safe`The last one was: ${messages.last.text.safe}`;
}
