import {countLevels, type Message} from '../gp/message.ts';
import {keptText} from './job-log.ts';
import type {MessageFacts} from './message-facts.ts';
import {isSameMessage, joinMessages, type MessageJoin} from './message-join.ts';

/** Messages of a job as its server sends them, for who reads the next answer. */
export function sentMessages({list, isRecalled, reason}: MessageFacts): readonly Message[] {
	if (list === null || isRecalled) return [];
	return reason === null ? list : list.filter(message => message !== reason);
}

/**
 * The facts with a list that the server sent.
 *
 * @param reason what the same answer tells of a failure outside the messages
 */
export function withList(facts: MessageFacts, list: readonly Message[], reason: Message | null): MessageFacts {
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

function firstErrorOf(list: readonly Message[], from: number): Message | null {
	for (let index = from; index < list.length; index++) {
		const message = list[index];
		if (message?.level === 'error') return message;
	}
	return null;
}
