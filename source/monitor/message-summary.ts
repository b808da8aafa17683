import type {Fault} from '../gp/fault.ts';
import type {Message} from '../gp/message.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {withList} from './known-messages.ts';

/** What is known of the messages of a job, and whether they should be asked for. */
export type MessageSummary = {
	/**
	 * The messages themselves; `null` until they were fetched in this run. It goes on where the list of the server lost
	 * its first messages or was shorter for once: what was said once stays.
	 */
	readonly list: readonly Message[] | null;
	/** How many messages came before `list` and are not held any more. The index of a message counts them. */
	readonly before: number;
	/** Where in `list` that of the last answer begins. */
	readonly window: number;
	/** `list` is what an earlier run kept, with a line about that: for the eyes of a person alone. */
	readonly isRecalled: boolean;
	/** What of `list` the server told elsewhere, beside the messages. */
	readonly reason: Message | null;
	/** The last time that the server sent another list; `null` where it never did. */
	readonly replaced: ListReplaced | null;
	/** All that are known, also those that are not held. */
	readonly total: number;
	readonly warnings: number;
	readonly errors: number;
	readonly last: Message | null;
	/** What a person wants to see first of a job that failed. */
	readonly firstError: Message | null;
	/** Something happened since they were fetched: the next poll asks for them. */
	readonly isWanted: boolean;
	/** Beyond the cap: they are not asked for again unless somebody does. */
	readonly areTooLarge: boolean;
	/** The job has ended, and nobody waits any longer for what it said last, though it may still come. */
	readonly areLate: boolean;
	/** Why they cannot be had although the status can; `null` where they can, or were not asked for. */
	readonly trouble: MessagesTrouble | null;
	/** The server sends them although it is asked not to. */
	readonly comeUnasked: boolean;
	/** When there were more than before, or others: monotonic milliseconds. */
	readonly changedAt: number | null;
	/** Of the last fetch, also of one that did not come whole: monotonic milliseconds, how long it took, how many bytes. */
	readonly fetchedAt: number | null;
	readonly took: number;
	readonly bytes: number;
};

/**
 * From the message with this index on the list is another one, but for those from `same` up to `sameEnd`, which stayed as
 * and where they were.
 */
export type ListReplaced = {
	/** Counted, so that one that follows another can be told from it. */
	readonly count: number;
	readonly index: number;
	readonly same: number;
	readonly sameEnd: number;
};

/**
 * Why messages did not come, how often in a row and since when, and when they are asked for again: monotonic milliseconds.
 * An end counts anew.
 */
export type MessagesTrouble = {
	readonly fault: Fault;
	readonly count: number;
	readonly since: number;
	readonly nextTry: number;
};

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
	isWanted: true,
	areTooLarge: false,
	areLate: false,
	trouble: null,
	comeUnasked: false,
	changedAt: null,
	fetchedAt: null,
	took: 0,
	bytes: 0,
};

export type Fetch = {
	readonly messages: boolean;
	readonly took: number;
	readonly bytes: number;
	readonly at: number;
	readonly hasChanged: boolean;
	/** What the answer tells of a failure outside the messages. */
	readonly reason?: Message | null;
};

/**
 * The summary after an answer for a job.
 *
 * @param answer with the monotonic moment at which it came
 * @param change whether the state or status has changed with it, and whether the job has ended
 */
export function messagesAfter(
	before: MessageSummary,
	answer: {
		readonly snapshot: Snapshot;
		readonly at: {readonly mono: number};
		readonly fetch: Pick<Fetch, 'messages' | 'took' | 'bytes'>;
		readonly withoutMessages?: {readonly fault: Fault; readonly took: number};
	},
	{hasChanged, isOver}: {readonly hasChanged: boolean; readonly isOver: boolean},
): MessageSummary {
	const {snapshot, fetch, withoutMessages} = answer;
	const at = answer.at.mono;
	const asked = hasChanged && isOver ? atTheEnd(before, at) : before;
	let summary = afterAnswer(asked, snapshot.messages, {...fetch, at, hasChanged, reason: snapshot.reason});
	// A server that sends messages although it is not asked to has sent them now.
	if (withoutMessages && summary.fetchedAt !== at) {
		summary = afterMessagesFault(summary, withoutMessages.fault, {at, took: withoutMessages.took});
	}
	// With the reason in the list, the list that is still to come would look like a replaced one.
	const isWhole = !summary.isWanted || summary.trouble !== null;
	return isOver && isWhole ? withReason(summary, snapshot.reason) : summary;
}

/**
 * The summary after an answer.
 *
 * An answer to `returnMessages=false` without messages, or with an empty list, says nothing of them: what is known
 * stays ("GP Job" does not tell which of the two a server sends).
 *
 * @param list `messages` of the answer; `null` where it had none
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
	// Asked for and not there: a job without messages, or a third party's body. What was known is still true.
	const now = list === null ? summary : withList(summary, list, fetch.reason ?? null);
	const isSame = now.total === summary.total && now.replaced === summary.replaced;
	const changedAt = isSame ? (summary.changedAt ?? fetch.at) : fetch.at;
	return {...now, ...fetched, ...(now.list === null && {list: [], before: now.total}), changedAt};
}

const seconds = (count: number) => count * 1000;

/** How often the last messages of an ended job are asked for in vain. */
const mostTries = 6;

/**
 * The summary after messages could not be had although the status could: too large, they are not asked for again; otherwise
 * later and later, up to five minutes apart.
 *
 * @param took milliseconds until it was clear: messages that run out of time shall not fill the server's time
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

/** The summary at the end of a job: however often its messages could not be had before, the last ones are asked for now. */
function atTheEnd(summary: MessageSummary, at: number): MessageSummary {
	const trouble = summary.trouble && {...summary.trouble, count: 0, since: at, nextTry: at};
	return summary.areLate || trouble ? {...summary, trouble, areLate: false} : summary;
}

/** The sentence about messages beyond the cap. */
export const tooLargeSentence = safe`The messages are larger than gpjobs reads (see the setting bodyCap).`;

/** The sentence for messages that cannot be had although the status can. */
export function messagesSentence({fault}: MessagesTrouble): SafeText {
	return safe`The messages cannot be read: ${fault.sentence}`;
}

/** The sentence for a list that does not go on as it began. @param index of the first message that is another */
export function replacedWords(index: number): SafeText {
	return index === 0
		? safe`The server has begun its list of messages again. What follows is the new list.`
		: safe`The server has changed its list of messages from message ${index + 1} on. What follows is new.`;
}

/** Whether the last messages of a job are still to come. Those that cannot be had are given up after some tries. */
export function areStillToCome({isWanted, areTooLarge, trouble}: MessageSummary): boolean {
	return isWanted && !areTooLarge && (trouble?.count ?? 0) < mostTries;
}

/**
 * The summary with what the server says of a failure outside the messages. It stands behind them as an error, unless one
 * of them says it too.
 */
export function withReason(summary: MessageSummary, reason: Message | null): MessageSummary {
	if (reason === null) return summary;
	const isSaid = (message: Message | null) => message?.text.safe.includes(reason.text.safe) === true;
	const {list} = summary;
	// Of messages that were never read nobody knows how many there are: the list stays unknown.
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
