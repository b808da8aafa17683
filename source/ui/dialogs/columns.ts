import {safe} from '../../text/safe-text.ts';
import {type ColumnName, columnNames} from '../panes/list/columns.ts';
import {columnTitles} from '../panes/list/heading.ts';
import type {DialogText} from './dialog-lines.ts';

/** The columns that can be left out; without status and name a row says nothing. */
export const optionalColumns = columnNames.filter(name => name !== 'status' && name !== 'job');

/** The hidden columns with one hidden, or shown again. */
export function toggledColumn(hidden: readonly ColumnName[], name: ColumnName): readonly ColumnName[] {
	return hidden.includes(name) ? hidden.filter(other => other !== name) : [...hidden, name];
}

/** @param selected index of the column that the cursor is on */
export function columnsText(hidden: readonly ColumnName[], selected: number): DialogText {
	return {
		title: safe`Columns of the list`,
		facts: [],
		notes: [safe`A column that is chosen is shown where the window has room for it.`],
		list: {
			lines: optionalColumns.map(name => safe`[${hidden.includes(name) ? safe` ` : safe`x`}] ${columnTitles[name]}`),
			selected,
		},
		keys: [
			[safe`Space`, safe`show or leave out`],
			[safe`Enter Esc`, safe`done`],
		],
	};
}
