import {blanks, partOf} from '../../../text/safe-parts.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import {drawingOf} from '../../symbols.ts';
import {fitCell} from './cell.ts';
import {type Column, type ColumnName, type Columns, leastBarColumn} from './columns.ts';
import type {Sort} from './order.ts';

/** Their names, as the list heads them. */
export const columnTitles: Readonly<Record<ColumnName, SafeText>> = {
	status: safe`STATUS`,
	job: safe`JOB`,
	task: safe`TASK`,
	server: safe`SERVER`,
	progress: safe`PROGRESS`,
	elapsed: safe`ELAPSED`,
	age: safe`AGE`,
	message: safe`LAST MESSAGE`,
};

/** The line of column names; an arrow stands at the one that the list is sorted by, downwards for its own direction. */
export function headingSpans(columns: Columns, sort: Sort, ascii: boolean): readonly Span[] {
	const drawing = drawingOf(ascii);
	const spans: Span[] = [{text: blanks(columns.gutter)}];
	for (const [index, column] of columns.shown.entries()) {
		const isSorted = column.name === sort.by;
		const arrow = sort.isInverted ? drawing.ascending : drawing.descending;
		const gap = index === columns.shown.length - 1 ? 0 : columns.gap;
		spans.push({
			text: fitCell(isSorted ? withArrow(column, arrow) : nameOf(column), column.width, gap, {
				align: column.name === 'elapsed' || isPercentAlone(column) ? 'right' : 'left',
				ellipsis: '',
			}),
			isBold: isSorted,
			isDim: !isSorted,
		});
	}
	return spans;
}

function nameOf(column: Column): SafeText {
	return isPercentAlone(column) ? safe`%` : columnTitles[column.name];
}

/** The arrow takes the place of the last letters where both do not fit. */
function withArrow(column: Column, arrow: SafeText): SafeText {
	return safe`${partOf(nameOf(column), 0, column.width - 1)}${arrow}`;
}

function isPercentAlone({name, width}: Column): boolean {
	return name === 'progress' && width < leastBarColumn;
}
