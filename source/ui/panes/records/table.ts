import {fit as fitCells} from '../../../text/display-width.ts';
import {trimmedEnd} from '../../../text/safe-parts.ts';
import {joinSafe, type SafeText, safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import type {SpanTableProps} from '../../span-table.tsx';
import {drawingOf} from '../../symbols.ts';
import {unjoined} from '../list/cell.ts';
import {cellOf, valueIn} from './cell.ts';
import {columnWindow, hasTable, type ShownColumn} from './column-window.ts';
import {recordAt} from './order.ts';
import {type RecordsState, recordRowCount} from './state.ts';

/**
 * Returns the visible part of the table; `undefined` if the pane is too small for a table, so that {@link
 * narrowRecordLines} is used instead.
 */
export function recordsTable(state: RecordsState, isAscii: boolean): SpanTableProps | undefined {
	if (!hasTable(state)) return undefined;
	const {number, columns} = columnWindow(state);
	const {cursor, ellipsis} = drawingOf(isAscii);
	const headings = [
		{text: safe` `, isDim: true},
		{text: fitCells(fitCells(safe`#`, number.width, {align: 'right'}), number.room), isDim: true},
		...columns.map(column => heading(state, column, isAscii)),
	];
	const rows = shownRows(state).map(({row, index}) => {
		const record = state.set.records[index];
		const isSelected = row === state.row;
		const cells = columns.map(column => {
			const {text, isFaint} = cellOf(record && valueIn(record, column.field), column.kind, column.width, isAscii);
			const fitted = fitCells(unjoined(text), column.width, {align: column.align, ellipsis});
			return {
				text: widened(fitted, column),
				isInverse: isSelected && column.place === state.column,
				isDim: isFaint,
			};
		});
		const numbered = fitCells(safe`${index + 1}`, number.width, {align: 'right'});
		return [{text: isSelected ? cursor : safe` `}, {text: widened(numbered, number), isDim: !isSelected}, ...cells];
	});
	return {headings, rows};
}

/** Adds blanks to the text of a column; the text of the last column fills the rest of the line. */
function widened(text: SafeText, {width, room}: {readonly width: number; readonly room: number}): SafeText {
	return room === width ? text : fitCells(text, room);
}

/**
 * Draws one line for each visible record, for a pane that is too small for a table: its number, and its values from the
 * left column on.
 */
export function narrowRecordLines(state: RecordsState, isAscii: boolean): ReadonlyArray<readonly Span[]> {
	const {size, set, columns, shown, left} = state;
	const {cursor, ellipsis} = drawingOf(isAscii);
	// A line cannot show more values than it has cells.
	const inView = shown.slice(left, left + Math.max(0, size.width)).flatMap(index => columns[index] ?? []);
	return shownRows(state).map(({row, index}) => {
		const record = set.records[index];
		const values = inView.map(
			({field, kind}) => cellOf(record && valueIn(record, field), kind, size.width, isAscii).text,
		);
		const text = safe`${row === state.row ? cursor : safe` `}${joinSafe([safe`${index + 1}`, ...values], safe` `)}`;
		return [{text: fitCells(text, size.width, {ellipsis})}];
	});
}

function heading(
	{sort, shown, column: selected}: RecordsState,
	{field, place, align, width, room}: ShownColumn,
	isAscii: boolean,
): Span {
	const {ascending, descending, ellipsis} = drawingOf(isAscii);
	const mark = sort?.field === shown[place] ? safe` ${sort?.isDescending ? descending : ascending}` : safe``;
	const name = unjoined(field.alias.safe);
	const cut = trimmedEnd(fitCells(name, width - mark.length, {ellipsis}));
	const words = mark === '' ? name : safe`${cut}${mark}`;
	const isSelected = place === selected;
	return {text: fitCells(fitCells(words, width, {align, ellipsis}), room), isDim: !isSelected, isBold: isSelected};
}

function shownRows(state: RecordsState): ReadonlyArray<{readonly row: number; readonly index: number}> {
	const end = Math.min(state.top + recordRowCount(state), state.set.records.length);
	const rows: Array<{readonly row: number; readonly index: number}> = [];
	for (let row = state.top; row < end; row++) rows.push({row, index: recordAt(state, row)});
	return rows;
}
