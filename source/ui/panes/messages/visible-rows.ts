import {comparePlaces, type Place, type PlaceList} from './place-list.ts';
import type {MessagesState} from './state.ts';
import {silenceOf, timeWidth} from './times.ts';
import {type MessageRow, placeOf, rowsDown, rowsUp, take, theEnd, type Way} from './walk.ts';

/**
 * Returns the rows that the pane shows, from the top. Examines one message more than there are rows, at most. If less
 * than a page of rows is left below the pane's place, or the pane follows the end, the page is filled from above.
 */
export function visibleRows(state: MessagesState): readonly MessageRow[] {
	const {height} = state.size;
	const way = wayOf(state);
	const below = state.follows ? [] : take(rowsDown(way, state.place), height);
	const [first] = below;
	const above = take(rowsUp(way, first ? placeOf(first) : theEnd), height - below.length);
	return [...above.reverse(), ...below];
}

/** Returns the place of the first visible line. It is the `place` of the state if that place is in this line. */
export function topOf(state: MessagesState): Place {
	const [top] = visibleRows(state);
	if (top === undefined) return state.place;
	const [first] = state.follows ? [] : take(rowsDown(wayOf(state), state.place), 1);
	return first && comparePlaces(placeOf(first), placeOf(top)) === 0 ? state.place : placeOf(top);
}

/** Returns the messages that a search shows; `null` if no search hides messages. */
export function amongOf({search, matching}: MessagesState): PlaceList | null {
	if (search === null || matching === 'all') return null;
	return matching === 'only' ? search.only : search.around;
}

/** Returns which messages the pane visits, and how it breaks them into rows. */
export function wayOf(state: MessagesState): Way {
	const {list, level, wraps} = state;
	return {
		list,
		level,
		among: amongOf(state),
		hasGap: index => silenceOf(state, index) !== undefined,
		layout: {wraps, width: Math.max(1, textWidth(state))},
	};
}

/**
 * Returns the number of cells before the text, for the marks of its level and of cleaned text; 0 if the pane is too
 * narrow.
 */
export function gutterWidth(width: number): number {
	return width < 12 ? 0 : 3;
}

/** Returns the number of cells for the text of a message. */
export function textWidth(state: Pick<MessagesState, 'showsTimes' | 'size'>): number {
	const {width} = state.size;
	return Math.max(0, width - gutterWidth(width) - timeWidth(state));
}
