import type {Clock} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import type {SafeText} from '../../text/safe-text.ts';
import type {Situation} from '../actions/action.ts';
import type {ListEdits, Outcome} from '../list-edits.ts';
import type {Saver} from '../saver.ts';
import type {SignInService} from '../sign-in-service.ts';
import type {ScreenState} from './state.ts';

/** What the screen needs from the rest of gpjobs. */
export type ScreenWorld = {
	readonly monitor: Monitor;
	readonly clock: Clock;
	readonly edits: ListEdits;
	readonly saver: Saver;
	readonly signIn: SignInService;
	readonly isReadOnly: boolean;
	/**
	 * Copies text to the clipboard through the terminal.
	 *
	 * @returns the outcome, with a notice for the operator
	 */
	readonly copy: (text: SafeText) => Outcome;
	/**
	 * Opens a page in the operator's browser.
	 *
	 * @returns the outcome, with a notice for the operator
	 */
	readonly browse: (url: string) => Promise<Outcome>;
	readonly redraw: () => void;
	readonly suspend: () => void;
	readonly quit: () => void;
	/** Returns whether the terminal does not accept output at present, so that drawing would be useless. */
	readonly isBlocked: () => boolean;
};

/** The part of the screen that actions and dialogs can use: its state, and the ways to change it. */
export type ScreenPort = {
	readonly world: ScreenWorld;
	readonly state: ScreenState;
	/** Whether changes of jobs are refused at present. */
	readonly isReadOnly: boolean;
	/** The job that keys act on; `null` if there is none. */
	readonly job: WatchedJob | null;
	/** The facts that determine which actions are possible for this job at present. */
	readonly situation: Situation;
	/**
	 * The number of lines of the help. It depends on the table of actions, which the actions themselves cannot import.
	 */
	readonly helpLines: number;
	/** Changes the given properties of the screen's state. */
	change(change: Partial<ScreenState>): void;
	/**
	 * Shows a notice in the last line in place of the current one.
	 *
	 * @param about the subject of the notice, see {@link Notice}
	 */
	notify(outcome: Outcome, about?: string): void;
	/** Waits for an edit of the list, then shows its outcome. */
	edit(edit: Promise<Outcome>): void;
	/** Updates the list to the monitor's current jobs before the next frame is drawn. */
	catchUp(): void;
	/** Marks the results and inputs of these jobs as outdated, so that they are read again when they are next shown. */
	forgetValues(urls: readonly string[]): void;
};
