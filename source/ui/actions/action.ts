import type {WatchedJob} from '../../monitor/job.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {ScreenState} from '../screen/state.ts';

/**
 * Where the keyboard is: the list, a tab of the detail (Results and Inputs are both `parameters`), a value that was
 * opened there, the help overlay.
 */
export const contexts = ['list', 'messages', 'parameters', 'records', 'map', 'tree', 'about', 'help'] as const;

export type Context = (typeof contexts)[number];

export const groups = ['Move', 'Open', 'Find', 'Polling', 'List', 'Job', 'Messages', 'Values', 'Program'] as const;

export type Group = (typeof groups)[number];

/** What decides whether an action is possible now. */
export type Situation = {
	/** The selected job, or the one whose detail is open. */
	readonly job: WatchedJob | null;
	/** All jobs of the list, shown or not. */
	readonly jobs: number;
	/** How many marked jobs keys act on: 0 while a job is open, as they then act on that one. */
	readonly marks: number;
	readonly isReadOnly: boolean;
	/** The server of that job wants somebody to sign in. */
	readonly asksForSignIn: boolean;
	readonly canUndo: boolean;
};

/** Does what an action says. */
export type ActionRun = (screen: ScreenPort) => void;

/**
 * What an action does, by the context in which its keys are pressed. In other contexts the keys have no effect. The type
 * requires at least one context.
 */
export type ActionRuns = {
	[C in Context]: Readonly<Record<C, ActionRun> & Partial<Record<Context, ActionRun>>>;
}[Context];

/** Everything about one thing that keys do: none can be in the help or the footer without its code. */
export type Action = {
	/** Names as `keyName` gives them: `x`, `Ctrl-U`, `PgUp`, `↑`. The first one stands in the footer. */
	readonly keys: readonly string[];
	/** What it does, for the help overlay, the palette, the manual page and the README. */
	readonly label: SafeText;
	readonly group: Group;
	/** Other words for it, by which the palette finds it. */
	readonly synonyms?: readonly string[];
	/** How soon the palette offers it among all: the most used first. Without a number it comes after those that have one. */
	readonly use?: number;
	/**
	 * Its word in the footer, where it is worth a place there, and which place; 90 and more stay longest. `in`: only in these
	 * contexts, as the others have more useful keys.
	 */
	readonly footer?: {readonly word: SafeText; readonly place: number; readonly in?: readonly Context[]};
	/** It changes something on a server: it is confirmed first, and refused when read-only. */
	readonly isDangerous?: boolean;
	/**
	 * In the list it moves the cursor: for a moment the rows stay where they are, and the pane below waits until the
	 * cursor has come to rest.
	 */
	readonly movesCursor?: boolean;
	/** Its keys work while a dialog is open too, and are never the key that somebody comes back with. */
	readonly worksInDialogs?: boolean;
	/** Why it cannot be done now, in words; `undefined` where it can. */
	readonly disabledReason?: (situation: Situation) => SafeText | undefined;
	readonly run: ActionRuns;
};

/** Where an action can be done, in the order of {@link contexts}. */
export function contextsOf({run}: Pick<Action, 'run'>): readonly Context[] {
	return contexts.filter(context => run[context] !== undefined);
}

export const everywhere = contexts;
/** A value that was opened and has a view of its own. */
export const values = ['records', 'map', 'tree'] as const;
/** Where one job is read. */
export const detail = ['messages', 'parameters', ...values, 'about'] as const;
export const outsideHelp = ['list', ...detail] as const;
/** The list shows the messages of the selected job below, so that their keys act there too. */
export const whereMessagesAre = ['list', 'messages'] as const;

/** The same in several contexts. */
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

/** Why nothing can be done with a job. */
export const noJobSelected = safe`nothing is selected`;
/** Why there is nothing to look for, or to ask about. */
export const listIsEmpty = safe`the list is empty`;
/** Why nothing is changed on a server. */
export const isReadOnlyNow = safe`read-only mode is on`;

/** Why an action that needs a selected job cannot be done. */
export function nothingSelected({job}: Situation): SafeText | undefined {
	return job === null ? noJobSelected : undefined;
}

/** Why an action on the marked jobs, or else on the selected one, cannot be done. */
export function nothingChosen({job, marks}: Situation): SafeText | undefined {
	return job === null && marks === 0 ? noJobSelected : undefined;
}

/** Why an action that needs a job in the list cannot be done. */
export function nothingListed({jobs}: Situation): SafeText | undefined {
	return jobs === 0 ? listIsEmpty : undefined;
}
