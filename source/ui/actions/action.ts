import type {WatchedJob} from '../../monitor/job.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {ScreenState} from '../screen/state.ts';

/**
 * The place that receives the keys: the list, a tab of the detail (`parameters` for both Results and Inputs), a value
 * that was opened there, the help overlay.
 */
export const contexts = ['list', 'messages', 'parameters', 'records', 'map', 'tree', 'about', 'help'] as const;

export type Context = (typeof contexts)[number];

export const groups = ['Move', 'Open', 'Find', 'Polling', 'List', 'Job', 'Messages', 'Values', 'Program'] as const;

export type Group = (typeof groups)[number];

/** What determines whether an action is possible now. */
export type Situation = {
	/** The selected job, or the one whose detail is open. */
	readonly job: WatchedJob | null;
	/** How many jobs the list has, including hidden ones. */
	readonly jobs: number;
	/** How many marked jobs keys act on; 0 while a job is open, because keys then act on that job. */
	readonly marks: number;
	readonly isReadOnly: boolean;
	/** The server of that job requires signing in. */
	readonly asksForSignIn: boolean;
	readonly canUndo: boolean;
};

/** The code of an action. */
export type ActionRun = (screen: ScreenPort) => void;

/**
 * What an action does, by the context in which its keys are pressed. In other contexts the keys have no effect. The type
 * requires at least one context.
 */
export type ActionRuns = {
	[C in Context]: Readonly<Record<C, ActionRun> & Partial<Record<Context, ActionRun>>>;
}[Context];

/** An action with its keys, help and code. One without code does not compile. */
export type Action = {
	/** Names from `keyName`: `x`, `Ctrl-U`, `PgUp`, `↑`. The footer shows the first one. */
	readonly keys: readonly string[];
	/** Its effect in words, for the help overlay, the palette, the manual page and the README. */
	readonly label: SafeText;
	readonly group: Group;
	/** Other words by which the palette finds it. */
	readonly synonyms?: readonly string[];
	/** Its rank in the palette: the most used actions have the lowest ranks. Actions without a rank come after them. */
	readonly use?: number;
	/**
	 * Its word in the footer, if any, and its rank there; from 90 on it stays longest. `in`: only in these contexts,
	 * because the others have more useful keys.
	 */
	readonly footer?: {readonly word: SafeText; readonly place: number; readonly in?: readonly Context[]};
	/** It changes something on a server, so it asks for confirmation and is refused in read-only mode. */
	readonly isDangerous?: boolean;
	/**
	 * In the list it moves the cursor: for a moment the rows stay where they are, and the pane below waits until the
	 * cursor has come to rest.
	 */
	readonly movesCursor?: boolean;
	/**
	 * Its keys also work while a dialog is open, and when somebody returns they do not open the summary of what
	 * happened.
	 */
	readonly worksInDialogs?: boolean;
	/** Why it is not possible now; `undefined` if it is. */
	readonly disabledReason?: (situation: Situation) => SafeText | undefined;
	readonly run: ActionRuns;
};

/** The contexts in which an action is possible, in the order of {@link contexts}. */
export function contextsOf({run}: Pick<Action, 'run'>): readonly Context[] {
	return contexts.filter(context => run[context] !== undefined);
}

export const everywhere = contexts;
/** The contexts of an opened value that has its own view. */
export const values = ['records', 'map', 'tree'] as const;
/** The contexts in which one job is shown. */
export const detail = ['messages', 'parameters', ...values, 'about'] as const;
export const outsideHelp = ['list', ...detail] as const;
/** The contexts in which the keys of the messages work. The list shows the messages of the selected job below it. */
export const whereMessagesAre = ['list', 'messages'] as const;

/** The same code in several contexts. */
export function inEach<C extends Context>(places: readonly C[], run: ActionRun): Readonly<Record<C, ActionRun>> {
	return Object.fromEntries(places.map(place => [place, run])) as Record<C, ActionRun>;
}

/**
 * Changes only what the screen shows.
 *
 * @param next returns the changed part of the state; `now` is in monotonic milliseconds
 */
export function show(next: (state: ScreenState, now: number) => Partial<ScreenState>): ActionRun {
	return screen => screen.change(next(screen.state, screen.world.clock.now().mono));
}

/** Why an action on a job is not possible. */
export const noJobSelected = safe`nothing is selected`;
/** Why an action on the list is not possible. */
export const listIsEmpty = safe`the list is empty`;
/** Why a change on a server is not possible. */
export const isReadOnlyNow = safe`read-only mode is on`;

/** Why an action that needs a selected job is not possible. */
export function nothingSelected({job}: Situation): SafeText | undefined {
	return job === null ? noJobSelected : undefined;
}

/** Why an action on the marked jobs, or else the selected one, is not possible. */
export function nothingChosen({job, marks}: Situation): SafeText | undefined {
	return job === null && marks === 0 ? noJobSelected : undefined;
}

/** Why an action that needs a job in the list is not possible. */
export function nothingListed({jobs}: Situation): SafeText | undefined {
	return jobs === 0 ? listIsEmpty : undefined;
}
