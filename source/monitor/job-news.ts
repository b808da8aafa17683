import type {Fault} from '../gp/fault.ts';
import type {Message} from '../gp/message.ts';
import type {Progress} from '../gp/snapshot.ts';
import type {WatchedJob} from './job.ts';
import type {JobChange} from './jobs.ts';
import {lacksLastMessages} from './last-messages.ts';
import type {MessagesTrouble} from './message-summary.ts';

/** An event of a job, for output that follows jobs line by line. */
export type JobNews =
	| {readonly event: 'added' | 'state' | 'recovered' | 'messages-recovered'; readonly job: WatchedJob}
	| {readonly event: 'progress'; readonly job: WatchedJob; readonly progress: Progress}
	| {readonly event: 'message'; readonly job: WatchedJob; readonly index: number; readonly message: Message}
	/**
	 * The server sent a list of messages that differs from the last one, from message `index` on. The different
	 * messages are reported as the next events.
	 */
	| {readonly event: 'messages-replaced'; readonly job: WatchedJob; readonly index: number; readonly total: number}
	/** The job's status can be read, but its messages cannot. */
	| {readonly event: 'messages-fault'; readonly job: WatchedJob; readonly trouble: MessagesTrouble}
	| {readonly event: 'fault'; readonly job: WatchedJob; readonly fault: Fault};

/**
 * Returns the events in a change of a job, in the order in which they happened. A fault that continues is reported only
 * once, and so is each message.
 */
export function newsOf({before, after}: JobChange): readonly JobNews[] {
	if (!after) return [];
	if (!before) return [{event: 'added', job: after}];
	const news: JobNews[] = [];
	if (before.trouble !== null && after.trouble === null) news.push({event: 'recovered', job: after});
	// A fault that was recorded by an earlier run is not an event of this run.
	const unread = before.isFromRecord ? null : before.messages.trouble;
	if (unread !== null && after.messages.trouble === null) {
		news.push({event: 'messages-recovered', job: after});
	}
	if (after.progress !== null && hasMoved(before.progress, after.progress)) {
		news.push({event: 'progress', job: after, progress: after.progress});
	}
	// The messages are pushed one by one, because there may be more of them than a function call can have arguments.
	for (const message of newMessages(before, after)) news.push(message);
	const {trouble} = after.messages;
	if (trouble !== null && trouble.fault.kind !== unread?.fault.kind && !after.isFromRecord) {
		news.push({event: 'messages-fault', job: after, trouble});
	}
	// The state comes last, so that a reader who sees it has seen all messages before it.
	if (hasNewState(before, after)) news.push({event: 'state', job: after});
	if (after.trouble !== null && after.trouble.fault.kind !== before.trouble?.fault.kind) {
		news.push({event: 'fault', job: after, fault: after.trouble.fault});
	}
	return news;
}

/**
 * Whether to report the state of a job now. The end of a job is reported after its last messages, which come with the
 * next poll.
 */
function hasNewState(before: WatchedJob, after: WatchedJob): boolean {
	if (lacksLastMessages(after)) return false;
	if (lacksLastMessages(before)) return true;
	const isFirst = before.lastAnswer === null && after.lastAnswer !== null;
	return isFirst || before.state !== after.state || before.status?.safe !== after.status?.safe;
}

/**
 * Yields the messages that neither this run nor an earlier one has reported. If the server replaced its list, an event
 * that says so comes first; messages that are in both lists are not repeated.
 */
function* newMessages({messages: before}: WatchedJob, job: WatchedJob): Generator<JobNews> {
	const {list, before: first, isRecalled, total, replaced} = job.messages;
	if (list === null || isRecalled || list === before.list) return;
	const isOther = replaced !== null && replaced.count !== before.replaced?.count;
	if (isOther) yield {event: 'messages-replaced', job, index: replaced.index, total};
	for (let index = isOther ? replaced.index : before.total; index < total; index++) {
		if (isOther && index >= replaced.same && index < replaced.sameEnd) continue;
		const message = list[index - first];
		if (message) yield {event: 'message', job, index, message};
	}
}

function hasMoved(before: Progress | null, after: Progress): boolean {
	return before === null || before.percent !== after.percent || before.message.safe !== after.message.safe;
}
