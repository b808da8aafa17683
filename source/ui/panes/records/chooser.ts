import {fit as fitCells} from '../../../text/display-width.ts';
import {safe, safeText} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {clampTop, topToShow} from '../list/window.ts';
import {fieldTypeWord} from './field-kind.ts';
import type {RecordsState} from './state.ts';

/** The state of the list of fields, in which the user chooses the columns of the table. */
export type Chooser = {readonly selected: number; readonly top: number};

/** Limits the selection of the chooser to the existing fields and scrolls it into view. */
export function settledChooser({selected, top}: Chooser, fields: number, height: number): Chooser {
	const within = Math.max(0, Math.min(selected, fields - 1));
	return {selected: within, top: topToShow(within, clampTop(top, height, fields), height, fields)};
}

/** The width in cells for the name of a field that is followed by its alias. */
const nameWidth = 28;

/**
 * Draws the lines of the list, one for each visible field: `▌[x] OWNER_SINCE  Owner Since  Date`. Each is as wide as
 * the pane.
 */
export function chooserLines(
	{columns, shown, size}: RecordsState,
	{selected, top}: Chooser,
	height: number,
	isAscii: boolean,
): ReadonlyArray<readonly Span[]> {
	const {cursor, ellipsis} = drawingOf(isAscii);
	const marked = new Set(shown);
	return columns.slice(top, top + Math.max(0, height)).map(({field}, index) => {
		const at = top + index;
		const {name, alias, type} = field;
		const label = name.safe === alias.safe ? safe`` : safe`  ${alias.safe}`;
		const named = label === '' ? name.safe : fitCells(name.safe, nameWidth, {ellipsis});
		const word = type === '' ? safe`` : safe`  ${safeText(fieldTypeWord(type))}`;
		const box = marked.has(at) ? safe`[x]` : safe`[ ]`;
		const text = safe`${at === selected ? cursor : safe` `}${box} ${named}${label}${word}`;
		return [{text: fitCells(text, size.width, {ellipsis}), isInverse: at === selected}];
	});
}
