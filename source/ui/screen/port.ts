import type {Clock} from '../../monitor/clock.ts';
import type {WatchedJob} from '../../monitor/job.ts';
import type {Monitor} from '../../monitor/monitor.ts';
import type {SafeText} from '../../text/safe-text.ts';
import type {Situation} from '../actions/action.ts';
import type {ListEdits, Outcome} from '../list-edits.ts';
import type {Saver} from '../saver.ts';
import type {SignInService} from '../sign-in-service.ts';
import type {ScreenState} from './state.ts';

/** What the screen needs of the world below it. */
export type ScreenWorld = {
	readonly monitor: Monitor;
	readonly clock: Clock;
	readonly edits: ListEdits;
	readonly saver: Saver;
	readonly signIn: SignInService;
	readonly isReadOnly: boolean;
	/** Copies to the terminal's clipboard; gives the sentence that says what was done. */
	readonly copy: (text: SafeText) => Outcome;
	/** Opens a page where the operator sits; gives the sentence that says what was done. */
	readonly browse: (url: string) => Promise<Outcome>;
	readonly redraw: () => void;
	readonly suspend: () => void;
	readonly quit: () => void;
	/** Whether the terminal takes nothing at present: then there is no point in drawing. */
	readonly isBlocked: () => boolean;
};

/** The screen as actions and dialogs know it: what it shows, and what they can do with it. */
export type ScreenPort = {
	readonly world: ScreenWorld;
	readonly state: ScreenState;
	/** Whether what changes jobs is refused at present. */
	readonly isReadOnly: boolean;
	/** The job that keys act on. */
	readonly job: WatchedJob | null;
	/** What keys can do with it at present. */
	readonly situation: Situation;
	/** Lines of the help. It is made from the table of actions, so they cannot ask it themselves. */
	readonly helpLines: number;
	/** Changes what is shown. */
	change(change: Partial<ScreenState>): void;
	/** Shows a notice in the last line, in place of the one there. @param about see {@link Notice} */
	notify(outcome: Outcome, about?: string): void;
	/** Does an edit of the list, and says what came of it. */
	edit(edit: Promise<Outcome>): void;
	/** Brings the list up to date with the jobs of the monitor, before the screen is drawn next. */
	catchUp(): void;
	/** The results and inputs of these jobs are read again when they are next seen. */
	forgetValues(urls: readonly string[]): void;
};
