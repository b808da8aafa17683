import type {Level, Message} from '../../../gp/message.ts';
import {firstNotBefore, noPlaces, PlaceAppender, type PlaceList} from './place-list.ts';

/**
 * The messages of a job with what the pane needs to know about all of them, computed once for each message, so that
 * filtering a million is as fast as filtering ten.
 */
export type MessageList = {
	readonly messages: readonly Message[];
	/** The places of warnings and errors; those of errors alone. */
	readonly alerts: PlaceList;
	readonly errors: PlaceList;
	/** How many lines the texts have, by the least level shown. */
	readonly lines: Readonly<Record<Level, number>>;
};

export const emptyMessageList: MessageList = {
	messages: [],
	alerts: noPlaces,
	errors: noPlaces,
	lines: {info: 0, warning: 0, error: 0},
};

/**
 * Whether `now` is `before` with more messages at its end. The client reuses the objects of known messages, so it is
 * enough to compare both ends of the old list.
 */
export function isContinued(before: readonly Message[], now: readonly Message[]): boolean {
	const last = before.length - 1;
	return last < 0 || (now.length > last && now[0] === before[0] && now[last] === before[last]);
}

/** The list with the present messages; examines only the new ones if the old ones are still there. */
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

/** How many messages have at least a level; their ranks begin at 0. */
export function shownCount(list: MessageList, level: Level): number {
	return level === 'info' ? list.messages.length : alertsOf(list, level).count;
}

/** The index of the shown message with a rank; −1 if there is none. */
export function shownMessage(list: MessageList, level: Level, rank: number): number {
	if (rank < 0 || rank >= shownCount(list, level)) return -1;
	return level === 'info' ? rank : (alertsOf(list, level).messages[rank] ?? -1);
}

/** The rank of the first shown message at or after an index; {@link shownCount} if none follows. */
export function shownRank(list: MessageList, level: Level, message: number): number {
	if (level === 'info') return Math.max(0, Math.min(message, list.messages.length));
	return firstNotBefore(alertsOf(list, level), {message, at: 0});
}

/** The warnings and errors among the shown messages. */
export function alertsOf(list: MessageList, level: Level): PlaceList {
	return level === 'error' ? list.errors : list.alerts;
}

function countLines(text: string): number {
	let lines = 1;
	for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
	return lines;
}
