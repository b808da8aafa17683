import type {Level, Message} from '../../../gp/message.ts';
import {firstNotBefore, noPlaces, PlaceAppender, type PlaceList} from './place-list.ts';

/**
 * The messages of a job, with indexes that are updated for new messages only, so that filtering a million messages is
 * as fast as filtering ten.
 */
export type MessageList = {
	readonly messages: readonly Message[];
	/** The places of all warnings and errors, and the places of the errors alone. */
	readonly alerts: PlaceList;
	readonly errors: PlaceList;
	/** How many lines the texts of the shown messages have, by the lowest level shown. */
	readonly lines: Readonly<Record<Level, number>>;
};

/** A list without messages. */
export const emptyMessageList: MessageList = {
	messages: [],
	alerts: noPlaces,
	errors: noPlaces,
	lines: {info: 0, warning: 0, error: 0},
};

/**
 * Whether `now` consists of the messages of `before` and possibly more after them. The client reuses the objects of
 * known messages, so it is enough to compare the first and the last message of `before`.
 */
export function isContinued(before: readonly Message[], now: readonly Message[]): boolean {
	const last = before.length - 1;
	return last < 0 || (now.length > last && now[0] === before[0] && now[last] === before[last]);
}

/** Returns the list with the current messages. If they continue the known ones, only the new ones are examined. */
export function withMessages(list: MessageList, messages: readonly Message[]): MessageList {
	if (messages === list.messages) return list;
	const known = isContinued(list.messages, messages) ? list : emptyMessageList;
	const alerts = new PlaceAppender(known.alerts);
	const errors = new PlaceAppender(known.errors);
	const lines = {...known.lines};
	for (let index = known.messages.length; index < messages.length; index++) {
		const message = messages[index];
		if (message === undefined) continue;
		const height = countLines(message.text.safe);
		lines.info += height;
		if (message.level === 'info') continue;
		alerts.add(index, 0);
		lines.warning += height;
		if (message.level === 'warning') continue;
		errors.add(index, 0);
		lines.error += height;
	}
	return {messages, alerts: alerts.list, errors: errors.list, lines};
}

/** Returns how many messages have at least a level. The ranks of these messages begin at 0. */
export function shownCount(list: MessageList, level: Level): number {
	return level === 'info' ? list.messages.length : alertsOf(list, level).count;
}

/** Returns the index of the shown message with a rank; −1 if there is none. */
export function shownMessage(list: MessageList, level: Level, rank: number): number {
	if (rank < 0 || rank >= shownCount(list, level)) return -1;
	return level === 'info' ? rank : (alertsOf(list, level).messages[rank] ?? -1);
}

/** Returns the rank of the first shown message at or after an index; the number of shown messages if there is none. */
export function shownRank(list: MessageList, level: Level, message: number): number {
	if (level === 'info') return Math.max(0, Math.min(message, list.messages.length));
	return firstNotBefore(alertsOf(list, level), {message, at: 0});
}

/** Returns the places of the warnings and errors among the shown messages. */
export function alertsOf(list: MessageList, level: Level): PlaceList {
	return level === 'error' ? list.errors : list.alerts;
}

function countLines(text: string): number {
	let lines = 1;
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
	return lines;
}
