import type {Moment} from '../../monitor/clock.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {Context} from '../actions/action.ts';
import type {Dialog} from '../dialogs/dialog.ts';
import {type AboutScroll, aboutTop} from '../panes/about/about-scroll.ts';
import {type ColumnName, hiddenByDefault} from '../panes/list/columns.ts';
import {hasGroups, type JobGroups, mostGroupHeadings} from '../panes/list/groups.ts';
import {defaultSort, type Sort} from '../panes/list/order.ts';
import {noSelection, type Selection} from '../panes/list/selection.ts';
import {initialMessages, type MessagesState, type Size} from '../panes/messages/state.ts';
import type {ParametersState} from '../panes/parameters/state.ts';
import {type Layout, layoutOf, type View} from './layout.ts';
import type {Notices} from './notices.ts';
import {contextOfValue, queryInValue, type ValueView} from './value-view.ts';

/**
 * What undo restores after a removal: how many jobs were removed, which of them were marked, and which job was under
 * the cursor.
 */
export type Removal = {readonly jobs: number; readonly marks: readonly string[]; readonly selected: string | null};

/** The state that belongs to the screen and not to the monitor. */
export type ScreenState = Notices & {
	readonly size: Size;
	readonly view: View;
	/** Whether the messages below the list receive the keys. */
	readonly isPaneFocused: boolean;
	/** Whether the messages replace the rows of the list. */
	readonly isPaneFull: boolean;
	readonly sort: Sort;
	/** The filter as it was typed. */
	readonly filter: SafeText;
	readonly selection: Selection;
	/**
	 * Whether the cursor stays on the first row while rows move. It does until the operator presses a key or all jobs
	 * have been answered: only then is it known which job needs a look most.
	 */
	readonly followsTop: boolean;
	/**
	 * The number of rows that the list needs. It changes when jobs are added or removed and when the filter changes, but
	 * never because of a poll.
	 */
	readonly listNeed: ListNeed;
	/**
	 * The group of each job when the rows last moved. It is empty if the list has no groups, or more jobs than lines.
	 */
	readonly groups: JobGroups;
	readonly hiddenColumns: readonly ColumnName[];
	/** The URL of the job whose messages are in `messages`. */
	readonly messagesUrl: string | null;
	readonly messages: MessagesState;
	/** The tabs Results and Inputs that were opened, by job and kind (`parameter-tabs.ts`). */
	readonly parameters: ReadonlyMap<string, ParametersState>;
	/** The result or input that is open in its own view; `null` if none is. */
	readonly value: ValueView | null;
	readonly aboutScroll: AboutScroll;
	/** The index of the first visible line of the help; `null` while the help is closed. */
	readonly helpTop: number | null;
	readonly dialog: Dialog | null;
	/**
	 * The current time, advanced once a second. All parts of the screen that depend on the time use it, so that they
	 * change together.
	 */
	readonly now: Moment;
	readonly lastCursorKey: number | undefined;
	readonly isPaused: boolean;
	/** Whether changes have not been saved yet. */
	readonly isUnsaved: boolean;
	/**
	 * Whether changes of jobs are refused because of the settings as they are now: they demand it, or they cannot be
	 * read.
	 */
	readonly isHeld: boolean;
	/** Why the saved list cannot be read, so that the shown list may be incomplete; `null` if it can. */
	readonly listFault: SafeText | null;
	/** The last removal of jobs on this screen, which undo restores; `null` if there is none. */
	readonly removal: Removal | null;
	/** Whether only ASCII is drawn. Opening a map depends on it. */
	readonly isAscii: boolean;
};

/** The number of rows that the list needed when it had this number of jobs and this filter. */
export type ListNeed = {readonly jobs: number; readonly filter: SafeText; readonly rows: number};

/** The state of a screen when it opens: the empty list, without a filter. */
export function initialScreen(size: Size, now: Moment): ScreenState {
	return {
		size,
		view: {kind: 'list'},
		isPaneFocused: false,
		isPaneFull: false,
		sort: defaultSort,
		filter: safe``,
		selection: noSelection,
		followsTop: true,
		listNeed: {jobs: 0, filter: safe``, rows: 0},
		groups: new Map(),
		hiddenColumns: hiddenByDefault,
		messagesUrl: null,
		messages: initialMessages,
		parameters: new Map(),
		value: null,
		aboutScroll: aboutTop,
		helpTop: null,
		dialog: null,
		notices: [],
		noticeSince: 0,
		now,
		lastCursorKey: undefined,
		isPaused: false,
		isUnsaved: false,
		isHeld: false,
		listFault: null,
		removal: null,
		isAscii: false,
	};
}

/** Divides the screen into its parts for the current state. */
export function layoutNow({size, view, isPaneFull, listNeed, sort}: ScreenState): Layout {
	const groupHeadings = hasGroups(sort) && listNeed.jobs > 0 ? mostGroupHeadings : 0;
	return layoutOf(size, view, isPaneFull, listNeed.rows, groupHeadings);
}

/** Returns the context that receives the keys. */
export function contextOf(state: ScreenState): Context {
	return state.helpTop === null ? placeBelowHelp(state) : 'help';
}

/** Returns the context that receives the keys after the help is closed. */
export function placeBelowHelp(state: ScreenState): Context {
	if (state.view.kind === 'list') return hasPaneKeys(state) ? 'messages' : 'list';
	switch (state.view.tab) {
		case 'messages':
			return 'messages';
		case 'results':
		case 'inputs':
			return state.value ? contextOfValue(state.value) : 'parameters';
		case 'about':
			return 'about';
	}
}

/** Returns the URL of the job that keys act on: the opened one, otherwise the selected one. */
export function jobInHand({view, selection}: ScreenState): string | null {
	return view.kind === 'job' ? view.url : selection.selected;
}

/** Whether a search is active in the messages or in the value that receives the keys. */
export function isSearchOpen(state: ScreenState): boolean {
	const context = placeBelowHelp(state);
	if (context === 'messages') return state.messages.search !== null;
	return state.value !== null && context !== 'map' && queryInValue(state.value) !== undefined;
}

function hasPaneKeys(state: ScreenState): boolean {
	return state.isPaneFull || (state.isPaneFocused && layoutNow(state).pane > 0);
}
