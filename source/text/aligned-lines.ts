import {displayWidth} from './display-width.ts';
import {joinSafe, type SafeText, safe, safeText} from './safe-text.ts';

/** The largest width of a column in cells. A longer text is printed in full and makes only its own row longer. */
const widestColumn = 60;

/**
 * Formats a table as lines of text, with each column padded to the same width.
 *
 * A server may send a text of several megabytes. Such a text makes only its own row long: the other rows are not padded
 * to its width.
 *
 * @param rows texts without line breaks; the last text of a row is not padded
 */
export function alignedLines(rows: ReadonlyArray<readonly SafeText[]>): readonly SafeText[] {
	const sized = rows.map(row => row.map(cell => ({cell, cells: displayWidth(cell)})));
	const widths: number[] = [];
	for (const row of sized) {
		for (const [column, {cells}] of row.entries())
			widths[column] = Math.max(widths[column] ?? 0, Math.min(cells, widestColumn));
	}
	return sized.map(row =>
		joinSafe(
			row.map(({cell, cells}, column) => {
				const missing = column === row.length - 1 ? 0 : (widths[column] ?? 0) - cells;
				return missing > 0 ? safe`${cell}${safeText(' '.repeat(missing))}` : cell;
			}),
			safe`  `,
		),
	);
}
