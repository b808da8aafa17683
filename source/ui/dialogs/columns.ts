import {safe} from '../../text/safe-text.ts';
import {type ColumnName, columnNames} from '../panes/list/columns.ts';
import {columnTitles} from '../panes/list/heading.ts';
import type {ScreenPort} from '../screen/port.ts';
import type {DialogDefinition} from './dialog.ts';
import {closes, type DialogText} from './dialog-lines.ts';
import {leaving, lineStep, within} from './menu.ts';

/** The dialog for choosing the columns of the list. */
export type ColumnsDialog = {
	readonly kind: 'columns';
	/** The index of the column under the cursor. */
	readonly selected: number;
};

/** The text and the keys of the dialog for choosing columns. */
export const columnsDialog: DialogDefinition<ColumnsDialog> = {
	deafFor: 0,
	press,
	text: ({selected}, {state}) => columnsText(state.hiddenColumns, selected),
};

/** The columns that can be hidden. Status and name cannot, because a row would be meaningless without them. */
const optionalColumns = columnNames.filter(name => name !== 'status' && name !== 'job');

function press(screen: ScreenPort, dialog: ColumnsDialog, name: string | undefined): void {
	const {hiddenColumns} = screen.state;
	const column = optionalColumns[dialog.selected];
	if (name === 'Space' && column) return screen.change({hiddenColumns: toggledColumn(hiddenColumns, column)});
	if (name === 'Enter' || leaving.has(name)) {
		screen.change({dialog: null});
		return screen.edit(screen.world.edits.hideColumns(hiddenColumns));
	}
	const step = lineStep(name);
	if (step !== 0)
		screen.change({dialog: {...dialog, selected: within(dialog.selected + step, optionalColumns.length)}});
}

/** Returns the hidden columns after a column was hidden, or shown if it was hidden before. */
function toggledColumn(hidden: readonly ColumnName[], name: ColumnName): readonly ColumnName[] {
	return hidden.includes(name) ? hidden.filter(other => other !== name) : [...hidden, name];
}

/**
 * Makes the text of the dialog for choosing columns.
 *
 * @param selected the index of the column under the cursor
 */
export function columnsText(hidden: readonly ColumnName[], selected: number): DialogText {
	return {
		title: safe`Columns of the list`,
		facts: [],
		notes: [safe`Chosen columns appear when the window is wide enough.`],
		list: {
			lines: optionalColumns.map(name => safe`[${hidden.includes(name) ? safe` ` : safe`x`}] ${columnTitles[name]}`),
			selected,
		},
		keys: [
			[safe`Space`, safe`show or hide`],
			[safe`Enter Esc`, closes],
		],
	};
}
