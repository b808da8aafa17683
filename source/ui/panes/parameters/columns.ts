import type {ParameterRow} from '../../../monitor/parameter-table.ts';
import {displayWidth} from '../../../text/display-width.ts';
import {type SafeText, safe} from '../../../text/safe-text.ts';
import type {Size} from '../messages/state.ts';

type ColumnName = 'cursor' | 'name' | 'label' | 'type' | 'value';

/** A column of the table. `width` is the number of cells for its text, not counting the blank on each side. */
export type ParameterColumn = {readonly name: ColumnName; readonly heading: SafeText; readonly width: number};

/** The number of blanks on each side of a cell. */
export const padding = 1;

const headings: Readonly<Record<ColumnName, SafeText>> = {
	cursor: safe` `,
	name: safe`NAME`,
	label: safe`LABEL`,
	type: safe`TYPE`,
	value: safe`VALUE`,
};

/** The largest width of each column in cells. The value gets the remaining cells. */
const most = {name: 28, label: 28, type: 24};
const leastValue = 16;
/** The columns that are left out if there is not enough room, in this order. */
const dispensable = ['label', 'type'] as const;

/** Whether the pane is large enough for a table. Otherwise each parameter is shown on one line. */
export function isTableSize({width, height}: Size): boolean {
	return width >= 24 && height >= 2;
}

/**
 * Returns the columns of the table, together `width` cells wide. The widths depend on all rows, not only on the visible
 * ones, so that scrolling does not change them.
 *
 * @param width a width for which {@link isTableSize} returns true
 */
export function parameterColumns(rows: readonly ParameterRow[], width: number): readonly ParameterColumn[] {
	const wanted = {
		name: widest(rows, 'name'),
		label: rows.some(({name, label}) => name.safe !== label.safe) ? widest(rows, 'label') : 0,
		type: rows.some(({dataType}) => dataType !== null) ? widest(rows, 'type') : 0,
	};
	const room = width - 1 - 2 * padding;
	for (const name of dispensable) {
		if (taken(wanted) + leastValue + 2 * padding > room) wanted[name] = 0;
	}
	const widths = {...wanted, name: Math.min(wanted.name, Math.floor((room - 4 * padding) / 2))};
	return [
		column('cursor', 1),
		...(['name', 'label', 'type'] as const).filter(name => widths[name] > 0).map(name => column(name, widths[name])),
		column('value', room - taken(widths) - 2 * padding),
	];
}

function column(name: ColumnName, width: number): ParameterColumn {
	return {name, heading: headings[name], width};
}

function taken(widths: Readonly<Record<'name' | 'label' | 'type', number>>): number {
	return Object.values(widths).reduce((cells, width) => cells + (width === 0 ? 0 : width + 2 * padding), 0);
}

function widest(rows: readonly ParameterRow[], name: 'name' | 'label' | 'type'): number {
	const widths = rows.map(row => displayWidth(textOf(row, name)));
	return Math.min(most[name], Math.max(headings[name].length, ...widths));
}

function textOf({name, label, dataType}: ParameterRow, column: 'name' | 'label' | 'type'): string {
	return {name: name.safe, label: label.safe, type: dataType?.safe ?? ''}[column];
}
