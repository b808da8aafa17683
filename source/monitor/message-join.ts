import type {Message} from '../gp/message.ts';

/** What a list of messages that a server sent is to those that are known of the job. */
export type MessageJoin =
	/** All of it is known, in this order: an answer that is older, a list that was cut, the same window once more. */
	| {readonly kind: 'known'}
	/** It begins with the last known messages, so many of them; what stands behind these is new. */
	| {readonly kind: 'continued'; readonly shared: number}
	/**
	 * Another list: from `from` on it is not what the list before was, but for the messages from `same` up to `sameEnd`,
	 * which stayed as and where they were.
	 */
	| {readonly kind: 'replaced'; readonly from: number; readonly same: number; readonly sameEnd: number};

/**
 * Finds out how a list goes on after another one, in linear time: servers append, but they also restart, keep only the
 * last messages, rewrite their last line, and answer from a cache.
 *
 * @param known the known messages; at their end those of the list that the server sent last
 * @param now the list as the server sent it now
 * @param window where in the known messages that last list begins
 */
export function joinMessages(known: readonly Message[], now: readonly Message[], window: number): MessageJoin {
	const last = known.length - 1;
	// The protocol takes over the very objects that it knows, and all of them or none.
	if (last < 0 || (now.length > last && now[0] === known[0] && now[last] === known[last]))
		return {kind: 'continued', shared: known.length};
	const {overlap, isInside} = overlapOf(known, now);
	if (overlap === now.length) return {kind: 'known'};
	// Where few texts take turns, a window that moved on can stand earlier in the known ones too. A line told twice is better
	// than one that is lost, so the end counts where half of the window joins it and the server has dropped messages before.
	const hasMovedOn = window > 0 && overlap * 2 >= now.length && sharedStart(known, now, window) < now.length;
	if (isInside && !hasMovedOn) return {kind: 'known'};
	const from = sharedStart(known, now, window);
	// Of two ways to read it, the one that more messages speak for.
	if (overlap > 0 && overlap >= from) return {kind: 'continued', shared: overlap};
	const end = known.length - window;
	const sameEnd = now.length >= end ? end : from;
	let same = sameEnd;
	while (same > from && isSameMessage(now[same - 1], known[window + same - 1])) same--;
	// A few lines that happen to be alike are not a list that was edited before them.
	const isEdited = sameEnd - same > same - from;
	return isEdited ? {kind: 'replaced', from, same, sameEnd} : {kind: 'replaced', from, same: from, sameEnd: from};
}

/** Whether two messages say the same. They have no identity of their own. */
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
	return text.raw ?? text.safe;
}

/**
 * How long the longest end of `known` is that `now` begins with, and whether all of `now` stands somewhere in `known`: the
 * search of Knuth, Morris and Pratt, which compares hardly more than twice for each message.
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
