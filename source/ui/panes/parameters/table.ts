import type {ParameterRow} from '../../../monitor/parameter-table.ts';
import {fit as fitCells} from '../../../text/display-width.ts';
import {type SafeText, type ServerText, safe, wasCleaned} from '../../../text/safe-text.ts';
import type {Span} from '../../line.tsx';
import type {SpanTableProps} from '../../span-table.tsx';
import {drawingOf, onOneLine} from '../../symbols.ts';
import {cleanedMark, levelMark} from '../messages/level-mark.ts';
import {beginning} from '../messages/pan.ts';
import {isTableSize, type ParameterColumn, parameterColumns} from './columns.ts';
import {valueWords} from './parameter-words.ts';
import {type ParametersState, parameterRowCount, rowsOf} from './state.ts';

/**
 * Returns the visible part of the table; `undefined` if the pane is too small for a table, so that {@link
 * narrowParameterLines} is used instead.
 */
export function parametersTable(state: ParametersState, isAscii: boolean): SpanTableProps | undefined {
	if (!isTableSize(state.size)) return undefined;
	const columns = parameterColumns(rowsOf(state), state.size.width);
	const {ellipsis} = drawingOf(isAscii);
	return {
		headings: columns.map(({heading, width}) => ({text: fitCells(heading, width, {ellipsis: ''}), isDim: true})),
		rows: shownRows(state).map(({row, isSelected}) =>
			columns.map(column => ({
				text: fitCells(cellText(row, column, isSelected, isAscii), column.width, {ellipsis}),
			})),
		),
	};
}

/** Draws one line for each visible parameter, for a pane that is too small for a table. */
export function narrowParameterLines(state: ParametersState, isAscii: boolean): ReadonlyArray<readonly Span[]> {
	const {width} = state.size;
	const drawing = drawingOf(isAscii);
	return shownRows(state).map(({row, isSelected}) => {
		const value = oneLine(valueWords(row), width, isAscii);
		const text = safe`${isSelected ? drawing.cursor : safe` `}${row.name.safe} ${value}`;
		return [{text: fitCells(text, width, {ellipsis: drawing.ellipsis})}];
	});
}

function shownRows(state: ParametersState): ReadonlyArray<{readonly row: ParameterRow; readonly isSelected: boolean}> {
	const {top, selected, size} = state;
	return rowsOf(state)
		.slice(top, top + parameterRowCount(size))
		.map((row, index) => ({row, isSelected: top + index === selected}));
}

function cellText(row: ParameterRow, {name, width}: ParameterColumn, isSelected: boolean, isAscii: boolean): SafeText {
	switch (name) {
		case 'cursor':
			return isSelected ? drawingOf(isAscii).cursor : safe` `;
		case 'name':
			return row.name.safe;
		case 'label':
			return row.label.safe === row.name.safe ? safe`` : row.label.safe;
		case 'type':
			return row.dataType?.safe ?? safe``;
		case 'value': {
			const words = oneLine(valueWords(row), width, isAscii);
			return row.read.ok ? words : safe`${levelMark('error', isAscii).symbol} ${words}`;
		}
	}
}

/** Returns the beginning of a text on one line, with a mark if some of its characters were removed or replaced. */
function oneLine(text: ServerText, width: number, isAscii: boolean): SafeText {
	const words = onOneLine(beginning(text.safe, width + 1), isAscii);
	return wasCleaned(text) ? safe`${cleanedMark(isAscii)} ${words}` : words;
}
