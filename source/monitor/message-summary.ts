import type {Fault} from '../gp/fault.ts';
import type {Message} from '../gp/message.ts';
import type {Snapshot} from '../gp/snapshot.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {withList} from './known-messages.ts';

/** What is known of the messages of a job, and whether they should be asked for. */
export type MessageSummary = {
	/**
	 * The messages themselves; `null` until they were fetched in this run. Messages that the server no longer sends stay: it may
	 * drop its first messages, or send fewer once.
	 */
	readonly list: readonly Message[] | null;
	/** How many messages came before `list` and are no longer in memory. The index of a message counts them. */
	readonly before: number;
	/** The index in `list` where the list of the last answer begins. */
	readonly window: number;
	/** `list` is from the record of an earlier run, below a line that says so: only to be shown to a person. */
	readonly isRecalled: boolean;
	/** The message in `list` that the server sent outside its list of messages. */
	readonly reason: Message | null;
	/** How the server last replaced its list; `null` where it never did. */
	readonly replaced: ListReplaced | null;
	/** The number of all known messages, also of those no longer in memory. */
	readonly total: number;
	readonly warnings: number;
	readonly errors: number;
	readonly last: Message | null;
	/** The message that a person wants to see first after a failure. */
	readonly firstError: Message | null;
	/** Something has happened since they were fetched: the next poll asks for them. */
	readonly isWanted: boolean;
	/** They exceed the cap: they are asked for again only if a person does. */
	readonly areTooLarge: boolean;
	/** The job has ended, and its last messages are no longer waited for, though they may still come. */
	readonly areLate: boolean;
	/** Why they cannot be read although the status can; `null` where they can, or were not asked for. */
	readonly trouble: MessagesTrouble | null;
	/** The server sends them although it is asked not to. */
	readonly comeUnasked: boolean;
	/** When the list last grew or was replaced: monotonic milliseconds. */
	readonly changedAt: number | null;
	/** Of the last fetch, even an incomplete one: when (monotonic milliseconds), how long it took, how many bytes it had. */
	readonly fetchedAt: number | null;
	readonly took: number;
	readonly bytes: number;
};

/**
 * The list differs from the message at `index` on, except for those from `same` up to `sameEnd`, which are the same and in the
 * same place.
 */
type ListReplaced = {
	/** The number of replacements so far, which tells one from the next. */
	readonly count: number;
	readonly index: number;
	readonly same: number;
	readonly sameEnd: number;
};

/**
 * Why messages did not come, how often in a row and since when, and when they are asked for again, in monotonic milliseconds.
 * The count begins again when the job ends.
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
	/** Why the job failed, as the answer says it outside the messages. */
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
 * An answer to `returnMessages=false` without messages, or with an empty list, says nothing about them: what is known
 * stays ("GP Job" does not say which of the two a server sends).
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
	// They were asked for and are missing: a job without messages, or another implementation. What was known is still true.
	const now = list === null ? summary : withList(summary, list, fetch.reason ?? null);
	const isSame = now.total === summary.total && now.replaced === summary.replaced;
	const changedAt = isSame ? (summary.changedAt ?? fetch.at) : fetch.at;
	return {...now, ...fetched, ...(now.list === null && {list: [], before: now.total}), changedAt};
}

const seconds = (count: number) => count * 1000;

/** Failed tries after which the last messages of an ended job are no longer asked for. */
const mostTries = 6;

/**
 * The summary after messages could not be read although the status could. Messages that are too large are not asked for again,
 * others at growing intervals, up to five minutes.
 *
 * @param took milliseconds until that was known: messages that time out must not take up the server's time
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

/** The summary at the end of a job: however often its messages could not be read before, the last ones are asked for now. */
function atTheEnd(summary: MessageSummary, at: number): MessageSummary {
	const trouble = summary.trouble && {...summary.trouble, count: 0, since: at, nextTry: at};
	return summary.areLate || trouble ? {...summary, trouble, areLate: false} : summary;
}

/** The sentence about messages beyond the cap. */
export const tooLargeSentence = safe`The messages are larger than gpjobs reads (see the setting bodyCap).`;

/** The sentence for messages that cannot be read although the status can. */
export function messagesSentence({fault}: MessagesTrouble): SafeText {
	return safe`The messages cannot be read: ${fault.sentence}`;
}

/** The sentence for a list that was replaced. @param index of the first message that differs */
export function replacedSentence(index: number): SafeText {
	return index === 0
		? safe`The server has begun its list of messages again. What follows is the new list.`
		: safe`The server has changed its list of messages from message ${index + 1} on. What follows is new.`;
}

/** Whether the last messages of a job are still to come. Messages that cannot be read are given up after some tries. */
export function areStillToCome({isWanted, areTooLarge, trouble}: MessageSummary): boolean {
	return isWanted && !areTooLarge && (trouble?.count ?? 0) < mostTries;
}

/**
 * The summary with the reason of a failure that the server gives outside the messages. It follows them as an error, unless one of
 * them contains it.
 */
export function withReason(summary: MessageSummary, reason: Message | null): MessageSummary {
	if (reason === null) return summary;
	const isSaid = (message: Message | null) => message?.text.safe.includes(reason.text.safe) === true;
	const {list} = summary;
	// The number of messages that were never read is unknown: so the list stays unknown.
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
