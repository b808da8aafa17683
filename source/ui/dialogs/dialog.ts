import type {SafeText} from '../../text/safe-text.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {AddDialog} from './add.ts';
import type {AwayDialog} from './away.ts';
import type {CancelDialog} from './cancel.ts';
import type {CancelMarkedDialog} from './cancel-marked.ts';
import type {ColumnsDialog} from './columns.ts';
import type {CopyDialog} from './copy.ts';
import type {DialogField, DialogText} from './dialog-lines.ts';
import type {FilterDialog} from './filter.ts';
import type {HexDialog} from './hex.ts';
import type {LabelDialog} from './label.ts';
import type {PaletteDialog} from './palette.ts';
import type {PasteDialog} from './paste.ts';
import type {QuitDialog} from './quit.ts';
import type {RerunDialog} from './rerun.ts';
import type {SaveDialog} from './save.ts';
import type {SaveHostDialog} from './save-host.ts';
import type {SaveJobDialog} from './save-job.ts';
import type {SearchDialog} from './search.ts';
import type {SignInDialog} from './sign-in.ts';
import type {TagMarkedDialog} from './tag-marked.ts';

/**
 * An open dialog, which receives all keys. A dialog about a job holds its URL, so that it cannot act on another job.
 */
export type Dialog =
	| CancelDialog
	| CancelMarkedDialog
	| QuitDialog
	| RerunDialog
	| PasteDialog
	| CopyDialog
	| SaveJobDialog
	| ColumnsDialog
	| PaletteDialog
	| SaveDialog
	| SaveHostDialog
	| LabelDialog
	| TagMarkedDialog
	| SignInDialog
	| HexDialog
	| AwayDialog
	| AddDialog
	| FilterDialog
	| SearchDialog;

/** Everything about one kind of dialog. A kind without its keys does not compile. */
export type DialogDefinition<D> = {
	/**
	 * Milliseconds after opening in which the dialog ignores keys, because they were pressed for the screen before it
	 * ({@link keysOnTheirWay}). Only a dialog that records when it opened can have them.
	 */
	readonly deafFor: D extends {readonly openedAt: number} ? number : 0;
	/**
	 * Handles a key, or a paste, which has text but no name.
	 *
	 * A dialog about a job acts on the job whose URL it holds, even if the list has changed meanwhile.
	 *
	 * @param name from `keyName`
	 * @param typed the character that the key types, or the pasted text
	 */
	readonly press: (screen: ScreenPort, dialog: D, name: string | undefined, typed: string) => void;
} & (InBand<D> | InLastLine<D>);

/** A dialog that is drawn over the lower part of the screen. */
type InBand<D> = {
	/** The text of the dialog; `undefined` if the job that it is about is no longer in the list. */
	readonly text: (dialog: D, screen: ScreenPort) => DialogText | undefined;
	/** The text fields of the dialog, from top to bottom. */
	readonly fields?: (dialog: D) => readonly DialogField[];
};

/** A dialog that is typed into the last line, while the whole screen stays visible. */
type InLastLine<D> = {readonly lastLine: (dialog: D) => LastLine};

export type LastLine = {
	readonly field: DialogField;
	/** What to type, for users who cannot see the field. */
	readonly prompt: SafeText;
};

/** A definition for each kind of dialog. */
export type DialogTable<D extends {readonly kind: string} = Dialog> = {
	readonly [K in D['kind']]: DialogDefinition<Extract<D, {readonly kind: K}>>;
};

/** `deafFor` of dialogs that do something which cannot be undone, or that open by themselves. */
export const keysOnTheirWay = 300;
