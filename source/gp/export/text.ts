import {displayWidth, fit} from '../../text/display-width.ts';
import {counted} from '../../text/number-words.ts';
import {type SafeText, safe, safeText} from '../../text/safe-text.ts';
import {type RecordSet, withCodeName} from '../record-set.ts';
import {attributeCell, type ExportCell} from './attribute.ts';
import {attributeOf, type ExportColumn, exportColumns} from './columns.ts';
import {type Exported, inChunks} from './exported.ts';

type Fitted = {readonly column: ExportColumn; readonly width: number; readonly align: 'left' | 'right'};

/**
 * The largest width of a column in characters. Longer cells are cut, because one long text would make every line long.
 */
const widest = 100;

/**
 * Makes a text table of a record set for `less` and `grep`: a line of field names and one line for each record, with
 * aligned columns and numbers to the right. All text is safe, with line breaks made visible. Geometries are left out.
 */
export function textFile(set: RecordSet): Exported {
	const columns = exportColumns(set);
	let cut = 0;
	return {
		ok: true,
		chunks: {
			[Symbol.iterator]() {
				cut = 0;
				return inChunks(pieces(set, columns, () => cut++));
			},
		},
		notes: () => {
			const notes: SafeText[] = [];
			if (cut > 0) notes.push(cellsCut(cut));
			if (set.records.some(({geometry}) => geometry !== null)) notes.push(withoutGeometries);
			return notes;
		},
	};
}

/** The note that geometries were left out. */
export const withoutGeometries = safe`Geometries are left out.`;

/** The note that the texts of some cells were cut. */
export function cellsCut(count: number): SafeText {
	return safe`${counted(count, 'cell')} longer than ${widest} characters cut.`;
}

function* pieces(
	set: RecordSet,
	columns: readonly ExportColumn[],
	onCut: () => void,
): Generator<string, void, undefined> {
	const fitted = columns.map(column => fittedColumn(set, column));
	const line = (cellOf: (column: ExportColumn) => string) =>
		`${fitted
			.map(({column, width, align}) => {
				const text = cellOf(column);
				if (text.length > width && displayWidth(text) > width) onCut();
				return fit(text, width, {align});
			})
			.join('  ')
			.trimEnd()}\n`;
	yield line(({name}) => name.safe);
	yield `${fitted.map(({width}) => '-'.repeat(width)).join('  ')}\n`;
	for (const {attributes} of set.records) yield line(column => textCell(cellIn(attributes, column)));
}

function fittedColumn({records}: RecordSet, column: ExportColumn): Fitted {
	let width = displayWidth(column.name.safe);
	let areNumbers = true;
	for (const {attributes} of records) {
		const cell = cellIn(attributes, column);
		if (cell !== null && typeof cell !== 'number' && typeof cell !== 'bigint') areNumbers = false;
		if (width < widest) width = Math.max(width, displayWidth(textCell(cell)));
	}

	return {column, width: Math.min(widest, width), align: areNumbers ? 'right' : 'left'};
}

/** Returns the cell of a record, with the name of a code before the code. */
function cellIn(attributes: Readonly<Record<string, unknown>>, {key, type, codes}: ExportColumn): ExportCell {
	const value = attributeOf(attributes, key);
	return attributeCell(withCodeName(value, codes), type);
}

function textCell(cell: ExportCell): string {
	if (cell === null) return '';
	return typeof cell === 'string' ? safeText(cell) : String(cell);
}
