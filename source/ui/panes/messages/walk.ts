import type {Level, Message} from '../../../gp/message.ts';
import {type MessageList, shownCount, shownMessage, shownRank} from './message-list.ts';
import {firstNotBefore, type Place, type PlaceList} from './place-list.ts';
import {type LineLayout, type Row, rowsAbove, rowsFrom} from './rows.ts';

/** Which messages to visit, and how to break them into rows. */
export type Way = {
	readonly list: MessageList;
	readonly level: Level;
	/** The messages that a search shows; `null` for all messages of the level. */
	readonly among: PlaceList | null;
	readonly layout: LineLayout;
	/** Returns whether a line above a message says that no message came before it for some time. */
	readonly hasGap: (index: number) => boolean;
};

function countOn({list, level, among}: Way): number {
	return among ? among.count : shownCount(list, level);
}

function messageOn({list, level, among}: Way, rank: number): number {
	if (!among) return shownMessage(list, level, rank);
	return rank < 0 || rank >= among.count ? -1 : (among.messages[rank] ?? -1);
}

function rankOn({list, level, among}: Way, message: number): number {
	return among ? firstNotBefore(among, {message, at: 0}) : shownRank(list, level, message);
}

/** A row of the screen, and the message of which it shows a part. */
export type MessageRow = {readonly index: number; readonly message: Message; readonly row: Row};

/** A place after the last message of any list. */
export const theEnd: Place = {message: Number.MAX_SAFE_INTEGER, at: 0};

/**
 * Yields the rows from the one that contains a place. If the message of that place is hidden, begins with the next
 * shown message. A message is examined only when its first row is requested.
 */
export function* rowsDown(way: Way, {message: from, at}: Place): Generator<MessageRow> {
	const {list, layout} = way;
	for (let rank = rankOn(way, from); rank < countOn(way); rank++) {
		const index = messageOn(way, rank);
		const message = list.messages[index];
		if (message === undefined) return;
		const start = index === from ? at : gapRow.start;
		if (start < 0 && way.hasGap(index)) yield {index, message, row: gapRow};
		const rows = rowsFrom(message.text.safe, Math.max(0, start), layoutFor(message, layout));
		for (const row of rows) yield {index, message, row};
	}
}

/** Yields the rows above the one that starts at a place, the nearest one first. */
export function* rowsUp(way: Way, {message: from, at}: Place): Generator<MessageRow> {
	const {list, layout} = way;
	const firstRank = rankOn(way, from);
	for (let rank = firstRank; rank >= 0; rank--) {
		const index = messageOn(way, rank);
		if (index > from || index < 0 || (index === from && at < 0)) continue;
		const message = list.messages[index];
		if (message === undefined) continue;
		const before = index === from ? at : message.text.safe.length + 1;
		for (const row of rowsAbove(message.text.safe, before, layoutFor(message, layout))) yield {index, message, row};
		if (way.hasGap(index)) yield {index, message, row: gapRow};
	}
}

/**
 * The row above a message that says that no message came for some time. Its place is before the text of the message.
 */
const gapRow: Row = {start: -1, end: -1, indent: 0, isWrapped: true};

/** Returns how a message is broken into rows. Errors are always wrapped, so that they are fully visible. */
function layoutFor({level}: Message, layout: LineLayout): LineLayout {
	return level === 'error' && !layout.wraps ? {...layout, wraps: 'unindented'} : layout;
}

/** Returns the place at which a row starts. */
export function placeOf({index, row}: MessageRow): Place {
	return {message: index, at: row.start};
}

/** Returns the first `count` items of a sequence. The items after them are not computed. */
export function take<T>(sequence: Iterable<T>, count: number): T[] {
	const taken: T[] = [];
	if (count <= 0) return taken;
	for (const entry of sequence) {
		taken.push(entry);
		if (taken.length >= count) break;
	}
	return taken;
}
