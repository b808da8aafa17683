import {displayWidth, fit} from '../../text/display-width.ts';
import {blanks} from '../../text/safe-parts.ts';
import {joinSafe, type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {type Action, type Group, groups, type Situation} from '../actions/action.ts';
import {type ActionName, actionList, disabledReason} from '../actions/actions.ts';
import type {Span} from '../line.tsx';
import {drawingOf} from '../symbols.ts';

/** One line of one column: its spans are exactly as wide as the column. */
type Cell = readonly Span[];

const keyCells = 10;

/**
 * All keys in their groups, as lines of exactly `width` cells, in one, two or three columns.
 *
 * @param situation what is not possible now is dimmed and says why
 */
export function helpLines(width: number, situation: Situation, ascii: boolean): readonly (readonly Span[])[] {
	const most = width >= 120 ? 3 : width >= 76 ? 2 : 1;
	const cells = Math.floor(width / most);
	const blocks = groups.map(group => blockOf(group, situation, cells, ascii));
	const columns = packed(blocks, most);
	const height = Math.max(...columns.map(column => column.length));
	const blank: Cell = [{text: blanks(cells)}];
	const rest = {text: blanks(width - cells * columns.length)};
	return Array.from({length: height}, (_, index) => [...columns.flatMap(column => column[index] ?? blank), rest]);
}

function blockOf(group: Group, situation: Situation, cells: number, ascii: boolean): readonly Cell[] {
	const members = actionList.filter(([, action]) => action.group === group);
	return [
		[{text: fit(safe` ${safeText(group)}`, cells), isBold: true}],
		...members.map(([name, action]) => entry(name, action, situation, cells, ascii)),
		[{text: blanks(cells)}],
	];
}

function entry(name: ActionName, {keys, label}: Action, situation: Situation, cells: number, ascii: boolean): Cell {
	const reason = disabledReason(name, situation);
	const named =
		keys.length === 0
			? safe`:`
			: joinSafe(
					keys.map(key => keyLabel(key, ascii)),
					safe` `,
				);
	const keyText = fit(safe`  ${named}`, Math.min(cells, keyCells + 2));
	const words = reason === undefined ? label : safe`${label} (${reason})`;
	return [
		{text: keyText, isBold: reason === undefined, isDim: reason !== undefined},
		{text: fit(words, cells - displayWidth(keyText), drawingOf(ascii)), isDim: reason !== undefined},
	];
}

/** Blocks in their order, in at most `most` columns of the least height that holds them all. */
function packed(blocks: readonly (readonly Cell[])[], most: number): readonly (readonly Cell[])[] {
	const tallest = Math.max(...blocks.map(block => block.length));
	for (let height = tallest; ; height++) {
		const columns: Cell[][] = [[]];
		for (const block of blocks) {
			const last = columns.at(-1) ?? [];
			if (last.length > 0 && last.length + block.length > height) columns.push([...block]);
			else last.push(...block);
		}
		if (columns.length <= most) return columns;
	}
}

/** A key as a person reads it; in ASCII the arrows have names. */
export function keyLabel(name: string, ascii: boolean): SafeText {
	return (ascii ? arrows[name] : undefined) ?? safeText(name);
}

const arrows: Readonly<Record<string, SafeText>> = {
	'↑': safe`Up`,
	'↓': safe`Down`,
	'←': safe`Left`,
	'→': safe`Right`,
};
