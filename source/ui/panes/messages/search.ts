import type {Level} from '../../../gp/message.ts';
import type {SafeText} from '../../../text/safe-text.ts';
import {type MessageList, shownCount, shownMessage} from './message-list.ts';
import {
	comparePlaces,
	firstNotBefore,
	noPlaces,
	type Place,
	PlaceAppender,
	type PlaceList,
	placeAfter,
	placeAt,
	placeBefore,
} from './place-list.ts';
import {type Matcher, matcherOf, notAPattern, patternTooSlow, pieceLength, withinTime} from './query.ts';
import {lineEnd} from './rows.ts';

/**
 * A search in the shown messages and its results so far. Each line with a match counts as one hit, at its first match;
 * a very long line counts as several lines.
 */
export type Search = {
	readonly query: SafeText;
	readonly matcher: Matcher;
	/** Whether the query is a regular expression, whose search time is limited. */
	readonly isPattern: boolean;
	readonly hits: PlaceList;
	/** The messages with a hit (`only`), and these messages with the ones around them (`around`). */
	readonly only: PlaceList;
	readonly around: PlaceList;
	/** How many of the shown messages have been searched. The others are searched when their hits are needed. */
	readonly searched: number;
	/** The ranks of the last messages in `only` and in `around`; −1 while there are none. */
	readonly lastHit: number;
	readonly lastAround: number;
	/**
	 * Why the search finds nothing: the query is not a valid regular expression, or it takes too long; otherwise `null`.
	 */
	readonly trouble: SafeText | null;
};

/** Makes a search that has examined no messages yet. */
export function newSearch(query: SafeText): Search {
	const read = matcherOf(query);
	return {
		query,
		matcher: read?.matches ?? (() => []),
		isPattern: read?.isPattern ?? true,
		hits: noPlaces,
		only: noPlaces,
		around: noPlaces,
		searched: 0,
		lastHit: -1,
		lastAround: -1,
		trouble: read === undefined ? notAPattern : null,
	};
}

/** How many messages before and after a message with a hit are shown as its context. */
const messagesAround = 2;

/** Continues a search through at most `atMost` more messages. */
export function searchOn(search: Search, list: MessageList, level: Level, atMost: number): Search {
	const to = Math.min(shownCount(list, level), search.searched + atMost);
	if (to <= search.searched || search.trouble !== null) return search;
	if (!search.isPattern) return searchedTo(search, list, level, to);
	const done = withinTime(() => searchedTo(search, list, level, to));
	return done ? done.result : {...search, hits: noPlaces, only: noPlaces, around: noPlaces, trouble: patternTooSlow};
}

function searchedTo(search: Search, list: MessageList, level: Level, to: number): Search {
	const hits = new PlaceAppender(search.hits);
	const only = new PlaceAppender(search.only);
	const around = new PlaceAppender(search.around);
	let {lastHit, lastAround} = search;
	for (let rank = search.searched; rank < to; rank++) {
		const index = shownMessage(list, level, rank);
		const text = list.messages[index]?.text.safe ?? '';
		let next = 0;
		// Finds all matches now, so that highlighting them later takes no longer.
		for (const {start, end} of search.matcher(text, 0, text.length)) {
			if (start < next) continue;
			if (lastHit !== rank) only.add(index, 0);
			lastHit = rank;
			hits.add(index, start);
			next = Math.min(lineEnd(text, end), end + pieceLength);
		}
		const isNear = lastHit >= 0 && rank <= lastHit + messagesAround;
		const from = lastHit === rank ? Math.max(lastAround + 1, rank - messagesAround) : rank;
		for (let near = from; isNear && near <= rank; near++) around.add(shownMessage(list, level, near), 0);
		if (isNear) lastAround = rank;
	}
	return {
		...search,
		hits: hits.list,
		only: only.list,
		around: around.list,
		searched: to,
		lastHit,
		lastAround,
	};
}

type Found = {readonly search: Search; readonly place: Place | undefined; readonly wentRound: boolean};

/** How many messages are searched at a time while looking for the next hit. */
const stride = 20_000;

/**
 * Returns the first hit after a place; a hit at the place counts too if `isAtEnough`. After the last hit, continues
 * with the first. Searches as many messages as are needed to find a hit.
 */
export function nextHit(search: Search, list: MessageList, level: Level, from: Place, isAtEnough: boolean): Found {
	let current = search;
	let place = placeAfter(current.hits, from, isAtEnough);
	while (place === undefined && !isSearched(current, list, level)) {
		current = searchOn(current, list, level, stride);
		place = placeAfter(current.hits, from, isAtEnough);
	}
	const wentRound = place === undefined;
	return {search: current, place: place ?? placeAt(current.hits, 0), wentRound};
}

/**
 * Returns the last hit before a place. Before the first hit, continues with the last one; to find that, it has to
 * search all messages.
 */
export function previousHit(search: Search, list: MessageList, level: Level, from: Place): Found {
	const current = searchOn(search, list, level, Number.MAX_SAFE_INTEGER);
	const place = placeBefore(current.hits, from);
	return {
		search: current,
		place: place ?? placeAt(current.hits, current.hits.count - 1),
		wentRound: place === undefined,
	};
}

/** Whether all shown messages have been searched, so that the number of hits is final. */
export function isSearched(search: Search, list: MessageList, level: Level): boolean {
	return search.trouble !== null || search.searched >= shownCount(list, level);
}

/** Returns the number of the hit at a place, counted from 1; `undefined` if there is no hit. */
export function hitNumber(search: Search, place: Place | null): number | undefined {
	if (place === null) return undefined;
	const index = firstNotBefore(search.hits, place);
	const hit = placeAt(search.hits, index);
	return hit && comparePlaces(hit, place) === 0 ? index + 1 : undefined;
}
