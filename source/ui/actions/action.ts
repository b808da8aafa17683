import type {WatchedJob} from '../../monitor/job.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {ScreenState} from '../screen/state.ts';

/**
 * The parts of the screen that can receive keys: the list, a tab of an open job (`parameters` is both Results and
 * Inputs), a value that was opened in such a tab, and the help overlay.
 */
export const contexts = ['list', 'messages', 'parameters', 'records', 'map', 'tree', 'about', 'help'] as const;

/** A part of the screen that can receive keys: one of {@link contexts}. */
export type Context = (typeof contexts)[number];

/** The groups of actions in the help and in the table of keys. */
export const groups = ['Move', 'Open', 'Find', 'Polling', 'List', 'Job', 'Messages', 'Values', 'Program'] as const;

/** The heading under which the help lists an action: one of {@link groups}. */
export type Group = (typeof groups)[number];

/** The facts that determine which actions are possible at present. */
export type Situation = {
	/** The selected job, or the open one; `null` if the list is empty. */
	readonly job: WatchedJob | null;
	/** The number of jobs in the list, including hidden ones. */
	readonly jobs: number;
	/** The number of marked jobs that keys act on; 0 while a job is open, because keys then act on that job. */
	readonly marks: number;
	readonly isReadOnly: boolean;
	/** Whether the server of `job` requires signing in. */
	readonly asksForSignIn: boolean;
	readonly canUndo: boolean;
	/** Whether a filter hides jobs of the list. */
	readonly isFiltered: boolean;
	/** Whether a search in messages, or in an opened value, is active. */
	readonly isSearching: boolean;
};

/** The code of an action: the function that its keys call. */
export type ActionRun = (screen: ScreenPort) => void;

/**
 * The code of an action for each context in which its keys work. In other contexts the keys have no effect. The type
 * requires at least one context.
 */
export type ActionRuns = {
	[C in Context]: Readonly<Record<C, ActionRun> & Partial<Record<Context, ActionRun>>>;
}[Context];

/** An action with its keys, its help and its code. The type requires code for every action. */
export type Action = {
	/** Key names from `keyName`: `x`, `Ctrl-U`, `PgUp`, `↑`. The footer shows only the first one. */
	readonly keys: readonly string[];
	/** What the action does, in words for the help overlay, the palette, the manual page and the README. */
	readonly label: SafeText;
	readonly group: Group;
	/** Other words by which the palette finds the action. */
	readonly synonyms?: readonly string[];
	/**
	 * The position in the palette, where the most used actions have the lowest numbers. Actions without a number come
	 * after them.
	 */
	readonly use?: number;
	/**
	 * The word for the action in the footer, and its position there. On a narrow screen, entries with positions from 90
	 * on are kept longest. `in` limits the entry to some contexts, because the others have more useful keys; `onlyIf`
	 * limits it to situations in which the key is useful.
	 */
	readonly footer?: {
		readonly word: SafeText;
		readonly place: number;
		readonly in?: readonly Context[];
		readonly onlyIf?: (situation: Situation) => boolean;
	};
	/**
	 * Whether the action changes something on a server. If so, it asks for confirmation and is refused in read-only
	 * mode.
	 */
	readonly isDangerous?: boolean;
	/**
	 * Whether the action moves the cursor of the list. If so, the rows keep their places for a moment, and the pane
	 * below them is updated only after the cursor has come to rest.
	 */
	readonly movesCursor?: boolean;
	/**
	 * Whether the keys also work while a dialog is open. Such keys do not open the summary of what happened while the
	 * operator was away.
	 */
	readonly worksInDialogs?: boolean;
	/** Returns why the action is not possible at present; `undefined` if it is possible. */
	readonly disabledReason?: (situation: Situation) => SafeText | undefined;
	readonly run: ActionRuns;
};

/** Returns the contexts in which an action is possible, in the order of {@link contexts}. */
export function contextsOf({run}: Pick<Action, 'run'>): readonly Context[] {
	return contexts.filter(context => run[context] !== undefined);
}

/** All contexts, for actions that are possible everywhere. */
export const everywhere = contexts;
/** The contexts in which an opened value has its own view. */
export const values = ['records', 'map', 'tree'] as const;
/** The contexts in which a single job is shown. */
export const detail = ['messages', 'parameters', ...values, 'about'] as const;
/** All contexts except the help overlay. */
export const outsideHelp = ['list', ...detail] as const;
/**
 * The contexts in which the keys for messages work. The list is one of them, because it shows the messages of the
 * selected job below the rows.
 */
export const whereMessagesAre = ['list', 'messages'] as const;

/** Returns the code of an action that does the same in several contexts. */
export function inEach<C extends Context>(places: readonly C[], run: ActionRun): Readonly<Record<C, ActionRun>> {
	return Object.fromEntries(places.map(place => [place, run])) as Record<C, ActionRun>;
}

/**
 * Returns the code of an action that changes only what the screen shows.
 *
 * @param next returns the changed part of the state; `now` is in monotonic milliseconds
 */
export function show(next: (state: ScreenState, now: number) => Partial<ScreenState>): ActionRun {
	return screen => screen.change(next(screen.state, screen.world.clock.now().mono));
}

/** The reason why an action that needs a selected job is not possible. */
export const noJobSelected = safe`nothing is selected`;
/** The reason why an action that needs a job in the list is not possible. */
export const listIsEmpty = safe`the list is empty`;
/** The reason why an action that changes something on a server is not possible in read-only mode. */
export const isReadOnlyNow = safe`read-only mode is on`;

/** Returns why an action on the selected job is not possible; `undefined` if a job is selected. */
export function nothingSelected({job}: Situation): SafeText | undefined {
	return job === null ? noJobSelected : undefined;
}

/**
 * Returns why an action on the marked jobs, or otherwise on the selected one, is not possible; `undefined` if there is
 * such a job.
 */
export function nothingChosen({job, marks}: Situation): SafeText | undefined {
	return job === null && marks === 0 ? noJobSelected : undefined;
}

/** Returns why an action on the list is not possible; `undefined` if the list contains a job. */
export function nothingListed({jobs}: Situation): SafeText | undefined {
	return jobs === 0 ? listIsEmpty : undefined;
}
