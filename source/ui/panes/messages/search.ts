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

/**
 * A search in the messages that are shown, as far as it has got. A hit is a line of a text that holds the query, at its
 * first place there; of a very long line each few thousand characters count as one.
 */
export type Search = {
	readonly query: SafeText;
	readonly hits: PlaceList;
	/** The rank up to which the shown messages were searched: the rest is done when it is asked for. */
	readonly searched: number;
};

export function newSearch(query: SafeText): Search {
	return {query, hits: noPlaces, searched: 0};
}

/** What a query matches: itself, in upper or lower case. It is global, so set `lastIndex` before each use. */
export function queryPattern(query: string): RegExp {
	return new RegExp(query.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'gi');
}

/** Continues a search through `atMost` more messages. */
export function searchOn(search: Search, list: MessageList, level: Level, atMost: number): Search {
	const to = Math.min(shownCount(list, level), search.searched + atMost);
	if (to <= search.searched) return search;
	const hits = new PlaceAppender(search.hits);
	const pattern = queryPattern(search.query);
	for (let rank = search.searched; rank < to; rank++) {
		const index = shownMessage(list, level, rank);
		const text = list.messages[index]?.text.safe ?? '';
		pattern.lastIndex = 0;
		while (pattern.test(text)) {
			const at = pattern.lastIndex - search.query.length;
			hits.add(index, at);
			pattern.lastIndex = nextLine(text, pattern.lastIndex);
		}
	}
	return {...search, hits: hits.list, searched: to};
}

/** As many characters of one line as count as one hit. */
const longLine = 4096;

function nextLine(text: string, from: number): number {
	const lineBreak = text.indexOf('\n', from);
	return Math.min(lineBreak < 0 ? text.length : lineBreak, from + longLine);
}

type Found = {readonly search: Search; readonly place: Place | undefined; readonly wentRound: boolean};

/** How many messages are searched at a time on the way to the next hit. */
const stride = 20_000;

/**
 * The next hit after a place, or the one at it where that counts too; from the last hit it goes round to the first.
 * The messages are searched as far as that takes.
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

/** The hit before a place; from the first it goes round to the last, for which all messages have to be searched. */
export function previousHit(search: Search, list: MessageList, level: Level, from: Place): Found {
	const current = searchOn(search, list, level, Number.MAX_SAFE_INTEGER);
	const place = placeBefore(current.hits, from);
	return {
		search: current,
		place: place ?? placeAt(current.hits, current.hits.count - 1),
		wentRound: place === undefined,
	};
}

/** Whether all messages that are shown have been searched, so that the number of hits is known. */
export function isSearched(search: Search, list: MessageList, level: Level): boolean {
	return search.searched >= shownCount(list, level);
}

/** Which of the hits, from 1 on, is at a place; `undefined` where none is. */
export function hitNumber(search: Search, place: Place | null): number | undefined {
	if (place === null) return undefined;
	const index = firstNotBefore(search.hits, place);
	const hit = placeAt(search.hits, index);
	return hit && comparePlaces(hit, place) === 0 ? index + 1 : undefined;
}
