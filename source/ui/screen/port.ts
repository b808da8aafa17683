import type {Clock} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import type {SafeText} from '../../text/safe-text.ts';
import type {Situation} from '../actions/action.ts';
import type {ListEdits, Outcome} from '../list-edits.ts';
import type {Saver} from '../saver.ts';
import type {SignInService} from '../sign-in-service.ts';
import type {ScreenState} from './state.ts';

/** The services that the screen needs. */
export type ScreenWorld = {
	readonly monitor: Monitor;
	readonly clock: Clock;
	readonly edits: ListEdits;
	readonly saver: Saver;
	readonly signIn: SignInService;
	readonly isReadOnly: boolean;
	/** Copies a text to the terminal's clipboard. @returns the sentence that says what was done */
	readonly copy: (text: SafeText) => Outcome;
	/** Opens a page in the operator's browser. @returns the sentence that says what was done */
	readonly browse: (url: string) => Promise<Outcome>;
	readonly redraw: () => void;
	readonly suspend: () => void;
	readonly quit: () => void;
	/** Whether the terminal accepts no output at present, so that drawing is pointless. */
	readonly isBlocked: () => boolean;
};

/** The interface of the screen for actions and dialogs: its state, and what they can do with it. */
export type ScreenPort = {
	readonly world: ScreenWorld;
	readonly state: ScreenState;
	/** Whether changes of jobs are refused at present. */
	readonly isReadOnly: boolean;
	/** The job that keys act on. */
	readonly job: WatchedJob | null;
	/** What keys can do with that job at present. */
	readonly situation: Situation;
	/** The number of lines of the help. It depends on the table of actions, so actions cannot import it. */
	readonly helpLines: number;
	/** Changes the state of the screen. */
	change(change: Partial<ScreenState>): void;
	/** Shows a notice in the last line, replacing the present one. @param about see {@link Notice} */
	notify(outcome: Outcome, about?: string): void;
	/** Waits for an edit of the list, and shows its outcome. */
	edit(edit: Promise<Outcome>): void;
	/** Updates the list to the present jobs of the monitor before the next frame. */
	catchUp(): void;
	/** Makes the results and inputs of these jobs be read again when they are next shown. */
	forgetValues(urls: readonly string[]): void;
};
