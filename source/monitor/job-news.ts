import type {Fault} from '../gp/fault.ts';
import type {Message} from '../gp/message.ts';
import type {Progress} from '../gp/snapshot.ts';
import type {WatchedJob} from './job.ts';
import type {JobChange} from './jobs.ts';

/** What a change of a job is to somebody who follows it line by line. */
export type JobNews =
	| {readonly event: 'added' | 'state' | 'recovered'; readonly job: WatchedJob}
	| {readonly event: 'progress'; readonly job: WatchedJob; readonly progress: Progress}
	| {readonly event: 'message'; readonly job: WatchedJob; readonly index: number; readonly message: Message}
	| {readonly event: 'fault'; readonly job: WatchedJob; readonly fault: Fault};

/**
 * The news in a change, in the order in which they happened. A fault that goes on is told once, a message once.
 */
export function newsOf({before, after}: JobChange): readonly JobNews[] {
	if (!after) return [];
	if (!before) return [{event: 'added', job: after}];
	const news: JobNews[] = [];
	if (before.trouble !== null && after.trouble === null) news.push({event: 'recovered', job: after});
	const isFirst = before.lastAnswer === null && after.lastAnswer !== null;
	if (isFirst || before.state !== after.state || before.status?.safe !== after.status?.safe) {
		news.push({event: 'state', job: after});
	}
	if (after.progress !== null && hasMoved(before.progress, after.progress)) {
		news.push({event: 'progress', job: after, progress: after.progress});
	}
	// One by one: there may be more than a call may have arguments.
	for (const message of newMessages(before, after)) news.push(message);
	if (after.trouble !== null && after.trouble.fault.kind !== before.trouble?.fault.kind) {
		news.push({event: 'fault', job: after, fault: after.trouble.fault});
	}
	return news;
}

function newMessages(before: WatchedJob, after: WatchedJob): readonly JobNews[] {
	const {list} = after.messages;
	if (list === null || list === before.messages.list) return [];
	const known = Math.min(list.length, before.messages.list?.length ?? before.messages.total);
	return list.slice(known).map((message, offset) => ({event: 'message', job: after, index: known + offset, message}));
}

function hasMoved(before: Progress | null, after: Progress): boolean {
	return before === null || before.percent !== after.percent || before.message.safe !== after.message.safe;
}
