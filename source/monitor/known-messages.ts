import {countLevels, type Message} from '../gp/message.ts';
import {sentText} from '../text/safe-text.ts';
import {recordedText} from './job-log.ts';
import {isSameMessage, joinMessages, type MessageJoin} from './message-join.ts';
import type {MessageSummary} from './message-summary.ts';

/**
 * Returns the known messages that came from the server's list, without those that gpjobs added. They are needed to
 * decode the next answer.
 */
export function sentMessages({list, isRecalled, reason}: MessageSummary): readonly Message[] {
	if (list === null || isRecalled) return [];
	return reason === null ? list : list.filter(message => message !== reason);
}

/**
 * Returns the summary after the server sent a list of messages.
 *
 * @param reason why the job failed, if the same answer says so outside its messages
 */
export function withList(summary: MessageSummary, list: readonly Message[], reason: Message | null): MessageSummary {
	const isUnseen = summary.list === null || summary.isRecalled || (summary.list.length === 0 && summary.total > 0);
	if (isUnseen) return withFirstList(withoutReason(summary, list, reason), list);
	const known = sentMessages(summary);
	if (list === known || list === summary.list) return summary;
	const join = joinMessages(known, list, summary.window);
	switch (join.kind) {
		case 'known':
			return summary;
		case 'continued':
			return join.shared === list.length ? summary : withMore(summary, list, join.shared);
		case 'replaced':
			return withOther(summary, list, join);
	}
}

function withMore(summary: MessageSummary, list: readonly Message[], shared: number): MessageSummary {
	const known = summary.list ?? [];
	const {warnings, errors} = countLevels(list, shared);
	// The client returns a list that begins with the known messages if it could append the new ones itself.
	const isWhole = known.length === 0 || (shared === known.length && list[0] === known[0]);
	const longer = isWhole ? list : joined(known, list, shared);
	const cut = isWhole || summary.reason !== null ? 0 : surplusOf(longer, list.length);
	return {
		...summary,
		list: cut === 0 ? longer : longer.slice(cut),
		before: summary.before + cut,
		window: Math.max(0, sentMessages(summary).length - shared - cut),
		total: summary.before + longer.length,
		warnings: summary.warnings + warnings,
		errors: summary.errors + errors,
		last: list.at(-1) ?? null,
		firstError: summary.firstError ?? firstErrorOf(list, shared),
	};
}

function withOther(
	summary: MessageSummary,
	list: readonly Message[],
	{from, same, sameEnd}: MessageJoin & {kind: 'replaced'},
): MessageSummary {
	// If no message of the last list is left, the new list does not continue the messages before it either.
	const isAlone = from === 0 && same === sameEnd;
	const head = isAlone ? [] : sentMessages(summary).slice(0, summary.window);
	const whole = head.length === 0 ? list : joined(head, list, 0);
	const before = isAlone ? 0 : summary.before;
	const first = before + head.length;
	// The index of the first different message has to count the reason of the failure, which gpjobs added to the old
	// list.
	const aside = summary.reason === null ? -1 : (summary.list?.indexOf(summary.reason) ?? -1);
	const isAfterAside = aside >= 0 && before + aside < first + from;
	const index = isAfterAside ? before + aside : first + from;
	const kept = isAfterAside ? {same: index, sameEnd: index} : {same: first + same, sameEnd: first + sameEnd};
	return {
		...summary,
		...totalsOf(whole),
		list: whole,
		before,
		window: head.length,
		reason: null,
		replaced: {count: (summary.replaced?.count ?? 0) + 1, index, ...kept},
		total: before + whole.length,
	};
}

/**
 * Returns the summary after the first list of this run. Of the list in an earlier run, only its length and its last
 * message are known.
 *
 * @param summary from the record of an earlier run; its `list` did not come from the server
 */
function withFirstList(summary: MessageSummary, list: readonly Message[]): MessageSummary {
	const {total, last} = summary;
	const first = {...summary, list, isRecalled: false, reason: null, window: 0, ...totalsOf(list)};
	if (total === 0) return {...first, before: 0, total: list.length};
	// An empty list does not contradict earlier messages, which the server may have dropped.
	if (list.length === 0) return {...summary, list, before: total, isRecalled: false};
	if (total <= list.length && (last === null || matchesRecorded(list[total - 1], last)))
		return {...first, before: 0, total: list.length};
	const place = last === null ? -1 : list.findIndex(message => matchesRecorded(message, last));
	if (place < 0 || place >= total)
		return {
			...first,
			before: 0,
			total: list.length,
			replaced: {count: (summary.replaced?.count ?? 0) + 1, index: 0, same: 0, sameEnd: 0},
		};
	const {warnings, errors} = countLevels(list, place + 1);
	return {
		...first,
		before: total - place - 1,
		total: total - place - 1 + list.length,
		warnings: summary.warnings + warnings,
		errors: summary.errors + errors,
		firstError: summary.firstError ?? firstErrorOf(list, place + 1),
	};
}

/**
 * Returns the summary of an earlier run without the reason of the failure that gpjobs added to it, because the new
 * answer contains the reason again.
 */
function withoutReason(summary: MessageSummary, list: readonly Message[], reason: Message | null): MessageSummary {
	const {last, total} = summary;
	if (reason === null || last === null || total === 0 || !matchesRecorded(reason, last)) return summary;
	return list.some(message => matchesRecorded(message, last)) ? summary : {...summary, last: null, total: total - 1};
}

/** Whether a message is the same as a recorded one, whose text may have been cut. */
function matchesRecorded(message: Message | undefined, kept: Message): boolean {
	if (message === undefined || message.level !== kept.level) return false;
	return isSameMessage(message, kept) || recordedText(message.text) === sentText(kept.text);
}

function totalsOf(list: readonly Message[]): Pick<MessageSummary, 'warnings' | 'errors' | 'last' | 'firstError'> {
	return {...countLevels(list), last: list.at(-1) ?? null, firstError: firstErrorOf(list, 0)};
}

/**
 * Appends the messages from `from` on. It does not use the spread operator, because there may be more messages than a
 * function call can have arguments.
 */
function joined(known: readonly Message[], list: readonly Message[], from: number): readonly Message[] {
	const longer = known.slice();
	for (let index = from; index < list.length; index++) longer.push(list[index] as Message);
	return longer;
}

/**
 * The limits for messages that are kept in memory although the server no longer sends them, because a job may run for
 * months.
 */
const mostHeld = {messages: 100_000, characters: 16 * 2 ** 20};

/**
 * Returns by how many messages at its start a list exceeds the limit.
 *
 * @param sent how many messages the server still sends
 */
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
