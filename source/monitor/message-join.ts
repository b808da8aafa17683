import type {Message} from '../gp/message.ts';
import {sentText} from '../text/safe-text.ts';

/** How a list of messages from the server relates to the known messages of the job. */
export type MessageJoin =
	/** All of it is known, in this order: an older answer, a list that was cut, the same window again. */
	| {readonly kind: 'known'}
	/** It begins with the last `shared` known messages; the rest is new. */
	| {readonly kind: 'continued'; readonly shared: number}
	/**
	 * Another list: it differs from the list before from `from` on, except for the messages from `same` up to `sameEnd`, which
	 * are the same and in the same place.
	 */
	| {readonly kind: 'replaced'; readonly from: number; readonly same: number; readonly sameEnd: number};

/**
 * Finds out how a list continues another one, in linear time. Servers append, but they also begin again, keep only the last
 * messages, rewrite their last line, and answer from a cache.
 *
 * @param known the known messages, which end with the list that the server sent last
 * @param now the list that the server sent now
 * @param window the index in the known messages where that last list begins
 */
export function joinMessages(known: readonly Message[], now: readonly Message[], window: number): MessageJoin {
	const last = known.length - 1;
	// The protocol reuses the objects that it knows, all of them or none.
	if (last < 0 || (now.length > last && now[0] === known[0] && now[last] === known[last]))
		return {kind: 'continued', shared: known.length};
	const {overlap, isInside} = overlapOf(known, now);
	if (overlap === now.length) return {kind: 'known'};
	// Where a few texts alternate, a window that has moved on may also match earlier in the known messages. A repeated line is
	// better than a lost one: so the end counts if half of the window joins it and the server has dropped messages before.
	const hasMovedOn = window > 0 && overlap * 2 >= now.length && sharedStart(known, now, window) < now.length;
	if (isInside && !hasMovedOn) return {kind: 'known'};
	const from = sharedStart(known, now, window);
	// Of two explanations, the one that fits more messages.
	if (overlap > 0 && overlap >= from) return {kind: 'continued', shared: overlap};
	const end = known.length - window;
	const sameEnd = now.length >= end ? end : from;
	let same = sameEnd;
	while (same > from && isSameMessage(now[same - 1], known[window + same - 1])) same--;
	// A few equal lines do not mean that the list was edited before them.
	const isEdited = sameEnd - same > same - from;
	return isEdited ? {kind: 'replaced', from, same, sameEnd} : {kind: 'replaced', from, same: from, sameEnd: from};
}

/** Whether two messages are equal. Messages have no identity of their own. */
export function isSameMessage(one: Message | undefined, other: Message | undefined): boolean {
	if (one === other) return true;
	return (
		one !== undefined &&
		other !== undefined &&
		one.level === other.level &&
		one.type === other.type &&
		sentOf(one) === sentOf(other)
	);
}

function sentOf({text}: Message): string {
	return sentText(text);
}

/**
 * The length of the longest end of `known` that `now` begins with, and whether all of `now` occurs somewhere in `known`: the
 * search of Knuth, Morris and Pratt, with about two comparisons for each message.
 */
function overlapOf(known: readonly Message[], now: readonly Message[]): {overlap: number; isInside: boolean} {
	if (now.length === 0) return {overlap: 0, isInside: true};
	let isInside = false;
	const shorter = new Int32Array(now.length);
	for (let index = 1, length = 0; index < now.length; index++) {
		while (length > 0 && !isSameMessage(now[index], now[length])) length = shorter[length - 1] ?? 0;
		if (isSameMessage(now[index], now[length])) length++;
		shorter[index] = length;
	}
	let overlap = 0;
	for (const message of known) {
		if (overlap === now.length) overlap = shorter[overlap - 1] ?? 0;
		while (overlap > 0 && !isSameMessage(now[overlap], message)) overlap = shorter[overlap - 1] ?? 0;
		if (isSameMessage(now[overlap], message)) overlap++;
		isInside ||= overlap === now.length;
	}
	return {overlap, isInside};
}

function sharedStart(known: readonly Message[], now: readonly Message[], window: number): number {
	let from = 0;
	while (from < now.length && window + from < known.length && isSameMessage(now[from], known[window + from])) from++;
	return from;
}
