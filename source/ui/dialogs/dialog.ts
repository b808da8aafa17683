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
 * An open dialog, which receives all keys. A dialog about a job stores the URL of the job, so that it cannot act on
 * another one.
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

/** The text, the fields and the keys of one kind of dialog. The type requires that each kind handles its keys. */
export type DialogDefinition<D> = {
	/**
	 * For how many milliseconds after opening the dialog ignores keys, because they may have been meant for the screen
	 * before it ({@link keysOnTheirWay}). The number can be above 0 only if the dialog stores when it was opened.
	 */
	readonly deafFor: D extends {readonly openedAt: number} ? number : 0;
	/**
	 * Handles a key, or a paste, which has text but no name. A dialog about a job acts on the job whose URL it
	 * contains, even if the list has changed meanwhile.
	 *
	 * @param name from `keyName`
	 * @param typed the character that the key types, or the pasted text
	 */
	readonly press: (screen: ScreenPort, dialog: D, name: string | undefined, typed: string) => void;
} & (InBand<D> | InLastLine<D>);

/** The definition of a dialog that is drawn over the lower part of the screen. */
type InBand<D> = {
	/** Returns the text of the dialog; `undefined` if the job that it is about is no longer in the list. */
	readonly text: (dialog: D, screen: ScreenPort) => DialogText | undefined;
	/** Returns the text fields of the dialog, from top to bottom. */
	readonly fields?: (dialog: D) => readonly DialogField[];
};

/** The definition of a dialog whose text is typed into the last line, while the whole screen stays visible. */
type InLastLine<D> = {readonly lastLine: (dialog: D) => LastLine};

/** The last line of the screen while a dialog is typed into it. */
export type LastLine = {
	readonly field: DialogField;
	/** Says what to type, for users who cannot see the field. */
	readonly prompt: SafeText;
};

/** The type of a table with the definition of each kind of dialog. */
export type DialogTable<D extends {readonly kind: string} = Dialog> = {
	readonly [K in D['kind']]: DialogDefinition<Extract<D, {readonly kind: K}>>;
};

/** The value of `deafFor`, in milliseconds, for dialogs that do something irreversible or open without a key. */
export const keysOnTheirWay = 300;
