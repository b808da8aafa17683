import {displayWidth, fit, wrapCells} from '../../text/display-width.ts';
import {blanks, repeated} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import type {Colour} from '../colours.ts';
import {inputSpans} from '../input/line.ts';
import type {InputState} from '../input/state.ts';
import type {Span} from '../line.tsx';
import {clampTop, topToShow} from '../panes/list/window.ts';
import {drawingOf, drawn} from '../symbols.ts';

/** The text of a dialog, in parts. On a low screen the parts are shortened one after the other. */
export type DialogText = {
	readonly title: SafeText;
	/** Whether confirming the dialog changes another person's work. If so, the title is red. */
	readonly isDangerous?: boolean;
	/** Names and values, one pair on each line. */
	readonly facts: readonly (readonly [SafeText, SafeText])[];
	readonly notes: readonly SafeText[];
	/** Lines from which the user chooses. If not all of them fit, those around the selected one are shown. */
	readonly list?: {
		readonly lines: readonly SafeText[];
		/**
		 * A coloured symbol before each line. The text of the line has the same meaning, for users who do not see the
		 * colour.
		 */
		readonly leads?: readonly ListLead[];
		/** Whether a screen reader reads all lines, instead of only the one under the cursor. */
		readonly isReadOut?: boolean;
		readonly selected: number;
	};
	/** The keys of the dialog and what they do. */
	readonly keys: readonly (readonly [SafeText, SafeText])[];
};

/** A symbol before a line of a dialog, with its colour. */
export type ListLead = {readonly text: SafeText; readonly colour: Colour | undefined};

/** A text field of a dialog. */
export type DialogField = {
	/** The name before the field; `null` if the field occupies the whole line. */
	readonly name: SafeText | null;
	/** The text in the field as it is drawn, with secrets replaced by dots. */
	readonly input: InputState;
	/** The faint text shown while the field is empty. */
	readonly placeholder: SafeText;
	readonly isFocused: boolean;
	/** The text that a screen reader reads; `null` if it reads nothing. */
	readonly spoken: SafeText | null;
};

/** The label of the key Esc in a dialog that does not ask for confirmation. */
export const closes: SafeText = safe`close`;

/** The label of the keys n, Enter or Esc in a dialog that asks for confirmation. */
export const saysNo: SafeText = safe`no`;

/**
 * Draws a dialog as a band over the whole width, so that nothing beside it can be mistaken for a part of it.
 *
 * @param height the largest number of lines. If the dialog has more, the list and the notes are shortened first, then
 * the lower border is left out; facts and keys are always complete
 * @param fields the text fields, which are drawn below the facts
 */
export function dialogLines(
	{title, isDangerous = false, facts, notes, list, keys}: DialogText,
	{width, height}: {readonly width: number; readonly height: number},
	isAscii: boolean,
	fields: readonly DialogField[] = [],
): readonly (readonly Span[])[] {
	const {line: dash, cursor, ellipsis} = drawingOf(isAscii);
	const inner = Math.max(1, width - 4);
	const row = (spans: readonly Span[]): readonly Span[] => [{text: blanks(2)}, ...spans, {text: blanks(2)}];
	const pair = ([name, value]: readonly [SafeText, SafeText], isKey: boolean) => {
		const left = Math.min(inner, isKey ? 12 : 8);
		return row([
			{text: fit(name, left), isBold: isKey, isDim: !isKey},
			{text: fit(drawn(value, isAscii), inner - left, {ellipsis})},
		]);
	};
	const border = (words: SafeText): readonly Span[] => [
		{
			text: fit(safe` ${dash}${dash}${words}${repeated(dash, width - displayWidth(words) - 4)} `, width),
			isBold: true,
			colour: isDangerous ? 'red' : undefined,
		},
	];
	const fixed = [...facts.map(fact => pair(fact, false)), ...fields.map(field => row(fieldSpans(field, inner)))];
	const keyLines = keys.map(key => pair(key, true));
	const noteLines = notes
		.flatMap(note => wrapCells(drawn(note, isAscii), inner))
		.map(note => row([{text: fit(note, inner)}]));
	const room = Math.max(0, height - 2 - fixed.length - keyLines.length);
	const listLines = list ? windowOf(list, Math.min(room, Math.max(1, room - linesAbove), longestList)) : [];
	const listed = listLines.map(({text, lead, isSelected}) => {
		const before = safe`${isSelected ? cursor : blanks(1)}`;
		const symbol = lead === undefined ? safe`` : safe`${lead.text} `;
		const left = Math.max(0, inner - displayWidth(before) - displayWidth(symbol));
		return row([
			{text: before, isInverse: isSelected},
			...(lead === undefined ? [] : [{text: symbol, colour: lead.colour, isInverse: isSelected}]),
			{text: fit(drawn(text, isAscii), left, {ellipsis}), isInverse: isSelected},
		]);
	});
	const noted = noteLines.slice(0, room - listed.length);
	const lines = [border(safe` ${title} `), ...fixed, ...listed, ...noted, ...keyLines, border(safe``)];
	return lines.slice(0, Math.max(0, height));
}

const nameCells = 10;

function fieldSpans({name, input, placeholder, isFocused}: DialogField, width: number): readonly Span[] {
	if (name === null) return inputSpans(input, {width, placeholder, isFocused});
	const rest = Math.max(1, width - nameCells);
	return [{text: fit(name, nameCells), isDim: true}, ...inputSpans(input, {width: rest, placeholder, isFocused})];
}

/**
 * The largest number of lines of a list that are shown, so that the dialog does not cover the jobs that it is about.
 */
const longestList = 12;
/**
 * The number of lines above the dialog that stay visible if it has a list: the header, the headings and two rows of
 * jobs.
 */
const linesAbove = 4;

function windowOf(
	{lines, leads, selected}: NonNullable<DialogText['list']>,
	height: number,
): readonly {readonly text: SafeText; readonly lead: ListLead | undefined; readonly isSelected: boolean}[] {
	const top = topToShow(
		selected,
		clampTop(selected - Math.floor(height / 2), height, lines.length),
		height,
		lines.length,
	);
	return lines
		.slice(top, top + height)
		.map((text, index) => ({text, lead: leads?.[top + index], isSelected: top + index === selected}));
}
