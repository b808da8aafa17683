import {Box} from 'ink';
import {fit} from '../../text/display-width.ts';
import {safe} from '../../text/safe-text.ts';
import {cancelDialogText} from '../dialogs/cancel-dialog.ts';
import {columnsText} from '../dialogs/column-chooser.ts';
import {copyText} from '../dialogs/copy-menu.ts';
import {addText, type Dialog, labelText, pasteText} from '../dialogs/dialog.ts';
import {type DialogText, dialogLines} from '../dialogs/dialog-lines.ts';
import {paletteOffers, paletteText} from '../dialogs/palette.ts';
import {hostText, saveText} from '../dialogs/save-dialog.ts';
import {saveJobText} from '../dialogs/save-job-menu.ts';
import {inputSpans} from '../input/line.ts';
import {inputText} from '../input/state.ts';
import {Line, type Span} from '../line.tsx';
import type {ScreenController} from './controller.ts';
import type {Layout} from './layout.ts';
import {nameOf} from './pane-words.ts';

export type DialogBandProps = {
	readonly screen: ScreenController;
	readonly layout: Layout;
	readonly isAscii: boolean;
};

/** The dialog that is open, over the lower part of the screen: what it is about stays in sight above it. */
export function DialogBand({screen, layout, isAscii}: DialogBandProps) {
	const {dialog} = screen.state;
	const {width, height} = layout;
	const text = dialog && textOf(dialog, screen);
	if (!dialog || !text) return null;
	const lines = dialogLines(text, {width, height}, isAscii, fieldLines(dialog, Math.max(1, width - 4)));
	return (
		<Box
			position="absolute"
			flexDirection="column"
			width={width}
			height={lines.length}
			marginTop={height - lines.length}
		>
			{lines.map((spans, index) => (
				// biome-ignore lint/suspicious/noArrayIndexKey: a line of the screen is its place
				<Line key={index} spans={spans} />
			))}
		</Box>
	);
}

function fieldLines(dialog: Dialog, width: number): readonly (readonly Span[])[] {
	const placeholder = safe``;
	if (dialog.kind === 'add') return [inputSpans(dialog.field, {width, placeholder, isFocused: true})];
	if (dialog.kind === 'palette') {
		return [inputSpans(dialog.field, {width, placeholder: safe`words of its name`, isFocused: true})];
	}
	if (dialog.kind !== 'label') return [];
	const {label, tags, focus} = dialog.fields;
	const name = 7;
	const look = {width: Math.max(1, width - name), placeholder};
	return [
		[{text: fit('label', name), isDim: true}, ...inputSpans(label, {...look, isFocused: focus === 'label'})],
		[{text: fit('tags', name), isDim: true}, ...inputSpans(tags, {...look, isFocused: focus === 'tags'})],
	];
}

/** `undefined` for what is typed in the last line instead. */
function textOf(dialog: Dialog, {world, state, situation}: ScreenController): DialogText | undefined {
	switch (dialog.kind) {
		case 'cancel': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && cancelDialogText(job, state.now);
		}
		case 'label': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && {...labelText, title: nameOf(job)};
		}
		case 'copy':
			return copyText(dialog.choices, dialog.jobs);
		case 'save-job':
			return saveJobText(dialog.name, world.saver.folder);
		case 'columns':
			return columnsText(state.hiddenColumns, dialog.selected);
		case 'palette':
			return paletteText(paletteOffers(inputText(dialog.field), dialog.context, situation), dialog.selected);
		case 'add':
			return addText;
		case 'paste':
			return pasteText(dialog.count);
		case 'save':
			return saveText(dialog.row.name.safe, dialog.formats, world.saver.folder);
		case 'save-host':
			return hostText(dialog.said);
		case 'filter':
		case 'search':
			return undefined;
	}
}
