import {Box} from 'ink';
import {fit} from '../../text/display-width.ts';
import {safe} from '../../text/safe-text.ts';
import type {Dialog} from '../dialogs/dialog.ts';
import {dialogLines} from '../dialogs/dialog-lines.ts';
import {maskedSecret} from '../dialogs/sign-in.ts';
import {inputSpans} from '../input/line.ts';
import {Line, type Span} from '../line.tsx';
import type {ScreenController} from './controller.ts';
import {dialogText} from './dialog-text.ts';
import type {Layout} from './layout.ts';

export type DialogBandProps = {
	readonly screen: ScreenController;
	readonly layout: Layout;
	readonly isAscii: boolean;
};

/** The dialog that is open, over the lower part of the screen: what it is about stays in sight above it. */
export function DialogBand({screen, layout, isAscii}: DialogBandProps) {
	const {dialog} = screen.state;
	const {width, height} = layout;
	const text = dialog && dialogText(dialog, screen);
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
	const name = 10;
	const look = {width: Math.max(1, width - name), placeholder};
	if (dialog.kind === 'sign-in') {
		const {user, secret, focus} = dialog.form;
		return [
			[{text: fit(safe`user`, name), isDim: true}, ...inputSpans(user, {...look, isFocused: focus === 'user'})],
			[
				{text: fit(safe`password`, name), isDim: true},
				...inputSpans(maskedSecret(secret), {...look, isFocused: focus === 'secret'}),
			],
		];
	}
	if (dialog.kind !== 'label') return [];
	const {label, tags, focus} = dialog.fields;
	return [
		[{text: fit(safe`label`, name), isDim: true}, ...inputSpans(label, {...look, isFocused: focus === 'label'})],
		[{text: fit(safe`tags`, name), isDim: true}, ...inputSpans(tags, {...look, isFocused: focus === 'tags'})],
	];
}
