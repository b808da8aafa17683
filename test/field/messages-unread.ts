import {fault} from '../../source/gp/fault.ts';
import {lastMessagesUnread} from '../../source/monitor/last-messages.ts';
import {messagesSentence} from '../../source/monitor/message-summary.ts';
import {safe} from '../../source/text/safe-text.ts';

/** What is said of messages that cannot be read, whatever the reason behind it. */
export const messagesUnread = messagesSentence({fault: fault('server', ''), count: 1, nextTry: 0, since: 0}).trim();

/** The same of the last messages of a job that has ended. */
export const lastUnread = lastMessagesUnread(safe``).trim();
