import {displayWidth, fit, wrapCells} from '../../text/display-width.ts';
import type {SafeText} from '../../text/safe-text.ts';
import type {Span} from '../line.tsx';
import {drawn} from '../symbols.ts';

/** What a dialog says, in parts that give way one after the other where the screen is low. */
export type DialogText = {
	readonly title: SafeText;
	/** Names and values, one under the other. */
	readonly facts: readonly (readonly [SafeText, SafeText])[];
	readonly notes: readonly SafeText[];
	/** Keys and what they do. */
	readonly keys: readonly (readonly [SafeText, SafeText])[];
};

/**
 * Draws a dialog as a band over the whole width: nothing beside it can be mistaken for part of it.
 *
 * @param height lines there are at most; notes give way first, then the lower border; facts and keys never do
 * @param field the line of a text field, drawn under the facts
 */
export function dialogLines(
	{title, facts, notes, keys}: DialogText,
	{width, height}: {readonly width: number; readonly height: number},
	isAscii: boolean,
	field?: readonly Span[],
): readonly (readonly Span[])[] {
	const dash = isAscii ? '-' : '─';
	const inner = Math.max(1, width - 4);
	const row = (spans: readonly Span[]): readonly Span[] => [{text: '  '}, ...spans, {text: '  '}];
	const pair = ([name, value]: readonly [SafeText, SafeText], isKey: boolean) => {
		const left = Math.min(inner, isKey ? 12 : 8);
		return row([
			{text: fit(name, left), isBold: isKey, isDim: !isKey},
			{text: fit(drawn(value, isAscii), inner - left, {ellipsis: isAscii ? '~' : '…'})},
		]);
	};
	const border = (words: string): readonly Span[] => [
		{
			text: fit(` ${dash}${dash}${words}${dash.repeat(Math.max(0, width - displayWidth(words) - 4))} `, width),
			isBold: true,
		},
	];
	const fixed = [...facts.map(fact => pair(fact, false)), ...(field ? [row(field)] : [])];
	const keyLines = keys.map(key => pair(key, true));
	const noteLines = notes
		.flatMap(note => wrapCells(drawn(note, isAscii), inner))
		.map(note => row([{text: fit(note, inner)}]));
	const room = Math.max(0, height - 2 - fixed.length - keyLines.length);
	const lines = [border(` ${title} `), ...fixed, ...noteLines.slice(0, room), ...keyLines, border('')];
	return lines.slice(0, Math.max(0, height));
}
