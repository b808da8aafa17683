import type {Message} from '../gp/message.ts';
import {sentText} from '../text/safe-text.ts';

/** How a new list of messages from the server relates to the messages already known. */
export type MessageJoin =
	/**
	 * All messages of the new list are known and in the same order: it is an older answer, a shortened list, or the
	 * same list again.
	 */
	| {readonly kind: 'known'}
	/** The new list begins with the last `shared` known messages; its other messages are new. */
	| {readonly kind: 'continued'; readonly shared: number}
	/**
	 * The server replaced its list: the new one differs from the last one from index `from` on, except for the messages
	 * from `same` up to `sameEnd`, which are equal and at the same index.
	 */
	| {readonly kind: 'replaced'; readonly from: number; readonly same: number; readonly sameEnd: number};

/**
 * Compares a new list with the known messages, in linear time. Servers usually append messages, but a server may also
 * begin a new list, keep only the last messages, rewrite the last one, or answer from a cache.
 *
 * @param known the known messages; they end with the last list that the server sent
 * @param now the new list
 * @param window the index in `known` at which that last list begins
 */
export function joinMessages(known: readonly Message[], now: readonly Message[], window: number): MessageJoin {
	const last = known.length - 1;
	// The client reuses either all known message objects or none, so two comparisons are enough.
	if (last < 0 || (now.length > last && now[0] === known[0] && now[last] === known[last]))
		return {kind: 'continued', shared: known.length};
	const {overlap, isInside} = overlapOf(known, now);
	if (overlap === now.length) return {kind: 'known'};
	// If a few texts alternate, a list that continues may also match an earlier part of the known messages. A repeated
	// line is better than a lost one, so the list counts as continued if at least half of it overlaps the end and the
	// server has dropped messages before.
	const hasMovedOn = window > 0 && overlap * 2 >= now.length && sharedStart(known, now, window) < now.length;
	if (isInside && !hasMovedOn) return {kind: 'known'};
	const from = sharedStart(known, now, window);
	// The explanation that matches more messages is chosen.
	if (overlap > 0 && overlap >= from) return {kind: 'continued', shared: overlap};
	const end = known.length - window;
	const sameEnd = now.length >= end ? end : from;
	let same = sameEnd;
	while (same > from && isSameMessage(now[same - 1], known[window + same - 1])) same--;
	// A few equal lines alone do not show that the server edited the list before them.
	const isEdited = sameEnd - same > same - from;
	return isEdited ? {kind: 'replaced', from, same, sameEnd} : {kind: 'replaced', from, same: from, sameEnd: from};
}

/** Whether two messages are equal. Messages have no id. */
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
 * Returns the length of the longest suffix of `known` that `now` begins with, and whether all of `now` occurs somewhere
 * in `known`. The algorithm is that of Knuth, Morris and Pratt, with about two comparisons for each message.
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
