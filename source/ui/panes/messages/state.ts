import type {Level, Message} from '../../../gp/message.ts';
import {isSameMessage} from '../../../monitor/message-join.ts';
import type {MessageSummary} from '../../../monitor/message-summary.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import {rowsFor} from '../list/window.ts';
import {firstErrorTop, jumpToAlert, jumpToHit} from './jump.ts';
import {emptyMessageList, isContinued, type MessageList, withMessages} from './message-list.ts';
import {pan} from './pan.ts';
import type {Place} from './place-list.ts';
import {isSearched, newSearch, type Search, searchOn} from './search.ts';
import {topOf, visibleRows, wayOf} from './visible-rows.ts';
import {placeOf, rowsDown, rowsUp, take} from './walk.ts';

/**
 * The message pane of one job. Its position is a place in a text, not a row number. So a new message, another width or
 * another level does not scroll it, and the rows of all messages need not be counted.
 */
export type MessagesState = {
	readonly list: MessageList;
	/** The size in cells and lines, not counting the title. */
	readonly size: Size;
	/**
	 * The place of the first line. It is ignored while the pane follows the end, or if less than a page of text comes
	 * after it.
	 */
	readonly place: Place;
	/** Whether the pane scrolls to new messages as they arrive. */
	readonly follows: boolean;
	readonly wraps: boolean;
	/** The lowest level shown; messages of lower levels are hidden. */
	readonly level: Level;
	/**
	 * By how many cells lines are moved to the left. The number is kept while lines are wrapped, and when messages
	 * arrive.
	 */
	readonly offset: number;
	readonly search: Search | null;
	/** Which messages are shown during a search: all, only those with a hit, or those with their context. */
	readonly matching: Matching;
	/** The place of the last jump, from which the next jump continues; `null` after the user has scrolled. */
	readonly focus: Place | null;
	/**
	 * A note about the result of the last key if it has no other visible effect, or about a list of messages that the
	 * server replaced.
	 */
	readonly note: SafeText | null;
	/** How many times the server has replaced its list of messages. */
	readonly replaced: number;
	/** Whether no key has scrolled the pane since it began to show this job. */
	readonly isUnmoved: boolean;
	/** Whether the times at which gpjobs first saw the messages are shown. */
	readonly showsTimes: boolean;
	/** Where these times come from; `null` while they are not shown. */
	readonly summary: MessageSummary | null;
	/** Whether the pane shows the first error. It does so for a failed job until a key scrolls it. */
	readonly isAtFirstError: boolean;
	/**
	 * The index of the message that explains the failure; `null` if none does. The page also shows this message; if
	 * both do not fit, it shows this message instead of the first error.
	 */
	readonly telling: number | null;
};

type Matching = 'all' | 'only' | 'around';

/** The size of a pane in cells and lines. */
export type Size = {readonly width: number; readonly height: number};

/** The actions that change the message pane. */
export type MessagesAction =
	/**
	 * The current messages: the known ones with possibly more at the end, or different ones. `replaced` counts how
	 * often the server replaced its list; if it has increased, a note says so.
	 */
	| {
			readonly type: 'messages';
			readonly messages: readonly Message[];
			readonly replaced?: number;
			readonly summary?: MessageSummary | null;
	  }
	| {readonly type: 'resize'; readonly size: Size}
	/**
	 * The job has failed: shows its first error, unless a key has scrolled the pane. `telling` is the index of the
	 * message that explains the failure.
	 */
	| {readonly type: 'first-error'; readonly telling?: number | null}
	/** The key f was pressed, which turns following the newest message on or off. */
	| {readonly type: 'toggle-follow'}
	/** The key v was pressed, which switches between all levels, warnings and errors, and only errors. */
	| {readonly type: 'cycle-level'}
	/**
	 * The key e or E was pressed, which jumps to the next or previous warning or error; if only errors are shown, to an
	 * error.
	 */
	| {readonly type: 'alert'; readonly direction: 'next' | 'previous'}
	/** The key & was pressed, which switches between all messages, those with a hit, and those with their context. */
	| {readonly type: 'cycle-matching'}
	/** The key t was pressed, which shows or hides the times at which gpjobs first saw the messages. */
	| {readonly type: 'toggle-times'}
	| ReadingAction;

/** The actions for reading a text, in the message pane and in a value that is opened as text. */
export type ReadingAction =
	| ReadingMove
	/** Continues counting the hits. It is to be sent in idle moments while {@link isCounting} is true. */
	| {readonly type: 'count'};

/** The actions of the keys that move through a text. */
export type ReadingMove =
	/**
	 * One of the keys ↑ ↓, Ctrl-U Ctrl-D, PgUp PgDn was pressed. Scrolling up ends following the end; scrolling down to
	 * the last line starts it again.
	 */
	| {readonly type: 'scroll'; readonly by: 'line' | 'half-page' | 'page'; readonly direction: 'up' | 'down'}
	/** One of the keys g G Home End was pressed. Going to the bottom starts following the end. */
	| {readonly type: 'go'; readonly to: 'top' | 'bottom'}
	/** The key ← or → was pressed, which moves the lines by half a page. */
	| {readonly type: 'pan'; readonly direction: 'left' | 'right'}
	/** The key w was pressed, which switches the wrapping of lines on or off. */
	| {readonly type: 'toggle-wrap'}
	/** A query was typed after `/`: jumps to the first hit from the current place on. An empty query ends the search. */
	| {readonly type: 'search'; readonly query: SafeText}
	/** The key n or N was pressed, which jumps to the next or previous hit. */
	| {readonly type: 'hit'; readonly direction: 'next' | 'previous'};

/** The message pane before its job has any messages. */
export const initialMessages: MessagesState = {
	list: emptyMessageList,
	size: {width: 0, height: 0},
	place: {message: 0, at: 0},
	follows: true,
	wraps: false,
	level: 'info',
	offset: 0,
	search: null,
	matching: 'all',
	focus: null,
	note: null,
	replaced: 0,
	showsTimes: false,
	summary: null,
	isUnmoved: true,
	isAtFirstError: false,
	telling: null,
};

/** Applies an action to the message pane and returns its new state. */
export function updateMessages(state: MessagesState, action: MessagesAction): MessagesState {
	const after = updated(state, action);
	return after !== state && moving.has(action.type) ? {...after, isUnmoved: false, isAtFirstError: false} : after;
}

function updated(state: MessagesState, action: MessagesAction): MessagesState {
	switch (action.type) {
		case 'messages':
			return counted(
				supplied(withSummary(state, action.summary ?? null), action.messages, action.replaced ?? state.replaced),
			);
		case 'toggle-times':
			return {...unnoted(state), showsTimes: !state.showsTimes};
		case 'resize':
			if (sameSize(state.size, action.size)) return state;
			return atFirstError({...state, size: action.size});
		case 'first-error':
			return state.isUnmoved && !state.isAtFirstError && state.list.errors.count > 0
				? atFirstError({...state, isAtFirstError: true, telling: action.telling ?? null})
				: state;
		case 'scroll':
			return scrolled(unnoted(state), rowsFor(action.by, state.size.height), action.direction);
		case 'go':
			return {...unnoted(state), follows: action.to === 'bottom', place: {message: 0, at: 0}, focus: null};
		case 'pan':
			return pan(unnoted(state), action.direction);
		case 'toggle-follow':
			return {...unnoted(state), follows: !state.follows, place: topOf(state), focus: null};
		case 'toggle-wrap':
			return {...unnoted(state), wraps: !state.wraps, place: state.follows ? state.place : topOf(state)};
		case 'cycle-level':
			return counted({
				...unnoted(state),
				level: nextLevel[state.level],
				search: state.search && newSearch(state.search.query),
			});
		case 'search': {
			if (action.query === '') {
				if (state.search === null) return unnoted(state);
				return {...unnoted(state), place: topOf(state), search: null, matching: 'all'};
			}
			const isSame = state.search?.query === action.query;
			const search = isSame && state.search ? state.search : newSearch(action.query);
			return counted(jumpToHit({...unnoted(state), search}, 'here'));
		}
		case 'cycle-matching':
			if (state.search === null) return {...state, note: nothingSearched};
			return {...unnoted(state), place: topOf(state), matching: nextMatching[state.matching]};
		case 'hit':
			return counted(jumpToHit(unnoted(state), action.direction));
		case 'alert':
			return jumpToAlert(unnoted(state), action.direction);
		case 'count':
			return counted(state);
	}
}

const moving: ReadonlySet<MessagesAction['type']> = new Set([
	'scroll',
	'go',
	'toggle-follow',
	'cycle-level',
	'search',
	'hit',
	'alert',
]);

/** Whether hits are still being counted; the action `count` continues this. */
export function isCounting({search, list, level}: MessagesState): boolean {
	return search !== null && !isSearched(search, list, level);
}

const nextMatching = {all: 'only', only: 'around', around: 'all'} as const;

/** Says that a key which shows only matching messages has no effect, because there is no search. */
export const nothingSearched: SafeText = safe`nothing searched: / searches`;

const nextLevel = {info: 'warning', warning: 'error', error: 'info'} as const;

function supplied(before: MessagesState, messages: readonly Message[], replaced: number): MessagesState {
	const known = before.list.messages;
	if (messages === known || messages.length + known.length === 0) return before;
	const isOther = replaced !== before.replaced && known.length > 0;
	const state = {...before, replaced, ...(isOther && {note: replacedNote})};
	const list = withMessages(state.list, messages);
	if (isContinued(known, messages)) {
		// Near the end, the page is filled from above. Its place has to be fixed before more messages are added at the
		// bottom.
		return {...state, list, place: state.follows ? state.place : topOf(state)};
	}
	const other = {...state, list, focus: null, search: state.search && newSearch(state.search.query)};
	if (state.follows) return other;
	const {message: top, at} = topOf(state);
	const same = sameLineIn(messages, known, top);
	if (same !== undefined) return {...other, place: {message: same, at}};
	// If the top of the old list was visible, the top of the new one is shown, whatever it contains. A value that is
	// read again may have other text.
	if (top === 0) return isOther ? {...other, place: {message: 0, at: 0}} : other;
	return {...other, place: {message: 0, at: 0}, note: replacedNote};
}

/** Says that the server replaced its list of messages. */
export const replacedNote: SafeText = safe`the server changed the list`;

/** To tell identical messages apart, this many messages after each of them are compared. */
const context = 20;

/**
 * Returns the index of a known message in another list. Among several equal messages it is the one whose following
 * messages match best, and among those the nearest.
 */
function sameLineIn(now: readonly Message[], known: readonly Message[], index: number): number | undefined {
	let best: number | undefined;
	let most = 0;
	for (let at = 0; at < now.length; at++) {
		if (!isSameMessage(now[at], known[index])) continue;
		let alike = 1;
		while (alike < context && known[index + alike] && isSameMessage(now[at + alike], known[index + alike])) alike++;
		const isNearer = best === undefined || Math.abs(at - index) < Math.abs(best - index);
		if (alike > most || (alike === most && isNearer)) best = at;
		most = Math.max(most, alike);
	}
	return best;
}

/**
 * How many messages one action searches, so that the screen stays responsive: a million messages take twenty actions.
 */
const searchedAtOnce = 50_000;

function counted(state: MessagesState): MessagesState {
	if (state.search === null) return state;
	const search = searchOn(state.search, state.list, state.level, searchedAtOnce);
	return search === state.search ? state : {...state, search};
}

function scrolled(state: MessagesState, rows: number, direction: 'up' | 'down'): MessagesState {
	const [top] = visibleRows(state);
	if (direction === 'down' && state.follows) return state;
	if (top === undefined) return {...state, follows: false, focus: null};
	if (direction === 'up') {
		const target = take(rowsUp(wayOf(state), placeOf(top)), rows).at(-1) ?? top;
		return {...state, follows: false, place: placeOf(target), focus: null};
	}
	const below = take(rowsDown(wayOf(state), placeOf(top)), state.size.height + rows + 1);
	if (below.length <= state.size.height + rows) return {...state, follows: true, focus: null};
	return {...state, place: placeOf(below[rows] ?? top), focus: null};
}

/**
 * Scrolls to the first error if the pane shows it because the job has failed. It has to be called again after a resize.
 */
function atFirstError(state: MessagesState): MessagesState {
	return state.isAtFirstError ? {...state, follows: false, place: firstErrorTop(state)} : state;
}

function withSummary(state: MessagesState, summary: MessageSummary | null): MessagesState {
	return state.summary === summary ? state : {...state, summary};
}

function unnoted(state: MessagesState): MessagesState {
	return state.note === null ? state : {...state, note: null};
}

function sameSize(a: Size, b: Size): boolean {
	return a.width === b.width && a.height === b.height;
}
