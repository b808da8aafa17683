import type {Fault} from '../gp/fault.ts';
import type {Level, Message} from '../gp/message.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import type {State} from '../gp/status.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import type {Moment} from './clock.ts';
import {withList} from './known-messages.ts';
import {type MessageTimes, noTimes, timesAfter} from './message-times.ts';

/** The messages of a job as far as gpjobs knows them, and whether it should request them. */
export type MessageSummary = {
	/**
	 * The messages; `null` before the first fetch of this run. Messages that the server no longer sends stay in the list,
	 * because a server may drop the oldest messages, or leave some out of a single answer.
	 */
	readonly list: readonly Message[] | null;
	/** How many messages came before `list` and are no longer in memory. A message's index includes them. */
	readonly before: number;
	/** The index in `list` at which the list of the last answer begins. */
	readonly window: number;
	/**
	 * Whether `list` is from the record of an earlier run. If so, its first line says that, and the list is only for
	 * display.
	 */
	readonly isRecalled: boolean;
	/** The message in `list` that gpjobs added: the reason for a failure that the server sent outside its messages. */
	readonly reason: Message | null;
	/** How the server last replaced its list; `null` if it never did. */
	readonly replaced: ListReplaced | null;
	/** The total number of known messages, including those no longer in memory. */
	readonly total: number;
	readonly warnings: number;
	readonly errors: number;
	readonly last: Message | null;
	/** The first error among the messages, which is shown first after a failure. */
	readonly firstError: Message | null;
	/** The line that explains the job best, as an earlier run recorded it; used while the job has the same state. */
	readonly telling: RecordedSentence | null;
	/** Whether the next poll requests the messages, because the job has changed since they were fetched. */
	readonly isWanted: boolean;
	/** Whether the messages exceed the size limit. If so, gpjobs requests them again only if the operator asks. */
	readonly areTooLarge: boolean;
	/** Whether gpjobs no longer waits for the last messages of an ended job, although they may still come. */
	readonly areLate: boolean;
	/** Why the messages cannot be read although the status can; `null` if they can be read, or were not requested. */
	readonly trouble: MessagesTrouble | null;
	/** Whether the server sends messages even if the request says not to. */
	readonly comeUnasked: boolean;
	/** When the list last grew or was replaced, in monotonic milliseconds. */
	readonly changedAt: number | null;
	/** When the last fetch of messages ended, in monotonic milliseconds, even if it was incomplete. */
	readonly fetchedAt: number | null;
	/** How long the last fetch of messages took, in milliseconds. */
	readonly took: number;
	/** How many bytes the last fetch of messages received. */
	readonly bytes: number;
	/** The times at which gpjobs first saw the messages. */
	readonly times: MessageTimes;
};

/** A line from the messages of a job, and the state of the job when the line was chosen. */
type RecordedSentence = {readonly text: SafeText; readonly level: Level; readonly state: State};

/**
 * How a new list of messages differs from the last one: from the message at `index` on, except for those from `same` up
 * to `sameEnd`, which are equal and at the same index.
 */
type ListReplaced = {
	/** The number of replacements so far, which distinguishes one replacement from another. */
	readonly count: number;
	readonly index: number;
	readonly same: number;
	readonly sameEnd: number;
};

/**
 * Why messages could not be read, how often in a row and since when, and when gpjobs requests them again (in monotonic
 * milliseconds). The count restarts when the job ends.
 */
export type MessagesTrouble = {
	readonly fault: Fault;
	readonly count: number;
	readonly since: number;
	readonly nextTry: number;
};

/** The summary of a job before its first answer. */
export const noMessages: MessageSummary = {
	list: null,
	before: 0,
	window: 0,
	isRecalled: false,
	reason: null,
	replaced: null,
	total: 0,
	warnings: 0,
	errors: 0,
	last: null,
	firstError: null,
	telling: null,
	isWanted: true,
	areTooLarge: false,
	areLate: false,
	trouble: null,
	comeUnasked: false,
	changedAt: null,
	fetchedAt: null,
	took: 0,
	bytes: 0,
	times: noTimes,
};

/** A request for messages and what it brought. */
export type Fetch = {
	readonly messages: boolean;
	readonly took: number;
	readonly bytes: number;
	readonly at: number;
	readonly hasChanged: boolean;
	/** Why the job failed, if the answer says so outside its messages. */
	readonly reason?: Message | null;
};

/**
 * Returns the summary after an answer to a poll of the job.
 *
 * @param answer includes the moment at which it came
 * @param change whether the answer changed the state or status, and whether the job has ended
 */
export function messagesAfter(
	before: MessageSummary,
	answer: {
		readonly snapshot: Snapshot;
		readonly at: Moment;
		readonly fetch: Pick<Fetch, 'messages' | 'took' | 'bytes'>;
		readonly withoutMessages?: {readonly fault: Fault; readonly took: number};
	},
	{hasChanged, isOver}: {readonly hasChanged: boolean; readonly isOver: boolean},
): MessageSummary {
	const {snapshot, fetch, withoutMessages} = answer;
	const at = answer.at.mono;
	const asked = hasChanged && isOver ? atTheEnd(before, at) : before;
	let summary = afterAnswer(asked, snapshot.messages, {...fetch, at, hasChanged, reason: snapshot.reason});
	// If the server sends messages even unasked, this answer contained them, so the earlier fault does not matter.
	if (withoutMessages && summary.fetchedAt !== at) {
		summary = afterMessagesFault(summary, withoutMessages.fault, {at, took: withoutMessages.took});
	}
	// The reason is added only to a complete list, because the next list would otherwise look like a replacement.
	const isWhole = !summary.isWanted || summary.trouble !== null;
	const whole = isOver && isWhole ? withReason(summary, snapshot.reason) : summary;
	return {...whole, times: timesAfter(before, whole, answer.at)};
}

/**
 * Returns the summary after the messages of an answer. An answer to `returnMessages=false` without messages, or with an
 * empty list, does not change what is known ("GP Job" does not say which of the two a server sends).
 *
 * @param list `messages` of the answer; `null` if it had none
 */
export function afterAnswer(summary: MessageSummary, list: readonly Message[] | null, fetch: Fetch): MessageSummary {
	const isUnasked = !fetch.messages && list !== null && list.length > 0;
	if (!fetch.messages && !isUnasked) return fetch.hasChanged ? {...summary, isWanted: !summary.areTooLarge} : summary;
	const fetched = {
		isWanted: false,
		areTooLarge: false,
		areLate: false,
		trouble: null,
		comeUnasked: isUnasked || summary.comeUnasked,
		fetchedAt: fetch.at,
		took: fetch.took,
		bytes: fetch.bytes,
	};
	// A requested list may be missing, because the job has no messages or the server is not ArcGIS. The known messages
	// are still valid.
	const now = list === null ? summary : withList(summary, list, fetch.reason ?? null);
	const isSame = now.total === summary.total && now.replaced === summary.replaced;
	const changedAt = isSame ? (summary.changedAt ?? fetch.at) : fetch.at;
	return {...now, ...fetched, ...(now.list === null && {list: [], before: now.total}), changedAt};
}

const seconds = (count: number) => count * 1000;

/** The number of failed tries after which gpjobs stops requesting the last messages of an ended job. */
const mostTries = 6;

/**
 * Returns the summary after the messages could not be read although the status could. Messages that are too large are
 * not requested again; other messages are requested again at increasing intervals of up to five minutes.
 *
 * @param took milliseconds until the request failed: the longer it took, the longer the next interval, to spare the
 * server
 */
export function afterMessagesFault(
	summary: MessageSummary,
	fault: Fault,
	{at, took}: {readonly at: number; readonly took: number},
): MessageSummary {
	if (fault.kind === 'too-large') return {...summary, areTooLarge: true, isWanted: false, trouble: null};
	const count = (summary.trouble?.count ?? 0) + 1;
	const wait = Math.max(Math.min(seconds(300), seconds(10) * 2 ** (count - 1)), took * 5, fault.retryAfter ?? 0);
	return {...summary, trouble: {fault, count, since: summary.trouble?.since ?? at, nextTry: at + wait}};
}

/**
 * Returns the summary when the job ends: its last messages are requested now, no matter how often earlier requests
 * failed.
 */
function atTheEnd(summary: MessageSummary, at: number): MessageSummary {
	const trouble = summary.trouble && {...summary.trouble, count: 0, since: at, nextTry: at};
	return summary.areLate || trouble ? {...summary, trouble, areLate: false} : summary;
}

/** Says that the messages exceed the size limit. */
export const tooLargeSentence = safe`The messages are larger than gpjobs reads (see the setting bodyCap).`;

/** Says why the messages cannot be read although the status can. */
export function messagesSentence({fault}: MessagesTrouble): SafeText {
	return safe`The messages cannot be read: ${fault.sentence}`;
}

/**
 * Says that the server replaced its list of messages.
 *
 * @param index of the first message that differs
 */
export function replacedSentence(index: number): SafeText {
	return index === 0
		? safe`The server has begun its list of messages again. What follows is the new list.`
		: safe`The server has changed its list of messages from message ${index + 1} on. What follows is new.`;
}

/** Whether gpjobs still tries to read the last messages of a job. It stops after some failed tries. */
export function areStillToCome({isWanted, areTooLarge, trouble}: MessageSummary): boolean {
	return isWanted && !areTooLarge && (trouble?.count ?? 0) < mostTries;
}

/**
 * Returns the summary with the reason for a failure that the server sent outside its messages. The reason is added as
 * the last message, at the level error, unless another message contains it.
 */
export function withReason(summary: MessageSummary, reason: Message | null): MessageSummary {
	if (reason === null) return summary;
	const isSaid = (message: Message | null) => message?.text.safe.includes(reason.text.safe) === true;
	const {list} = summary;
	// If the messages were never read, their number is unknown, so the list stays `null`.
	if (list === null ? isSaid(summary.firstError) : list.some(isSaid)) return summary;
	return {
		...summary,
		list: list === null ? null : [...list, reason],
		reason: list === null ? null : reason,
		total: list === null ? summary.total : summary.total + 1,
		errors: summary.errors + 1,
		last: reason,
		firstError: summary.firstError ?? reason,
	};
}
