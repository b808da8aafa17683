import type {Moment} from '../../monitor/clock.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {Context} from '../actions/action.ts';
import type {Dialog} from '../dialogs/dialog.ts';
import {type AboutScroll, aboutTop} from '../panes/about/about-scroll.ts';
import type {ColumnName} from '../panes/list/columns.ts';
import {defaultSort, type Sort} from '../panes/list/order.ts';
import {noSelection, type Selection} from '../panes/list/selection.ts';
import {initialMessages, type MessagesState, type Size} from '../panes/messages/state.ts';
import type {ParametersState} from '../panes/parameters/state.ts';
import {type Layout, layoutOf, type View} from './layout.ts';
import type {Notices} from './notices.ts';
import {contextOfValue, type ValueView} from './value-view.ts';

/** What undo brings back: how many jobs, their marks, and the cursor. */
export type Removal = {readonly jobs: number; readonly marks: readonly string[]; readonly selected: string | null};

/** Everything that the screen shows and the monitor does not know. */
export type ScreenState = Notices & {
	readonly size: Size;
	readonly view: View;
	/** In the list: keys go to the messages below it. */
	readonly isPaneFocused: boolean;
	/** In the list: the messages have the place of the list too. */
	readonly isPaneFull: boolean;
	readonly sort: Sort;
	/** As it was typed. */
	readonly filter: SafeText;
	readonly selection: Selection;
	/** Rows that the list needs; it changes when jobs are added or removed and when the filter changes, never on a poll. */
	readonly listNeed: ListNeed;
	readonly hiddenColumns: readonly ColumnName[];
	/** The job whose messages `messages` holds. */
	readonly messagesUrl: string | null;
	readonly messages: MessagesState;
	/** Results and Inputs that were opened, by kind and job (`parameter-tabs.ts`). */
	readonly parameters: ReadonlyMap<string, ParametersState>;
	/** A result or an input that is open in a view of its own. */
	readonly value: ValueView | null;
	readonly aboutScroll: AboutScroll;
	/** The first line of the help that is seen; `null` while it is closed. */
	readonly helpTop: number | null;
	readonly dialog: Dialog | null;
	/** The second that the screen shows: what changes by itself changes with it, together. */
	readonly now: Moment;
	readonly lastCursorKey: number | undefined;
	readonly isPaused: boolean;
	/** Something that should be on the disk is not there yet. */
	readonly isUnsaved: boolean;
	/** What changes jobs is refused since the screen was opened, as the settings say so or cannot be read. */
	readonly isHeld: boolean;
	/** Why the saved list cannot be read: what is shown is not all of it. */
	readonly listFault: SafeText | null;
	/** The last removal of this screen, for undo. */
	readonly removal: Removal | null;
	/** Only ASCII is drawn: a map has to know. */
	readonly isAscii: boolean;
};

/** How many rows the list needed when it had this many jobs and this filter. */
export type ListNeed = {readonly jobs: number; readonly filter: SafeText; readonly rows: number};

export function initialScreen(size: Size, now: Moment): ScreenState {
	return {
		size,
		view: {kind: 'list'},
		isPaneFocused: false,
		isPaneFull: false,
		sort: defaultSort,
		filter: safe``,
		selection: noSelection,
		listNeed: {jobs: 0, filter: safe``, rows: 0},
		hiddenColumns: [],
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

export function layoutNow({size, view, isPaneFull, listNeed}: ScreenState): Layout {
	return layoutOf(size, view, isPaneFull, listNeed.rows);
}

/** Where the keyboard is. */
export function contextOf(state: ScreenState): Context {
	return state.helpTop === null ? placeBelowHelp(state) : 'help';
}

/** Where the keyboard is once the help is closed. */
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

/** The job that keys act on: the one that is opened, else the selected one. */
export function jobInHand({view, selection}: ScreenState): string | null {
	return view.kind === 'job' ? view.url : selection.selected;
}

function hasPaneKeys(state: ScreenState): boolean {
	return state.isPaneFull || (state.isPaneFocused && layoutNow(state).pane > 0);
}
