import {displayWidth, fit, wrapCells} from '../../text/display-width.ts';
import {blanks, repeated} from '../../text/safe-parts.ts';
import {type SafeText, safe} from '../../text/safe-text.ts';
import {inputSpans} from '../input/line.ts';
import type {InputState} from '../input/state.ts';
import type {Colour, Span} from '../line.tsx';
import {clampTop, topToShow} from '../panes/list/window.ts';
import {drawingOf, drawn} from '../symbols.ts';

/** What a dialog says, in parts that give way one after the other where the screen is low. */
export type DialogText = {
	readonly title: SafeText;
	/** A yes changes somebody's work: the title is red. */
	readonly isDangerous?: boolean;
	/** Names and values, one under the other. */
	readonly facts: readonly (readonly [SafeText, SafeText])[];
	readonly notes: readonly SafeText[];
	/** Lines of which one is chosen; as many as there is room for are seen around it. */
	readonly list?: {
		readonly lines: readonly SafeText[];
		/** What stands in colour before each line: the line says the same in words. */
		readonly leads?: readonly ListLead[];
		/** A screen reader is given all lines, and not only the one that the cursor is on. */
		readonly isReadOut?: boolean;
		readonly selected: number;
	};
	/** Keys and what they do. */
	readonly keys: readonly (readonly [SafeText, SafeText])[];
};

export type ListLead = {readonly text: SafeText; readonly colour: Colour | undefined};

/** Something that is typed into. */
export type DialogField = {
	/** What stands before it; `null` where it has the whole line. */
	readonly name: SafeText | null;
	/** As it is drawn. */
	readonly input: InputState;
	/** What stands there, dim, as long as nothing was typed. */
	readonly placeholder: SafeText;
	readonly isFocused: boolean;
	/** What those hear who cannot see it; `null` where there is nothing to say. */
	readonly spoken: SafeText | null;
};

/** What Esc does in a dialog that asks no question. */
export const closes: SafeText = safe`close`;

/** What n, Enter or Esc do where nothing happens without a yes. */
export const saysNo: SafeText = safe`no`;

/**
 * Draws a dialog as a band over the whole width: nothing beside it can be mistaken for part of it.
 *
 * @param height lines there are at most; the list and the notes give way first, then the lower border; facts and keys never do
 * @param fields drawn under the facts
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

/** More are not seen at once: a dialog leaves sight of what it is about. */
const longestList = 12;
/** A list gives way to the header, the column names and two rows of jobs above the dialog. */
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
