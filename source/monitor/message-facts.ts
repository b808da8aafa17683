import type {Fault} from '../gp/fault.ts';
import {countLevels, type Message} from '../gp/message.ts';
import {type SafeText, safe} from '../text/safe-text.ts';

/** What is known of the messages of a job, and whether they should be asked for. */
export type MessageFacts = {
	/** The messages themselves; `null` until they were fetched in this run. */
	readonly list: readonly Message[] | null;
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

/** Why messages did not come, how often in a row, and when they are asked for again: monotonic milliseconds. */
export type MessagesTrouble = {readonly fault: Fault; readonly count: number; readonly nextTry: number};

export const noMessages: MessageFacts = {
	list: null,
	total: 0,
	warnings: 0,
	errors: 0,
	last: null,
	firstError: null,
	isWanted: true,
	areTooLarge: false,
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
};

/**
 * The facts after an answer.
 *
 * An answer to `returnMessages=false` without messages, or with an empty list, says nothing of them: what is known
 * stays ("GP Job" does not tell which of the two a server sends).
 *
 * @param list `messages` of the answer; `null` where it had none
 */
export function afterAnswer(facts: MessageFacts, list: readonly Message[] | null, fetch: Fetch): MessageFacts {
	const isUnasked = !fetch.messages && list !== null && list.length > 0;
	if (!fetch.messages && !isUnasked) return fetch.hasChanged ? {...facts, isWanted: !facts.areTooLarge} : facts;
	const fetched = {
		isWanted: false,
		areTooLarge: false,
		trouble: null,
		comeUnasked: isUnasked || facts.comeUnasked,
		fetchedAt: fetch.at,
		took: fetch.took,
		bytes: fetch.bytes,
	};
	const changedAt = list === null || list.length === facts.total ? (facts.changedAt ?? fetch.at) : fetch.at;
	// Asked for and not there: a job without messages, or a third party's body. What was known is still true.
	if (list === null || list === facts.list) return {...facts, ...fetched, list: facts.list ?? [], changedAt};
	const continues = isContinued(facts.list, list);
	const from = continues ? (facts.list?.length ?? 0) : 0;
	const {warnings, errors} = countLevels(list, from);
	return {
		...fetched,
		changedAt,
		list,
		total: list.length,
		warnings: warnings + (continues ? facts.warnings : 0),
		errors: errors + (continues ? facts.errors : 0),
		last: list.at(-1) ?? null,
		firstError: (continues ? facts.firstError : null) ?? firstErrorOf(list, from),
	};
}

const seconds = (count: number) => count * 1000;

/** How often the last messages of an ended job are asked for in vain. */
const mostTries = 6;

/**
 * The facts after messages could not be had although the status could: too large, they are not asked for again; otherwise
 * later and later, up to five minutes apart.
 *
 * @param took milliseconds until it was clear: messages that run out of time shall not fill the server's time
 */
export function afterMessagesFault(
	facts: MessageFacts,
	fault: Fault,
	{at, took}: {readonly at: number; readonly took: number},
): MessageFacts {
	if (fault.kind === 'too-large') return {...facts, areTooLarge: true, isWanted: false, trouble: null};
	const count = (facts.trouble?.count ?? 0) + 1;
	const wait = Math.max(Math.min(seconds(300), seconds(10) * 2 ** (count - 1)), took * 5, fault.retryAfter ?? 0);
	return {...facts, trouble: {fault, count, nextTry: at + wait}};
}

/** The sentence for messages that cannot be had although the status can. */
export function messagesSentence({fault}: MessagesTrouble): SafeText {
	return safe`The messages cannot be read: ${fault.sentence}`;
}

/** Whether the last messages of a job are still to come. Those that cannot be had are given up after some tries. */
export function areStillToCome({isWanted, areTooLarge, trouble}: MessageFacts): boolean {
	return isWanted && !areTooLarge && (trouble?.count ?? 0) < mostTries;
}

/**
 * The facts with what the server says of a failure outside the messages. It stands behind them as an error, unless one
 * of them says it too.
 */
export function withReason(facts: MessageFacts, reason: Message | null): MessageFacts {
	if (reason === null) return facts;
	const isSaid = (message: Message | null) => message?.text.safe.includes(reason.text.safe) === true;
	const {list} = facts;
	// Of messages that were never read nobody knows how many there are: the list stays unknown.
	if (list === null ? isSaid(facts.firstError) : list.some(isSaid)) return facts;
	return {
		...facts,
		list: list === null ? null : [...list, reason],
		total: list === null ? facts.total : facts.total + 1,
		errors: facts.errors + 1,
		last: reason,
		firstError: facts.firstError ?? reason,
	};
}

/** `readMessages` takes over the very objects that it knows, so a look at both ends of the old list is enough. */
function isContinued(before: readonly Message[] | null, now: readonly Message[]): boolean {
	if (before === null || before.length === 0) return false;
	return now.length >= before.length && now[0] === before[0] && now[before.length - 1] === before[before.length - 1];
}

function firstErrorOf(list: readonly Message[], from: number): Message | null {
	for (let index = from; index < list.length; index++) {
		const message = list[index];
		if (message?.level === 'error') return message;
	}
	return null;
}
