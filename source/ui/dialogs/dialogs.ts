import type {ScreenPort} from '../screen/port.ts';
import {addDialog} from './add.ts';
import {awayDialog} from './away.ts';
import {cancelDialog} from './cancel.ts';
import {cancelMarkedDialog} from './cancel-marked.ts';
import {columnsDialog} from './columns.ts';
import {copyDialog} from './copy.ts';
import type {Dialog, DialogDefinition, DialogTable, LastLine} from './dialog.ts';
import type {DialogField, DialogText} from './dialog-lines.ts';
import {filterDialog} from './filter.ts';
import {hexDialog} from './hex.ts';
import {labelDialog} from './label.ts';
import {paletteDialog} from './palette.ts';
import {pasteDialog} from './paste.ts';
import {quitDialog} from './quit.ts';
import {rerunDialog} from './rerun.ts';
import {saveDialog} from './save.ts';
import {saveHostDialog} from './save-host.ts';
import {saveJobDialog} from './save-job.ts';
import {searchDialog} from './search.ts';
import {signInDialog} from './sign-in.ts';
import {tagMarkedDialog} from './tag-marked.ts';

/** The definitions of all dialogs. The type requires an entry for each kind. */
export const dialogs: DialogTable = {
	cancel: cancelDialog,
	'cancel-marked': cancelMarkedDialog,
	quit: quitDialog,
	rerun: rerunDialog,
	paste: pasteDialog,
	copy: copyDialog,
	'save-job': saveJobDialog,
	columns: columnsDialog,
	palette: paletteDialog,
	save: saveDialog,
	'save-host': saveHostDialog,
	label: labelDialog,
	'tag-marked': tagMarkedDialog,
	'sign-in': signInDialog,
	hex: hexDialog,
	away: awayDialog,
	add: addDialog,
	filter: filterDialog,
	search: searchDialog,
};

/**
 * Returns the definition for the kind of a dialog. The cast is needed because TypeScript does not see that both have
 * the same kind, although the type of the table guarantees it.
 */
function definitionOf(dialog: Dialog): DialogDefinition<Dialog> {
	return dialogs[dialog.kind] as DialogDefinition<Dialog>;
}

/** Passes a key, or a paste, which has text but no name, to the open dialog. */
export function pressInDialog(screen: ScreenPort, dialog: Dialog, name: string | undefined, typed: string): void {
	const {deafFor, press} = definitionOf(dialog);
	if ('openedAt' in dialog && screen.world.clock.now().mono - dialog.openedAt < deafFor) return;
	press(screen, dialog, name, typed);
}

/** Returns the text of a dialog over the lower part of the screen; `undefined` for a dialog in the last line. */
export function dialogText(dialog: Dialog, screen: ScreenPort): DialogText | undefined {
	const definition = definitionOf(dialog);
	return 'text' in definition ? definition.text(dialog, screen) : undefined;
}

/** Returns the last line of the screen while a dialog is typed into it; `undefined` for other dialogs. */
export function lastLineOf(dialog: Dialog): LastLine | undefined {
	const definition = definitionOf(dialog);
	return 'lastLine' in definition ? definition.lastLine(dialog) : undefined;
}

/** Returns the text fields of a dialog, from top to bottom. */
export function dialogFields(dialog: Dialog): readonly DialogField[] {
	const definition = definitionOf(dialog);
	return 'lastLine' in definition ? [definition.lastLine(dialog).field] : (definition.fields?.(dialog) ?? []);
}
