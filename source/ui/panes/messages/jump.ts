import type {Level} from '../../../gp/message.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {exceptionStart} from './error-lines.ts';
import {alertsOf} from './message-list.ts';
import {offsetFor} from './pan.ts';
import {comparePlaces, type Place, placeAfter, placeAt, placeBefore} from './place-list.ts';
import {nextHit, previousHit} from './search.ts';
import {notFoundNote, wentRoundNote} from './search-notes.ts';
import type {MessagesState} from './state.ts';
import {topOf, visibleRows, wayOf} from './visible-rows.ts';
import {placeOf, rowsDown, rowsUp, take, theEnd} from './walk.ts';

/** Jumps to the next or previous hit of the search, or to the first one from the current place on. */
export function jumpToHit(state: MessagesState, to: 'here' | 'next' | 'previous'): MessagesState {
	const {search, list, level, focus} = state;
	if (search === null) return state;
	if (search.trouble !== null) return {...state, note: search.trouble};
	const found =
		to === 'previous'
			? previousHit(search, list, level, focus ?? startingUp(state))
			: nextHit(search, list, level, focus ?? startingDown(state), to === 'here' || focus === null);
	const searched = {...state, search: found.search};
	if (found.place === undefined) return {...searched, note: found.search.trouble ?? notFoundNote};
	const there = arrived(searched, found.place);
	return {
		...there,
		offset: offsetFor(there, found.place),
		note: found.wentRound ? wentRoundNote[to === 'previous' ? 'previous' : 'next'] : null,
	};
}

/** Jumps to the next or previous warning or error among the shown messages. */
export function jumpToAlert(state: MessagesState, to: 'next' | 'previous'): MessagesState {
	const {list, level, focus} = state;
	const alerts = alertsOf(list, level);
	const found =
		to === 'previous'
			? placeBefore(alerts, focus ?? startingUp(state))
			: placeAfter(alerts, focus ?? startingDown(state), focus === null);
	const place = found ?? placeAt(alerts, to === 'previous' ? alerts.count - 1 : 0);
	if (place === undefined) return {...state, note: nothingOf(level)};
	// The search may hide the message.
	return {...arrived({...state, matching: 'all'}, place), note: found ? null : wentRoundNote[to]};
}

/**
 * Returns the first line to show so that the first error is visible. If the line that names the error does not fit on
 * the same page, as with a long traceback, the page begins near that line instead of at the start of the error.
 */
export function firstErrorTop(state: MessagesState): Place {
	const {messages, errors} = state.list;
	const first = placeAt(errors, 0);
	if (first === undefined) return state.place;
	const message = Math.max(first.message, state.telling ?? 0);
	const exception = {message, at: exceptionStart(messages, message)};
	const shown = take(rowsDown(wayOf(state), first), state.size.height);
	const isInView = shown.some(({index, row}) => comparePlaces({message: index, at: row.start}, exception) >= 0);
	return isInView ? first : pageTop(state, exception, 2 / 3);
}

/** Says that no message has at least the level that is shown. */
export function nothingOf(level: Level): SafeText {
	return level === 'error' ? safe`no errors` : safe`no warnings or errors`;
}

/** Returns the place from which the first jump searches: messages that are visible already are not skipped. */
function startingDown(state: MessagesState): Place {
	const [top] = visibleRows(state);
	return top ? placeOf(top) : state.place;
}

function startingUp(state: MessagesState): Place {
	return state.follows ? theEnd : startingDown(state);
}

function arrived(state: MessagesState, place: Place): MessagesState {
	return {...state, place: topFor(state, place), follows: false, focus: place};
}

/**
 * Returns the first line to show so that a place is visible: the current one if the place is visible already, otherwise
 * the line a third of a page above the place.
 */
function topFor(state: MessagesState, place: Place): Place {
	const isInView = visibleRows(state).some(
		({index, row}) => index === place.message && row.start <= place.at && place.at < Math.max(row.end, row.start + 1),
	);
	return isInView ? topOf(state) : pageTop(state, place, 1 / 3);
}

/** Returns the first line of a page on which the given share of the lines is above a place. */
function pageTop(state: MessagesState, place: Place, share: number): Place {
	const [target] = take(rowsDown(wayOf(state), place), 1);
	if (target === undefined) return place;
	const above = take(rowsUp(wayOf(state), placeOf(target)), Math.floor(state.size.height * share));
	return placeOf(above.at(-1) ?? target);
}
