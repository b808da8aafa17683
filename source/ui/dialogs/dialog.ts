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

/** What stands over the screen and takes all keys. A dialog about a job holds its URL, so that no other can be meant. */
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

/** Everything about one kind of dialog: none can be shown without its keys. */
export type DialogDefinition<D> = {
	/**
	 * Milliseconds after it opened in which it takes no keys: those were on their way and not meant for it
	 * ({@link keysOnTheirWay}). Only a dialog that knows when it opened can be deaf.
	 */
	readonly deafFor: D extends {readonly openedAt: number} ? number : 0;
	/**
	 * Takes a key, or a paste, which has text but no name.
	 *
	 * A dialog about a job acts on the job whose URL it holds, whatever has become of the list meanwhile.
	 *
	 * @param name as `keyName` gives it
	 * @param typed the character that the key types, or what was pasted
	 */
	readonly press: (screen: ScreenPort, dialog: D, name: string | undefined, typed: string) => void;
} & (InBand<D> | InLastLine<D>);

/** It has the lower part of the screen. */
type InBand<D> = {
	/** What it says; `undefined` where the job that it is about is gone. */
	readonly text: (dialog: D, screen: ScreenPort) => DialogText | undefined;
	/** The text fields of the dialog, from top to bottom. */
	readonly fields?: (dialog: D) => readonly DialogField[];
};

/** It is typed in the last line, and the whole screen stays in sight. */
type InLastLine<D> = {readonly lastLine: (dialog: D) => LastLine};

export type LastLine = {
	readonly field: DialogField;
	/** What is asked for, for those who cannot see the field. */
	readonly prompt: SafeText;
};

/** A definition for each kind of dialog. */
export type DialogTable<D extends {readonly kind: string} = Dialog> = {
	readonly [K in D['kind']]: DialogDefinition<Extract<D, {readonly kind: K}>>;
};

/** For dialogs that do something that cannot be undone, or open by themselves. */
export const keysOnTheirWay = 300;
