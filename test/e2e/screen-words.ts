/** What the dialogs and the empty list say first, by which a test knows them on the screen. */

import {type SafeText, safe} from '../../source/text/safe-text.ts';
import {addText} from '../../source/ui/dialogs/add.ts';
import {columnsText} from '../../source/ui/dialogs/columns.ts';
import {copyText} from '../../source/ui/dialogs/copy.ts';
import {hexText} from '../../source/ui/dialogs/hex.ts';
import {paletteText} from '../../source/ui/dialogs/palette.ts';
import {pasteText} from '../../source/ui/dialogs/paste.ts';
import {rerunText} from '../../source/ui/dialogs/rerun.ts';
import {saveDialogText} from '../../source/ui/dialogs/save.ts';
import {hostText} from '../../source/ui/dialogs/save-host.ts';
import type {Span} from '../../source/ui/line.tsx';
import {emptyListLines} from '../../source/ui/panes/list/empty-list.ts';
import type {SaveFormat} from '../../source/ui/saver.ts';

export const addTitle = addText('').title;
export const columnsTitle = columnsText([], 0).title;
export const hexTitle = hexText([], 0).title;
export const hostTitle = hostText(safe``).title;
export const paletteTitle = paletteText([], 0).title;
export const rerunTitle = rerunText(safe``, safe``, safe``).title;
export const copyTitle = (jobs: number): SafeText => copyText([], jobs).title;
/** What Esc does in the dialog that copies, and in that which saves. */
export const copyNothing = lastKeyOf(copyText([], 1));
export const saveNothing = lastKeyOf(saveDialogText(safe``, [], safe``));
/** What the dialog that saves says of a format. */
export const formatWords = (format: SaveFormat): SafeText =>
	saveDialogText(safe``, [format], safe``).keys[0]?.[1] ?? safe``;

const nothingPasted = {text: '', places: [], known: 0, tokens: 0, refused: [], gateways: [], notices: []};
export const pasteTitle = pasteText({...nothingPasted, count: 1}).title;
/** How many job URLs a paste holds. */
export const pasteHolds = (count: number): SafeText => pasteText({...nothingPasted, count}).notes[0] ?? safe``;

export const emptyList = headOf(emptyListLines(200, 20, null));
export const unreadList = headOf(emptyListLines(200, 20, null, safe`x`));
/** What stands in place of a list whose jobs a filter hides. */
export const nothingMatches = (filter: SafeText): string => headOf(emptyListLines(200, 20, filter));

/** The first line that says something. */
function headOf(lines: readonly (readonly Span[])[]): string {
	const texts = lines.map(spans =>
		spans
			.map(({text}) => text)
			.join('')
			.trim(),
	);
	return texts.find(text => text !== '') ?? '';
}

function lastKeyOf({keys}: {readonly keys: readonly (readonly [SafeText, SafeText])[]}): SafeText {
	return keys.at(-1)?.[1] ?? safe``;
}

/** The heading of the messages below the list, whichever job they are of. */
export const anyPane = /^ [─━] \S/m;

/** The same, of the job with this name. */
export function paneOf(name: string): RegExp {
	return new RegExp(`^ [─━] ${name} `, 'm');
}
