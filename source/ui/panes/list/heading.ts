import {displayWidth} from '../../../text/display-width.ts';
import {blanks, partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {type Drawing, drawingOf} from '../../symbols.ts';
import {fitCell} from './cell.ts';
import {type Column, type ColumnName, type Columns, leastBarColumn} from './columns.ts';
import {isDownwards, type Sort} from './order.ts';

/** The heading of each column. */
export const columnTitles: Readonly<Record<ColumnName, SafeText>> = {
	status: safe`STATE`,
	job: safe`NAME`,
	task: safe`TASK`,
	server: safe`SERVER`,
	progress: safe`PROGRESS`,
	elapsed: safe`TIME`,
	ended: safe`ENDED`,
	age: safe`AGE`,
	message: safe`NOW`,
};

/**
 * Makes the line of headings. An arrow beside the heading by which the list is sorted shows the direction. If that
 * column is hidden, the end of the line names the sort key.
 */
export function headingSpans(columns: Columns, sort: Sort, ascii: boolean): readonly Span[] {
	const drawing = drawingOf(ascii);
	const arrow = isDownwards(sort) ? drawing.descending : drawing.ascending;
	const spans: Span[] = [{text: blanks(columns.gutter)}];
	for (const [index, column] of columns.shown.entries()) {
		const isSorted = column.name === sort.by;
		const gap = index === columns.shown.length - 1 ? 0 : columns.gap;
		const title = isSorted ? withArrow(column, arrow) : titleOf(column);
		spans.push({
			text: fitCell(title, column.width, gap, {align: isFigure(column) ? 'right' : 'left', ellipsis: ''}),
			isBold: isSorted,
			isDim: !isSorted,
		});
	}
	return withOrder(spans, columns, sort, arrow, drawing);
}

/**
 * Names the sort key at the end of the line of headings.
 *
 * @param arrow the arrow for the direction
 */
export function orderWords({by, isInverted}: Sort, arrow: SafeText): SafeText {
	if (by === 'attention') return isInverted ? safe`needs a look last` : safe`needs a look first`;
	if (by === 'added') return isInverted ? safe`last added first` : safe`as added`;
	return safe`by ${columnTitles[by]} ${arrow}`;
}

function withOrder(
	spans: readonly Span[],
	{shown}: Columns,
	sort: Sort,
	arrow: SafeText,
	{between}: Drawing,
): readonly Span[] {
	const last = spans.at(-1);
	const column = shown.at(-1);
	if (!last || column?.name !== 'message' || shown.some(({name}) => name === sort.by)) return spans;
	const words = orderWords(sort, arrow);
	const room = column.width - displayWidth(titleOf(column)) - displayWidth(words);
	if (room < 3) return spans;
	const middle = room === 3 ? safe` ${between} ` : blanks(room);
	return [...spans.slice(0, -1), {...last, text: safe`${titleOf(column)}${middle}${words}`}];
}

function titleOf(column: Column): SafeText {
	return isPercentAlone(column) ? safe`%` : columnTitles[column.name];
}

/**
 * Makes a heading followed by an arrow. If there is not enough room for both, the arrow replaces the last letters of
 * the heading.
 */
function withArrow(column: Column, arrow: SafeText): SafeText {
	return safe`${partOf(titleOf(column), 0, column.width - 1)}${arrow}`;
}

function isFigure(column: Column): boolean {
	return column.name === 'elapsed' || isPercentAlone(column);
}

function isPercentAlone({name, width}: Column): boolean {
	return name === 'progress' && width < leastBarColumn;
}
