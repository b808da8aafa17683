import type {Fault} from '../gp/fault.ts';
import type {Message} from '../gp/message.ts';
import type {Progress} from '../gp/snapshot.ts';
import type {WatchedJob} from './job.ts';
import type {JobChange} from './jobs.ts';
import {lacksLastMessages} from './last-messages.ts';
import type {MessagesTrouble} from './message-summary.ts';

/** What a change of a job is to somebody who follows it line by line. */
export type JobNews =
	| {readonly event: 'added' | 'state' | 'recovered' | 'messages-recovered'; readonly job: WatchedJob}
	| {readonly event: 'progress'; readonly job: WatchedJob; readonly progress: Progress}
	| {readonly event: 'message'; readonly job: WatchedJob; readonly index: number; readonly message: Message}
	/** From a place on the server sent another list of messages; what is another follows as messages. */
	| {readonly event: 'messages-replaced'; readonly job: WatchedJob; readonly index: number; readonly total: number}
	/** The status can be had, the messages cannot. */
	| {readonly event: 'messages-fault'; readonly job: WatchedJob; readonly trouble: MessagesTrouble}
	| {readonly event: 'fault'; readonly job: WatchedJob; readonly fault: Fault};

/**
 * The news in a change, in the order in which they happened. A fault that goes on is told once, a message once.
 */
export function newsOf({before, after}: JobChange): readonly JobNews[] {
	if (!after) return [];
	if (!before) return [{event: 'added', job: after}];
	const news: JobNews[] = [];
	if (before.trouble !== null && after.trouble === null) news.push({event: 'recovered', job: after});
	// What an earlier run met is no news of this one.
	const unread = before.isKept ? null : before.messages.trouble;
	if (unread !== null && after.messages.trouble === null) {
		news.push({event: 'messages-recovered', job: after});
	}
	if (after.progress !== null && hasMoved(before.progress, after.progress)) {
		news.push({event: 'progress', job: after, progress: after.progress});
	}
	// One by one: there may be more than a call may have arguments.
	for (const message of newMessages(before, after)) news.push(message);
	const {trouble} = after.messages;
	if (trouble !== null && trouble.fault.kind !== unread?.fault.kind && !after.isKept) {
		news.push({event: 'messages-fault', job: after, trouble});
	}
	// Behind what the same answer brought besides: who reads a state has read all that was said up to it.
	if (hasNewState(before, after)) news.push({event: 'state', job: after});
	if (after.trouble !== null && after.trouble.fault.kind !== before.trouble?.fault.kind) {
		news.push({event: 'fault', job: after, fault: after.trouble.fault});
	}
	return news;
}

/** Whether the state is to be told. An end waits until the last messages, which come with the next poll, are there. */
function hasNewState(before: WatchedJob, after: WatchedJob): boolean {
	if (lacksLastMessages(after)) return false;
	if (lacksLastMessages(before)) return true;
	const isFirst = before.lastAnswer === null && after.lastAnswer !== null;
	return isFirst || before.state !== after.state || before.status?.safe !== after.status?.safe;
}

/**
 * The messages that were not told yet. What an earlier run told is not told again; where the server sent another list, that
 * is said before them, and which of them stayed as they were is not told either.
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
