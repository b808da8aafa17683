import type {Span} from '../line.tsx';
import {drawingOf} from '../symbols.ts';
import {fitCell} from './cell.ts';
import {type Column, type ColumnName, type Columns, leastBarColumn} from './columns.ts';
import type {Sort} from './order.ts';

/** Their names, as the list heads them. */
export const columnTitles: Readonly<Record<ColumnName, string>> = {
	status: 'STATUS',
	job: 'JOB',
	task: 'TASK',
	server: 'SERVER',
	progress: 'PROGRESS',
	elapsed: 'ELAPSED',
	age: 'AGE',
	message: 'LAST MESSAGE',
};

/** The line of column names; an arrow stands at the one that the list is sorted by, downwards for its own direction. */
export function headingSpans(columns: Columns, sort: Sort, ascii: boolean): readonly Span[] {
	const drawing = drawingOf(ascii);
	const spans: Span[] = [{text: ' '.repeat(columns.gutter)}];
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

function nameOf(column: Column): string {
	return isPercentAlone(column) ? '%' : columnTitles[column.name];
}

/** The arrow takes the place of the last letters where both do not fit. */
function withArrow(column: Column, arrow: string): string {
	return nameOf(column).slice(0, column.width - 1) + arrow;
}

function isPercentAlone({name, width}: Column): boolean {
	return name === 'progress' && width < leastBarColumn;
}
