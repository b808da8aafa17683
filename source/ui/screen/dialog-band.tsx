import {Box} from 'ink';
import {safe} from '../../text/safe-text.ts';
import {cancelDialogText} from '../dialogs/cancel-dialog.ts';
import {addText, type Dialog, labelText, pasteText} from '../dialogs/dialog.ts';
import {type DialogText, dialogLines} from '../dialogs/dialog-lines.ts';
import {hostText, saveText} from '../dialogs/save-dialog.ts';
import {inputSpans} from '../input/line.ts';
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
	const field: readonly Span[] | undefined =
		dialog.kind === 'add' || dialog.kind === 'label'
			? inputSpans(dialog.field, {width: Math.max(1, width - 4), placeholder: safe``, isFocused: true})
			: undefined;
	const lines = dialogLines(text, {width, height}, isAscii, field);
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

/** `undefined` for what is typed in the last line instead. */
function textOf(dialog: Dialog, {world, state}: ScreenController): DialogText | undefined {
	switch (dialog.kind) {
		case 'cancel': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && cancelDialogText(job, state.now);
		}
		case 'label': {
			const job = world.monitor.jobs.get(dialog.url);
			return job && {...labelText, title: nameOf(job)};
		}
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
