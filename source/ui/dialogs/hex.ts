import {type SafeText, type ServerText, safe, safeText, wasCleaned} from '../../text/safe-text.ts';
import {visibleRows} from '../panes/messages/visible-rows.ts';
import {valueWords} from '../panes/parameters/parameter-words.ts';
import {selectedRow} from '../panes/parameters/state.ts';
import {parametersNow} from '../screen/parameter-tabs.ts';
import type {ScreenPort} from '../screen/port.ts';
import {contextOf, type ScreenState} from '../screen/state.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {leaving, within} from './menu.ts';

/** A dialog that shows texts as bytes. */
export type HexDialog = {
	readonly kind: 'hex';
	readonly lines: readonly SafeText[];
	/** The index of the visible line. */
	readonly selected: number;
};

/** The text and the keys of the dialog that shows texts as bytes. */
export const hexDialog: DialogDefinition<HexDialog> = {
	deafFor: 0,
	press,
	text: ({lines, selected}) => hexText(lines, selected),
};

const steps: ReadonlyMap<string | undefined, number> = new Map([
	['↑', -1],
	['k', -1],
	['↓', 1],
	['j', 1],
	['PgUp', -10],
	['PgDn', 10],
	['Home', Number.NEGATIVE_INFINITY],
	['g', Number.NEGATIVE_INFINITY],
	['End', Number.POSITIVE_INFINITY],
	['G', Number.POSITIVE_INFINITY],
]);

function press(screen: ScreenPort, dialog: HexDialog, name: string | undefined): void {
	if (name === 'Enter' || name === 'X' || leaving.has(name)) return screen.change({dialog: null});
	const step = steps.get(name);
	if (step !== undefined)
		screen.change({dialog: {...dialog, selected: within(dialog.selected + step, dialog.lines.length)}});
}

/** The name of a text, and the text as the server sent it. */
type RawText = {readonly name: SafeText; readonly text: ServerText};

/**
 * Returns the texts on the screen in which gpjobs removed or replaced characters: messages, or the selected result or
 * input.
 */
export function cleanedTexts(state: ScreenState): readonly RawText[] {
	if (contextOf(state) !== 'parameters') return cleanedMessages(state);
	const row = selectedRow(parametersNow(state));
	if (!row) return [];
	const texts = [
		{name: safe`The name`, text: row.name},
		{name: safe`The label`, text: row.label},
		{name: safe`The value`, text: valueWords(row)},
	];
	return texts.filter(({text}) => wasCleaned(text));
}

function cleanedMessages({messages}: ScreenState): readonly RawText[] {
	const texts = new Map<number, RawText>();
	for (const {index, message} of visibleRows(messages)) {
		if (wasCleaned(message.text)) texts.set(index, {name: safe`Message ${index + 1}`, text: message.text});
	}
	return [...texts.values()];
}

/** The notice that no characters were removed or replaced in the visible texts. */
export const nothingCleaned: SafeText = safe`No text here has hidden characters.`;

const bytesOfLine = 16;
/** The largest number of bytes of a text that are shown. */
const mostBytes = 16_384;

/**
 * Formats texts as bytes, like `hexdump -C`, so that characters that were removed or replaced can be inspected without
 * affecting the terminal. Tokens and passwords are masked.
 */
export function hexLines(texts: readonly RawText[]): readonly SafeText[] {
	return texts.flatMap(({name, text}) => {
		const bytes = Buffer.from(text.raw ?? text.safe, 'utf8');
		const shown = bytes.subarray(0, mostBytes);
		const lines: SafeText[] = [safe`${name}, ${bytes.length} bytes:`];
		for (let at = 0; at < shown.length; at += bytesOfLine) lines.push(lineOf(shown.subarray(at, at + bytesOfLine), at));
		return shown.length < bytes.length ? [...lines, safe`… and ${bytes.length - shown.length} bytes more`] : lines;
	});
}

function lineOf(bytes: Uint8Array, at: number): SafeText {
	const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join(' ');
	const letters = Array.from(bytes, byte => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('');
	return safeText(`${at.toString(16).padStart(6, '0')}  ${hex.padEnd(bytesOfLine * 3)} ${letters}`);
}

/**
 * Makes the text of the dialog that shows bytes.
 *
 * @param selected the index of the visible line
 */
export function hexText(lines: readonly SafeText[], selected: number): DialogText {
	return {
		title: safe`As the server sent it`,
		facts: [],
		notes: [],
		list: {lines, selected},
		keys: [
			[safe`↑ ↓`, safe`scroll`],
			[safe`Esc`, closes],
		],
	};
}
