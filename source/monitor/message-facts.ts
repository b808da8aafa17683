import type {Fault} from '../gp/fault.ts';
import {countLevels, type Message} from '../gp/message.ts';
import {type SafeText, safe} from '../text/safe-text.ts';
import {keptText} from './job-log.ts';
import {isSameMessage, joinMessages, type MessageJoin} from './message-join.ts';

/** What is known of the messages of a job, and whether they should be asked for. */
export type MessageFacts = {
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

export const noMessages: MessageFacts = {
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
		areLate: false,
		trouble: null,
		comeUnasked: isUnasked || facts.comeUnasked,
		fetchedAt: fetch.at,
		took: fetch.took,
		bytes: fetch.bytes,
	};
	// Asked for and not there: a job without messages, or a third party's body. What was known is still true.
	const now = list === null ? facts : withList(facts, list, fetch.reason ?? null);
	const isSame = now.total === facts.total && now.replaced === facts.replaced;
	const changedAt = isSame ? (facts.changedAt ?? fetch.at) : fetch.at;
	return {...now, ...fetched, ...(now.list === null && {list: [], before: now.total}), changedAt};
}

/** Messages of a job as its server sends them, for who reads the next answer. */
export function sentMessages({list, isRecalled, reason}: MessageFacts): readonly Message[] {
	if (list === null || isRecalled) return [];
	return reason === null ? list : list.filter(message => message !== reason);
}

/** The facts with a list that the server sent. */
function withList(facts: MessageFacts, list: readonly Message[], reason: Message | null): MessageFacts {
	const isUnseen = facts.list === null || facts.isRecalled || (facts.list.length === 0 && facts.total > 0);
	if (isUnseen) return withFirstList(withoutReason(facts, list, reason), list);
	const known = sentMessages(facts);
	if (list === known || list === facts.list) return facts;
	const join = joinMessages(known, list, facts.window);
	switch (join.kind) {
		case 'known':
			return facts;
		case 'continued':
			return join.shared === list.length ? facts : withMore(facts, list, join.shared);
		case 'replaced':
			return withOther(facts, list, join);
	}
}

function withMore(facts: MessageFacts, list: readonly Message[], shared: number): MessageFacts {
	const known = facts.list ?? [];
	const {warnings, errors} = countLevels(list, shared);
	// Where all of it is there, it is the list that the protocol made of the known one and what is new.
	const isWhole = known.length === 0 || (shared === known.length && list[0] === known[0]);
	const longer = isWhole ? list : joined(known, list, shared);
	const cut = isWhole || facts.reason !== null ? 0 : surplusOf(longer, list.length);
	return {
		...facts,
		list: cut === 0 ? longer : longer.slice(cut),
		before: facts.before + cut,
		window: Math.max(0, sentMessages(facts).length - shared - cut),
		total: facts.before + longer.length,
		warnings: facts.warnings + warnings,
		errors: facts.errors + errors,
		last: list.at(-1) ?? null,
		firstError: facts.firstError ?? firstErrorOf(list, shared),
	};
}

function withOther(
	facts: MessageFacts,
	list: readonly Message[],
	{from, same, sameEnd}: MessageJoin & {kind: 'replaced'},
): MessageFacts {
	// Where nothing of the last list is left, this one has nothing to do with what was said before it.
	const isAlone = from === 0 && same === sameEnd;
	const head = isAlone ? [] : sentMessages(facts).slice(0, facts.window);
	const whole = head.length === 0 ? list : joined(head, list, 0);
	const before = isAlone ? 0 : facts.before;
	const first = before + head.length;
	// What stood between the messages leaves its place.
	const aside = facts.reason === null ? -1 : (facts.list?.indexOf(facts.reason) ?? -1);
	const isAfterAside = aside >= 0 && before + aside < first + from;
	const index = isAfterAside ? before + aside : first + from;
	const kept = isAfterAside ? {same: index, sameEnd: index} : {same: first + same, sameEnd: first + sameEnd};
	return {
		...facts,
		...summaryOf(whole),
		list: whole,
		before,
		window: head.length,
		reason: null,
		replaced: {count: (facts.replaced?.count ?? 0) + 1, index, ...kept},
		total: before + whole.length,
	};
}

/**
 * The first list of this run. Of the one that an earlier run saw, only its length and its last message are known.
 *
 * @param facts as an earlier run left them; `list` is not from the server
 */
function withFirstList(facts: MessageFacts, list: readonly Message[]): MessageFacts {
	const {total, last} = facts;
	const first = {...facts, list, isRecalled: false, reason: null, window: 0, ...summaryOf(list)};
	if (total === 0) return {...first, before: 0, total: list.length};
	// Nothing of what was said is denied by a list without anything.
	if (list.length === 0) return {...facts, list, before: total, isRecalled: false};
	if (total <= list.length && (last === null || isKeptOf(list[total - 1], last)))
		return {...first, before: 0, total: list.length};
	const place = last === null ? -1 : list.findIndex(message => isKeptOf(message, last));
	if (place < 0 || place >= total)
		return {
			...first,
			before: 0,
			total: list.length,
			replaced: {count: (facts.replaced?.count ?? 0) + 1, index: 0, same: 0, sameEnd: 0},
		};
	const {warnings, errors} = countLevels(list, place + 1);
	return {
		...first,
		before: total - place - 1,
		total: total - place - 1 + list.length,
		warnings: facts.warnings + warnings,
		errors: facts.errors + errors,
		firstError: facts.firstError ?? firstErrorOf(list, place + 1),
	};
}

/** The facts that an earlier run left, without what the server told beside the messages: it is told anew. */
function withoutReason(facts: MessageFacts, list: readonly Message[], reason: Message | null): MessageFacts {
	const {last, total} = facts;
	if (reason === null || last === null || total === 0 || !isKeptOf(reason, last)) return facts;
	return list.some(message => isKeptOf(message, last)) ? facts : {...facts, last: null, total: total - 1};
}

/** Whether a message is the one that was written down, maybe cut. */
function isKeptOf(message: Message | undefined, kept: Message): boolean {
	if (message === undefined || message.level !== kept.level) return false;
	return isSameMessage(message, kept) || keptText(message.text) === (kept.text.raw ?? kept.text.safe);
}

function summaryOf(list: readonly Message[]): Pick<MessageFacts, 'warnings' | 'errors' | 'last' | 'firstError'> {
	return {...countLevels(list), last: list.at(-1) ?? null, firstError: firstErrorOf(list, 0)};
}

/** Not by spreading: there may be more messages than a call may have arguments. */
function joined(known: readonly Message[], list: readonly Message[], from: number): readonly Message[] {
	const longer = known.slice();
	for (let index = from; index < list.length; index++) longer.push(list[index] as Message);
	return longer;
}

/** What is held of messages that their server has let go: a job may run for months. */
const mostHeld = {messages: 100_000, characters: 16 * 2 ** 20};

/** How many messages at the head of a list are not held any longer. @param sent how many the server has still */
function surplusOf(list: readonly Message[], sent: number): number {
	let room = mostHeld.characters;
	const least = list.length - sent;
	for (let index = list.length - 1; index >= 0; index--) {
		room -= list[index]?.text.safe.length ?? 0;
		if (index < least && (room < 0 || list.length - index > mostHeld.messages)) return index + 1;
	}
	return 0;
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
	return {...facts, trouble: {fault, count, since: facts.trouble?.since ?? at, nextTry: at + wait}};
}

/** The facts at the end of a job: however often its messages could not be had before, the last ones are asked for now. */
export function atTheEnd(facts: MessageFacts, at: number): MessageFacts {
	const trouble = facts.trouble && {...facts.trouble, count: 0, since: at, nextTry: at};
	return facts.areLate || trouble ? {...facts, trouble, areLate: false} : facts;
}

/** What is said of messages beyond the cap. */
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
		reason: list === null ? null : reason,
		total: list === null ? facts.total : facts.total + 1,
		errors: facts.errors + 1,
		last: reason,
		firstError: facts.firstError ?? reason,
	};
}

function firstErrorOf(list: readonly Message[], from: number): Message | null {
	for (let index = from; index < list.length; index++) {
		const message = list[index];
		if (message?.level === 'error') return message;
	}
	return null;
}
