import type {Level, Message} from '../../../gp/message.ts';
import {type MessageList, shownCount, shownMessage, shownRank} from './message-list.ts';
import type {Place} from './place-list.ts';
import {type LineLayout, type Row, rowsAbove, rowsFrom} from './rows.ts';

/** What of which messages is on the way up and down, and how it is broken into rows. */
export type Way = {readonly list: MessageList; readonly level: Level; readonly layout: LineLayout};

/** A line of the screen: which message, and which piece of its text. */
export type MessageRow = {readonly index: number; readonly message: Message; readonly row: Row};

/** The place behind the last message. */
export const theEnd: Place = {message: Number.MAX_SAFE_INTEGER, at: 0};

/**
 * The rows from the one on that holds a place; where its message is not shown, from the next message that is. Each
 * message is looked at when its first row is asked for, so the way costs as much as is taken of it.
 */
export function* rowsDown({list, level, layout}: Way, {message: from, at}: Place): Generator<MessageRow> {
	for (let rank = shownRank(list, level, from); rank < shownCount(list, level); rank++) {
		const index = shownMessage(list, level, rank);
		const message = list.messages[index];
		if (message === undefined) return;
		for (const row of rowsFrom(message.text.safe, index === from ? at : 0, layout)) yield {index, message, row};
	}
}

/** The rows above the one that starts at a place, the nearest first. */
export function* rowsUp({list, level, layout}: Way, {message: from, at}: Place): Generator<MessageRow> {
	const firstRank = shownRank(list, level, from);
	for (let rank = firstRank; rank >= 0; rank--) {
		const index = shownMessage(list, level, rank);
		if (index > from || index < 0 || (index === from && at === 0)) continue;
		const message = list.messages[index];
		if (message === undefined) continue;
		const before = index === from ? at : message.text.safe.length + 1;
		for (const row of rowsAbove(message.text.safe, before, layout)) yield {index, message, row};
	}
}

/** Where a row starts. */
export function placeOf({index, row}: MessageRow): Place {
	return {message: index, at: row.start};
}

/** The first `count` of a sequence; nothing beyond them is worked out. */
export function take<T>(sequence: Iterable<T>, count: number): T[] {
	const taken: T[] = [];
	if (count <= 0) return taken;
	for (const entry of sequence) {
		taken.push(entry);
		if (taken.length >= count) break;
	}
	return taken;
}
